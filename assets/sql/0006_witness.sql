-- Step 6: lines of the audits of other sites, as they told them: what was told once is the same for ever.

CREATE TABLE witness(
	peer TEXT NOT NULL,              -- site code
	no INTEGER NOT NULL,             -- line of its audit
	hash BLOB NOT NULL,              -- the hash there
	again INTEGER NOT NULL,          -- 1: told by a program that tells such lines again later
	PRIMARY KEY(peer, no)
) WITHOUT ROWID, STRICT;
INSERT INTO witness(peer, no, hash, again)
	SELECT site, audit_no, audit_hash, 0 FROM peer WHERE audit_no > 0;
ALTER TABLE peer DROP COLUMN audit_no;
ALTER TABLE peer DROP COLUMN audit_hash;
ALTER TABLE peer ADD COLUMN
	audit_odd INTEGER;               -- line of its audit that is not what it told; NULL: all fits
ALTER TABLE link_sent ADD COLUMN
	audit_no INTEGER;                -- line of our audit it told; NULL: made before step 6
