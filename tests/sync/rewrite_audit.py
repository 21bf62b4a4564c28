"""rewrite_audit.py - writes the whole audit of a clinic anew with hashes that fit, sharing no code with
the product: rewrite_audit.py DATABASE WORD-IN-DETAIL. What such a line said is gone afterwards."""
import hashlib
import sqlite3
import sys


def number(n):
    return (n or 0).to_bytes(8, "big")


def text(t):
    b = (t or "").encode()
    return len(b).to_bytes(4, "big") + b


db = sqlite3.connect(sys.argv[1])
db.execute("DROP TRIGGER audit_fixed")
changed = db.execute("UPDATE audit SET detail = '' WHERE detail LIKE ?", ["%" + sys.argv[2] + "%"])
assert changed.rowcount > 0
before = bytes(32)
lines = db.execute(
    "SELECT a.no, a.wall, u.text, w.text, a.row, a.detail FROM audit a JOIN name u ON u.no = a.user"
    " JOIN name w ON w.no = a.what ORDER BY a.no"
).fetchall()
for no, wall, user, what, row, detail in lines:
    line = number(no) + number(wall) + text(user) + text(what) + number(row) + text(detail)
    before = hashlib.blake2b(before + line, digest_size=32).digest()
    db.execute("UPDATE audit SET hash = ? WHERE no = ?", [before, no])
db.execute("CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit BEGIN"
           " SELECT RAISE(ABORT, 'the audit never changes'); END")
db.commit()
db.close()
print(len(lines), "lines")
