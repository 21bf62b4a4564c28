-- Step 2: sessions not yet signed. Local to this database: no operations, no sync. When the note
-- is signed the visit becomes facts and these rows go.

CREATE TABLE live(
	no INTEGER PRIMARY KEY           -- local number, never used again: another terminal may
		AUTOINCREMENT,           --   still show a session that is gone
	patient INTEGER NOT NULL,        -- row.no
	episode INTEGER,                 -- row.no
	plan INTEGER,                    -- row.no
	therapist INTEGER,               -- row.no
	appointment INTEGER,             -- row.no
	service_date INTEGER NOT NULL,   -- local date of its begin, yyyymmdd
	finished INTEGER NOT NULL,       -- 1: the last of finish and reopen was finish
	opened_ms INTEGER NOT NULL       -- wall clock claim, ms since 1970
) STRICT;
CREATE INDEX live_by_patient ON live(patient);
CREATE INDEX live_by_state ON live(finished, no DESC);

-- Each key of a session, in the order it happened.
CREATE TABLE live_event(
	live INTEGER NOT NULL            -- live.no
		REFERENCES live(no),
	seq INTEGER NOT NULL,            -- 1, 2, 3 ... without gaps
	kind TEXT NOT NULL,              -- name of enum session_event_kind
	item INTEGER NOT NULL,           -- index of the exercise, -1 the session
	n INTEGER NOT NULL,              -- meaning by kind
	text TEXT,                       -- meaning by kind
	boot_ms INTEGER NOT NULL,        -- CLOCK_BOOTTIME
	boot TEXT NOT NULL,              -- boot id
	wall_ms INTEGER NOT NULL,        -- wall clock claim
	staff INTEGER,                   -- row.no of who pressed the key
	PRIMARY KEY(live, seq)
) WITHOUT ROWID, STRICT;

-- Typed sections of the note, the latest text of each.
CREATE TABLE live_text(
	live INTEGER NOT NULL            -- live.no
		REFERENCES live(no),
	part INTEGER NOT NULL,           -- enum live_text
	text TEXT NOT NULL,              -- what was typed
	PRIMARY KEY(live, part)
) WITHOUT ROWID, STRICT;
