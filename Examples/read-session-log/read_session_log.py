#!/usr/bin/env python3
"""Reads a session log with nothing but Python's standard library, as docs/session-log.md describes it.

usage: read_session_log.py FILE            lists the sessions
       read_session_log.py FILE SESSION    prints a session's events and verifies its chain
Ends with 0, with 1 when the chain is broken, and with 2 when an event is encrypted or the file cannot be read.
"""
import hashlib
import json
import sqlite3
import sys


def quoted(text):
    # As RFC 8785 writes a string: the fewest escapes, other characters as they are.
    return json.dumps(text, ensure_ascii=False).encode()


def digest(previous, session, sequence, time, kind, payload):
    """The hash of an event: the hash before it, then the canonical JSON of what it holds."""
    return hashlib.sha256(previous + b'{"kind":%s,"payload":%s,"sequence":%d,"session":%s,"time":%d}' % (
        quoted(kind), payload, sequence, quoted(session), time)).digest()


def events(file, session):
    """The events in order, each with its full payload; None for one that is encrypted."""
    version = file.execute("PRAGMA user_version").fetchone()[0]
    key = "coalesce(e.key, b.key)" if version > 1 else "NULL"  # files of the first release have no keys
    for sequence, time, kind, payload, stored, blob, hash, key in file.execute(
            f"SELECT sequence, time, kind, CAST(payload AS BLOB), bytes, blob, hash, {key} FROM events e"
            " LEFT JOIN blobs b ON b.digest = e.blob WHERE session = ? ORDER BY sequence", (session,)):
        yield sequence, time, kind, None if key else payload if blob is None else stored or b"", hash


def main(path, session=None):
    file = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    if session is None:
        for name, count, kind in file.execute("SELECT session, events, kind FROM sessions ORDER BY position DESC"):
            print(f"{name}\t{count} events\tlast {kind}")
        return 0
    place, head = 0, bytes(32)
    for sequence, time, kind, payload, hash in events(file, session):
        if payload is None:
            raise sqlite3.Error(f"event {sequence} is encrypted")
        head = digest(head, session, sequence, time, kind, payload)
        if sequence != place + 1 or head.hex() != hash:
            print(f"the chain is broken at event {place + 1}", file=sys.stderr)
            return 1
        place = sequence
        print(sequence, time, kind, payload.decode(), sep="\t")
    print(f"{place} events, head {head.hex()}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(*sys.argv[1:]) if len(sys.argv) in (2, 3) else __doc__)
    except (sqlite3.Error, UnicodeDecodeError) as error:
        print(f"cannot read the log: {error}", file=sys.stderr)
        sys.exit(2)
