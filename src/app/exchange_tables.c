/* exchange_tables.c - the files of a bundle that are for people and other programs. */
#include "exchange_priv.h"

#include <stdlib.h>

static enum status
put_readme(struct exchange_part *p, struct err *err)
{
	struct str text = {0};
	enum status st;

	str_addf(
	    &text,
	    "Bundle %lld of %s for %s, made by limber.\n"
	    "\n"
	    "Bring it to %s unchanged; limber there takes it in (limber import, or the\n"
	    "screen Sync). Do not open and save these files on the way: a spreadsheet\n"
	    "changes them, and a changed bundle is refused. Nothing is lost then: %s\n"
	    "exports again.\n"
	    "\n"
	    "changes.csv          what is taken in\n"
	    "*.csv                the same rows to be read by people\n"
	    "datapackage.json     the columns of these tables (Frictionless Data "
	    "Package)\n"
	    "manifest.txt         size and BLAKE2b-256 of every file\n"
	    "manifest.txt.minisig signature of %s: minisign -V -m manifest.txt -P %s\n"
	    "\n"
	    "These files hold health data of people. Keep them as you keep charts.\n",
	    (long long)p->m.serial, p->m.from, p->m.to, p->m.to, p->m.from, p->m.from,
	    p->own->sign_key);
	st = exchange_put_file(p, "README.txt", &text, err);
	str_release(&text);
	return st;
}

enum status
exchange_tables(struct exchange_part *p, struct err *err)
{
	return put_readme(p, err);
}
