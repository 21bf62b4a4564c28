/* session_taught.c - what was taught in a session and shown back, and how the patient seemed. */
#include "base/str.h"
#include "session_priv.h"

#include <string.h>

/* Codes of the dictionary's list teach_back, and how the note says them. */
static const struct {
	const char *id, *words;
} levels[] = {
    [TAUGHT_NOT] = {"", ""},
    [TAUGHT_SHOWN] = {"shown", "shown"},
    [TAUGHT_CUE] = {"cue", "did it with a cue"},
    [TAUGHT_ALONE] = {"alone", "did it alone"},
};
_Static_assert(sizeof levels / sizeof levels[0] == TAUGHT_COUNT, "a row per level");

const char *
session_taught_id(int level)
{
	return level > 0 && level < TAUGHT_COUNT ? levels[level].id : "";
}

const char *
session_taught_words(int level)
{
	return level > 0 && level < TAUGHT_COUNT ? levels[level].words : "";
}

static void
drop_topic(struct session_state *s, int i)
{
	int last = --s->n_topics;

	memmove(&s->topics[i], &s->topics[i + 1],
		(size_t)(last - i) * sizeof s->topics[0]);
	memset(&s->topics[last], 0, sizeof s->topics[0]);
}

static enum status
teach_topic(struct session_state *s, const struct session_event *e, struct err *err)
{
	int i = 0;

	while (i < s->n_topics && strcmp(s->topics[i].topic, e->text) != 0)
		i++;
	if (i == s->n_topics && e->n == TAUGHT_NOT)
		return status_fail(err, ST_INVALID, "%s: it was not taught", e->text);
	if (i == SESSION_TOPICS_MAX)
		return status_fail(err, ST_INVALID, "%d topics are taught; no more fit",
				   SESSION_TOPICS_MAX);
	if (e->n == TAUGHT_NOT) {
		drop_topic(s, i);
		return ST_OK;
	}
	if (i == s->n_topics)
		str_copy(s->topics[s->n_topics++].topic, sizeof s->topics[0].topic,
			 e->text);
	s->topics[i].level = (int)e->n;
	return ST_OK;
}

enum status
session_taught_set(struct session_state *s, const struct session_event *e,
		   struct err *err)
{
	if (e->item < 0 && !e->text[0])
		return status_fail(err, ST_INVALID,
				   "taught: say the exercise or the topic");
	if (e->item < 0)
		return teach_topic(s, e, err);
	s->items[e->item].taught = (int)e->n;
	return ST_OK;
}

/* ---- how the patient seemed */

/* Where word stands in a list parted by ;, NULL when it does not. */
static char *
find_word(char *list, const char *word)
{
	size_t n = strlen(word);

	for (char *p = list; *p; p += strcspn(p, ";"), p += *p == ';')
		if (strcspn(p, ";") == n && !strncmp(p, word, n))
			return p;
	return NULL;
}

bool
session_has_manner(const struct session_state *s, const char *word)
{
	char list[sizeof s->manner];

	str_copy(list, sizeof list, s->manner);
	return find_word(list, word) != NULL;
}

enum status
session_taught_manner(struct session_state *s, const struct session_event *e,
		      struct err *err)
{
	char *at = find_word(s->manner, e->text);
	size_t used = strlen(s->manner), n = strlen(e->text);

	if (strchr(e->text, ';'))
		return status_fail(err, ST_INVALID, "%s: one word at a time", e->text);
	if (e->n == 0 && at) {
		size_t cut = n + (at[n] == ';');

		if (at[n] != ';' && at > s->manner) { /* the last of several */
			at--;
			cut++;
		}
		memmove(at, at + cut, strlen(at + cut) + 1);
		memset(s->manner + used - cut, 0, cut);
		return ST_OK;
	}
	if (e->n == 0 || at)
		return status_fail(err, ST_INVALID, "%s: %s", e->text,
				   at ? "it is told already" : "it was not told");
	if (used + n + 2 > sizeof s->manner)
		return status_fail(err, ST_INVALID, "no more words fit; use the note");
	str_format(s->manner + used, sizeof s->manner - used, "%s%s", used ? ";" : "",
		   e->text);
	return ST_OK;
}
