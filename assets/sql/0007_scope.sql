-- Step 7: a clinic gets the rows of its own patients alone.

ALTER TABLE peer ADD COLUMN
	scope INTEGER NOT NULL DEFAULT 0; -- enum link_scope: 0 everything, 1 its own patients,
	                                  --   2 everything again, after its own patients
ALTER TABLE link_run ADD COLUMN
	skip INTEGER NOT NULL DEFAULT 0;  -- 1: these are left out, the positions stand for them
CREATE INDEX link_run_writer ON link_run(peer, writer, last);

-- Patients who came to a peer by a move: everything of them was laid once.
CREATE TABLE link_moved(
	peer TEXT NOT NULL,              -- site code
	patient INTEGER NOT NULL,        -- row.no
	here INTEGER NOT NULL,           -- 1: what is written goes there; 0: moved on since
	PRIMARY KEY(peer, patient)
) WITHOUT ROWID, STRICT;
