-- Step 3: reports and hand-over notes not yet signed. Local to this database, as the typed texts
-- of a running session are. When a report is signed it becomes a fact and these rows go.

CREATE TABLE draft(
	no INTEGER PRIMARY KEY           -- local number, never used again: another terminal may
		AUTOINCREMENT,           --   still show a draft that is gone
	episode INTEGER NOT NULL,        -- row.no
	kind TEXT NOT NULL,              -- code of a note's kind, or hand_over
	staff INTEGER,                   -- row.no of who began it
	day INTEGER NOT NULL,            -- local day it was begun, yyyymmdd
	UNIQUE(episode, kind)
) STRICT;

-- What was typed or chosen, the latest text of each part.
CREATE TABLE draft_text(
	draft INTEGER NOT NULL           -- draft.no
		REFERENCES draft(no),
	part TEXT NOT NULL,              -- section or choice
	text TEXT NOT NULL,              -- what was typed
	PRIMARY KEY(draft, part)
) WITHOUT ROWID, STRICT;
