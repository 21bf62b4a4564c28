-- Step 5: charts opened with a reason, until a manager has looked; the audit by patient; marks in the
-- log.

CREATE TABLE glass(
	no INTEGER PRIMARY KEY,          -- audit.no of the opening: who, when, why
	patient INTEGER NOT NULL,        -- row.no
	seen INTEGER                     -- audit.no of a manager's look, NULL: it waits
) STRICT;
CREATE INDEX glass_waits ON glass(no) WHERE seen IS NULL;

-- Lines of the audit that are about a patient, by patient. An index over every row of the audit would
-- cost twice as much.
CREATE TABLE audit_about(
	patient INTEGER NOT NULL,        -- row.no
	no INTEGER NOT NULL,             -- audit.no
	PRIMARY KEY(patient, no)
) WITHOUT ROWID, STRICT;
INSERT INTO audit_about(patient, no) SELECT a.row, a.no FROM audit a
	JOIN row r ON r.no = a.row JOIN entity e ON e.no = r.entity WHERE e.name = 'patient';

CREATE TRIGGER audit_about_fixed BEFORE UPDATE ON audit_about BEGIN
	SELECT RAISE(ABORT, 'the audit never changes');
END;
CREATE TRIGGER audit_about_kept BEFORE DELETE ON audit_about BEGIN
	SELECT RAISE(ABORT, 'the audit never changes');
END;

-- Where the chain of an own operation stood, every 64th: what was changed is found between two of them.
CREATE TABLE op_mark(
	writer INTEGER NOT NULL,         -- writer.no
	seq INTEGER NOT NULL,            -- op.seq, 64, 128 ...
	hash BLOB NOT NULL,              -- writer.chain_hash as it was then
	PRIMARY KEY(writer, seq)
) WITHOUT ROWID, STRICT;
CREATE TRIGGER op_mark_fixed BEFORE UPDATE ON op_mark BEGIN
	SELECT RAISE(ABORT, 'operations never change');
END;
CREATE TRIGGER op_mark_kept BEFORE DELETE ON op_mark BEGIN
	SELECT RAISE(ABORT, 'operations never change');
END;
