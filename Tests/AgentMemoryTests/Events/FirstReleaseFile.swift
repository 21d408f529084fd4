internal import AgentPrimitives

/// A file as the first release wrote it, in SQL.
///
/// Never changed: such files must open for ever.
enum FirstReleaseFile {
    static let session = SessionID("ses_first")
    static let hash = "1a86d415741a5ddcb161fa3be3908a445546b75d231e362b4a5c69a8155460d2"
    static let sql = #"""
        BEGIN TRANSACTION;
        PRAGMA application_id = 1095060529;
        PRAGMA user_version = 1;
        CREATE TABLE blobs (
            digest TEXT PRIMARY KEY NOT NULL, -- SHA-256 of the bytes
            bytes BLOB NOT NULL
        );
        INSERT INTO blobs VALUES(
            '33b2fbd8c86dc2c1499ea79c9081cc6328b4b154f16c1d41e8edb6df1ab0931e',
            X'7b2274657874223a2241207061796c6f6164206f66206d6f7265207468616e20746865207369787479206279746573207468\#
        617420746869732066696c65206b6565707320696e6c696e653a20c3bc6ec3af636f6465227d');
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
        INSERT INTO events VALUES(1,'ses_first',1,1767225600000000,'session.started','{"agent":"assistant"}',NULL,
            '7251011eca9f27f8e84440bb843265484ff775f32e60616c1fe61b4aac8606a2');
        INSERT INTO events VALUES(2,'ses_first',2,1767225600000001,'model.answered',
            '{"$blob":"33b2fbd8c86dc2c1499ea79c9081cc6328b4b154f16c1d41e8edb6df1ab0931e","bytes":88}',
            '33b2fbd8c86dc2c1499ea79c9081cc6328b4b154f16c1d41e8edb6df1ab0931e',
            '28a47f82ea7246ea5c7db75f46bdbc3606c0bb3bdcb792144bed271c703266e6');
        INSERT INTO events VALUES(3,'ses_first',3,1767225599999995,'session.ended',
            '{"cost_usd_micros":12,"reason":"it''s done"}',NULL,
            '1a86d415741a5ddcb161fa3be3908a445546b75d231e362b4a5c69a8155460d2');
        CREATE TABLE sessions ( -- where each chain ends, kept by every append, so that a lost end is noticed
            session TEXT PRIMARY KEY NOT NULL,
            events INTEGER NOT NULL,
            hash TEXT NOT NULL,
            started INTEGER NOT NULL,
            updated INTEGER NOT NULL,
            kind TEXT NOT NULL,
            position INTEGER NOT NULL
        ) WITHOUT ROWID;
        INSERT INTO sessions VALUES('ses_first',3,'1a86d415741a5ddcb161fa3be3908a445546b75d231e362b4a5c69a8155460d2',
            1767225600000000,1767225599999995,'session.ended',3);
        CREATE INDEX events_by_blob ON events (blob) WHERE blob IS NOT NULL;
        COMMIT;
        """#
}
