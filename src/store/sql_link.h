/* sql_link.h - statements of what comes and goes by stick (link*.c, merge*.c). */
#ifndef STORE_SQL_LINK_H
#define STORE_SQL_LINK_H

/* clang-format off */
#define SQL_LINK(X) \
X(PEER_ADD, "INSERT INTO peer(site, hub, incarnation, serial, arrival, end_n, acked_n, scope)" \
  " VALUES(?1, ?2, 0, 0, 0, 0, 0, ?2 = 0) ON CONFLICT(site) DO UPDATE SET hub = excluded.hub") \
X(PEER_GET, "SELECT site, hub, incarnation, serial, end_n, acked_n, acked_at, seen_at, alarm," \
  " coalesce(audit_odd, 0), scope, (SELECT coalesce(sum(late), 0) FROM link_in WHERE peer = site)," \
  " writer, arrival, acked_hash FROM peer WHERE site = ?1") \
X(PEER_ALL, "SELECT site, hub, incarnation, serial, end_n, acked_n, acked_at, seen_at, alarm," \
  " coalesce(audit_odd, 0), scope, (SELECT coalesce(sum(late), 0) FROM link_in WHERE peer = site)" \
  " FROM peer ORDER BY site LIMIT ?1") \
X(PEER_HUB, "SELECT site FROM peer WHERE hub = 1 ORDER BY site LIMIT 1") \
X(PEER_ALARM, "UPDATE peer SET alarm = ?2, audit_odd = CASE WHEN ?2 IS NULL THEN NULL" \
  " ELSE audit_odd END WHERE site = ?1") \
X(PEER_SCOPE, "UPDATE peer SET scope = ?2 WHERE site = ?1") \
X(PEER_SEEN, "UPDATE peer SET seen_at = ?2 WHERE site = ?1") \
X(PEER_AUDIT_ODD, "UPDATE peer SET audit_odd = coalesce(audit_odd, ?2) WHERE site = ?1") \
X(WITNESS_LAST, "SELECT no, again FROM witness WHERE peer = ?1 ORDER BY no DESC LIMIT 1") \
X(WITNESS_GET, "SELECT hash FROM witness WHERE peer = ?1 AND no = ?2") \
X(WITNESS_ADD, "INSERT INTO witness(peer, no, hash, again) VALUES(?1, ?2, ?3, ?4)" \
  " ON CONFLICT(peer, no) DO UPDATE SET again = excluded.again") \
X(WITNESS_DROP, "DELETE FROM witness WHERE peer = ?1 AND no > ?2") \
X(PEER_LAID, "UPDATE peer SET arrival = ?2, end_n = ?3 WHERE site = ?1") \
X(PEER_ANEW, "UPDATE peer SET writer = ?2, incarnation = incarnation + 1, arrival = 0, end_n = 0," \
  " acked_n = 0, acked_hash = ?3 WHERE site = ?1 RETURNING incarnation") \
X(PEER_FORGET, "UPDATE peer SET writer = NULL WHERE site = ?1") \
X(PEER_SERIAL, "UPDATE peer SET serial = serial + 1 WHERE site = ?1 RETURNING serial") \
X(PEER_MADE, "SELECT coalesce(sum(serial), 0) FROM peer") \
X(PEER_ACKED, "UPDATE peer SET acked_n = ?2, acked_hash = ?3, acked_at = ?4 WHERE site = ?1") \
X(ARRIVAL_LAST, "SELECT max(last) FROM arrival WHERE writer = ?1") \
X(ARRIVAL_ADD, "INSERT INTO arrival(writer, first, last, peer) VALUES(?1, ?2, ?3, ?4)") \
X(ARRIVAL_OF, "SELECT no, first FROM arrival WHERE writer = ?1 AND last >= ?2 ORDER BY last LIMIT 1") \
X(ARRIVAL_AFTER, "SELECT a.no, a.writer, a.first, a.last, coalesce(h.seq, 0), w.site, w.chain_hash," \
  " h.hash" \
  " FROM arrival a JOIN writer w ON w.no = a.writer" \
  " LEFT JOIN peer_has h ON h.peer = ?1 AND h.writer = w.id WHERE a.no > ?2 ORDER BY a.no") \
X(RUN_CLEAR, "DELETE FROM link_run WHERE peer = ?1") \
X(RUN_ADD, "INSERT INTO link_run(peer, n, writer, first, last, skip)" \
  " VALUES(?1, ?2, ?3, ?4, ?5, ?6)") \
X(RUN_HAS, "SELECT 1 FROM link_run WHERE peer = ?1 AND writer = ?2 AND last >= ?3 AND first <= ?3" \
  " AND skip = 0 LIMIT 1") \
X(RUN_TOP, "SELECT max(last) FROM link_run WHERE peer = ?1 AND writer = ?2") \
X(RUN_SKIPPED, "SELECT writer, first, last FROM link_run WHERE peer = ?1 AND skip = 1 ORDER BY n") \
X(RUN_OPS, "SELECT seq, row FROM op WHERE writer = ?1 AND seq BETWEEN ?2 AND ?3 ORDER BY seq") \
X(RUN_AFTER, "SELECT n, writer, first, last, skip FROM link_run WHERE peer = ?1" \
  " AND n + last - first > ?2 AND n >= coalesce((SELECT max(n) FROM link_run" \
  " WHERE peer = ?1 AND n <= ?2 + 1), 0) ORDER BY n") \
X(RUN_ROWS, "SELECT DISTINCT r.entity, o.row FROM op o JOIN row r ON r.no = o.row" \
  " WHERE o.writer = ?1 AND o.seq BETWEEN ?2 AND ?3") \
X(SENT_ADD, "INSERT INTO link_sent(peer, incarnation, serial, bundle, n_from, n_to, hash_to, at," \
  " place, audit_no) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)" \
  " ON CONFLICT(peer, incarnation, serial) DO UPDATE SET place = excluded.place") \
X(SENT_AUDITS, "SELECT a.no, a.hash FROM (SELECT DISTINCT audit_no FROM link_sent WHERE peer = ?1" \
  " AND audit_no BETWEEN 1 AND ?2 ORDER BY audit_no DESC LIMIT ?3) t" \
  " CROSS JOIN audit a ON a.no = t.audit_no ORDER BY a.no") \
X(SENT_LIST, "SELECT peer, incarnation, serial, bundle, n_from, n_to, hash_to, at, acked_at, place," \
  " incarnation < (SELECT p.incarnation FROM peer p WHERE p.site = link_sent.peer) FROM link_sent" \
  " WHERE ?1 IS NULL OR peer = ?1 ORDER BY at DESC, incarnation DESC, serial DESC LIMIT ?2") \
X(SENT_FIND, "SELECT incarnation, n_to FROM link_sent WHERE peer = ?1 AND hash_to = ?2" \
  " ORDER BY incarnation DESC LIMIT 1") \
X(SENT_ACKED, "UPDATE link_sent SET acked_at = ?4 WHERE peer = ?1 AND incarnation = ?2" \
  " AND n_to <= ?3 AND acked_at IS NULL") \
X(SENT_TOP, "SELECT coalesce(max(n_to), 0) FROM link_sent WHERE peer = ?1 AND incarnation = ?2") \
X(HAVE_ALL, "SELECT id, max_seq, chain_hash, site, hub FROM writer ORDER BY id") \
X(WRITER_ENDS, "SELECT w.no, w.max_seq FROM writer w WHERE w.chain_hash <> zeroblob(32)" \
  " ORDER BY w.no") \
X(WRITER_SITE, "SELECT site, id FROM writer WHERE no = ?1") \
X(OP_HERE, "SELECT 1 FROM op WHERE writer = ?1 AND seq = ?2") \
X(OP_OF_ROW, "SELECT writer, seq FROM row WHERE no = ?1 AND writer IS NOT NULL UNION ALL" \
  " SELECT writer, seq FROM op WHERE row = ?1 AND col IS NOT NULL") \
X(SCOPE_TREATS, "SELECT coalesce((SELECT max(state = 'treats') FROM care_site WHERE patient = ?1" \
  " AND site = ?2), (SELECT w.site = ?2 FROM row r JOIN writer w ON w.no = r.writer" \
  " WHERE r.no = ?1), 0)") \
X(SCOPE_OFFICE, "SELECT w.hub FROM row r JOIN writer w ON w.no = r.writer WHERE r.no = ?1") \
X(SCOPE_KNOWS, "SELECT EXISTS (SELECT 1 FROM link_moved WHERE peer = ?2 AND patient = ?1)" \
  " OR EXISTS (SELECT 1 FROM row r JOIN writer w ON w.no = r.writer WHERE r.no = ?1" \
  " AND w.site = ?2)") \
X(MOVED_NEW, "SELECT DISTINCT patient FROM care_site WHERE site = ?1 AND state = 'treats'" \
  " AND NOT EXISTS (SELECT 1 FROM link_moved m WHERE m.peer = ?1 AND m.patient = care_site.patient" \
  " AND m.here = 1) ORDER BY patient") \
X(MOVED_SET, "INSERT INTO link_moved(peer, patient, here) VALUES(?1, ?2, 1)" \
  " ON CONFLICT(peer, patient) DO UPDATE SET here = 1") \
X(MOVED_ON, "UPDATE link_moved SET here = 0 WHERE peer = ?1 AND here = 1 AND NOT EXISTS" \
  " (SELECT 1 FROM care_site c WHERE c.patient = link_moved.patient AND c.site = ?1" \
  " AND c.state = 'treats')") \
X(MOVED_CLEAR, "DELETE FROM link_moved WHERE peer = ?1") \
X(WRITER_FIND, "SELECT no, max_seq, chain_hash, site FROM writer WHERE id = ?1") \
X(WRITER_TAKE, "INSERT INTO writer(id, site, hub, max_seq, chain_hash, wall)" \
  " VALUES(?1, ?2, ?3, 0, ?4, 0)") \
X(WRITER_MOVED, "UPDATE writer SET max_seq = ?2, chain_hash = ?3 WHERE no = ?1") \
X(OWN_WRITERS, "SELECT no, id FROM writer WHERE site = ?1") \
X(LINK_IN_LAST, "SELECT writer, incarnation, serial, recv_n, recv_hash, no FROM link_in" \
  " WHERE peer = ?1 ORDER BY no DESC LIMIT 1") \
X(LINK_IN_GET, "SELECT no, serial, recv_n, recv_hash, late FROM link_in WHERE peer = ?1 AND writer = ?2" \
  " AND incarnation = ?3") \
X(LINK_IN_SET, "INSERT INTO link_in(peer, writer, incarnation, serial, recv_n, recv_hash, at, no)" \
  " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, CASE WHEN ?8 THEN (SELECT min(no) - 1 FROM link_in)" \
  " END) ON CONFLICT(peer, writer, incarnation) DO UPDATE SET" \
  " serial = max(serial, excluded.serial), recv_n = excluded.recv_n," \
  " recv_hash = excluded.recv_hash, late = late + ?8, at = excluded.at") \
X(LINK_IN_FORGIVE, "UPDATE link_in SET late = 0 WHERE peer = ?1 AND late > 0") \
X(CHECKED_PUT, "INSERT INTO stick(id, checked, bytes) VALUES(?1, ?2, ?3)" \
  " ON CONFLICT(id) DO UPDATE SET checked = excluded.checked, bytes = excluded.bytes") \
X(CHECKED_GET, "SELECT checked FROM stick WHERE id = ?1") \
X(SEEN_GET, "SELECT peer, serial, hash, outcome, ops, at FROM bundle_seen WHERE bundle = ?1") \
X(SEEN_ADD, "INSERT INTO bundle_seen(bundle, peer, incarnation, serial, hash, outcome, ops, at)" \
  " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)") \
X(SEEN_LIST, "SELECT bundle, peer, incarnation, serial, outcome, ops, at FROM bundle_seen" \
  " ORDER BY at DESC LIMIT ?1") \
X(HAS_GET, "SELECT seq FROM peer_has WHERE peer = ?1 AND writer = ?2") \
X(HAS_ALL, "SELECT writer, seq, hash FROM peer_has WHERE peer = ?1 ORDER BY writer") \
X(HAS_RAISE, "INSERT INTO peer_has(peer, writer, seq, hash) VALUES(?1, ?2, ?3, ?4)" \
  " ON CONFLICT(peer, writer) DO UPDATE SET seq = max(seq, excluded.seq), hash = excluded.hash") \
X(HAS_CLEAR, "DELETE FROM peer_has WHERE peer = ?1") \
X(RECEIPT_ADD, "INSERT INTO receipt(peer, writer, seq, at) VALUES(?1, ?2, ?3, ?4)" \
  " ON CONFLICT(peer, writer, seq) DO NOTHING") \
X(RECEIPT_SINCE, "SELECT c.at FROM row r JOIN receipt c ON c.peer = ?1 AND c.writer = r.writer" \
  " AND c.seq >= r.seq WHERE r.no = ?2 ORDER BY c.seq LIMIT 1") \
X(TRUST_PUT, "INSERT INTO trust(site, sign_key, seal_key, hub, since, until, reason, how)" \
  " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT(site, sign_key) DO UPDATE SET" \
  " seal_key = excluded.seal_key, hub = excluded.hub, until = excluded.until," \
  " reason = excluded.reason, how = excluded.how") \
X(TRUST_LIST, "SELECT site, sign_key, seal_key, hub, since, until, reason, how FROM trust" \
  " WHERE ?1 IS NULL OR site = ?1 ORDER BY site, until IS NOT NULL, since DESC, sign_key" \
  " LIMIT ?2") \
X(LAID_WAITING, "SELECT coalesce(sum(min(r.last - r.first + 1, r.n + r.last - r.first - p.acked_n))," \
  " 0) FROM link_run r JOIN peer p ON p.site = r.peer WHERE r.peer = ?1 AND r.skip = 0" \
  " AND r.n + r.last - r.first > p.acked_n") \
X(OWN_WAITING, "SELECT coalesce(sum(max(w.max_seq - coalesce(h.seq, 0), 0)), 0) FROM writer w" \
  " LEFT JOIN peer_has h ON h.peer = ?1 AND h.writer = w.id")
/* clang-format on */

#endif
