/* Labels of tokens and the stretches that they mean. Linear. */
#include "tagger/labels.h"

const char *tag_label_name(enum tag_label label)
{
	static const char *const names[TAG_LABEL_COUNT] = {"PERSON", "ORGANISATION", "POSITION",
		"PROJECT", "EVENT", "FACILITY", "GPE", "LOCATION"};
	return names[label];
}

void labels_from_tags(const struct tag *tags, uint32_t n_tags, uint32_t n, uint8_t *ret_labels)
{
	memset(ret_labels, LABEL_O, n);
	for (uint32_t i = 0; i < n_tags; i++) {
		uint32_t first = tags[i].first, last = tags[i].end - 1, c = tags[i].label;
		for (uint32_t t = first; t <= last; t++)
			ret_labels[t] = (uint8_t)(LABEL_I + c);
		ret_labels[first] = (uint8_t)(LABEL_B + c);
		ret_labels[last] = (uint8_t)((first == last ? LABEL_S : LABEL_E) + c);
	}
}

uint32_t tags_from_labels(const uint8_t *labels, uint32_t n, uint32_t first_token, struct tag *tags)
{
	uint32_t n_tags = 0, first = 0;
	for (uint32_t t = 0; t < n; t++) {
		if (labels[t] == LABEL_O)
			continue;
		if (label_may_start(labels[t]))
			first = t;
		if (label_may_end(labels[t]))
			tags[n_tags++] = (struct tag){first_token + first, first_token + t + 1,
				(enum tag_label)class_of_label(labels[t]), 1};
	}
	return n_tags;
}
