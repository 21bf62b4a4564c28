/* test_session_model.c - random sessions against a model that ticks, logs and sums later. */
#include "session_kit.h"

#include <stdio.h>

/* The model knows nothing of the fold: it lays every phase out in a list, moves in ticks of
 * 10 ms, writes one log entry a tick and sums the log when asked. */
enum {
	TICK_MS = 10,
	SEQUENCES = 20000,
	EVENTS_MAX = 30,
	LOG_MAX = 40000,
	SEGS_MAX = 1200
};
enum { M_ITEMS = 3, M_RECS = 60, REASONS = 2 };

/* What is posted and only kept: by kind, of items and of the visit. Not posted is -1. */
static const struct post {
	enum session_event_kind kind;
	bool item;
	int most;
} m_posts[] = {{SEV_FORM, true, 1},
	       {SEV_LOSSES, true, 99},
	       {SEV_SUPPORT, true, 3},
	       {SEV_PAIN_NEXT, false, 10},
	       {SEV_SWELLING, false, 1}};
enum { M_POSTS = sizeof m_posts / sizeof m_posts[0] };

enum where { PREP, CHANGE, PAUSED, LEAD, WORK, REST };

struct seg {
	char kind; /* L lead-in, W work, H hold, R rest, G gap, S switch */
	int ticks; /* -1 open end */
	int block; /* -1 outside a set */
	int set;
	bool ends;  /* last of its block */
	int before; /* ticks of its block in front of it */
};

struct rec {
	int id, set, block, round, reps;
	bool done;
};

struct m_item {
	struct dose dose;
	struct seg segs[SEGS_MAX];
	int n_segs;
	enum session_item_state state;
	int round, next_block;
	struct rec recs[M_RECS];
	int n_recs;
	int posted[M_POSTS];
};

struct tick {
	uint8_t where, item, attend;
	int16_t interval, rec;
};

struct model {
	enum session_mode mode;
	bool paused, rebooted, paused_before, started;
	struct m_item items[M_ITEMS];
	int n_items, cur, seg, run, len, interval, last_rec;
	enum session_attend attend;
	int8_t marks[4000]; /* reason of each interval, -1 plain */
	struct tick log[LOG_MAX];
	int n_log;
	int posted[M_POSTS];
	int closed; /* ticks since the finish, while the boot lasts; -1 another boot */
};

/* ---- random numbers with a fixed seed ---- */

static uint64_t rng;

static int
dice(int n)
{
	rng ^= rng << 13;
	rng ^= rng >> 7;
	rng ^= rng << 17;
	return (int)((rng >> 20) % (uint64_t)n);
}

/* ---- laying out ---- */

static void
put(struct m_item *it, char kind, int seconds, int block, int set)
{
	struct seg *last = it->n_segs > 0 ? &it->segs[it->n_segs - 1] : NULL;

	if (seconds == 0)
		return;
	if (last != NULL && block >= 0 && last->block == block && last->kind == kind) {
		last->ticks += seconds * 100;
		return;
	}
	assert_true(it->n_segs < SEGS_MAX);
	it->segs[it->n_segs++] =
	    (struct seg){kind, seconds < 0 ? -1 : seconds * 100, block, set, false, 0};
}

static void
put_block(struct m_item *it, int block, int set, bool open)
{
	const struct dose *d = &it->dose;
	int n = d->reps * (d->side_mode == DOSE_ALTERNATING ? 2 : 1), elapsed = 0;
	int blank = !d->has_tempo && d->hold_s == 0 ? 2 : 0;
	int up = d->has_tempo ? d->tempo_up_s : blank;
	int mid = d->hold_s + (d->has_tempo ? d->tempo_pause_s : 0);
	int down = d->has_tempo ? d->tempo_down_s : blank;
	int first = it->n_segs;

	if (open) {
		put(it, 'W', -1, block, set);
	} else if (d->duration_ms > 0) {
		put(it, 'W', (int)(d->duration_ms / 1000), block, set);
	} else {
		for (int r = 0; r < n; r++) {
			put(it, 'W', up, block, set);
			put(it, d->hold_s > 0 ? 'H' : 'W', mid, block, set);
			put(it, 'W', down, block, set);
			if (r + 1 < n)
				put(it, 'G', d->rep_gap_s, block, set);
		}
	}
	for (int i = first; i < it->n_segs; i++) {
		it->segs[i].before = elapsed;
		elapsed += it->segs[i].ticks;
	}
	it->segs[it->n_segs - 1].ends = true;
}

static int
rep_seconds(const struct dose *d)
{
	if (d->has_tempo)
		return d->tempo_up_s + d->tempo_pause_s + d->tempo_down_s + d->hold_s;
	return d->hold_s > 0 ? d->hold_s : 4;
}

static bool
is_open(const struct dose *d)
{
	return d->duration_ms == 0 && (d->reps == 0 || rep_seconds(d) == 0);
}

static void
lay_out(struct m_item *it)
{
	const struct dose *d = &it->dose;
	bool open = is_open(d);
	int block = 0;

	it->n_segs = 0;
	put(it, 'L', d->lead_in_s, -1, 0);
	switch (d->side_mode) {
	case DOSE_EACH_SIDE:
		for (int set = 1; set <= d->sets; set++) {
			put_block(it, block++, set, open);
			put(it, 'S', d->side_switch_s, -1, set);
			put_block(it, block++, set, open);
			if (set < d->sets)
				put(it, 'R', d->rest_s, -1, set);
		}
		break;
	case DOSE_SIDE_BLOCKS:
		for (int side = 0; side < 2; side++)
			for (int set = 1; set <= d->sets; set++) {
				put_block(it, block++, set, open);
				if (set < d->sets)
					put(it, 'R', d->rest_s, -1, set);
				else if (side == 0)
					put(it, 'S', d->side_switch_s, -1, set);
			}
		break;
	default:
		for (int set = 1; set <= d->sets; set++) {
			put_block(it, block++, set, open);
			if (set < d->sets)
				put(it, 'R', d->rest_s, -1, set);
		}
	}
}

/* ---- running ---- */

static struct m_item *
cur(struct model *m)
{
	return &m->items[m->cur];
}

static struct seg *
seg(struct model *m)
{
	return &cur(m)->segs[m->seg];
}

static void
new_interval(struct model *m)
{
	m->interval++;
	assert_true(m->interval < (int)sizeof m->marks);
	m->marks[m->interval] = -1;
	m->run = 0;
}

/* The set that runs, NULL outside. */
static struct rec *
running_rec(struct model *m)
{
	if (m->mode != SESSION_RUNNING || seg(m)->block < 0)
		return NULL;
	return &cur(m)->recs[cur(m)->n_recs - 1];
}

static void
begin_seg(struct model *m, int at, bool new_set)
{
	struct m_item *it = cur(m);

	m->mode = SESSION_RUNNING;
	m->seg = at;
	new_interval(m);
	m->len = seg(m)->ticks;
	if (seg(m)->block >= 0 && new_set) {
		assert_true(it->n_recs < M_RECS);
		it->recs[it->n_recs++] =
		    (struct rec){++m->last_rec,
				 it->round * it->dose.sets + seg(m)->set,
				 seg(m)->block,
				 it->round,
				 0,
				 false};
	}
}

static int
first_of_block(const struct m_item *it, int block)
{
	for (int i = 0; i < it->n_segs; i++)
		if (it->segs[i].block == block)
			return i;
	fail_msg("no block %d", block);
	return -1;
}

static void
leave(struct model *m, enum session_item_state state)
{
	cur(m)->state = state;
	m->mode = SESSION_READY;
	new_interval(m);
}

static int
asked(const struct dose *d)
{
	return d->duration_ms == 0 && d->reps > 0 ? d->reps : -1;
}

static void
end_seg(struct model *m)
{
	struct m_item *it = cur(m);
	struct rec *r = running_rec(m);
	bool ends = r != NULL && seg(m)->ends;

	if (ends) {
		r->done = true;
		r->reps = asked(&it->dose);
		it->next_block = r->block + 1;
	}
	if (seg(m)->kind == 'L')
		begin_seg(m, first_of_block(it, it->next_block), true);
	else if (m->seg + 1 < it->n_segs)
		begin_seg(m, m->seg + 1, r == NULL || ends);
	else
		leave(m, ITEM_DONE);
}

static void
note_tick(struct model *m)
{
	struct tick t = {PREP, 0, (uint8_t)m->attend, (int16_t)m->interval, -1};

	if (m->cur >= 0)
		t.item = (uint8_t)m->cur;
	if (m->mode == SESSION_READY) {
		t.where = m->started ? CHANGE : PREP;
	} else {
		char kind = seg(m)->kind;
		struct m_item *it = cur(m);

		t.where = kind == 'L' ? LEAD : kind == 'W' || kind == 'H' ? WORK : REST;
		if (kind != 'L' && kind != 'G' && it->n_recs > 0)
			t.rec = (int16_t)it->recs[it->n_recs - 1].id;
	}
	assert_true(m->n_log < LOG_MAX);
	m->log[m->n_log++] = t;
	m->run++;
}

static void
settle(struct model *m)
{
	while (m->mode == SESSION_RUNNING && m->len >= 0 && m->run >= m->len)
		end_seg(m);
}

static void
note_paused(struct model *m)
{
	assert_true(m->n_log < LOG_MAX);
	m->log[m->n_log++] = (struct tick){PAUSED, 0, 0, -1, -1};
}

static void
tick(struct model *m)
{
	if (m->mode == SESSION_FINISHED) {
		m->closed += m->closed >= 0;
		return;
	}
	if (m->paused) {
		note_paused(m);
		return;
	}
	note_tick(m);
	settle(m);
}

/* ---- events ---- */

static void
m_break(struct model *m)
{
	struct m_item *it = cur(m);
	struct rec *r = running_rec(m);
	bool any = false;

	if (r != NULL && asked(&it->dose) > 0 && !is_open(&it->dose)) {
		int in = m->run < seg(m)->ticks ? m->run : seg(m)->ticks, n = 0;
		int rep = rep_seconds(&it->dose) * 100, gap = it->dose.rep_gap_s * 100;

		while (rep * (n + 1) + gap * n <= seg(m)->before + in)
			n++;
		r->reps = it->dose.side_mode == DOSE_ALTERNATING ? n / 2 : n;
	} else if (r != NULL) {
		r->reps = -1;
	}
	for (int i = 0; i < it->n_recs; i++) {
		bool worked = false;

		for (int t = 0; t < m->n_log && !worked; t++)
			worked =
			    m->log[t].rec == it->recs[i].id && m->log[t].where == WORK;
		if (it->recs[i].done || it->recs[i].reps > 0 ||
		    (it->recs[i].reps < 0 && worked))
			any = true;
	}
	leave(m, any ? ITEM_PART : ITEM_SKIPPED);
}

static int
blocks(const struct m_item *it)
{
	return it->segs[it->n_segs - 1].block + 1;
}

static bool
m_start(struct model *m, int item)
{
	struct m_item *it = &m->items[item];
	int left = it->state == ITEM_DONE ? blocks(it) : blocks(it) - it->next_block;

	if (m->mode == SESSION_RUNNING && m->cur == item)
		return false;
	if (it->n_recs + left > SESSION_SETS_MAX)
		return false;
	if (m->mode == SESSION_RUNNING)
		m_break(m);
	if (it->state == ITEM_DONE) {
		it->round++;
		it->next_block = 0;
	}
	m->cur = item;
	m->started = true;
	m->paused = false;
	it->state = ITEM_RUNNING;
	if (it->segs[0].kind == 'L')
		begin_seg(m, 0, false);
	else
		begin_seg(m, first_of_block(it, it->next_block), true);
	return true;
}

static int
m_next(const struct model *m)
{
	for (int i = m->cur + 1; i < m->n_items; i++)
		if (m->items[i].state == ITEM_WAITING)
			return i;
	for (int i = 0; i <= m->cur; i++)
		if (m->items[i].state == ITEM_WAITING)
			return i;
	return -1;
}

static bool
m_skip(struct model *m, int item)
{
	if (m->mode == SESSION_RUNNING) {
		if (item >= 0 && item != m->cur)
			return false;
		m_break(m);
		return true;
	}
	if (m_next(m) < 0)
		return false;
	item = item < 0 ? m_next(m) : item;
	if (m->items[item].state != ITEM_WAITING)
		return false;
	m->items[item].state = ITEM_SKIPPED;
	return true;
}

static bool
m_done(struct model *m)
{
	if (running_rec(m) != NULL)
		while (!seg(m)->ends)
			m->seg++;
	end_seg(m);
	return true;
}

static bool
m_again(struct model *m, bool before)
{
	struct m_item *it;
	struct rec to;
	bool inside = running_rec(m) != NULL;

	if (m->mode == SESSION_RUNNING && seg(m)->kind == 'L') {
		begin_seg(m, 0, false);
		return true;
	}
	if (m->cur < 0 || cur(m)->n_recs == 0)
		return false;
	it = cur(m);
	to = it->recs[--it->n_recs];
	if (before && inside && it->n_recs > 0)
		to = it->recs[--it->n_recs];
	it->state = ITEM_RUNNING;
	it->round = to.round;
	it->next_block = to.block;
	begin_seg(m, first_of_block(it, to.block), true);
	return true;
}

static bool
m_skilled(struct model *m, int reason)
{
	if (m->cur < 0)
		return false;
	if (m->mode == SESSION_RUNNING && strchr("RGS", seg(m)->kind) == NULL)
		return false;
	if (m->marks[m->interval] < 0 && (reason < 0 || m->attend == ATTEND_NOBODY))
		return false;
	m->marks[m->interval] = (int8_t)reason;
	return true;
}

static bool
m_reps(struct model *m, int item, int reps)
{
	struct m_item *it = &m->items[item];
	int last = it->n_recs - 1;

	if (m->cur == item && running_rec(m) != NULL)
		last--;
	if (last < 0)
		return false;
	it->recs[last].reps = reps;
	return true;
}

static bool
m_gap(struct model *m, int ticks)
{
	if (!m->rebooted)
		return false;
	for (int i = 0; i < ticks; i++)
		note_tick(m);
	settle(m);
	m->rebooted = false;
	m->paused = m->paused_before;
	return true;
}

static bool
m_finish(struct model *m)
{
	if (m->mode == SESSION_RUNNING)
		m_break(m);
	m->mode = SESSION_FINISHED;
	m->closed = 0;
	m->paused = m->rebooted = false;
	return true;
}

/* What happens, with the numbers of both sides. */
struct step {
	enum session_event_kind kind;
	int item;
	int64_t n;
	int reason; /* of SKILLED, -1 none */
};

/* The kind of a post, -1: none of them. */
static int
m_post(enum session_event_kind kind)
{
	for (int i = 0; i < M_POSTS; i++)
		if (m_posts[i].kind == kind)
			return i;
	return -1;
}

static bool
m_keep(struct model *m, int post, const struct step *e)
{
	if (e->n < -1 || e->n > m_posts[post].most)
		return false;
	if (!m_posts[post].item)
		m->posted[post] = (int)e->n;
	else if (e->item >= 0)
		m->items[e->item].posted[post] = (int)e->n;
	return !m_posts[post].item || e->item >= 0;
}

static bool
m_event(struct model *m, const struct step *e)
{
	bool live = m->mode == SESSION_READY || m->mode == SESSION_RUNNING;
	bool run = m->mode == SESSION_RUNNING;
	bool bad_item = e->item >= m->n_items || e->item < -1;

	if (bad_item)
		return false;
	if (e->kind == SEV_REOPEN && m->mode == SESSION_FINISHED) {
		m->mode = SESSION_READY;
		for (; m->closed > 0; m->closed--)
			note_paused(m);
		new_interval(m);
		return true;
	}
	if (m_post(e->kind) >= 0)
		return m_keep(m, m_post(e->kind), e);
	if (e->kind == SEV_REPS)
		return e->item >= 0 && e->n >= 0 && m_reps(m, e->item, (int)e->n);
	if (!live)
		return false;
	switch (e->kind) {
	case SEV_GAP:
		return e->n >= 0 && m_gap(m, (int)(e->n / TICK_MS));
	case SEV_FINISH:
		return m_finish(m);
	case SEV_RESUME:
		if (!m->paused)
			return false;
		m->paused = m->rebooted = false;
		return true;
	default:
		if (m->rebooted)
			return false;
	}
	switch (e->kind) {
	case SEV_START:
		return e->item >= 0 && m_start(m, e->item);
	case SEV_PAUSE:
		if (m->paused)
			return false;
		m->paused = true;
		return true;
	case SEV_DONE:
		return run && m_done(m);
	case SEV_SKIP:
		return m_skip(m, e->item);
	case SEV_BACK:
		return m_again(m, true);
	case SEV_RESTART:
		return run && m_again(m, false);
	case SEV_EXTEND:
		if (!run || m->len < 0 || e->n <= 0)
			return false;
		m->len += (int)(e->n / TICK_MS);
		return true;
	case SEV_ATTEND:
		if (e->n < 0 || e->n >= ATTEND_COUNT)
			return false;
		m->attend = (enum session_attend)e->n;
		return true;
	case SEV_SKILLED:
		return m_skilled(m, e->reason);
	default:
		return false;
	}
}

/* ---- comparing ---- */

struct sums {
	int64_t prepare, change, paused, lead;
	int64_t item[M_ITEMS]
		    [6]; /* work, assistant, unattended, rest, skilled, its assistant */
};

static void
sum_log(const struct model *m, struct sums *u)
{
	memset(u, 0, sizeof *u);
	for (int i = 0; i < m->n_log; i++) {
		const struct tick *t = &m->log[i];
		int64_t *item = u->item[t->item];
		bool skilled = t->interval >= 0 && m->marks[t->interval] >= 0 &&
			       t->attend != ATTEND_NOBODY &&
			       (t->where == REST || t->where == CHANGE);

		if (skilled)
			item[4 + t->attend] += TICK_MS;
		else if (t->where == WORK)
			item[t->attend] += TICK_MS;
		else if (t->where == REST)
			item[3] += TICK_MS;
		else
			*(t->where == PREP     ? &u->prepare
			  : t->where == CHANGE ? &u->change
			  : t->where == LEAD   ? &u->lead
					       : &u->paused) += TICK_MS;
	}
}

static void
compare_sets(const struct model *m, const struct m_item *want,
	     const struct session_item *got, bool times)
{
	assert_int_equal(got->state, want->state);
	assert_int_equal(got->n_sets, want->n_recs);
	for (int i = 0; i < want->n_recs; i++) {
		const struct rec *r = &want->recs[i];
		bool runs = i + 1 == want->n_recs && !r->done;
		int64_t work = 0, rest = 0;

		assert_int_equal(got->sets[i].set, r->set);
		assert_int_equal(got->sets[i].done, r->done);
		if (!runs || want->state != ITEM_RUNNING)
			assert_int_equal(got->sets[i].reps, r->reps);
		if (!times)
			continue;
		for (int t = 0; t < m->n_log; t++)
			if (m->log[t].rec == r->id)
				*(m->log[t].where == WORK ? &work : &rest) += TICK_MS;
		assert_int_equal(got->sets[i].work_ms, work);
		assert_int_equal(got->sets[i].rest_ms, rest);
	}
}

static void
compare(const struct model *m, const struct session_state *s, bool times)
{
	struct sums u;

	assert_int_equal(s->mode, m->mode);
	assert_int_equal(s->paused, m->paused);
	assert_int_equal(s->rebooted, m->rebooted);
	assert_int_equal(s->current, m->cur);
	if (m->mode == SESSION_RUNNING) {
		assert_int_equal(s->phase_run_ms, (int64_t)m->run * TICK_MS);
		assert_int_equal(s->phase_ms,
				 m->len < 0 ? -1 : (int64_t)m->len * TICK_MS);
	}
	for (int i = 0; i < m->n_items; i++) {
		const int *want = m->items[i].posted;

		compare_sets(m, &m->items[i], &s->items[i], times);
		assert_int_equal(s->items[i].form_ok, want[0]);
		assert_int_equal(s->items[i].losses, want[1]);
		assert_int_equal(s->items[i].support, want[2]);
	}
	assert_int_equal(s->pain_next, m->posted[3]);
	assert_int_equal(s->swelling, m->posted[4]);
	if (!times)
		return;
	sum_log(m, &u);
	assert_int_equal(s->prepare_ms, u.prepare);
	assert_int_equal(s->change_ms, u.change);
	assert_int_equal(s->paused_ms, u.paused);
	assert_int_equal(s->lead_ms, u.lead);
	assert_int_equal(session_elapsed_ms(s), (int64_t)m->n_log * TICK_MS);
	for (int i = 0; i < m->n_items; i++) {
		const struct session_item *it = &s->items[i];

		assert_int_equal(it->work_ms, u.item[i][0]);
		assert_int_equal(it->assistant_ms, u.item[i][1]);
		assert_int_equal(it->unattended_ms, u.item[i][2]);
		assert_int_equal(it->rest_ms, u.item[i][3]);
		assert_int_equal(it->skilled_ms, u.item[i][4]);
		assert_int_equal(it->skilled_assistant_ms, u.item[i][5]);
	}
}

/* ---- random sessions ---- */

static struct dose
random_dose(void)
{
	struct dose d = dose_default();

	d.lead_in_s = dice(3);
	d.sets = 1 + dice(3);
	d.reps = dice(4);
	d.hold_s = dice(3) == 0 ? 1 + dice(3) : 0;
	d.rest_s = dice(4);
	d.rep_gap_s = dice(4) == 0 ? 1 + dice(2) : 0;
	d.side_switch_s = dice(3);
	d.has_tempo = dice(3) > 0;
	if (d.has_tempo) {
		d.tempo_up_s = dice(2);
		d.tempo_pause_s = dice(2);
		d.tempo_down_s = dice(3);
	}
	d.duration_ms = dice(5) == 0 ? S(1 + dice(6)) : 0;
	d.side_mode = (enum dose_side_mode)dice(DOSE_SIDE_MODE_COUNT);
	return d;
}

static struct step
random_step(void)
{
	/* How often each kind comes. */
	static const struct {
		enum session_event_kind kind;
		int weight;
	} kinds[] = {
	    {SEV_START, 22},  {SEV_DONE, 18},	{SEV_SKIP, 5},	    {SEV_BACK, 8},
	    {SEV_RESTART, 5}, {SEV_EXTEND, 7},	{SEV_PAUSE, 5},	    {SEV_RESUME, 9},
	    {SEV_ATTEND, 10}, {SEV_SKILLED, 9}, {SEV_REPS, 4},	    {SEV_GAP, 6},
	    {SEV_FINISH, 1},  {SEV_REOPEN, 4},	{SEV_OPEN, 1},	    {SEV_FORM, 2},
	    {SEV_LOSSES, 2},  {SEV_SUPPORT, 2}, {SEV_PAIN_NEXT, 2}, {SEV_SWELLING, 2}};
	struct step e = {.item = dice(12) == 0 ? dice(6) - 2 : dice(M_ITEMS)};
	int at, roll = 0;

	for (at = 0; at < (int)(sizeof kinds / sizeof kinds[0]); at++)
		roll += kinds[at].weight;
	roll = dice(roll);
	for (at = 0; roll >= kinds[at].weight; at++)
		roll -= kinds[at].weight;
	e.kind = kinds[at].kind;
	e.reason = dice(REASONS + 1) - 1;
	switch (e.kind) {
	case SEV_EXTEND:
		e.n = (dice(400) - 20) * TICK_MS;
		break;
	case SEV_GAP:
		e.n = (dice(600) - 20) * TICK_MS;
		break;
	case SEV_ATTEND:
		e.n = dice(5) - 1;
		break;
	case SEV_REPS:
		e.n = dice(12) - 1;
		break;
	case SEV_FORM:
	case SEV_SUPPORT:
	case SEV_SWELLING:
		e.n = dice(7) - 2;
		break;
	case SEV_LOSSES:
	case SEV_PAIN_NEXT:
		e.n = dice(14) - 2;
		break;
	case SEV_SKIP:
		e.item = dice(2) == 0 ? -1 : e.item;
		break;
	default:
		break;
	}
	return e;
}

static const char *const reasons[REASONS + 1] = {"", "pulse watched", "gait cues"};

static bool
fold_event(struct session_state *s, const struct step *e, int64_t at_ms, const char *boot,
	   struct session_event *stored)
{
	struct err err;

	*stored = (struct session_event){
	    .kind = e->kind,
	    .item = e->item,
	    .n = e->n,
	    .text = e->kind == SEV_SKILLED ? reasons[e->reason + 1] : "cms",
	    .boot_ms = at_ms,
	    .boot = boot};
	return session_apply(s, stored, &err) == ST_OK;
}

/* The state without what may differ in unused bytes. */
static void
assert_same(const struct session_state *a, const struct session_state *b)
{
	assert_memory_equal(a, b, sizeof *a);
}

struct run {
	struct session_state s, split,
	    again; /* one step a wait, many, stored events alone */
	struct model m;
	struct session_event stored[EVENTS_MAX + M_ITEMS + 1];
	char texts[M_ITEMS][SESSION_ITEM_TEXT_SIZE];
	int n_stored;
	int64_t at_ms;
	int boot;
	int taken[SEV_COUNT];
	bool exact; /* times in ms, without the model */
	bool fresh; /* the last event was stored and no time has passed since */
};

static const char *const boots[] = {"boot-0", "boot-1", "boot-2", "boot-3", "boot-4"};

static void
begin(struct run *r)
{
	struct session_item_plan p = kit_plan("X", "97110");
	struct err err;

	bool exact = r->exact;
	int taken[SEV_COUNT];

	memcpy(taken, r->taken, sizeof taken);
	memset(r, 0, sizeof *r);
	memcpy(r->taken, taken, sizeof taken);
	r->exact = exact;
	r->at_ms = dice(1000000);
	r->m.mode = SESSION_READY;
	r->m.cur = -1;
	memset(r->m.posted, -1, sizeof r->m.posted);
	r->m.n_items = 1 + dice(M_ITEMS);
	new_interval(&r->m);
	session_init(&r->s);
	r->stored[r->n_stored++] = (struct session_event){.kind = SEV_OPEN,
							  .item = -1,
							  .text = "cms",
							  .boot_ms = r->at_ms,
							  .boot = boots[0]};
	for (int i = 0; i < r->m.n_items; i++) {
		r->m.items[i].dose = p.dose = random_dose();
		lay_out(&r->m.items[i]);
		memset(r->m.items[i].posted, -1, sizeof r->m.items[i].posted);
		assert_int_equal(session_item_encode(&p, r->texts[i], &err), ST_OK);
		r->stored[r->n_stored++] = (struct session_event){.kind = SEV_ITEM,
								  .item = -1,
								  .text = r->texts[i],
								  .boot_ms = r->at_ms,
								  .boot = boots[0]};
	}
	for (int i = 0; i < r->n_stored; i++)
		assert_int_equal(session_apply(&r->s, &r->stored[i], &err), ST_OK);
	r->split = r->s;
}

static void
wait_some(struct run *r)
{
	int ticks = dice(8) == 0 ? dice(1500) : dice(300);
	int ms = r->exact ? dice(3) * dice(5000) : ticks * TICK_MS;

	for (int i = 0; i < ticks && !r->exact; i++)
		tick(&r->m);
	for (int left = ms, part; left > 0; left -= part) {
		part = 1 + dice(left < 900 ? left : 900);
		session_advance(&r->split, r->at_ms + ms - left + part);
	}
	r->at_ms += ms;
}

static void
power_cut(struct run *r)
{
	r->boot++;
	r->at_ms = dice(100000);
	if (r->m.mode == SESSION_FINISHED)
		r->m.closed = -1;
}

static void
one_event(struct run *r, bool cut)
{
	struct step e = random_step();
	struct model *m = &r->m;
	struct session_event stored, copy;
	bool live = m->mode == SESSION_READY || m->mode == SESSION_RUNNING;
	bool was_paused = m->paused, was_before = m->paused_before, was_reb = m->rebooted;
	bool want, got;

	if (cut && live) {
		if (!m->rebooted)
			m->paused_before = m->paused;
		m->rebooted = m->paused = true;
	}
	want = m_event(m, &e);
	if (!want && cut && live) {
		m->paused = was_paused;
		m->paused_before = was_before;
		m->rebooted = was_reb;
	}
	got = fold_event(&r->s, &e, r->at_ms, boots[r->boot], &stored);
	if (want != got)
		fail_msg("%s: model %d, fold %d", session_event_id(e.kind), want, got);
	assert_int_equal(fold_event(&r->split, &e, r->at_ms, boots[r->boot], &copy), got);
	r->fresh = got;
	r->taken[e.kind] += got;
	if (got)
		r->stored[r->n_stored++] = stored;
}

/* Power is cut right behind a stored event: what passes after it would be lost. */
static void
maybe_cut(struct run *r)
{
	bool cut = r->boot < 4 && r->fresh && dice(10) == 0;

	if (!cut) {
		wait_some(r);
		one_event(r, false);
		return;
	}
	power_cut(r);
	do
		one_event(r, true);
	while (strcmp(r->s.boot, boots[r->boot]) != 0 && r->s.mode != SESSION_FINISHED &&
	       r->n_stored < EVENTS_MAX);
}

static void
one_sequence(struct run *r)
{
	struct err err;
	int n = 5 + dice(20);

	begin(r);
	for (int i = 0; i < n && r->n_stored < EVENTS_MAX; i++) {
		maybe_cut(r);
		if (strcmp(r->s.boot, boots[r->boot]) == 0)
			session_advance(&r->s, r->at_ms);
		else if (r->s.mode != SESSION_FINISHED)
			return; /* nothing of the new boot was taken */
		compare(&r->m, &r->s, false);
	}
	wait_some(r);
	session_advance(&r->s, r->at_ms);
	compare(&r->m, &r->s, true);
	assert_same(&r->s, &r->split);
	session_init(&r->again);
	for (int i = 0; i < r->n_stored; i++)
		assert_int_equal(session_apply(&r->again, &r->stored[i], &err), ST_OK);
	session_advance(&r->again, r->at_ms);
	assert_same(&r->s, &r->again);
}

static void
test_session_model__random__same_as_the_fold(void **state)
{
	static struct run room;
	struct run *r = &room;
	const uint64_t seed = 20261123;

	(void)state;
	rng = seed;
	print_message("seed %llu, %d sequences\n", (unsigned long long)seed, SEQUENCES);
	for (int i = 0; i < SEQUENCES; i++)
		one_sequence(r);
	for (int i = SEV_START; i < SEV_COUNT; i++)
		if ((i < SEV_PAIN || m_post((enum session_event_kind)i) >= 0) &&
		    r->taken[i] < 500)
			fail_msg("%s: taken %d times only",
				 session_event_id((enum session_event_kind)i),
				 r->taken[i]);
}

/* Whole milliseconds, another way: elapsed time is kept by hand, boot by boot. */
static void
exact_sequence(struct run *r)
{
	struct session_event stored;
	struct err err;
	int64_t began = 0, want = 0;
	int n = 5 + dice(20);

	begin(r);
	began = r->at_ms;
	for (int i = 0; i < n && r->n_stored < EVENTS_MAX; i++) {
		struct step e = random_step();

		if (e.kind == SEV_REOPEN || e.kind == SEV_FINISH)
			continue;
		if (r->fresh && r->boot < 4 && dice(10) == 0) {
			e.kind = SEV_GAP;
			e.n = dice(9000);
			e.item = -1;
			want += r->at_ms - began + e.n;
			r->boot++;
			began = r->at_ms = dice(100000);
		} else {
			wait_some(r);
		}
		r->fresh = fold_event(&r->s, &e, r->at_ms, boots[r->boot], &stored);
		assert_int_equal(
		    fold_event(&r->split, &e, r->at_ms, boots[r->boot], &stored),
		    r->fresh);
		if (r->fresh)
			r->stored[r->n_stored++] = stored;
		session_advance(&r->s, r->at_ms);
		assert_int_equal(session_elapsed_ms(&r->s), want + r->at_ms - began);
		assert_same(&r->s, &r->split);
	}
	session_init(&r->again);
	for (int i = 0; i < r->n_stored; i++)
		assert_int_equal(session_apply(&r->again, &r->stored[i], &err), ST_OK);
	session_advance(&r->again, r->at_ms);
	assert_same(&r->s, &r->again);
}

static void
test_session_model__random__every_ms_is_in_one_bucket(void **state)
{
	static struct run room;
	const uint64_t seed = 97110;

	(void)state;
	rng = seed;
	room.exact = true;
	print_message("seed %llu, %d sequences\n", (unsigned long long)seed, SEQUENCES);
	for (int i = 0; i < SEQUENCES; i++)
		exact_sequence(&room);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(test_session_model__random__same_as_the_fold),
	    cmocka_unit_test(test_session_model__random__every_ms_is_in_one_bucket),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
