/*
 * How many connections each address has open. An IPv6 address counts by its first 64 bits: that is
 * what one subscriber has. Thread-safe.
 */
#ifndef DEDI_PEERS_H
#define DEDI_PEERS_H

#include "base/status.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

struct peers;

/* Room for connections from max different addresses. */
enum dedi_status peers_new(uint64_t max, struct peers **ret_peers) MUST_CHECK;
void peers_free(struct peers *peers);

/* Counts one more; false, and not counted, if that is over the limit. */
bool peers_enter(struct peers *peers, const struct sockaddr_storage *address, uint64_t limit);
void peers_leave(struct peers *peers, const struct sockaddr_storage *address);

#endif
