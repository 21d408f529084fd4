extension SQLiteSchema {
    /// The tables of a tenant store, `.agent/gateway.sqlite`.
    ///
    /// Every table begins its key with the tenant. The word index is a table and not FTS5, because the statistics of one FTS5
    /// index are those of all who share it: a tenant could read the others' words off the scores of its own searches.
    static let tenants = SQLiteSchema(
        applicationID: 0x4147_5431,  // "AGT1"
        migrations: [
            """
            CREATE TABLE tenants (
                tenant TEXT PRIMARY KEY,
                change INTEGER NOT NULL, -- the version of the last write; kept over an erasure, so that no version comes back
                salt BLOB NOT NULL, -- of the digests in the audit chain; replaced by an erasure
                items INTEGER NOT NULL,
                bytes INTEGER NOT NULL,
                words INTEGER NOT NULL,
                head INTEGER NOT NULL, -- the newest entry of the audit chain
                head_hash BLOB NOT NULL,
                base INTEGER NOT NULL, -- the newest entry of the audit chain that was dropped
                base_hash BLOB NOT NULL
            ) WITHOUT ROWID;
            CREATE TABLE entries (
                entry INTEGER PRIMARY KEY, -- shared by all tenants, and therefore never shown to any
                tenant TEXT NOT NULL,
                namespace TEXT NOT NULL,
                key TEXT NOT NULL,
                version INTEGER NOT NULL,
                created INTEGER NOT NULL, -- microseconds since 1970-01-01 UTC
                updated INTEGER NOT NULL,
                expires INTEGER,
                form INTEGER NOT NULL,
                content_type TEXT NOT NULL,
                value_bytes INTEGER NOT NULL,
                charge INTEGER NOT NULL, -- bytes that count against the quota
                words INTEGER NOT NULL,
                tags TEXT NOT NULL, -- a JSON array of texts, sorted
                metadata TEXT NOT NULL, -- a JSON object of texts
                terms TEXT NOT NULL, -- the words in the index, to take them out again
                digest BLOB NOT NULL, -- SHA-256 of the value, so that a damaged one is not taken for another
                value BLOB NOT NULL -- last, so that lists need not read it
            );
            CREATE UNIQUE INDEX entries_by_name ON entries (tenant, namespace, key);
            CREATE INDEX entries_by_age ON entries (tenant, namespace, version);
            CREATE INDEX entries_by_expiry ON entries (tenant, expires) WHERE expires IS NOT NULL;
            CREATE TABLE namespaces (
                tenant TEXT NOT NULL,
                namespace TEXT NOT NULL,
                items INTEGER NOT NULL,
                bytes INTEGER NOT NULL,
                PRIMARY KEY (tenant, namespace)
            ) WITHOUT ROWID;
            CREATE TABLE postings (
                tenant TEXT NOT NULL,
                term TEXT NOT NULL,
                entry INTEGER NOT NULL,
                count INTEGER NOT NULL, -- how often the entry has the word
                words INTEGER NOT NULL, -- how many words the entry has
                PRIMARY KEY (tenant, term, entry)
            ) WITHOUT ROWID;
            CREATE TABLE vectors (
                tenant TEXT NOT NULL,
                entry INTEGER NOT NULL,
                vector BLOB NOT NULL,
                PRIMARY KEY (tenant, entry)
            ) WITHOUT ROWID;
            CREATE TABLE audit (
                tenant TEXT NOT NULL,
                sequence INTEGER NOT NULL,
                time INTEGER NOT NULL,
                action TEXT NOT NULL,
                outcome TEXT NOT NULL,
                bytes INTEGER NOT NULL,
                namespace_digest BLOB,
                key_digest BLOB,
                session_digest BLOB,
                namespace TEXT, -- outside the chain; set to NULL by an erasure
                session TEXT, -- outside the chain; set to NULL by an erasure
                hash BLOB NOT NULL,
                PRIMARY KEY (tenant, sequence)
            ) WITHOUT ROWID;
            """
        ]
    )
}
