-- Step 4: the stick. What came from whom in which order, what was sent to whom, what they are known
-- to hold, and whose keys are trusted. Local to this database: every site keeps its own.

ALTER TABLE writer ADD COLUMN
	hub INTEGER NOT NULL DEFAULT 0;  -- 1: writes for the head office (merge class hub)

-- Conflicts that wait for a decision, among all there ever were.
CREATE INDEX conflict_open ON conflict(no) WHERE closed_seq IS NULL;

-- Operations in the order in which they came to lie here, run by run: an operation never stands
-- before one that it names. Own writing is noted when something is sent or taken.
CREATE TABLE arrival(
	no INTEGER PRIMARY KEY,          -- dense from 1
	writer INTEGER NOT NULL,         -- writer.no
	first INTEGER NOT NULL,          -- op.seq of the first
	last INTEGER NOT NULL,           -- op.seq of the last
	peer TEXT                        -- site code it came from; NULL: written here
) STRICT;
CREATE INDEX arrival_writer ON arrival(writer, last);

-- A site we exchange bundles with; what goes to it.
CREATE TABLE peer(
	site TEXT NOT NULL PRIMARY KEY,  -- site code
	hub INTEGER NOT NULL,            -- 1: the head office
	writer INTEGER,                  -- own writer.no that began the link; NULL: not begun
	incarnation INTEGER NOT NULL,    -- of the link, 1, 2 ...: it begins anew after a restore
	serial INTEGER NOT NULL,         -- of the last bundle made
	arrival INTEGER NOT NULL,        -- arrival.no up to which the link is laid
	end_n INTEGER NOT NULL,          -- positions laid
	acked_n INTEGER NOT NULL,        -- positions the peer has acknowledged
	acked_hash BLOB,                 -- link hash there
	acked_at INTEGER,                -- wall clock of the acknowledgement, ms since 1970
	seen_at INTEGER,                 -- wall clock of the last bundle taken from it
	audit_no INTEGER,                -- its audit: last line it told, and the hash there
	audit_hash BLOB,
	alarm TEXT                       -- why nothing is taken from it any more; NULL: all is well
) WITHOUT ROWID, STRICT;

-- The positions of a link, run by run.
CREATE TABLE link_run(
	peer TEXT NOT NULL,              -- site code
	n INTEGER NOT NULL,              -- position of the first
	writer INTEGER NOT NULL,         -- writer.no
	first INTEGER NOT NULL,          -- op.seq of the first
	last INTEGER NOT NULL,           -- op.seq of the last
	PRIMARY KEY(peer, n)
) WITHOUT ROWID, STRICT;

-- Bundles made.
CREATE TABLE link_sent(
	peer TEXT NOT NULL,              -- site code
	incarnation INTEGER NOT NULL,    -- of the link
	serial INTEGER NOT NULL,         -- of the bundle
	bundle BLOB NOT NULL,            -- 16 bytes, its id
	n_from INTEGER NOT NULL,         -- position before its first operation
	n_to INTEGER NOT NULL,           -- position of its last operation
	hash_to BLOB NOT NULL,           -- link hash there
	at INTEGER NOT NULL,             -- wall clock, ms since 1970
	acked_at INTEGER,                -- wall clock, ms since 1970; NULL: no receipt yet
	place TEXT,                      -- stick it was written to
	PRIMARY KEY(peer, incarnation, serial)
) WITHOUT ROWID, STRICT;

-- Links from others: how far each came. The newest of a peer is the one that counts.
CREATE TABLE link_in(
	no INTEGER PRIMARY KEY,          -- order in which they began
	peer TEXT NOT NULL,              -- site code
	writer BLOB NOT NULL,            -- 16 bytes: the writer that began it
	incarnation INTEGER NOT NULL,    -- of the link
	serial INTEGER NOT NULL,         -- of the last bundle taken
	recv_n INTEGER NOT NULL,         -- positions taken
	recv_hash BLOB NOT NULL,         -- link hash there
	late INTEGER NOT NULL DEFAULT 0, -- bundles that came after a newer link had begun
	at INTEGER NOT NULL,             -- wall clock, ms since 1970
	UNIQUE(peer, writer, incarnation)
) STRICT;

-- Bundles taken or refused for good; a second time changes nothing.
CREATE TABLE bundle_seen(
	bundle BLOB NOT NULL PRIMARY KEY,-- 16 bytes, its id
	peer TEXT NOT NULL,              -- site code of the sender
	incarnation INTEGER NOT NULL,    -- of its link
	serial INTEGER NOT NULL,         -- its number there
	hash BLOB NOT NULL,              -- BLAKE2b-256 of its manifest
	outcome TEXT NOT NULL,           -- imported
	ops INTEGER NOT NULL,            -- operations new here
	at INTEGER NOT NULL              -- wall clock, ms since 1970
) WITHOUT ROWID, STRICT;

-- What a peer holds, as it said itself or as it sent: all operations of a writer up to a number.
CREATE TABLE peer_has(
	peer TEXT NOT NULL,              -- site code
	writer BLOB NOT NULL,            -- 16 bytes
	seq INTEGER NOT NULL,            -- last operation held
	hash BLOB,                       -- chain hash there as it said; NULL: not said
	PRIMARY KEY(peer, writer)
) WITHOUT ROWID, STRICT;

-- Receipts over time: since when a peer is known to hold our operations.
CREATE TABLE receipt(
	peer TEXT NOT NULL,              -- site code
	writer INTEGER NOT NULL,         -- writer.no
	seq INTEGER NOT NULL,            -- last operation held
	at INTEGER NOT NULL,             -- wall clock, ms since 1970
	PRIMARY KEY(peer, writer, seq)
) WITHOUT ROWID, STRICT;

-- Keys of sites, this one's own among them. Private halves lie in files beside the database.
CREATE TABLE trust(
	site TEXT NOT NULL,              -- site code
	sign_key TEXT NOT NULL,          -- public key in minisign's form
	seal_key TEXT NOT NULL,          -- recipient in age's form
	hub INTEGER NOT NULL,            -- 1: of the head office
	since INTEGER NOT NULL,          -- local day, yyyymmdd
	until INTEGER,                   -- local day it was retired; NULL: it holds
	reason TEXT,                     -- why it was retired
	how TEXT NOT NULL,               -- own, words (compared by phone) or hub (its signed list)
	PRIMARY KEY(site, sign_key)
) WITHOUT ROWID, STRICT;

-- Sticks that were filled and read back once.
CREATE TABLE stick(
	id TEXT NOT NULL PRIMARY KEY,    -- serial number and volume id
	checked INTEGER NOT NULL,        -- wall clock, ms since 1970
	bytes INTEGER NOT NULL           -- that were written and read back
) WITHOUT ROWID, STRICT;
