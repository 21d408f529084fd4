extension SQLiteSchema {
    /// The table of cached vectors, `.agent/embeddings.sqlite`.
    static let embeddings = SQLiteSchema(
        applicationID: 0x4145_4331,  // "AEC1"
        migrations: [
            """
            CREATE TABLE vectors (
                key TEXT PRIMARY KEY, -- SHA-256 of the embedder's identity and the text, in hexadecimal digits
                used INTEGER NOT NULL, -- counts up; the lowest makes room first
                components BLOB NOT NULL, -- little-endian 32-bit numbers
                checksum INTEGER NOT NULL -- XXH3-64 of the components
            );
            CREATE INDEX vectors_by_use ON vectors (used);
            """
        ]
    )
}
