#!/bin/sh
# mutants.sh - breaks merging on purpose, one line at a time; some test must notice each.
#
# Use: mutants.sh CC "FLAGS" OBJECTS "LIBS" [NAME]
# OBJECTS is the folder of a build whose archives and test objects are made; LIBS what the sync
# suite links. A mutant is a file of the product with one line changed by sed; its object is linked
# before the archives, so nothing else is built again. NAME: that mutant alone.
# Last line: N passed, N failed.
set -u

cc=$1
flags=$2
build=$3
libs=$4
only=${5:-}
work=$build/mutants
passed=0
failed=0
rm -rf "$work"
mkdir -p "$work"

# name@file@sed@tests, most telling first; default: merge restore converge
table()
{
	cat <<'END'
drop the bases of what comes in@store/merge.c@s/\.n_bases = c->n_bases}/.n_bases = 0}/@
forget to write bases@store/op.c@s/return st ? st : insert_bases(s, op, err);/return st || !op ? st : 0 * (int)insert_bases(s, \&(struct op){.n_bases = 0}, err);/@
an edit names one head alone@store/record_set.c@s/op\.val_n = val\.n;/op.val_n = val.n; op.n_bases = op.n_bases > 0;/@converge merge restore
later clocks come last@store/heads.c@s/return a->wall > b->wall ? -1 : 1;/return a->wall > b->wall ? 1 : -1;/@converge merge restore
doubtful clocks come first@store/heads.c@s/return trusted(a) ? -1 : 1;/return trusted(a) ? 1 : -1;/@converge merge restore
ties go to the lesser writer@store/heads.c@s/c = uid_cmp(&b->writer_id, &a->writer_id);/c = uid_cmp(\&a->writer_id, \&b->writer_id);/@converge merge restore
warnings hide one another@store/heads.c@s/if (h->n > 1 && f->merge == MERGE_SAFETY &&/if (h->n > 9 \&\& f->merge == MERGE_SAFETY \&\&/@
work goes back a step@store/heads.c@s/^\(.*dict_code_index(f->codes, str_text(&h->list\[i\]\.val))\) >$/\1 </@
the head office has no say@store/heads.c@s/\*top = &h->list\[i\];/*top = \&h->list[0];/@
the first writer of a cell is no head@store/heads.c@s/for (int i = 0; i < 2 && !st; i++) {/for (int i = 0; i < 1 \&\& !st; i++) {/@
conflicts are not opened@store/merge_show.c@s/if (!st && h\.n)/if (!st \&\& h.n > 9)/@
touched cells show what they did@store/merge_show.c@s/st = record_put_cell(m->s, e, t->row, t->field, c, err);/st = t->field < 0 ? ST_IO : ST_OK;/@
edited rows are found by old words@store/merge_show.c@s/st = index_row(m, &m->touched\[i\], err);/st = i > 9999 ? index_row(m, \&m->touched[i], err) : ST_OK;/@converge merge restore
the link hash is not compared@store/merge_check.c@s/memcmp(m->link, m->b->hash_to, HASH_SIZE)/m->n < 0/@
chains are not compared@store/merge_check.c@s/memcmp(p->chain, p->have->hash, HASH_SIZE))/m->n < 0)/@
what is here already is not compared@store/merge_check.c@s/if (canonical->n == m->canon\.n && /if (canonical->n || /@
a gap is passed over@store/merge_check.c@s/if (c->at\.seq > next)/if (c->at.seq > next + 99)/@
what comes too late is waited for@store/merge_check.c@s/m->lack\.came = true/m->lack.came = false/@
a lacking bundle is not listened to@store/merge_keep.c@s/if (!state->newest)/if (state)/@
bundles made are not counted@store/store_self.c@s/ || made < was\.made//@restore merge converge
bases are not looked for@store/merge_check.c@s/c->bases\[i\]\.seq > p->reached)/c->bases[i].seq > p->reached + 999)/@
anybody speaks for anybody@store/merge_check.c@s/if (!p->may)/if (!p->may \&\& m->n < 0)/@
the own writer is anybody's@store/merge_check.c@s/if (!uid_cmp(&p->have->writer, &m->own))/if (m->n < 0)/@
a writer changes its site@store/merge_check.c@s/if (!st && site\[0\] && strcmp(site, h->site))/if (!st \&\& m->n < 0)/@
the past of a link is not compared@store/merge_check.c@s/if (before < m->state->recv_n && /if (m->n < 0 \&\& /@
positions taken are forgotten@store/merge_keep.c@s/bool further = b->n_to > m->state->recv_n;/bool further = b->n_to < 0;/@
writers do not move on@store/merge_keep.c@s/if (!w->moved)/if (w->moved)/@
a loss is not noticed@store/merge_keep.c@s/\*lost = true;/*lost = false;/@restore merge converge
receipts are not kept@store/merge_keep.c@s/if (h && h->seq > 0)/if (h \&\& h->seq < 0)/@
old receipts count again@store/merge_look.c@s/state->newest = .*;/state->newest = true;/@converge merge restore
early bundles are taken@store/merge_look.c@s/if (b->n_from > mine\.recv_n)/if (b->n_from < 0)/@
one name, two bundles@store/merge_look.c@s/^\tif (!same)$/\tif (!same \&\& s->depth > 99)/@
a frozen site goes on@store/merge_look.c@s/if (!st && p\.alarm\[0\])/if (!st \&\& s->depth > 99)/@
two copies are not noticed@store/merge_look.c@s/mine\.late >= LATE_STICKS/mine.late >= 99 * LATE_STICKS/@restore merge converge
the first late stick is an alarm@store/merge_look.c@s/mine\.late >= LATE_STICKS/mine.late + 1 >= LATE_STICKS/@restore merge converge
a restored hub does not begin anew@store/merge_look.c@s/if (st || !h || h->seq <= seq)/if (st || !h || h->seq)/@
a restored clinic counts on@store/store_self.c@s/sqlite3_column_int64(q, 2) < was\.seq/sqlite3_column_int64(q, 2) < 0/@restore merge converge
what came is not sent on@store/merge.c@s/^\tif (m->run\.last)$/\tif (m->run.last \&\& m->ops < 0)/@
runs of two writers are one@store/merge.c@s/if (m->run\.last && (m->run\.writer != w->no ||/if (m->run.last \&\& (m->ops < 0 ||/@converge merge restore
a row is born twice@store/merge.c@s/if (!st && op->row)$/if (!st \&\& m->ops < 0)/@
bad values come in@store/merge.c@s/return st ? no_fit(m, c, st, err) : ST_OK;/return st \&\& m->ops < 0 ? no_fit(m, c, st, err) : ST_OK;/@
fields of newer programs are dropped@store/merge.c@s/^\t\*keep = m->json\.n != .*/\t*keep = false;/@
what a peer has is sent again@store/link_lay.c@s/if (run\.first <= has)/if (run.first < 0)/@converge merge restore
a patient who moves brings nothing along@store/link_lay.c@s/st = link_moved_lay(y, err);/st = y->laid < -1 ? link_moved_lay(y, err) : ST_OK;/@scope
who comes back brings nothing along@store/link_moved.c@s/return st ? st : link_lay_of_peer(y, SQL_MOVED_ON, err);/return st;/@scope
everybody gets everything@store/link_lay.c@s/? add_parts(y, &run, err)/? link_lay_run(y, \&run, false, err)/@scope
what follows comes in any order@store/link_moved.c@s/return a->arrival < b->arrival ? -1 : 1;/return a->arrival < b->arrival ? 1 : -1;/@scope
what follows is taken for known@store/merge.c@s/if (!\*here || !change_in_part(w->chain))/if (!*here || seq)/@scope
a writer held in part keeps its chain@store/merge.c@s/memset(w->chain, 0, HASH_SIZE);/w->moved = true;/@scope
what is left out takes one position@core/change.c@s/return c->kind == CHANGE_SKIP ? .*/return 1;/@scope
a verdict goes where one of the two is known@store/scope.c@s/if (!st && e == E_SAME_PERSON)/if (!st \&\& e > E_COUNT)/@scope
a link begins one too late@store/link_read.c@s/run\.first += after + 1 - \*n;/run.first += after - *n;/@converge merge restore
facts of newer programs stay cut@store/schema_rebuild.c@s/if (!st && e->kind != EK_REFERENCE)/if (!st \&\& e->kind == EK_EDIT)/@
a new column has no conflicts@store/schema_rebuild.c@s/st = find_conflicts(s, e, no, err);/st = no ? ST_OK : find_conflicts(s, e, no, err);/@
retired keys still sign@app/exchange_open.c@s/if (rows\[i\]\.until != DICT_NONE) {/if (rows[i].until == 1) {/@unit/app/exchange unit/app/enrol
whose signature it is does not matter@app/exchange_open.c@s/if (strcmp(comment, str_text(&want)))/if (!comment[0])/@unit/app/exchange unit/app/tamper
a renamed bundle is taken@app/exchange_open.c@s/if (strcmp(name, b->name))/if (!name[0])/@unit/app/exchange unit/app/tamper
files of the right size are good@app/exchange_open.c@s/(bytes == f->bytes && !memcmp(hash, f->hash, HASH_SIZE))/bytes == f->bytes/@unit/app/exchange unit/app/tamper
added files are passed over@app/exchange_open.c@s/!manifest_file(&b->m, names\.name\[i\]))/!names.name[i][0])/@unit/app/exchange unit/app/tamper
a bundle for another is not sent on@app/exchange_open.c@s/if (!strcmp(b->m\.to, b->a->site\.code) ||/if (b->m.to[0] ||/@unit/app/exchange unit/app/tamper
newer bundles are read as they are@app/exchange_open.c@s/if (b->m\.schema_min > EXCHANGE_SCHEMA)/if (b->m.schema_min > 99)/@unit/app/exchange unit/app/tamper
an audit written anew is passed over@store/merge_witness.c@s/if (memcmp(was, hash, HASH_SIZE))/if (w->last < 0)/@unit/app/witness
lines told once are not asked for again@store/merge_witness.c@s/} else if (w->again) {/} else if (w->last < 0) {/@unit/app/witness
a clinic put back is accused@store/merge_look.c@s/state->newest && top\.known &&/state->newest \&\& top.no < 0 \&\&/@unit/app/witness
the signature is not verified@sync/sign.c@s/sizeof sum, pub->pk) !=$/sizeof sum, pub->pk) >/@unit/sync/sign
the trusted comment is not verified@sync/sign.c@s/s\.global, over, over_n, pub->pk) != 0)/s.global, over, over_n, pub->pk) > 0)/@unit/sync/sign
a verdict that tells apart does not count@store/person.c@s/strcmp(verdict, "open") != 0)/strcmp(verdict, "same") == 0)/@unit/app/exchange unit/app/person
canonical bytes lack the user@core/change.c@s/^.*add_text(out, c->user);$//@unit/core/change
END
}

# objects NAME: what a test program is linked of, libraries apart
objects()
{
	case $1 in
	unit/*)
		echo "$build/t/${1%/*}/test_${1##*/}.c.o"
		for helper in "$build/t/${1%/*}"/*.c.o "$build"/t/unit/*.c.o; do
			case ${helper##*/} in
			test_*) ;;
			*) echo "$helper" ;;
			esac
		done
		;;
	*)
		echo "$build/t/sync/test_$1.c.o"
		for helper in wire forge oracle play play_edit play_check; do
			echo "$build/t/sync/$helper.c.o"
		done
		;;
	esac
}

table >"$work/table"
while IFS='@' read -r name file change tests; do
	[ -n "$only" ] && [ "$only" != "$name" ] && continue
	from=src/$file
	mutant=$work/${file##*/}
	sed "$change" "$from" >"$mutant"
	if cmp -s "$from" "$mutant"; then
		echo "FAIL  $name: nothing in $from is changed"
		failed=$((failed + 1))
		continue
	fi
	# shellcheck disable=SC2086
	if ! $cc $flags -Wno-error -w -I"${from%/*}" -c "$mutant" -o "$work/mutant.o" 2>"$work/log"; then
		echo "FAIL  $name: does not compile"
		sed 's/^/      /' "$work/log" | head -n 5
		failed=$((failed + 1))
		continue
	fi
	caught=
	for test in ${tests:-merge restore converge}; do
		# shellcheck disable=SC2046,SC2086
		if ! $cc $flags $(objects "$test") "$work/mutant.o" $libs -o "$work/test" 2>"$work/log"; then
			sed 's/^/      /' "$work/log" | head -n 5
			continue
		fi
		if ! QUICK=1 timeout 120 "$work/test" >"$work/log" 2>&1; then
			caught=$test
			break
		fi
	done
	if [ -n "$caught" ]; then
		echo "ok    $name: test_${caught##*/}"
		passed=$((passed + 1))
	else
		echo "FAIL  $name ($file): nobody noticed"
		failed=$((failed + 1))
	fi
done <"$work/table"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
