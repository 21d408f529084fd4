extension SQLiteSchema {
    /// The tables of an episodic journal, `.agent/memory.sqlite`.
    static let memory = SQLiteSchema(
        applicationID: 0x414D_4A31,  // "AMJ1"
        migrations: [
            """
            CREATE TABLE records (
                position INTEGER PRIMARY KEY, -- the order of writing
                id TEXT NOT NULL UNIQUE,
                time INTEGER NOT NULL, -- microseconds since 1970-01-01 UTC
                channel TEXT NOT NULL,
                text TEXT NOT NULL,
                tags TEXT NOT NULL, -- a JSON array of texts, sorted
                metadata TEXT NOT NULL -- a JSON object of texts
            );
            CREATE INDEX records_by_channel ON records (channel, position);
            """,
            provenanceAndSearch,
        ]
    )

    /// What version 2 adds.
    ///
    /// What follows from a record (labels, pointers, the last place) is kept by triggers, so that no writer, ours or another
    /// program, can leave it behind. The search index is not: a file that may come from anywhere must not reach virtual tables
    /// through its triggers (`trusted_schema` is off), so ``EpisodicTable`` writes it in the record's transaction.
    private static let provenanceAndSearch = """
        ALTER TABLE records ADD COLUMN provenance TEXT; -- a JSON object; NULL when nothing is known
        ALTER TABLE records ADD COLUMN taint TEXT; -- a JSON array of origins; NULL for what is trusted
        ALTER TABLE records ADD COLUMN expiry INTEGER; -- microseconds since 1970-01-01 UTC; NULL to keep it
        ALTER TABLE records ADD COLUMN payload BLOB;
        ALTER TABLE records ADD COLUMN summary TEXT; -- the id of the record that stands for this one
        CREATE INDEX records_by_time ON records (time);
        CREATE INDEX records_by_expiry ON records (expiry) WHERE expiry IS NOT NULL;
        CREATE INDEX records_by_summary ON records (summary) WHERE summary IS NOT NULL;

        -- Numbers by name: 'floor' is the largest position that was ever erased, so that none is given twice;
        -- 'index:NAME' is the last position that a vector index has seen; 'purge' is 1 while something of erased records
        -- may still stand in the file.
        CREATE TABLE marks (name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;

        CREATE TABLE record_tags (
            tag TEXT NOT NULL,
            position INTEGER NOT NULL,
            PRIMARY KEY (tag, position)
        ) WITHOUT ROWID;
        CREATE INDEX record_tags_by_position ON record_tags (position);
        INSERT OR IGNORE INTO record_tags (tag, position)
            SELECT value, records.position
            FROM records, json_each(CASE WHEN json_valid(tags) THEN tags ELSE '[]' END);

        CREATE VIRTUAL TABLE records_text USING fts5 (
            text, content = 'records', content_rowid = 'position', tokenize = 'unicode61 remove_diacritics 2'
        );
        INSERT INTO records_text (records_text) VALUES ('rebuild');

        -- The search index holds no texts: taking an entry out needs the very text that was put in.
        CREATE TRIGGER records_text_kept BEFORE UPDATE OF text, position ON records BEGIN
            SELECT RAISE(ABORT, 'records_text would not follow; delete the record and insert it again');
        END;
        CREATE TRIGGER records_inserted AFTER INSERT ON records BEGIN
            INSERT OR IGNORE INTO record_tags (tag, position)
                SELECT value, new.position FROM json_each(new.tags);
        END;
        CREATE TRIGGER records_deleted AFTER DELETE ON records BEGIN
            DELETE FROM record_tags WHERE position = old.position;
            INSERT INTO marks (name, value) VALUES ('floor', old.position)
                ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value);
            -- What a summary stood for comes back when the summary goes.
            UPDATE records SET summary = NULL WHERE summary = old.id;
        END;
        """
}
