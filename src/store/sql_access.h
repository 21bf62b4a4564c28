/* sql_access.h - statements of charts opened with a reason (access.c). */
#ifndef STORE_SQL_ACCESS_H
#define STORE_SQL_ACCESS_H

/* clang-format off */
#define SQL_ACCESS(X) \
X(OP_MARK_ADD, "INSERT INTO op_mark(writer, seq, hash) VALUES(?1, ?2, ?3)") \
X(OP_MARK, "SELECT hash FROM op_mark WHERE writer = ?1 AND seq = ?2") \
X(ABOUT_LOST, "SELECT a.no FROM audit a CROSS JOIN row r ON r.no = a.row" \
  " WHERE r.entity = ?1 AND NOT EXISTS (SELECT 1 FROM audit_about b" \
  " WHERE b.patient = a.row AND b.no = a.no) ORDER BY a.no LIMIT 1") \
X(STAFF_OTHERS, "SELECT role FROM staff WHERE no <> ?1 AND coalesce(active, 1) <> 0" \
  " AND password_hash IS NOT NULL") \
X(GLASS_ADD, "INSERT INTO glass(no, patient) VALUES(?1, ?2)") \
X(GLASS_GET, "SELECT patient FROM glass WHERE no = ?1 AND seen IS NULL") \
X(GLASS_SEEN, "UPDATE glass SET seen = ?2 WHERE no = ?1") \
X(GLASS_WAITS, "SELECT g.no, g.patient, a.wall, u.text, p.family_name, p.given_name, a.detail" \
  " FROM glass g INDEXED BY glass_waits CROSS JOIN audit a ON a.no = g.no" \
  " CROSS JOIN name u ON u.no = a.user LEFT JOIN patient p ON p.no = g.patient" \
  " WHERE g.seen IS NULL ORDER BY g.no LIMIT ?1")
/* clang-format on */

#endif
