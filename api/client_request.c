/* From a client's bytes to a request for the HTTP library, or to a stream. */
#include "client.h"

#include "routes.h"

#include <stdio.h>

static void refuse_fault(struct client *c, const struct wire_fault *fault)
{
	client_refuse(c, fault->code, fault->detail, 0);
}

static void body_done(struct client *c)
{
	c->has_body = false;
	c->state = CLIENT_ANSWER;
	c->deadline = UINT64_MAX;
	client_end_stream(c, true);
}

/* A stretch of a body to its stream. Returns what was taken. */
static size_t feed_stream(struct client *c, struct str data)
{
	c->deadline = client_in_ms(c, client_options(c)->body_timeout);
	if (!c->body_begun && c->link)
		watch_want(c->io, &c->link->watch, c->link->watch.events | EPOLLIN);
	c->body_begun = true;
	size_t n = c->stream.take(c->stream.context, data);
	if (n < data.n) {
		c->stream_full = true;
		c->deadline = UINT64_MAX; /* it is we who make it wait */
	}
	return n;
}

static void read_length_body(struct client *c, struct str *input)
{
	size_t n = input->n < c->body_left ? input->n : (size_t)c->body_left;
	if (c->stream.take)
		n = feed_stream(c, str_make(input->p, n));
	else
		link_forward(c, str_make(input->p, n));
	*input = str_make(input->p + n, input->n - n);
	c->body_left -= n;
	if (!c->body_left && c->state == CLIENT_BODY)
		body_done(c);
}

/* A chunk, or a piece of one, framed anew. Sent with all the others of this read. */
static void queue_chunk(struct client *c, struct str data)
{
	char size[24];
	int n = snprintf(size, sizeof size, "%zx\r\n", data.n);
	if (!bytes_append(&c->forward, str_make(size, (size_t)n)) ||
		!bytes_append(&c->forward, data) || !bytes_append(&c->forward, STR("\r\n")))
		client_kill(c);
}

static void take_chunk(struct client *c, struct str data, struct str *input)
{
	if (!c->stream.take) {
		c->body_seen += data.n;
		if (c->body_seen > client_options(c)->max_body)
			client_refuse(c, PROBLEM_BODY_TOO_LARGE, "the body is over the limit",
				client_options(c)->max_body);
		else
			queue_chunk(c, data);
		return;
	}
	size_t taken = feed_stream(c, data);
	if (taken < data.n) {
		*input = str_make(data.p + taken, (size_t)(input->p + input->n - data.p) - taken);
		wire_unread_chunk(&c->chunks, data.n - taken);
	}
}

static void read_chunked_body(struct client *c, struct str *input)
{
	struct wire_fault fault;
	struct str data;
	bool more = true;
	while (more && c->state == CLIENT_BODY && !c->stream_full) {
		switch (wire_next_chunk(&c->chunks, input, &data, &fault)) {
		case WIRE_MORE:
			more = false;
			break;
		case WIRE_FAULT:
			refuse_fault(c, &fault);
			break;
		case WIRE_DONE:
			if (!c->stream.take && !bytes_append(&c->forward, STR("0\r\n\r\n")))
				client_kill(c);
			else
				body_done(c);
			break;
		case WIRE_DATA:
			take_chunk(c, data, input);
			break;
		}
	}
	if (c->link)
		link_flush(c);
}

/* The head is whole and right: to the library with it. */
static void begin_request(struct client *c, const struct wire_head *head, struct str *rest)
{
	struct io *io = c->io;
	bool stream = route_is_stream(head->method, head->target);
	if (!link_take(c)) {
		client_refuse(c, PROBLEM_NO_MEMORY, "no connection to the HTTP library", 0);
		return;
	}
	atomic_fetch_add(&io->server->in_flight, 1);
	c->counted = true;
	client_unfresh(c);
	c->begun_ns = io->now;
	c->close = head->close;
	c->http_1_0 = head->http_1_0;
	c->chunked = head->chunked;
	c->has_body = head->chunked || head->length > 0;
	c->expects = head->expects && c->has_body;
	c->declared = c->body_left = head->length;
	c->body_seen = 0;
	c->chunks = (struct wire_chunks){0};
	c->answer_begun = c->body_begun = false;
	size_t n = wire_write_head(head, !stream, io->head);
	if (c->has_body && !stream && !c->chunked) {
		/* What is here of the body goes along: one system call for most requests. */
		size_t more = rest->n < c->body_left ? rest->n : (size_t)c->body_left;
		if (more > io->head_size - n)
			more = io->head_size - n;
		memcpy(io->head + n, rest->p, more);
		*rest = str_make(rest->p + more, rest->n - more);
		c->body_left -= more;
		n += more;
	}
	c->state = !c->has_body ? CLIENT_ANSWER : stream ? CLIENT_HELD : CLIENT_BODY;
	c->deadline = c->state == CLIENT_BODY ? client_in_ms(c, client_options(c)->body_timeout)
					      : UINT64_MAX;
	link_forward(c, str_make(io->head, n));
	if (c->state == CLIENT_BODY && !c->chunked && !c->body_left)
		body_done(c);
}

static void read_head(struct client *c, struct str *input)
{
	static const struct str crlf = {"\r\n", 2};
	struct wire_fault fault = {0};
	uint64_t limit = client_options(c)->max_header;
	/* §2.2: an empty line or two before a request is overlooked. */
	while (c->scan.at == 0 && str_starts(*input, crlf))
		*input = str_make(input->p + 2, input->n - 2);
	if (!input->n)
		return;
	if (c->scan.at == 0)
		c->deadline = client_in_ms(c, client_options(c)->header_timeout);
	enum wire_result result = wire_scan_head(&c->scan, *input, &fault);
	if (result != WIRE_FAULT && c->scan.at > limit) {
		bool line = c->scan.n_lines == 0 || c->scan.first > limit;
		client_refuse(c, line ? PROBLEM_URI_TOO_LONG : PROBLEM_HEADER_TOO_LARGE,
			line ? "the request line is over the limit"
			     : "the header is over the limit",
			limit);
		return;
	}
	if (result == WIRE_MORE)
		return;
	struct wire_head head;
	struct str bytes = {input->p, c->scan.at};
	if (result == WIRE_FAULT || wire_parse_head(bytes, &head, &fault) == WIRE_FAULT) {
		refuse_fault(c, &fault);
		return;
	}
	*input = str_make(input->p + bytes.n, input->n - bytes.n);
	c->scan = (struct wire_scan){0};
	begin_request(c, &head, input);
}

/* Takes from the front of input what can be understood now. */
static void process(struct client *c, struct str *input)
{
	size_t before;
	enum client_state state;
	do {
		before = input->n;
		state = c->state;
		if (state == CLIENT_HEAD && !c->flush_close)
			read_head(c, input);
		else if (state == CLIENT_BODY && !c->chunked && client_wants_input(c))
			read_length_body(c, input);
		else if (state == CLIENT_BODY && client_wants_input(c))
			read_chunked_body(c, input);
	} while (input->n && (input->n != before || c->state != state) && c->state != CLIENT_DEAD &&
		 c->state != CLIENT_LINGER);
}

/* What waited in `in`, from the front. */
void client_process_stash(struct client *c)
{
	if (bytes_left(&c->in)) {
		struct str input = bytes_str(&c->in);
		size_t before = input.n;
		process(c, &input);
		if (c->state == CLIENT_DEAD || c->state == CLIENT_LINGER)
			return;
		bytes_consume(&c->in, before - input.n);
	}
	client_update_interest(c);
}

void client_take_input(struct client *c, struct str data)
{
	if (bytes_left(&c->in)) {
		if (!bytes_append(&c->in, data))
			client_refuse(c, PROBLEM_NO_MEMORY, "no memory for the request", 0);
		else
			client_process_stash(c);
		return;
	}
	process(c, &data);
	if (c->state != CLIENT_DEAD && c->state != CLIENT_LINGER && data.n &&
		!bytes_append(&c->in, data))
		client_refuse(c, PROBLEM_NO_MEMORY, "no memory for the request", 0);
}

void client_continue(struct client *c)
{
	bool begun = c->answer_begun;
	if (c->expects && c->has_body && !bytes_left(&c->in))
		client_send(c, STR("HTTP/1.1 100 Continue\r\n\r\n"));
	c->expects = false;
	c->answer_begun = begun;
}

void client_open_stream(struct client *c, const struct stream *stream)
{
	if (c->state != CLIENT_HELD) { /* no body at all */
		stream->end(stream->context, true);
		return;
	}
	c->stream = *stream;
	c->state = CLIENT_BODY;
	c->deadline = client_in_ms(c, client_options(c)->body_timeout);
	client_continue(c);
	if (c->state != CLIENT_DEAD)
		client_process_stash(c);
}

void client_resume_stream(struct client *c)
{
	if (c->state != CLIENT_BODY || !c->stream_full)
		return;
	c->stream_full = false;
	c->deadline = client_in_ms(c, client_options(c)->body_timeout);
	client_process_stash(c);
}
