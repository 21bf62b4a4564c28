-- Step 1: the operation log and its neighbours. The tables people's rows lie in are made from
-- the data dictionary; everything here has hand-written steps (0002_..., 0003_...).

-- Every row that has a name, of whatever entity. Rows are never removed or renamed.
CREATE TABLE row(
	no INTEGER PRIMARY KEY,          -- local number: used everywhere inside, leaves never
	id BLOB NOT NULL UNIQUE          -- 16 bytes: the name of the row at every site
		CHECK(length(id) = 16),
	entity INTEGER NOT NULL,         -- entity.no
	writer INTEGER,                  -- op of its birth: op.writer; NULL for rows that ship
	seq INTEGER                      -- op of its birth: op.seq
) STRICT;

-- Entities of the dictionary and the shape their table was made with.
CREATE TABLE entity(
	no INTEGER PRIMARY KEY,          -- local number
	name TEXT NOT NULL UNIQUE,       -- table name
	shape INTEGER NOT NULL           -- fingerprint of the dictionary rows it was made from
) STRICT;

-- Short texts that repeat: columns, logins, words of the audit.
CREATE TABLE name(
	no INTEGER PRIMARY KEY,          -- local number
	text TEXT NOT NULL UNIQUE        -- the text itself
) STRICT;

-- One writer for each incarnation of a database; operations are numbered by writer.
CREATE TABLE writer(
	no INTEGER PRIMARY KEY,          -- local number
	id BLOB NOT NULL UNIQUE          -- 16 random bytes
		CHECK(length(id) = 16),
	site TEXT NOT NULL,              -- site code
	max_seq INTEGER NOT NULL,        -- last operation; they are dense from 1
	chain_hash BLOB NOT NULL,        -- BLAKE2b-256 over all of its operations in order
	wall INTEGER NOT NULL            -- latest plausible wall clock, ms since 1970
) STRICT;

-- What was written: the truth from which all else can be made again.
CREATE TABLE op(
	writer INTEGER NOT NULL,         -- writer.no
	seq INTEGER NOT NULL,            -- dense number of this writer
	txn INTEGER NOT NULL,            -- seq of the first operation of the same transaction
	row INTEGER NOT NULL,            -- row.no
	col INTEGER,                     -- name.no of the column; NULL: the whole row (birth)
	kind INTEGER NOT NULL,           -- 1 new, 2 set, 3 clear
	val TEXT,                        -- machine form; birth: canonical JSON, NULL for facts,
	                                 --   whose value is their row itself
	wall INTEGER NOT NULL,           -- wall clock claim, ms since 1970
	clk INTEGER NOT NULL,            -- how far the claim is trusted: 80 P plausible, 72 H head
	                                 --   office, 85 U untrusted
	user INTEGER NOT NULL,           -- name.no of the login
	PRIMARY KEY(writer, seq)
) WITHOUT ROWID, STRICT;

-- Edits by cell; births are found through row.writer and row.seq, so facts cost nothing here.
CREATE INDEX op_cell ON op(row, col) WHERE col IS NOT NULL;

-- Which operations an edit supersedes: what is named here is no head of its cell any more.
CREATE TABLE op_base(
	row INTEGER NOT NULL,            -- cell: row.no
	col INTEGER NOT NULL,            -- cell: name.no
	base_writer INTEGER NOT NULL,    -- the operation superseded
	base_seq INTEGER NOT NULL,
	by_writer INTEGER NOT NULL,      -- the operation that names it
	by_seq INTEGER NOT NULL,
	PRIMARY KEY(row, col, base_writer, base_seq, by_writer, by_seq)
) WITHOUT ROWID, STRICT;

-- Cells with more than one head.
CREATE TABLE conflict(
	no INTEGER PRIMARY KEY,          -- local number
	row INTEGER NOT NULL,            -- cell: row.no
	col INTEGER NOT NULL,            -- cell: name.no
	class INTEGER NOT NULL,          -- enum merge_class of the column
	opened INTEGER NOT NULL,         -- wall clock, ms since 1970
	closed_writer INTEGER,           -- the operation that resolved it, NULL: open
	closed_seq INTEGER
) STRICT;
CREATE INDEX conflict_cell ON conflict(row, col);

-- Who did what, each line hashed over the one before.
CREATE TABLE audit(
	no INTEGER PRIMARY KEY,          -- dense from 1
	wall INTEGER NOT NULL,           -- wall clock, ms since 1970
	user INTEGER NOT NULL,           -- name.no of the login
	what INTEGER NOT NULL,           -- name.no of the word
	row INTEGER,                     -- row.no concerned
	detail TEXT,                     -- free text, no names of patients
	hash BLOB NOT NULL               -- BLAKE2b-256(hash before, this line)
) STRICT;

-- Small texts of this database that never leave it.
CREATE TABLE setting(
	name TEXT NOT NULL PRIMARY KEY,  -- what it is
	value TEXT NOT NULL              -- its value
) WITHOUT ROWID, STRICT;

CREATE TRIGGER op_fixed BEFORE UPDATE ON op BEGIN
	SELECT RAISE(ABORT, 'operations never change');
END;
CREATE TRIGGER op_kept BEFORE DELETE ON op BEGIN
	SELECT RAISE(ABORT, 'operations never change');
END;
CREATE TRIGGER op_base_fixed BEFORE UPDATE ON op_base BEGIN
	SELECT RAISE(ABORT, 'operations never change');
END;
CREATE TRIGGER op_base_kept BEFORE DELETE ON op_base BEGIN
	SELECT RAISE(ABORT, 'operations never change');
END;
CREATE TRIGGER row_fixed BEFORE UPDATE ON row BEGIN
	SELECT RAISE(ABORT, 'rows keep their names');
END;
CREATE TRIGGER row_kept BEFORE DELETE ON row BEGIN
	SELECT RAISE(ABORT, 'rows keep their names');
END;
CREATE TRIGGER audit_fixed BEFORE UPDATE ON audit BEGIN
	SELECT RAISE(ABORT, 'the audit never changes');
END;
CREATE TRIGGER audit_kept BEFORE DELETE ON audit BEGIN
	SELECT RAISE(ABORT, 'the audit never changes');
END;
