extension SQLiteSchema {
    /// The tables of an event log, `.agent/sessions.sqlite`.
    ///
    /// Digests and hashes are lower-case hexadecimal text: 32 bytes more for each event than raw bytes, and in return every
    /// SQLite shell shows them, compares them and can follow a chain or a blob without a function of its own.
    static let eventLog = SQLiteSchema(
        applicationID: 0x4145_4C31,  // "AEL1"
        migrations: [
            """
            CREATE TABLE blobs (
                digest TEXT PRIMARY KEY NOT NULL, -- SHA-256 of the bytes
                bytes BLOB NOT NULL
            );
            CREATE TABLE events (
                position INTEGER PRIMARY KEY, -- the order of writing over all sessions
                session TEXT NOT NULL,
                sequence INTEGER NOT NULL, -- from 1, gapless
                time INTEGER NOT NULL, -- microseconds since 1970-01-01 UTC
                kind TEXT NOT NULL,
                payload TEXT NOT NULL, -- canonical JSON, or {"$blob":digest,"bytes":count} when blob is set
                blob TEXT REFERENCES blobs (digest), -- where a large payload is kept
                hash TEXT NOT NULL, -- SHA-256 of the previous event's hash (32 zero bytes before the first) and the
                -- canonical JSON object of kind, payload (always the full one), sequence, session and time
                UNIQUE (session, sequence)
            );
            CREATE INDEX events_by_blob ON events (blob) WHERE blob IS NOT NULL;
            CREATE TABLE sessions ( -- where each chain ends, kept by every append, so that a lost end is noticed
                session TEXT PRIMARY KEY NOT NULL,
                events INTEGER NOT NULL,
                hash TEXT NOT NULL,
                started INTEGER NOT NULL,
                updated INTEGER NOT NULL,
                kind TEXT NOT NULL,
                position INTEGER NOT NULL
            ) WITHOUT ROWID;
            """,
            """
            ALTER TABLE events ADD COLUMN key TEXT; -- the key that the payload is encrypted with; null: it is not
            ALTER TABLE blobs ADD COLUMN key TEXT; -- the key that the bytes are encrypted with
            ALTER TABLE blobs ADD COLUMN stored INTEGER NOT NULL DEFAULT 0; -- when a caller last asked to keep it
            CREATE TABLE snapshots (
                number INTEGER PRIMARY KEY AUTOINCREMENT, -- the order of writing
                session TEXT NOT NULL,
                format TEXT NOT NULL,
                sequence INTEGER NOT NULL, -- the last event that the state includes
                hash TEXT NOT NULL, -- the hash of that event
                state BLOB NOT NULL,
                digest TEXT NOT NULL, -- SHA-256 of the canonical JSON object of format, hash, sequence and session, then
                -- a line feed, then the state
                key TEXT, -- the key that the state is encrypted with
                UNIQUE (session, format, sequence)
            );
            CREATE TABLE keys ( -- every key that something here may be encrypted with
                key TEXT PRIMARY KEY NOT NULL,
                proof BLOB NOT NULL -- nothing, encrypted with the key: tells a wrong key before anything is done with it
            );
            CREATE TABLE removals ( -- one row that counts the removals of sessions, so that a scan notices them
                count INTEGER NOT NULL
            );
            INSERT INTO removals VALUES (0);
            """,
        ],
        oldestReadable: 1
    )
}
