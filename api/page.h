/* The files of the page, compiled in (see web/ and tools/embed-page). */
#ifndef DEDI_PAGE_H
#define DEDI_PAGE_H

#include <stddef.h>

struct page_file {
	const char *path; /* /index.html, /docs, /assets/app.js, …; NULL ends the table */
	const char *type;
	const char *coding; /* gzip, or NULL as it is */
	const char *data;
	size_t size;
};

extern const struct page_file page_files[];

#endif
