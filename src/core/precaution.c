/* precaution.c - what a safety tag does to an exercise. */
#include "core/precaution.h"

#include "base/str.h"

#include <string.h>

/* Is word one of those in a list with ; between? */
static bool
listed(const char *list, const char *word)
{
	size_t n = strlen(word);

	for (const char *p = list; *p != '\0'; p += strcspn(p, ";"), p += *p == ';')
		if (strcspn(p, ";") == n && strncmp(p, word, n) == 0)
			return true;
	return false;
}

static bool
one_of(const char *word, const char *const *list)
{
	for (; *list != NULL; list++)
		if (strcmp(*list, word) == 0)
			return true;
	return false;
}

/* The regions that carry the body. */
static bool
carries(const char *region)
{
	static const char *const regions[] = {"trunk", "hip", "knee", "ankle_foot", NULL};

	return one_of(region, regions);
}

/* Rule 1: the region of the tag and that of the exercise meet. */
static bool
regions_meet(const struct precaution_tag *t, const struct precaution_exercise *x)
{
	return t->region[0] == '\0' || strcmp(t->region, x->region) == 0 ||
	       (strcmp(x->region, "whole_body") == 0 && carries(t->region)) ||
	       strcmp(t->region, "whole_body") == 0;
}

/* Rule 2: a broken leg, pelvis or spine blocks what is done on the feet, except what is marked
 * as free for those who put no weight on a leg. */
static bool
fracture_blocks(const struct precaution_tag *t, const struct precaution_exercise *x)
{
	static const char *const upright[] = {"standing",	"standing_supported",
					      "walking",	"hands_knees",
					      "floor_to_stand", NULL};

	return strcmp(t->tag, "acute_fracture") == 0 && carries(t->region) &&
	       one_of(x->position, upright) && listed(x->contra, "nwb");
}

/* Rule 4: strong pain and fever stop the session, not a breathing exercise. */
static bool
breathing_stays(const struct precaution_tag *t, const struct precaution_exercise *x)
{
	static const char *const tags[] = {"severe_pain", "fever_illness", NULL};

	return strcmp(x->category, "breathing_relax") == 0 && one_of(t->tag, tags);
}

static enum precaution_mark
mark_of(const struct precaution_tag *t, const struct precaution_exercise *x)
{
	bool blocks = strcmp(t->action, "block") == 0;

	if (breathing_stays(t, x))
		return PRECAUTION_NONE;
	if (blocks && listed(x->contra, t->tag) &&
	    (strcmp(t->scope, "region") != 0 || regions_meet(t, x)))
		return PRECAUTION_BLOCKED;
	if (fracture_blocks(t, x))
		return PRECAUTION_BLOCKED;
	if (listed(x->caution, t->tag) || (!blocks && listed(x->contra, t->tag)))
		return PRECAUTION_CARE;
	return PRECAUTION_NONE;
}

bool
precaution_holds(const struct precaution *p, int64_t day)
{
	return p->since <= day && (p->lifted == DICT_NONE || p->lifted > day);
}

void
precaution_say(const struct precaution_tag *t, char *out, size_t size)
{
	char region[DICT_CODE_SIZE];

	str_copy(region, sizeof region, t->region);
	for (char *p = region; *p != '\0'; p++)
		*p = *p == '_' ? ' ' : *p;
	str_format(out, size, "%s%s%s%s%s", t->label, region[0] != '\0' ? ", " : "",
		   region, t->side[0] != '\0' && strcmp(t->side, "none") != 0 ? " " : "",
		   strcmp(t->side, "none") != 0 ? t->side : "");
}

void
precaution_match(const struct precaution_tag *tags, int n,
		 const struct precaution_exercise *x, struct precaution_match *out)
{
	struct str why = {0};

	out->mark = PRECAUTION_NONE;
	for (int i = 0; i < n; i++) {
		enum precaution_mark m = mark_of(&tags[i], x);
		char words[120];

		if (m == PRECAUTION_NONE || m < out->mark)
			continue;
		if (m > out->mark)
			str_clear(&why);
		out->mark = m;
		precaution_say(&tags[i], words, sizeof words);
		str_addf(&why, "%s%s", why.n > 0 ? "; " : "", words);
	}
	str_copy(out->why, sizeof out->why, str_text(&why));
	str_release(&why);
}

const char *
precaution_word(enum precaution_mark mark)
{
	static const char *const words[] = {"", "care", "BLOCKED"};

	return words[mark];
}
