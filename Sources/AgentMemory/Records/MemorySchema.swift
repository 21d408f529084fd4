extension SQLiteSchema {
    /// The tables of a memory journal, `.agent/memory.sqlite`.
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
            """
        ]
    )
}
