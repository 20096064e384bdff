/*
 * HTTP/1.1 framing as RFC 9112 writes it and not one byte looser. Pure functions over bytes.
 *
 * What stands between a client and the HTTP library: a message whose framing two readers could
 * understand differently (the basis of request smuggling) is refused here, before the library sees
 * it, and what is passed on is written anew from what was understood.
 */
#ifndef DEDI_WIRE_H
#define DEDI_WIRE_H

#include "problem.h"

enum { WIRE_FIELDS_MAX = 100 };

enum wire_result {
	WIRE_MORE,  /* all bytes are used up and right so far */
	WIRE_DATA,  /* body bytes were found */
	WIRE_DONE,  /* the head, or the body, is whole */
	WIRE_FAULT, /* the fault says what is wrong */
};

struct wire_fault {
	enum problem_code code;
	const char *detail; /* static */
};

struct wire_field {
	struct str name, value; /* into the bytes that were parsed */
};

struct wire_head {
	struct str method;
	struct str target; /* origin form: path and query; "*" for OPTIONS * */
	bool http_1_0;
	bool close;   /* the client wants the connection closed, or cannot keep it */
	bool expects; /* Expect: 100-continue */
	bool chunked; /* Transfer-Encoding: chunked */
	bool has_length;
	uint64_t length;
	struct wire_field
		fields[WIRE_FIELDS_MAX]; /* [n_fields] in order, framing fields included */
	uint32_t n_fields;
};

/*
 * Looks for the end of a head in bytes that grow from call to call. Zeroed to begin with. Checks
 * each byte once, and the request line as soon as it is there, so that what cannot become a head is
 * refused without waiting for more of it.
 */
struct wire_scan {
	size_t at;      /* bytes already looked at */
	size_t line;    /* start of the present line */
	size_t n_lines; /* lines before it */
	size_t first;   /* length of the request line, once it is there */
};
enum wire_result wire_scan_head(
	struct wire_scan *scan, struct str bytes, struct wire_fault *fault) MUST_CHECK;

/* Parses a head that wire_scan_head found whole: bytes end with its empty line. */
enum wire_result wire_parse_head(
	struct str head, struct wire_head *ret_head, struct wire_fault *fault) MUST_CHECK;

/* The head as it is passed on: same fields, but for those about the connection and framing. With
 * body: Content-Length or Transfer-Encoding is added as understood. ret must hold the length of the
 * head as it came and WIRE_HEAD_SLACK bytes. Returns its length. */
enum { WIRE_HEAD_SLACK = 256 };
size_t wire_write_head(const struct wire_head *head, bool body, char *ret);

/* A chunked body. Zeroed to begin with. */
struct wire_chunks {
	int state;
	uint64_t left;   /* bytes of the chunk still to come */
	uint32_t digits; /* of its size */
	uint32_t line;   /* bytes of extensions and trailer so far */
};
/* Takes bytes from the front of *input. WIRE_DATA: *ret_data is the next piece, within the input.
 * Extensions and trailer fields are checked and dropped. */
enum wire_result wire_next_chunk(struct wire_chunks *chunks, struct str *input,
	struct str *ret_data, struct wire_fault *fault) MUST_CHECK;
/* The last n bytes of the piece were not taken: they come again with the next call, whose input
 * must begin with them. */
void wire_unread_chunk(struct wire_chunks *chunks, size_t n);

#endif
