/*
 * See wire.h. Character sets and straight loops; every byte is looked at a bounded
 * number of times. Section numbers are those of RFC 9110 (§ with H) and RFC 9112 (§).
 */
#include "wire.h"

#include <inttypes.h>
#include <stdio.h>
#include <strings.h>

/* Sets of ASCII characters, a bit each. */
struct char_set {
	uint64_t bits[2];
};
/* tchar, §H 5.6.2: letters, digits, !#$%&'*+-.^_`|~ */
static const struct char_set token_chars = {
	{UINT64_C(0x03ff6cfa00000000), UINT64_C(0x57ffffffc7fffffe)}};
/* Of a request target: visible characters but for those no URI has: "<>\^`{|}# */
static const struct char_set target_chars = {
	{UINT64_C(0xaffffff200000000), UINT64_C(0x47fffffeafffffff)}};
/* Of Host: letters, digits, -._~%!$&'()*+,;=:[] */
static const struct char_set host_chars = {
	{UINT64_C(0x2fff7ff200000000), UINT64_C(0x47fffffeaffffffe)}};

static inline bool in_set(const struct char_set *set, unsigned char c)
{
	return c < 128 && set->bits[c >> 6] >> (c & 63) & 1;
}

static bool all_in(const struct char_set *set, struct str s)
{
	for (size_t i = 0; i < s.n; i++)
		if (!in_set(set, (unsigned char)s.p[i]))
			return false;
	return true;
}

/* In field values: VCHAR, SP, HTAB, obs-text (§H 5.5). */
static inline bool is_value_char(unsigned char c)
{
	return (c >= 0x20 && c != 0x7f) || c == '\t';
}

static enum wire_result wrong(struct wire_fault *fault, enum problem_code code, const char *detail)
{
	*fault = (struct wire_fault){code, detail};
	return WIRE_FAULT;
}

#define BAD(fault, detail) wrong((fault), PROBLEM_BAD_REQUEST, (detail))

static bool is(struct str s, const char *word)
{
	return s.n == strlen(word) && strncasecmp(s.p, word, s.n) == 0;
}

/* §3: method SP request-target SP HTTP-version, single spaces. */
static enum wire_result parse_request_line(
	struct str line, struct wire_head *head, struct wire_fault *fault)
{
	const char *space = line.n ? memchr(line.p, ' ', line.n) : NULL;
	head->method = str_make(line.p, space ? (size_t)(space - line.p) : line.n);
	if (!head->method.n || !all_in(&token_chars, head->method))
		return BAD(fault, "the request line has no method");
	if (!space)
		return BAD(fault, "the request line has no target");
	struct str rest = {space + 1, line.n - head->method.n - 1};
	space = rest.n ? memchr(rest.p, ' ', rest.n) : NULL;
	if (!space)
		return BAD(fault, "the request line has no HTTP version");
	head->target = str_make(rest.p, (size_t)(space - rest.p));
	struct str version = {space + 1, rest.n - head->target.n - 1};
	if (version.n != 8 || memcmp(version.p, "HTTP/", 5) != 0 || version.p[6] != '.' ||
		version.p[5] < '0' || version.p[5] > '9' || version.p[7] < '0' ||
		version.p[7] > '9')
		return BAD(fault, "the HTTP version must be HTTP/1.1");
	if (version.p[5] != '1')
		return wrong(fault, PROBLEM_VERSION_NOT_SUPPORTED, "only HTTP/1.1 is spoken here");
	head->http_1_0 = version.p[7] == '0';
	if (!head->target.n || !all_in(&target_chars, head->target))
		return BAD(fault, "the request target has characters that no URI has");
	return WIRE_DONE;
}

/* §3.2: absolute form is cut down to origin form; "%00" would end the path early in C strings. */
static enum wire_result parse_target(struct wire_head *head, struct wire_fault *fault)
{
	struct str *target = &head->target;
	size_t scheme = 0;
	if (target->n >= 7 && strncasecmp(target->p, "http://", 7) == 0)
		scheme = 7;
	else if (target->n >= 8 && strncasecmp(target->p, "https://", 8) == 0)
		scheme = 8;
	if (scheme) {
		const char *end = target->p + target->n;
		const char *path = target->p + scheme;
		while (path < end && *path != '/' && *path != '?')
			path++;
		if (path == target->p + scheme)
			return BAD(fault, "the request target has no host");
		*target = str_make(path, (size_t)(end - path));
		if (!target->n || target->p[0] == '?')
			return BAD(fault, "the request target has no path");
	}
	if (str_eq(*target, STR("*")) && str_eq(head->method, STR("OPTIONS")))
		return WIRE_DONE;
	if (target->p[0] != '/')
		return BAD(fault, "the request target must begin with a slash");
	for (size_t i = 0; i + 2 < target->n; i++)
		if (target->p[i] == '%' && target->p[i + 1] == '0' && target->p[i + 2] == '0')
			return BAD(fault, "the request target has a NUL");
	return WIRE_DONE;
}

enum wire_result wire_scan_head(struct wire_scan *scan, struct str bytes, struct wire_fault *fault)
{
	struct wire_head head;
	for (; scan->at < bytes.n; scan->at++) {
		unsigned char c = (unsigned char)bytes.p[scan->at];
		if (c == '\r') {
			if (scan->at + 1 == bytes.n)
				return WIRE_MORE; /* looked at again with what follows it */
			if (bytes.p[scan->at + 1] != '\n')
				return BAD(fault, "a CR without LF");
			continue;
		}
		if (c != '\n') {
			if (!is_value_char(c))
				return BAD(fault, "a control character in the header");
			continue;
		}
		if (scan->at == scan->line || bytes.p[scan->at - 1] != '\r')
			return BAD(fault, "a line ends in LF without CR");
		struct str line = {bytes.p + scan->line, scan->at - 1 - scan->line};
		if (scan->n_lines == 0 && parse_request_line(line, &head, fault) == WIRE_FAULT)
			return WIRE_FAULT;
		if (scan->n_lines == 0)
			scan->first = line.n;
		scan->line = scan->at + 1;
		scan->n_lines++;
		if (!line.n) {
			scan->at++;
			return WIRE_DONE;
		}
	}
	return WIRE_MORE;
}

static struct str trim(struct str s)
{
	while (s.n && (s.p[0] == ' ' || s.p[0] == '\t'))
		s = str_make(s.p + 1, s.n - 1);
	while (s.n && (s.p[s.n - 1] == ' ' || s.p[s.n - 1] == '\t'))
		s.n--;
	return s;
}

/* §5: name ":" OWS value OWS; no space before the colon, no folding. */
static enum wire_result parse_field(
	struct str line, struct wire_field *ret_field, struct wire_fault *fault)
{
	if (line.p[0] == ' ' || line.p[0] == '\t')
		return BAD(fault, "a header field is folded over lines");
	const char *colon = memchr(line.p, ':', line.n);
	if (!colon)
		return BAD(fault, "a header field has no colon");
	struct str name = {line.p, (size_t)(colon - line.p)};
	if (!name.n || !all_in(&token_chars, name))
		return BAD(fault, "a header field's name has a space or another sign in it");
	struct str value = trim(str_make(colon + 1, line.n - name.n - 1));
	for (size_t i = 0; i < value.n; i++)
		if (!is_value_char((unsigned char)value.p[i]))
			return BAD(fault, "a header field has a control character");
	*ret_field = (struct wire_field){name, value};
	return WIRE_DONE;
}

/* Digits only: no sign, no list (§6.3: a list of equal lengths may be accepted, need not). */
static enum wire_result parse_length(
	struct wire_head *head, struct str value, struct wire_fault *fault)
{
	if (head->has_length)
		return BAD(fault, "more than one Content-Length");
	head->has_length = true;
	if (!value.n)
		return BAD(fault, "Content-Length is empty");
	for (size_t i = 0; i < value.n; i++) {
		if (value.p[i] < '0' || value.p[i] > '9')
			return BAD(fault, "Content-Length is not a number");
		if (__builtin_mul_overflow(head->length, (uint64_t)10, &head->length) ||
			__builtin_add_overflow(
				head->length, (uint64_t)(value.p[i] - '0'), &head->length))
			return wrong(fault, PROBLEM_BODY_TOO_LARGE, "Content-Length is too large");
	}
	return WIRE_DONE;
}

static enum wire_result parse_coding(
	struct wire_head *head, struct str value, struct wire_fault *fault)
{
	if (head->chunked)
		return BAD(fault, "more than one Transfer-Encoding");
	if (head->http_1_0)
		return BAD(fault, "HTTP/1.0 has no Transfer-Encoding");
	if (!is(value, "chunked")) {
		size_t n = value.n;
		if (n >= 7 && strncasecmp(value.p + n - 7, "chunked", 7) == 0 && n > 7 &&
			strchr(" \t,", value.p[n - 8]))
			return wrong(fault, PROBLEM_NOT_IMPLEMENTED,
				"Transfer-Encoding may only be chunked");
		return BAD(fault, "Transfer-Encoding must be chunked");
	}
	head->chunked = true;
	return WIRE_DONE;
}

static void parse_connection(struct wire_head *head, struct str value)
{
	while (value.n) {
		const char *comma = memchr(value.p, ',', value.n);
		size_t n = comma ? (size_t)(comma - value.p) : value.n;
		if (is(trim(str_make(value.p, n)), "close"))
			head->close = true;
		n += comma != NULL;
		value = str_make(value.p + n, value.n - n);
	}
}

/* The fields that decide about framing and the connection. */
static enum wire_result apply_field(struct wire_head *head, const struct wire_field *field,
	uint32_t *n_hosts, struct wire_fault *fault)
{
	if (is(field->name, "Content-Length"))
		return parse_length(head, field->value, fault);
	if (is(field->name, "Transfer-Encoding"))
		return parse_coding(head, field->value, fault);
	if (is(field->name, "Connection"))
		parse_connection(head, field->value);
	if (is(field->name, "Host")) {
		if ((*n_hosts)++)
			return BAD(fault, "more than one Host");
		if (!all_in(&host_chars, field->value))
			return BAD(fault, "Host is not a host");
	}
	if (is(field->name, "Expect")) {
		if (!is(field->value, "100-continue"))
			return wrong(fault, PROBLEM_EXPECTATION_FAILED,
				"only Expect: 100-continue is known");
		head->expects = !head->http_1_0; /* §H 10.1.1: ignored from HTTP/1.0 */
	}
	return WIRE_DONE;
}

enum wire_result wire_parse_head(
	struct str bytes, struct wire_head *ret_head, struct wire_fault *fault)
{
	struct wire_head *head = ret_head;
	head->has_length = head->chunked = head->close = head->expects = false;
	head->length = 0;
	head->n_fields = 0;
	uint32_t n_hosts = 0;
	size_t at = 0;
	for (size_t n_lines = 0;; n_lines++) {
		const char *lf = memchr(bytes.p + at, '\n', bytes.n - at);
		if (!lf || lf == bytes.p + at)
			return BAD(fault, "the header has no end");
		struct str line = {bytes.p + at, (size_t)(lf - (bytes.p + at)) - 1};
		at = (size_t)(lf - bytes.p) + 1;
		if (!line.n)
			break;
		if (n_lines == 0) {
			if (parse_request_line(line, head, fault) == WIRE_FAULT ||
				parse_target(head, fault) == WIRE_FAULT)
				return WIRE_FAULT;
			continue;
		}
		if (head->n_fields == WIRE_FIELDS_MAX)
			return wrong(
				fault, PROBLEM_HEADER_TOO_LARGE, "more than 100 header fields");
		struct wire_field *field = &head->fields[head->n_fields++];
		if (parse_field(line, field, fault) == WIRE_FAULT ||
			apply_field(head, field, &n_hosts, fault) == WIRE_FAULT)
			return WIRE_FAULT;
	}
	if (head->chunked && head->has_length)
		return BAD(fault, "both Content-Length and Transfer-Encoding");
	if (!n_hosts && !head->http_1_0)
		return BAD(fault, "no Host");
	head->close |= head->http_1_0;
	return WIRE_DONE;
}

static char *put(char *to, struct str s)
{
	memcpy(to, s.p, s.n);
	return to + s.n;
}

size_t wire_write_head(const struct wire_head *head, bool body, char *ret)
{
	static const char *const dropped[] = {"Content-Length", "Transfer-Encoding", "Connection",
		"Keep-Alive", "Proxy-Connection", "TE", "Trailer", "Upgrade", "Expect"};
	char *to = put(ret, head->method);
	to = put(to, STR(" "));
	to = put(to, head->target);
	to = put(to, head->http_1_0 ? STR(" HTTP/1.0\r\n") : STR(" HTTP/1.1\r\n"));
	for (uint32_t i = 0; i < head->n_fields; i++) {
		const struct wire_field *field = &head->fields[i];
		size_t k = 0;
		while (k < sizeof dropped / sizeof *dropped && !is(field->name, dropped[k]))
			k++;
		if (k < sizeof dropped / sizeof *dropped)
			continue;
		to = put(to, field->name);
		to = put(to, STR(": "));
		to = put(to, field->value);
		to = put(to, STR("\r\n"));
	}
	if (head->close && !head->http_1_0)
		to = put(to, STR("Connection: close\r\n"));
	if (body && head->chunked)
		to = put(to, STR("Transfer-Encoding: chunked\r\n"));
	if (body && head->has_length)
		to += snprintf(to, 48, "Content-Length: %" PRIu64 "\r\n", head->length);
	to = put(to, STR("\r\n"));
	return (size_t)(to - ret);
}

enum chunk_state {
	CHUNK_SIZE,
	CHUNK_EXTENSION,
	CHUNK_SIZE_LF,
	CHUNK_DATA,
	CHUNK_DATA_CR,
	CHUNK_DATA_LF,
	CHUNK_TRAILER,      /* at the start of a line */
	CHUNK_TRAILER_LINE, /* within one */
	CHUNK_TRAILER_LF,
	CHUNK_END_LF,
	CHUNK_OVER,
};

enum { CHUNK_DIGITS_MAX = 15, CHUNK_LINES_MAX = 4096 };

static int hex_value(unsigned char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* One byte outside of data. WIRE_MORE: go on; WIRE_DONE: the body is over. */
static enum wire_result step(struct wire_chunks *c, unsigned char byte, struct wire_fault *fault)
{
	switch (c->state) {
	case CHUNK_SIZE: {
		int digit = hex_value(byte);
		if (digit >= 0 && c->digits < CHUNK_DIGITS_MAX) {
			c->left = c->left * 16 + (uint64_t)digit;
			c->digits++;
			return WIRE_MORE;
		}
		if (!c->digits || digit >= 0 || (byte != '\r' && byte != ';'))
			return BAD(fault, "a chunk's size is not a hexadecimal number");
		c->state = byte == '\r' ? CHUNK_SIZE_LF : CHUNK_EXTENSION;
		return WIRE_MORE;
	}
	case CHUNK_EXTENSION:
	case CHUNK_TRAILER_LINE:
		if (++c->line > CHUNK_LINES_MAX)
			return wrong(fault, PROBLEM_HEADER_TOO_LARGE,
				"chunk extensions or trailer too long");
		if (byte == '\r')
			c->state = c->state == CHUNK_EXTENSION ? CHUNK_SIZE_LF : CHUNK_TRAILER_LF;
		else if (!is_value_char(byte))
			return BAD(fault, "a control character between chunks");
		return WIRE_MORE;
	case CHUNK_TRAILER:
		if (byte == '\r') {
			c->state = CHUNK_END_LF;
			return WIRE_MORE;
		}
		if (!in_set(&token_chars, byte))
			return BAD(fault, "the trailer is not made of fields");
		c->state = CHUNK_TRAILER_LINE;
		return WIRE_MORE;
	case CHUNK_DATA_CR:
		if (byte != '\r')
			return BAD(fault, "a chunk is longer than its size");
		c->state = CHUNK_DATA_LF;
		return WIRE_MORE;
	default:
		break;
	}
	if (byte != '\n')
		return BAD(fault, "a CR without LF between chunks");
	if (c->state == CHUNK_END_LF) {
		c->state = CHUNK_OVER;
		return WIRE_DONE;
	}
	if (c->state == CHUNK_SIZE_LF)
		c->state = c->left ? CHUNK_DATA : CHUNK_TRAILER;
	else if (c->state == CHUNK_DATA_LF)
		c->state = CHUNK_SIZE;
	else
		c->state = CHUNK_TRAILER;
	c->digits = 0;
	return WIRE_MORE;
}

enum wire_result wire_next_chunk(struct wire_chunks *chunks, struct str *input,
	struct str *ret_data, struct wire_fault *fault)
{
	while (input->n && chunks->state != CHUNK_OVER) {
		if (chunks->state == CHUNK_DATA) {
			size_t n = input->n < chunks->left ? input->n : (size_t)chunks->left;
			*ret_data = str_make(input->p, n);
			*input = str_make(input->p + n, input->n - n);
			chunks->left -= n;
			if (!chunks->left)
				chunks->state = CHUNK_DATA_CR;
			return WIRE_DATA;
		}
		enum wire_result result = step(chunks, (unsigned char)input->p[0], fault);
		*input = str_make(input->p + 1, input->n - 1);
		if (result != WIRE_MORE)
			return result;
	}
	return chunks->state == CHUNK_OVER ? WIRE_DONE : WIRE_MORE;
}

void wire_unread_chunk(struct wire_chunks *chunks, size_t n)
{
	if (!n)
		return;
	chunks->state = CHUNK_DATA;
	chunks->left += n;
}
