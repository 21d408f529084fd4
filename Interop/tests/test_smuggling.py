"""Requests whose end is told in two ways, or in none: each is refused, and nothing after it is answered."""

import pytest

from peers import read_all, statuses

# What an attacker hides behind a request; its answer would be seen.
HIDDEN = b"GET /status/299 HTTP/1.1\r\nHost: x\r\n\r\n"
POST = b"POST /echo HTTP/1.1\r\nHost: x\r\n"

HEADS = {
    "length and chunks": POST + b"Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks and length": POST + b"Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n",
    "two lengths": POST + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello",
    "list of two lengths": POST + b"Content-Length: 5, 6\r\n\r\nhello",
    "length with a plus": POST + b"Content-Length: +5\r\n\r\nhello",
    "length below zero": POST + b"Content-Length: -1\r\n\r\nhello",
    "length in hexadecimal": POST + b"Content-Length: 0x5\r\n\r\nhello",
    "length with a blank within": POST + b"Content-Length: 1 0\r\n\r\nhello",
    "length with an underscore": POST + b"Content-Length: 1_0\r\n\r\nhello",
    "length in other digits": POST + "Content-Length: ٥\r\n\r\nhello".encode(),
    "empty length": POST + b"Content-Length: \r\n\r\nhello",
    "length beyond 64 bits": POST + b"Content-Length: 18446744073709551621\r\n\r\nhello",
    "chunks twice": POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "chunks twice in a list": POST + b"Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
    "chunks not last": POST + b"Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
    "unknown coding": POST + b"Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    "identity": POST + b"Transfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    "compressed chunks": POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    "coding in quotes": POST + b"Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
    "coding after a vertical tab": POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n",
    "coding before a NUL": POST + b"Transfer-Encoding: chunked\x00\r\n\r\n0\r\n\r\n",
    "empty coding": POST + b"Transfer-Encoding:\r\n\r\n0\r\n\r\n",
    "chunks in HTTP/1.0": b"POST /echo HTTP/1.0\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "blank before the colon": POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
    "tab before the colon": POST + b"Content-Length\t: 5\r\n\r\nhello",
    "folded line": POST + b"X-Fold: a\r\n Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "folded coding": POST + b"Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n",
    "blank before the first field": b"POST /echo HTTP/1.1\r\n Host: x\r\n\r\n",
    "bare line feeds": b"POST /echo HTTP/1.1\nHost: x\nContent-Length: 0\n\n",
    "bare line feed within": POST + b"X-A: b\nContent-Length: 5\r\n\r\nhello",
    "bare carriage return": POST + b"X-A: b\rContent-Length: 5\r\n\r\nhello",
    "carriage return before the coding": POST + b"X: y\r\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    "NUL in a value": POST + b"X-A: a\x00b\r\n\r\n",
    "no colon": POST + b"Content-Length 5\r\n\r\nhello",
    "no name": POST + b": 5\r\n\r\nhello",
    "name in quotes": POST + b"\"Content-Length\": 5\r\n\r\nhello",
    "name beyond ASCII": POST + "Content-Lengthé: 5\r\n\r\nhello".encode(),
    "no host": b"GET /hello HTTP/1.1\r\n\r\n",
    "two hosts": b"GET /hello HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n",
    "host with a user": b"GET /hello HTTP/1.1\r\nHost: a@b\r\n\r\n",
    "host with a path": b"GET /hello HTTP/1.1\r\nHost: a/b\r\n\r\n",
    "two blanks in the request line": b"GET  /hello HTTP/1.1\r\nHost: x\r\n\r\n",
    "tab in the request line": b"GET\t/hello HTTP/1.1\r\nHost: x\r\n\r\n",
    "blank in the target": b"GET /hel lo HTTP/1.1\r\nHost: x\r\n\r\n",
    "no version": b"GET /hello\r\nHost: x\r\n\r\n",
    "version in small letters": b"GET /hello http/1.1\r\nHost: x\r\n\r\n",
    "version with more digits": b"GET /hello HTTP/1.10\r\nHost: x\r\n\r\n",
    "method in brackets": b"[GET] /hello HTTP/1.1\r\nHost: x\r\n\r\n",
    "target without a slash": b"GET hello HTTP/1.1\r\nHost: x\r\n\r\n",
    "NUL in the target": b"GET /hello\x00 HTTP/1.1\r\nHost: x\r\n\r\n",
}

CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"

FIRST_CHUNKS = {
    "size with a prefix": b"0x5\r\nhello\r\n0\r\n\r\n",
    "size with a plus": b"+5\r\nhello\r\n0\r\n\r\n",
    "size below zero": b"-5\r\nhello\r\n0\r\n\r\n",
    "no size": b"\r\nhello\r\n0\r\n\r\n",
    "size before a blank": b"5 \r\nhello\r\n0\r\n\r\n",
    "size after a blank": b" 5\r\nhello\r\n0\r\n\r\n",
    "size beyond 64 bits": b"10000000000000005\r\nhello\r\n0\r\n\r\n",
    "size of many digits": b"0" * 10_000 + b"5\r\nhello\r\n0\r\n\r\n",
    "size before a bare line feed": b"5\nhello\r\n0\r\n\r\n",
    "size before a bare carriage return": b"5\rXhello\r\n0\r\n\r\n",
    "line feed in an extension": b"5;a\nb\r\nhello\r\n0\r\n\r\n",
    "letters": b"xyz\r\nhello\r\n0\r\n\r\n",
}

LATER_CHUNKS = {
    "no line end after the content": b"5\r\nhelloXX0\r\n\r\n",
    "bare line feed after the content": b"5\r\nhello\n0\r\n\r\n",
    "more content than the size": b"5\r\nhello!\r\n0\r\n\r\n",
    "trailer without a colon": b"5\r\nhello\r\n0\r\nX\r\n\r\n",
    "folded trailer": b"5\r\nhello\r\n0\r\nX: y\r\n z\r\n\r\n",
    "bare line feeds at the end": b"5\r\nhello\r\n0\n\n",
}


def exchange(peer, payload):
    """Sends a payload with a hidden request behind it, and then another when the answer has come."""
    with peer.connect() as connection:
        connection.sendall(payload + HIDDEN)
        received = connection.recv(65536)
        try:
            connection.sendall(HIDDEN)
        except (BrokenPipeError, ConnectionResetError):
            pass
        # The end comes by itself: the connection times out here where the server keeps it.
        return received + read_all(connection)


@pytest.mark.parametrize("name", HEADS)
def test_head_is_refused(peer, name):
    found = statuses(exchange(peer, HEADS[name]))
    assert len(found) == 1 and found[0] in (400, 501, 505)


@pytest.mark.parametrize("name", FIRST_CHUNKS)
def test_chunk_is_refused(peer, name):
    found = statuses(exchange(peer, CHUNKED + FIRST_CHUNKS[name]))
    assert len(found) == 1 and found[0] in (400, 413)


@pytest.mark.parametrize("name", LATER_CHUNKS)
def test_later_chunk_ends_the_connection(peer, name):
    """The answer has begun, so it is left without an end."""
    received = exchange(peer, CHUNKED + LATER_CHUNKS[name])
    assert statuses(received) in ([200], [400]) and b"299" not in received
    assert statuses(received) == [400] or not received.endswith(b"0\r\n\r\n")


@pytest.mark.parametrize("name", {**FIRST_CHUNKS, **LATER_CHUNKS})
def test_bad_content_that_nobody_reads_ends_the_connection(peer, name):
    request = CHUNKED.replace(b"/echo", b"/status/210")
    received = exchange(peer, request + {**FIRST_CHUNKS, **LATER_CHUNKS}[name])
    assert statuses(received) in ([210], [210, 400], [400])


@pytest.mark.parametrize("head, status", [
    (b"GET /" + b"a" * 100_000 + b" HTTP/1.1\r\nHost: x\r\n\r\n", 414),
    (b"GET / HTTP/1.1\r\nHost: x\r\nX: " + b"a" * 1_000_000 + b"\r\n\r\n", 431),
    (b"GET / HTTP/1.1\r\nHost: x\r\n" + b"X: a\r\n" * 10_000 + b"\r\n", 431),
    (b"POST /count HTTP/1.1\r\nHost: x\r\nContent-Length: 99999999999\r\n\r\n", 413),
])
def test_oversized_request_is_refused(peer, head, status):
    assert statuses(exchange(peer, head)) == [status]


def test_sound_requests_are_answered(peer):
    """The check works: the hidden request is seen where it is a request."""
    with peer.connect() as connection:
        connection.sendall(CHUNKED + b"5;name=value\r\nhello\r\n0\r\nX: y\r\n\r\n" + HIDDEN
                           + HIDDEN.replace(b"Host: x", b"Host: x\r\nConnection: close"))
        assert statuses(read_all(connection)) == [200, 299, 299]
