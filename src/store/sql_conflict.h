/* sql_conflict.h - statements of cells with more than one value (conflict.c). */
#ifndef STORE_SQL_CONFLICT_H
#define STORE_SQL_CONFLICT_H

/* clang-format off */
#define SQL_CONFLICT_COLS \
  "SELECT c.no, c.row, r.entity, n.text, c.class, c.opened, c.closed_writer, c.closed_seq" \
  " FROM conflict c CROSS JOIN row r ON r.no = c.row CROSS JOIN name n ON n.no = c.col"

#define SQL_CONFLICT(X) \
X(CONFLICT_WAITING, SQL_CONFLICT_COLS " WHERE c.closed_seq IS NULL ORDER BY c.no") \
X(CONFLICT_ENDED, SQL_CONFLICT_COLS " WHERE c.closed_seq IS NOT NULL ORDER BY c.no DESC") \
X(CONFLICT_ONE, SQL_CONFLICT_COLS " WHERE c.no = ?1") \
X(CONFLICT_BY, "SELECT b.by_writer, b.by_seq FROM op_base b" \
  " WHERE b.row = ?1 AND b.col = ?2 AND b.base_writer = ?3 AND b.base_seq = ?4") \
X(CONFLICT_AUTHOR, "SELECT n.text, w.site, o.wall, o.clk FROM op o" \
  " CROSS JOIN name n ON n.no = o.user CROSS JOIN writer w ON w.no = o.writer" \
  " WHERE o.writer = ?1 AND o.seq = ?2")
/* clang-format on */

#endif
