/* ui_mark.c - rows under the title line: what two sites say of the patient on the screen. */
#include "app/conflicts.h"
#include "tui/nav.h"
#include "tui/stack.h"
#include "tui/text.h"
#include "tui/ui.h"

#include <string.h>

/* Lines into rows as wide as the screen; the last row says when there are more. */
static void
lay_out(struct ui *ui, const struct str *lines)
{
	const char *p = str_text(lines);

	while (*p) {
		size_t n = strcspn(p, "\n"), at = 0;

		while (at < n) {
			size_t next, end = text_wrap(p, n, at, ui->cols - 1, &next);

			if (ui->n_marks == UI_MARKS) {
				str_copy(ui->marks[UI_MARKS - 1], UI_MARK_SIZE,
					 "... and more values that differ: "
					 ":conflicts shows them all");
				return;
			}
			str_format(ui->marks[ui->n_marks++], UI_MARK_SIZE, "%.*s",
				   (int)(end - at), p + at);
			at = next;
		}
		p += n + (p[n] == '\n');
	}
}

void
ui_mark(struct ui *ui)
{
	int before = ui->n_marks;
	struct str lines = {0};
	struct err err = {0};

	ui->n_marks = 0;
	if (!ui->top || !ui->app)
		return;
	if (ui->top->patient && conflicts_marks(ui->app, ui->top->patient, &lines, &err))
		ui_fail(ui, &err);
	lay_out(ui, &lines);
	str_release(&lines);
	if (ui->n_marks != before)
		ui->repaint = true;
}
