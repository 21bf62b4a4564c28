/* paper_out.c - pages to a printer, a file, a PDF; each way out is noted in the audit. */
#include "app/paper.h"
#include "app/pdf.h"
#include "base/spawn.h"
#include "store/audit.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

enum { LP_WAIT_MS = 30000 };

static const char *
kind_name(enum paper_kind k)
{
	static const char *const names[] = {
#define PAPER_NAME(ID, name, about) name,
	    PAPER_LIST(PAPER_NAME)
#undef PAPER_NAME
	};

	return names[k];
}

/* "note to a file, 2 pages", "topic stairs to a printer, 1 page": no name of a patient and no path. */
static enum status
note_it(struct app *a, const struct paper *p, const char *where, struct err *err)
{
	char detail[120];

	str_format(detail, sizeof detail, "%s%s%s to %s, %d page%s", kind_name(p->kind),
		   p->about[0] ? " " : "", p->about, where, p->n_pages,
		   p->n_pages == 1 ? "" : "s");
	return audit_add(a->store, "print", p->row, detail, err);
}

/* A printer's device or a pipe: the bytes go in as they are. */
static enum status
write_device(const struct io *io, const char *path, const struct str *text,
	     struct err *err)
{
	int fd = io->open(io->arg, path, O_WRONLY | O_NOCTTY, 0);
	size_t done = 0;
	enum status st = ST_OK;

	if (fd < 0)
		return io_fail(err, errno, "opening", path);
	while (!st && done < text->n) {
		ssize_t n = io->write(io->arg, fd, text->p + done, text->n - done);

		if (n < 0 && errno != EINTR)
			st = io_fail(err, errno, "writing", path);
		else if (n > 0)
			done += (size_t)n;
	}
	if (io->close(io->arg, fd) < 0 && !st)
		st = io_fail(err, errno, "writing", path);
	return st;
}

/* A plain name in the outbox. What has this name there is replaced, never followed or written to. */
static bool
in_outbox(const struct app *a, const char *path)
{
	size_t n = strlen(a->dir);
	static const char outbox[] = "/outbox/";

	return !strncmp(path, a->dir, n) &&
	       !strncmp(path + n, outbox, sizeof outbox - 1) &&
	       path[n + sizeof outbox - 1] && !strchr(path + n + sizeof outbox - 1, '/');
}

static enum status
write_out(const struct app *a, const char *path, const struct str *bytes, struct err *err)
{
	const struct io *io = a->env.io;
	struct stat sb;

	if (!path[0])
		return status_fail(err, ST_INVALID, "a name of a file is wanted");
	if (a->kiosk && !in_outbox(a, path))
		return status_fail(err, ST_DENIED,
				   "here files are written into %s/outbox alone", a->dir);
	if (io->stat(io->arg, path, &sb) == 0) {
		if (S_ISDIR(sb.st_mode))
			return status_fail(err, ST_INVALID,
					   "%s: this is a directory; name a file in it",
					   path);
		if (!S_ISREG(sb.st_mode) && !a->kiosk)
			return write_device(io, path, bytes, err);
	}
	return io_write_file(io, path, str_text(bytes), bytes->n, err);
}

enum status
paper_save(struct app *a, const struct paper *p, const char *path, struct err *err)
{
	struct str text = {0};
	enum status st;

	paper_text(p, &text);
	st = write_out(a, path, &text, err);
	str_release(&text);
	return st ? st : note_it(a, p, "a file", err);
}

enum status
paper_save_pdf(struct app *a, const struct paper *p, const char *path, struct err *err)
{
	struct str bytes = {0};
	char font[512];
	enum status st = pdf_font(a->env.io, a->site.pdf_font, font, sizeof font, err);

	if (!st)
		st = pdf_pages(str_text(&p->pages), &p->form, p->figures, p->n_figures,
			       font, &bytes, err);
	if (!st)
		st = write_out(a, path, &bytes, err);
	str_release(&bytes);
	return st ? st : note_it(a, p, "a PDF", err);
}

/* lp takes no other names, and a name must not read as an option. */
static enum status
check_printer(const char *name, struct err *err)
{
	if (name[0] == '-' || strpbrk(name, " \t\n/#\"'\\"))
		return status_fail(
		    err, ST_INVALID,
		    "\"%s\": this is no name of a printer; lpstat -e lists "
		    "them",
		    name);
	return ST_OK;
}

enum status
paper_print(struct app *a, const struct paper *p, const char *printer, struct str *said,
	    struct err *err)
{
	const char *name = printer[0] ? printer : a->site.printer;
	const char *argv[6] = {"lp", "-t", "limber", NULL};
	struct spawn_job job = {.argv = argv, .wait_ms = LP_WAIT_MS};
	struct str text = {0};
	enum status st = check_printer(name, err);

	if (st)
		return st;
	if (name[0]) {
		argv[3] = "-d";
		argv[4] = name;
	}
	paper_text(p, &text);
	job.bytes = str_text(&text);
	job.n = text.n;
	st = spawn_feed(&job, said, err);
	str_release(&text);
	if (st == ST_NOT_FOUND)
		return status_fail(
		    err, ST_NOT_FOUND,
		    "there is no lp here, the program that prints: install "
		    "it (package cups-client), or write to a file");
	if (st)
		status_prefix(err, "nothing was printed");
	return st ? st : note_it(a, p, "a printer", err);
}
