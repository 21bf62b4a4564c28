/* crash.c - gives the terminal back when the program dies of a fault; calls nothing unsafe. */
#include "term_priv.h"

#include "base/str.h"

#include <signal.h>
#include <string.h>
#include <term.h>
#include <termios.h>
#include <unistd.h>

enum { RESTORE_SIZE = 512, STACK_SIZE = 64 * 1024 };

static struct {
	struct termios tty;	  /* as it was before us */
	char bytes[RESTORE_SIZE]; /* what puts the glass back */
	size_t n;
	volatile sig_atomic_t armed;
	_Alignas(4096) char stack
	    [STACK_SIZE]; /* handlers run here: the fault may be a full stack */
} crash;

static const int faults[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGQUIT};
enum { N_FAULTS = sizeof faults / sizeof faults[0] };

static int
keep_byte(int c)
{
	if (crash.n < sizeof crash.bytes)
		crash.bytes[crash.n++] = (char)c;
	return c;
}

static void
keep(const char *capability)
{
	char *s = tigetstr(capability);

	if (s && s != (char *)-1)
		tputs(s, 1, keep_byte);
}

static void
put_back(void)
{
	size_t done = 0;

	if (!crash.armed)
		return;
	crash.armed = 0;
	while (done < crash.n) {
		ssize_t w = write(STDOUT_FILENO, crash.bytes + done, crash.n - done);

		if (w <= 0)
			break;
		done += (size_t)w;
	}
	tcsetattr(STDIN_FILENO, TCSANOW, &crash.tty);
}

static void
let_die(int sig)
{
	struct sigaction sa = {.sa_handler = SIG_DFL};

	sigemptyset(&sa.sa_mask);
	sigaction(sig, &sa, NULL);
}

static void
on_fault(int sig)
{
	static const char text[] = "limber: stopped by a fault; what was stored is kept, "
				   "start it again to go on\n";

	put_back();
	if (write(STDERR_FILENO, text, sizeof text - 1) < 0) {
		/* nobody is left to tell */
	}
	let_die(sig);
	raise(sig);
}

void
crash_arm(const struct termios *before)
{
	struct sigaction sa = {.sa_handler = on_fault, .sa_flags = SA_ONSTACK};
	stack_t st = {.ss_sp = crash.stack, .ss_size = sizeof crash.stack};

	crash.tty = *before;
	crash.n = 0;
	keep("sgr0");
	keep("op");
	keep("rmkx");
	keep("BD");
	keep("cnorm");
	keep("rmcup");
	keep_byte('\r');
	crash.armed = 1;
	sigaltstack(&st, NULL);
	sigemptyset(&sa.sa_mask);
	for (int i = 0; i < N_FAULTS; i++)
		sigaction(faults[i], &sa, NULL);
	mem_on_failure(put_back);
}

void
crash_disarm(void)
{
	if (!crash.armed)
		return;
	crash.armed = 0;
	mem_on_failure(NULL);
	for (int i = 0; i < N_FAULTS; i++)
		let_die(faults[i]);
}
