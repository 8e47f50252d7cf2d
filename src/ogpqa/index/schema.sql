-- One generation's pages, records and passages. Written once, then only read.
CREATE TABLE pages (
    page_id TEXT PRIMARY KEY, title TEXT NOT NULL, url TEXT, text TEXT NOT NULL, sha256 TEXT NOT NULL, saved_on TEXT,
    lang TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE records (
    position INTEGER PRIMARY KEY, record_id TEXT NOT NULL UNIQUE, type TEXT NOT NULL, page_id TEXT NOT NULL,
    fields TEXT NOT NULL -- JSON of the dataclass
);
CREATE TABLE passages (
    number INTEGER PRIMARY KEY, page_id TEXT NOT NULL, member_id TEXT, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    section TEXT NOT NULL, text TEXT NOT NULL, context TEXT NOT NULL, year INTEGER, record_type TEXT
);
CREATE INDEX passages_of_member ON passages (member_id, record_type, number);
-- Rows of the vectors after those of the passages, and whose they are.
CREATE TABLE parts (position INTEGER PRIMARY KEY, passage INTEGER NOT NULL);
-- Short texts with their rows, in blocks: texts as a JSON list, rows one after the other (float32).
CREATE TABLE exemplars (
    space TEXT NOT NULL, block INTEGER NOT NULL, texts TEXT NOT NULL, rows BLOB NOT NULL, PRIMARY KEY (space, block)
) WITHOUT ROWID;
-- The inverted index: passages that hold a term (int32, ascending) and what it adds to each one's BM25 (float32).
CREATE TABLE terms (term TEXT PRIMARY KEY, numbers BLOB NOT NULL, gains BLOB NOT NULL);
