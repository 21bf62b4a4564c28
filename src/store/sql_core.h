/* sql_core.h - statements of the door, the log and the care of the database. */
#ifndef STORE_SQL_CORE_H
#define STORE_SQL_CORE_H

/* clang-format off */
#define SQL_TXN(X) \
X(BEGIN, "BEGIN IMMEDIATE") \
X(COMMIT, "COMMIT") \
X(ROLLBACK, "ROLLBACK") \
X(SAVE, "SAVEPOINT step") \
X(SAVE_KEEP, "RELEASE step") \
X(SAVE_UNDO, "ROLLBACK TO step") \
X(BEGIN_READ, "BEGIN") \
X(DATA_VERSION, "PRAGMA data_version") \
X(USER_VERSION, "PRAGMA user_version") \
X(SETTING_GET, "SELECT value FROM setting WHERE name = ?1") \
X(SETTING_SET, "INSERT INTO setting(name, value) VALUES(?1, ?2)" \
  " ON CONFLICT(name) DO UPDATE SET value = excluded.value") \
X(SITE_ROW, "SELECT s.no, s.practice FROM site s JOIN setting t ON t.name = 'site'" \
  " WHERE s.no = CAST(t.value AS INTEGER)")

#define SQL_OP(X) \
X(WRITER_OWN, "SELECT no, id, max_seq, chain_hash, wall FROM writer" \
  " WHERE no = (SELECT CAST(value AS INTEGER) FROM setting WHERE name = 'writer')") \
X(WRITER_ADD, "INSERT INTO writer(id, site, max_seq, chain_hash, wall, hub)" \
  " VALUES(?1, ?2, 0, ?3, ?4, coalesce((SELECT CAST(value AS INTEGER) FROM setting" \
  " WHERE name = 'hub'), 0))") \
X(WRITER_HUB, "SELECT hub FROM writer WHERE no = ?1") \
X(WRITER_SET, "UPDATE writer SET max_seq = ?2, chain_hash = ?3, wall = ?4 WHERE no = ?1") \
X(WRITER_ID, "SELECT id FROM writer WHERE no = ?1") \
X(WRITER_ALL, "SELECT no, id, max_seq, chain_hash FROM writer ORDER BY no") \
X(NAME_NO, "SELECT no FROM name WHERE text = ?1") \
X(NAME_ADD, "INSERT INTO name(text) VALUES(?1)") \
X(NAME_TEXT, "SELECT text FROM name WHERE no = ?1") \
X(OP_ADD, "INSERT INTO op(writer, seq, txn, row, col, kind, val, wall, clk, user)" \
  " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)") \
X(OP_BASE_ADD, "INSERT INTO op_base(row, col, base_writer, base_seq, by_writer, by_seq)" \
  " VALUES(?1, ?2, ?3, ?4, ?5, ?6)") \
X(OP_BASES, "SELECT base_writer, base_seq FROM op_base" \
  " WHERE row = ?1 AND col = ?2 AND by_writer = ?3 AND by_seq = ?4") \
X(OP_GET, "SELECT kind, val, wall, clk FROM op WHERE writer = ?1 AND seq = ?2") \
X(OP_WALK, "SELECT seq, txn, row, col, kind, val, wall, clk, user FROM op" \
  " WHERE writer = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq") \
X(OP_HISTORY, "SELECT n.text, o.writer, o.seq, o.val FROM op o CROSS JOIN name n ON n.no = o.col" \
  " WHERE o.row = ?1 AND o.col IS NOT NULL ORDER BY o.wall, o.writer, o.seq") \
X(OP_COLS, "SELECT DISTINCT col FROM op WHERE row = ?1 AND col IS NOT NULL") \
X(OP_OFTEN, "SELECT col FROM op WHERE row = ?1 AND col IS NOT NULL GROUP BY col" \
  " HAVING count(*) > 1") \
X(OP_COL_NAMES, "SELECT n.text FROM op o CROSS JOIN name n ON n.no = o.col" \
  " WHERE o.row = ?1 AND o.col IS NOT NULL") \
X(HEADS, "SELECT o.writer, o.seq, o.kind, o.val, o.wall, o.clk FROM op o" \
  " WHERE o.row = ?1 AND o.col = ?2 AND NOT EXISTS (SELECT 1 FROM op_base b" \
  " WHERE b.row = ?1 AND b.col = ?2 AND b.base_writer = o.writer AND b.base_seq = o.seq)") \
X(HEAD_BIRTH, "SELECT r.writer, r.seq FROM row r" \
  " WHERE r.no = ?1 AND r.writer IS NOT NULL AND NOT EXISTS (SELECT 1 FROM op_base b" \
  " WHERE b.row = ?1 AND b.col = ?2 AND b.base_writer = r.writer AND b.base_seq = r.seq)") \
X(CONFLICT_OPEN, "SELECT no FROM conflict WHERE row = ?1 AND col = ?2" \
  " AND closed_seq IS NULL") \
X(CONFLICT_ADD, "INSERT INTO conflict(row, col, class, opened) VALUES(?1, ?2, ?3, ?4)") \
X(CONFLICT_CLOSE, "UPDATE conflict SET closed_writer = ?2, closed_seq = ?3 WHERE no = ?1") \
X(CONFLICT_COUNT, "SELECT count(*) FROM conflict WHERE closed_seq IS NULL") \
X(OP_COUNT, "SELECT coalesce(sum(max_seq), 0) FROM writer")

#define SQL_ROW(X) \
X(ROW_NEXT, "SELECT coalesce(max(no), 0) + 1 FROM row") \
X(ROW_ADD, "INSERT INTO row(no, id, entity, writer, seq) VALUES(?1, ?2, ?3, ?4, ?5)") \
X(ROW_BY_ID, "SELECT no, entity FROM row WHERE id = ?1") \
X(ROW_BY_NO, "SELECT id, entity, writer, seq FROM row WHERE no = ?1") \
X(ROW_RANGE, "SELECT no, id, entity FROM row WHERE no BETWEEN ?1 AND ?2") \
X(ROW_WALK, "SELECT no, id, writer, seq FROM row WHERE entity = ?1 ORDER BY no") \
X(ROW_WALK_KEPT, "SELECT r.no FROM row r CROSS JOIN op o ON o.writer = r.writer AND o.seq = r.seq" \
  " WHERE r.entity = ?1 AND o.val IS NOT NULL ORDER BY r.no") \
X(ROW_SORTED, "SELECT e.no, r.no, r.id, r.writer, r.seq FROM entity e" \
  " CROSS JOIN row r ON r.entity = e.no WHERE r.writer IS NOT NULL" \
  " ORDER BY e.name, r.id") \
X(ENTITY_NAME, "SELECT name FROM entity WHERE no = ?1") \
X(ENTITY_ALL, "SELECT no, name, shape FROM entity") \
X(ENTITY_ADD, "INSERT INTO entity(name, shape) VALUES(?1, ?2)" \
  " ON CONFLICT(name) DO UPDATE SET shape = excluded.shape RETURNING no")

/* A line of the audit in words; row as its number. */
#define SQL_AUDIT_ROW \
  "SELECT a.no, a.wall, u.text, w.text, a.row, a.detail, p.family_name, p.given_name "
#define SQL_AUDIT_NAMES \
  " CROSS JOIN name u ON u.no = a.user CROSS JOIN name w ON w.no = a.what" \
  " LEFT JOIN patient p ON p.no = a.row"

#define SQL_AUDIT(X) \
X(AUDIT_LAST, "SELECT no, hash FROM audit ORDER BY no DESC LIMIT 1") \
X(AUDIT_ADD, "INSERT INTO audit(no, wall, user, what, row, detail, hash)" \
  " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)") \
X(AUDIT_ABOUT_ADD, "INSERT INTO audit_about(patient, no) VALUES(?1, ?2)") \
X(AUDIT_WALL, "SELECT wall FROM audit WHERE no = ?1") \
X(AUDIT_OLDER, SQL_AUDIT_ROW "FROM audit a" SQL_AUDIT_NAMES \
  " WHERE a.no < ?1 ORDER BY a.no DESC") \
X(AUDIT_NEWER, SQL_AUDIT_ROW "FROM audit a" SQL_AUDIT_NAMES " WHERE a.no > ?1 ORDER BY a.no") \
X(AUDIT_OLDER_OF, SQL_AUDIT_ROW "FROM audit_about b CROSS JOIN audit a ON a.no = b.no" \
  SQL_AUDIT_NAMES " WHERE b.patient = ?2 AND b.no < ?1 ORDER BY b.no DESC") \
X(AUDIT_NEWER_OF, SQL_AUDIT_ROW "FROM audit_about b CROSS JOIN audit a ON a.no = b.no" \
  SQL_AUDIT_NAMES " WHERE b.patient = ?2 AND b.no > ?1 ORDER BY b.no") \
X(AUDIT_LIST, "SELECT a.no, a.wall, u.text, w.text, a.row, a.detail FROM audit a" \
  " JOIN name u ON u.no = a.user JOIN name w ON w.no = a.what ORDER BY a.no DESC LIMIT ?1") \
X(AUDIT_WALK, "SELECT a.no, a.wall, u.text, w.text, a.row, a.detail, a.hash FROM audit a" \
  " LEFT JOIN name u ON u.no = a.user LEFT JOIN name w ON w.no = a.what ORDER BY a.no")
/* clang-format on */

#endif
