/* scr_patient.c - a patient's own view of the session: the wall of one patient, with the goal; no key
 * but the one that ends it. */
#include "wall_priv.h"

static const struct keybind keys[] = {
    {K_ESC, ACT_BACK, scr_wall_leave},
    {K_CTRL('q'), ACT_BACK, scr_wall_leave},
    {0, ACT_NONE, NULL},
};

const struct screen_ops scr_patient = {
    .name = "patient",
    .title = "Your exercises",
    .state_size = sizeof(struct wall_screen),
    .keys = keys,
    .locked = true,
    .open = scr_wall_open,
    .tick = scr_wall_tick,
    .resume = scr_wall_resume,
    .draw = wall_draw,
    .close = scr_wall_close,
};
