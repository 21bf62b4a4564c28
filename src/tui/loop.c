/* loop.c - wait, signals, keys, ticks, draw. */
#include "tui/loop.h"

#include "app/app.h"
#include "term_priv.h"
#include "tui/key.h"
#include "tui/stack.h"

#include <errno.h>
#include <signal.h>
#include <sys/select.h>
#include <unistd.h>

static volatile sig_atomic_t ended, hung_up;

static const int watched[] = {SIGTERM, SIGINT, SIGHUP};
enum { N_WATCHED = sizeof watched / sizeof watched[0] };

static void
on_signal(int sig)
{
	if (sig == SIGHUP)
		hung_up = 1;
	else
		ended = 1;
}

/* Blocks what may only arrive while we wait; old gets the mask to wait with. */
static void
block_signals(sigset_t *old, struct sigaction before[N_WATCHED])
{
	struct sigaction sa = {.sa_handler = on_signal};
	sigset_t set;

	ended = hung_up = 0;
	sigemptyset(&set);
	sigaddset(&set, SIGWINCH);
	sigemptyset(&sa.sa_mask);
	for (int i = 0; i < N_WATCHED; i++) {
		sigaddset(&set, watched[i]);
		sigaction(watched[i], &sa, &before[i]);
	}
	sigprocmask(SIG_BLOCK, &set, old);
	for (int i = 0; i < N_WATCHED; i++)
		sigdelset(old, watched[i]);
	sigdelset(old, SIGWINCH);
}

static void
unblock_signals(const sigset_t *old, const struct sigaction before[N_WATCHED])
{
	sigprocmask(SIG_SETMASK, old, NULL);
	for (int i = 0; i < N_WATCHED; i++)
		sigaction(watched[i], &before[i], NULL);
}

/* Waits for a key, the deadline or another program's change; true: stdin can be read. Where nobody
 * tells of changes the clinic is looked at once a second. */
static bool
wait_for(struct ui *ui, int64_t deadline_ms, const sigset_t *mask)
{
	enum { LOOK_MS = 1000 };
	int watch = ui->app ? store_watch(ui->app->store) : -1;
	struct timespec t, *timeout = NULL;
	fd_set fds;
	bool key;

	if (ui->app && watch < 0 && deadline_ms > clock_boot(ui->clock) + LOOK_MS)
		deadline_ms = clock_boot(ui->clock) + LOOK_MS;

	if (deadline_ms != INT64_MAX) {
		int64_t ms = deadline_ms - clock_boot(ui->clock);

		ms = ms < 0 ? 0 : ms;
		t.tv_sec = (time_t)(ms / 1000);
		t.tv_nsec = (long)(ms % 1000) * 1000000;
		timeout = &t;
	}
	FD_ZERO(&fds);
	FD_SET(STDIN_FILENO, &fds);
	if (watch >= 0)
		FD_SET(watch, &fds);
	if (pselect((watch > STDIN_FILENO ? watch : STDIN_FILENO) + 1, &fds, NULL, NULL,
		    timeout, mask) <= 0)
		return false;
	key = FD_ISSET(STDIN_FILENO, &fds);
	if (watch >= 0 && FD_ISSET(watch, &fds))
		store_watched(ui->app->store);
	return key;
}

/* Reads until nothing waits: curses buffers keys that pselect cannot see. Returns how many. */
static int
drain(struct ui *ui)
{
	int n = 0, key;

	while (!ui->quit && ui->top && (key = term_key()) != K_NONE) {
		n++;
		if (key == K_RESIZE) {
			ui_sync(ui);
			ui->repaint = true;
		} else {
			ui_key(ui, key);
		}
	}
	return n;
}

/* The picture is out: what could wait until now. What then fails is told and tried again. */
static int64_t
settle(struct ui *ui, int64_t next)
{
	enum { AGAIN_MS = 2000 };
	struct err err = {0};
	bool waits = false;
	enum status st = ui->app ? app_settle(ui->app, &waits, &err) : ST_OK;

	if (st && st != ST_BUSY) {
		ui_fail(ui, &err);
		ui_draw(ui);
	}
	if (waits && next > ui->now_ms + AGAIN_MS)
		next = ui->now_ms + AGAIN_MS;
	if (ui->top && ui->top->ops->rest)
		ui->top->ops->rest(ui->top);
	return next;
}

static int64_t
hourly(struct ui *ui, int64_t next)
{
	enum { HOUR_MS = 3600 * 1000 };

	if (!ui->hourly)
		return next;
	if (ui->now_ms >= ui->hourly_ms) {
		ui->hourly_ms = ui->now_ms + HOUR_MS;
		ui->hourly(ui, ui->hourly_arg);
	}
	return next < ui->hourly_ms ? next : ui->hourly_ms;
}

static int64_t
turn(struct ui *ui, bool *idle)
{
	bool changed = false;
	int64_t next;

	ui_sync(ui);
	*idle = drain(ui) == 0;
	changed = !ui->quit && ui_renew(ui);
	next = ui_tick(ui, &changed);
	if (ui->top && !ui->quit && (!*idle || changed || ui->repaint))
		ui_draw(ui);
	return hourly(ui, settle(ui, next));
}

void
loop_turn(struct ui *ui)
{
	bool idle;

	turn(ui, &idle);
}

enum loop_end
loop_run(struct ui *ui)
{
	struct sigaction before[N_WATCHED];
	enum loop_end end = LOOP_QUIT;
	bool idle, readable = false;
	sigset_t mask;

	block_signals(&mask, before);
	while (ui->top && !ui->quit) {
		int64_t next = turn(ui, &idle);

		if (readable && idle && term_gone())
			hung_up = 1;
		if (ui->quit || !ui->top)
			break;
		readable = !ended && !hung_up && wait_for(ui, next, &mask);
		if (ended || hung_up) {
			end = hung_up ? LOOP_HANGUP : LOOP_SIGNAL;
			break;
		}
	}
	ui_release(ui);
	unblock_signals(&mask, before);
	return end;
}
