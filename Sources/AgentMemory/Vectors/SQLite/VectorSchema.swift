extension SQLiteSchema {
    /// The tables of a vector store, `.agent/vectors.sqlite`.
    static let vectors = SQLiteSchema(
        applicationID: 0x4156_5331,  // "AVS1"
        migrations: [
            """
            CREATE TABLE settings (
                name TEXT PRIMARY KEY,
                value TEXT NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE vectors (
                row INTEGER PRIMARY KEY,
                components BLOB NOT NULL, -- little-endian 32-bit numbers, as they are compared
                checksum INTEGER NOT NULL -- XXH3-64 of the components plus the row times 0x2545F4914F6CDD1D
            );
            CREATE TABLE names (
                name TEXT PRIMARY KEY,
                row INTEGER NOT NULL, -- names with the same vector share a row
                tags TEXT NOT NULL -- a JSON array of texts, sorted
            ) WITHOUT ROWID;
            CREATE TABLE links ( -- the graph; a row that is not in it is compared one by one
                row INTEGER PRIMARY KEY,
                links BLOB NOT NULL -- for each level from the lowest: the number of links, then the rows, 32 bits each
            );
            """
        ]
    )
}
