"""Writes records with a full-text index through Python's sqlite3: FILE COUNT PER_COMMIT."""

import sqlite3
import sys

path, count, size = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
connection = sqlite3.connect(path, isolation_level=None)
connection.execute("PRAGMA page_size = 2048")
connection.execute("PRAGMA journal_mode = WAL")
connection.execute("PRAGMA synchronous = NORMAL")
connection.executescript(
    """
    CREATE TABLE records (position INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, time INTEGER NOT NULL,
        channel TEXT NOT NULL, text TEXT NOT NULL, tags TEXT NOT NULL, metadata TEXT NOT NULL);
    CREATE INDEX records_by_channel ON records (channel, position);
    CREATE INDEX records_by_time ON records (time);
    CREATE TABLE record_tags (tag TEXT NOT NULL, position INTEGER NOT NULL, PRIMARY KEY (tag, position)) WITHOUT ROWID;
    CREATE VIRTUAL TABLE records_text USING fts5 (text, content = 'records', content_rowid = 'position',
        tokenize = 'unicode61 remove_diacritics 2');
    """
)


def record(number):
    state = (number * 0x9E3779B97F4A7C15 & (1 << 64) - 1) | 1
    words = []
    for _ in range(24):
        state = (state * 6364136223846793005 + 1442695040888963407) & (1 << 64) - 1
        share = (state >> 11) / (1 << 53)
        words.append(f"word{int(4000 * share * share * share)}")
    return " ".join(words)


for start in range(0, count, size):
    connection.execute("BEGIN IMMEDIATE")
    for number in range(start, min(start + size, count)):
        text, tag = record(number), f"session:{number % 100}"
        position = number + 1
        connection.execute(
            "INSERT INTO records VALUES (?, ?, ?, 'input', ?, ?, '{}')",
            (position, f"record/{number}", number, text, f'["{tag}"]'),
        )
        connection.execute("INSERT INTO records_text (rowid, text) VALUES (?, ?)", (position, text))
        connection.execute("INSERT INTO record_tags VALUES (?, ?)", (tag, position))
    connection.execute("COMMIT")
connection.close()
