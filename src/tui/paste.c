/* paste.c - what is pasted is text: no key in it acts, and what no field takes is left out. */
#include "tui/key.h"
#include "ui_priv.h"

/* A paste whose end never came (a line that stumbled) is over when the keys have rested so long. */
enum { PASTE_REST_MS = 2000 };

static void
begin(struct ui *ui)
{
	ui->message[0] = '\0';
	ui->paste = (struct paste){.on = true, .at_ms = ui->now_ms};
}

static void
end(struct ui *ui)
{
	struct paste p = ui->paste;

	ui->paste = (struct paste){.on = false};
	if (ui->message[0] || !p.left)
		return;
	if (p.taken)
		ui_say(ui, TONE_WARN,
		       "What was pasted held signs that no field takes: left out");
	else
		ui_say(ui, TONE_WARN,
		       "What was pasted was left out: no field that takes it is open");
}

static void
give(struct ui *ui, int key)
{
	if (ui_type(ui, key))
		ui->paste.taken = true;
	else
		ui->paste.left = true;
}

/* The end of a line or a tab: a new line where lines are written; else a space, when more follows. */
static void
give_break(struct ui *ui)
{
	if (ui_types_lines(ui))
		give(ui, K_ENTER);
	else
		ui->paste.gap = ui->paste.taken;
}

bool
paste_key(struct ui *ui, int key)
{
	if (key == K_PASTE) {
		begin(ui);
		return true;
	}
	if (!ui->paste.on)
		return key == K_PASTED;
	if (key == K_PASTED || ui->now_ms - ui->paste.at_ms > PASTE_REST_MS) {
		end(ui);
		return key == K_PASTED;
	}
	ui->paste.at_ms = ui->key_ms = ui->now_ms;
	if (key == K_ENTER || key == K_TAB) {
		give_break(ui);
	} else if (key_is_text(key)) {
		if (ui->paste.gap)
			give(ui, K_SPACE);
		ui->paste.gap = false;
		give(ui, key);
	} else {
		ui->paste.left = true;
	}
	return true;
}
