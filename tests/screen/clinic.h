/* clinic.h - a made-up clinic under the screens: filled once, a fresh copy for every run. */
#ifndef SCREEN_CLINIC_H
#define SCREEN_CLINIC_H

#include "app/app.h"
#include "harness.h"

/* Makes the clinic; group set-up and tear-down of a test program. */
int clinic_setup(void **state);
int clinic_teardown(void **state);
/* Where the clinic lies of which every run gets a copy; borrowed. */
const char *clinic_made(void);

/* Runs a scene at 80x24 and 132x43, in colour and mono: each on its own copy of the clinic, at
 * 2026-05-04 09:00 UTC, on the login screen; login: who is logged in on Today (NULL: nobody). */
void clinic_scene(const char *login, void (*scene)(struct app *a));
/* The same once, at 80x24 in colour: for scenes that only assert. */
void clinic_once(const char *login, void (*scene)(struct app *a));
/* The same once in the C locale at 80x24 without colour: plain ASCII. */
void clinic_ascii(const char *login, void (*scene)(struct app *a));
/* So many people at once, each a process with a terminal at 80x24, on one copy of the clinic and by one
 * clock; the first of demo_logins are logged in. Then `after`, alone. */
void clinic_crowd(int people, void (*scene)(struct app *a), void (*after)(struct app *a));

#endif
