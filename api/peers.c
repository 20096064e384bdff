/* See peers.h. Open addressing with linear probes, never more than half full; removal moves the
 * entries behind it back, so that there are no tombstones to grow old. */
#include "peers.h"

#include "base/str.h"

#include <netinet/in.h>
#include <pthread.h>
#include <stdlib.h>

struct peer {
	uint64_t high, low; /* address */
	uint32_t count;     /* 0: free */
};

struct peers {
	pthread_mutex_t lock;
	size_t mask, used;
	uint64_t seed; /* so that nobody can choose addresses that collide */
	struct peer at[];
};

enum dedi_status peers_new(uint64_t max, struct peers **ret_peers)
{
	size_t size = 64;
	while (size < 2 * max)
		size *= 2;
	struct peers *peers = calloc(1, sizeof *peers + size * sizeof *peers->at);
	if (!peers)
		return DEDI_NO_MEMORY;
	peers->mask = size - 1;
	peers->seed = (uint64_t)(uintptr_t)peers;
	pthread_mutex_init(&peers->lock, NULL);
	*ret_peers = peers;
	return DEDI_OK;
}

void peers_free(struct peers *peers)
{
	if (!peers)
		return;
	pthread_mutex_destroy(&peers->lock);
	free(peers);
}

static struct peer key_of(const struct sockaddr_storage *address)
{
	struct peer key = {0};
	if (address->ss_family == AF_INET) {
		const struct sockaddr_in *v4 = (const struct sockaddr_in *)(const void *)address;
		key.low = 0xffff00000000u | ntohl(v4->sin_addr.s_addr);
	} else if (address->ss_family == AF_INET6) {
		const struct sockaddr_in6 *v6 = (const struct sockaddr_in6 *)(const void *)address;
		const uint8_t *b = v6->sin6_addr.s6_addr;
		for (int i = 0; i < 8; i++)
			key.high = key.high << 8 | b[i];
		if (!key.high) /* IPv4 in IPv6 */
			for (int i = 8; i < 16; i++)
				key.low = key.low << 8 | b[i];
	}
	return key;
}

static size_t place_of(const struct peers *peers, const struct peer *key)
{
	uint64_t words[3] = {key->high, key->low, peers->seed};
	return str_hash(str_make((const char *)words, sizeof words)) & peers->mask;
}

/* The address's entry, or the free one where it would be. */
static size_t find(const struct peers *peers, const struct peer *key)
{
	size_t i = place_of(peers, key);
	while (peers->at[i].count &&
		(peers->at[i].high != key->high || peers->at[i].low != key->low))
		i = (i + 1) & peers->mask;
	return i;
}

bool peers_enter(struct peers *peers, const struct sockaddr_storage *address, uint64_t limit)
{
	struct peer key = key_of(address);
	pthread_mutex_lock(&peers->lock);
	size_t i = find(peers, &key);
	bool good = peers->at[i].count < limit &&
		    (peers->at[i].count || peers->used * 2 <= peers->mask);
	if (good) {
		peers->used += peers->at[i].count == 0;
		key.count = peers->at[i].count + 1;
		peers->at[i] = key;
	}
	pthread_mutex_unlock(&peers->lock);
	return good;
}

static void remove_at(struct peers *peers, size_t hole)
{
	peers->at[hole].count = 0;
	for (size_t i = (hole + 1) & peers->mask; peers->at[i].count; i = (i + 1) & peers->mask) {
		size_t home = place_of(peers, &peers->at[i]);
		/* Stays if its home lies cyclically behind the hole. */
		if (((i - home) & peers->mask) < ((i - hole) & peers->mask))
			continue;
		peers->at[hole] = peers->at[i];
		peers->at[i].count = 0;
		hole = i;
	}
	peers->used--;
}

void peers_leave(struct peers *peers, const struct sockaddr_storage *address)
{
	struct peer key = key_of(address);
	pthread_mutex_lock(&peers->lock);
	size_t i = find(peers, &key);
	if (peers->at[i].count > 1)
		peers->at[i].count--;
	else if (peers->at[i].count == 1)
		remove_at(peers, i);
	pthread_mutex_unlock(&peers->lock);
}
