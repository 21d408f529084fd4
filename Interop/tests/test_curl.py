"""curl against our server, without TLS."""

import http.client
import os
import subprocess

import pytest

from peers import Peer, get, read_all, run, statuses, wait_until


def curl(*arguments, **options):
    return run("curl", "--silent", "--show-error", "--max-time", 30, *arguments, **options)


def test_get(peer):
    result = curl("--include", f"{peer.url}/hello")
    head, _, body = result.stdout.partition(b"\r\n\r\n")
    assert result.returncode == 0 and body == b"hello\n"
    assert head.startswith(b"HTTP/1.1 200 OK\r\n") and b"\r\nContent-Length: 6" in head and b"\r\nDate: " in head


def test_head_has_the_length_and_no_content(peer):
    result = curl("--head", f"{peer.url}/hello")
    assert result.returncode == 0
    assert b"Content-Length: 6\r\n" in result.stdout and result.stdout.endswith(b"\r\n\r\n")


@pytest.mark.parametrize("size", [0, 1, 65_536, 5_000_000])
def test_post_comes_back(peer, size):
    content = os.urandom(size)
    result = curl("--data-binary", "@-", "--header", "Content-Type: x/y", "--dump-header", "/dev/stderr",
                  f"{peer.url}/echo", input=content)
    assert result.returncode == 0 and result.stdout == content
    assert b"Content-Type: x/y\r\n" in result.stderr


def test_chunked_upload(peer):
    content = os.urandom(3_000_000)
    result = curl("--request", "POST", "--upload-file", "-", "--header", "Expect:", f"{peer.url}/echo", input=content)
    assert result.returncode == 0 and result.stdout == content


def test_chunked_response(peer):
    result = curl("--include", f"{peer.url}/chunks?n=100")
    assert b"Transfer-Encoding: chunked\r\n" in result.stdout
    assert result.stdout.endswith(b"".join(b"chunk %d\n" % number for number in range(100)))


def test_http_1_0(peer):
    result = curl("--http1.0", "--include", f"{peer.url}/chunks?n=3")
    head, _, body = result.stdout.partition(b"\r\n\r\n")
    assert result.returncode == 0 and body == b"chunk 0\nchunk 1\nchunk 2\n"
    assert b"Transfer-Encoding" not in head and b"Connection: close" in head


def test_expect_100_continue(peer):
    content = os.urandom(4_000_000)
    result = curl("--verbose", "--data-binary", "@-", "--header", "Expect: 100-continue",
                  "--expect100-timeout", 20, f"{peer.url}/echo", input=content)
    assert result.returncode == 0 and result.stdout == content
    assert b"< HTTP/1.1 100 Continue" in result.stderr and b"Done waiting for 100-continue" not in result.stderr


def test_expect_refused_before_the_content(peer):
    result = curl("--verbose", "--data-binary", "@-", "--header", "Expect: 100-continue",
                  "--expect100-timeout", 20, f"{peer.url}/status/403", input=b"x" * 2_000_000)
    assert result.returncode == 0 and result.stdout == b"403\n"
    assert b"100 Continue" not in result.stderr


def test_connection_is_kept(peer):
    before = peer.stats()["accepted"]
    result = curl("--verbose", *[f"{peer.url}/hello"] * 5, *["--data", "x", "--next", f"{peer.url}/hello"])
    assert result.returncode == 0
    assert result.stderr.count(b"Re-using existing connection") == 5
    # One of curl's and one to ask.
    assert peer.stats()["accepted"] == before + 2


def test_range_is_not_served_and_the_whole_is(peer):
    result = curl("--include", "--range", "2-4", f"{peer.url}/files/page.txt")
    assert result.stdout.startswith(b"HTTP/1.1 200 ") and result.stdout.endswith(b"\r\n\r\n0123456789\n")


@pytest.mark.parametrize("status", [200, 201, 204, 304, 400, 404, 500, 503])
def test_status(peer, status):
    result = curl("--write-out", "%{http_code}", f"{peer.url}/status/{status}")
    body = b"" if status in (204, 304) else b"%d\n" % status
    assert result.stdout == body + b"%d" % status


def test_unix_socket(peer):
    result = curl("--unix-socket", peer.unix, "http://localhost/hello", "http://localhost/headers")
    assert result.stdout.startswith(b"hello\nHost: localhost\n")


def test_pipelined_requests_are_answered_in_order(peer):
    with peer.connect() as connection:
        one = b"GET /status/%d HTTP/1.1\r\nHost: x\r\n\r\n"
        last = b"GET /status/299 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
        connection.sendall(b"".join(one % status for status in range(210, 260)) + last)
        assert statuses(read_all(connection)) == [*range(210, 260), 299]


def test_pipelined_request_after_content(peer):
    with peer.connect() as connection:
        connection.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc"
                           b"GET /status/299 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert statuses(read_all(connection)) == [200, 299]


def test_half_closed_client_gets_its_answer(peer):
    with peer.connect() as connection:
        connection.sendall(b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
        connection.shutdown(1)
        received = read_all(connection)
        assert statuses(received) == [200] and received.endswith(b"\r\n\r\nhello\n")


def test_early_disconnect_cancels(peer):
    before = peer.stats()
    process = subprocess.Popen(["curl", "--silent", f"{peer.url}/slow"])
    wait_until(lambda: peer.stats()["waiting"] == before["waiting"] + 1, "the request")
    process.kill()
    process.wait()
    wait_until(lambda: peer.stats()["cancelled"] == before["cancelled"] + 1, "the cancellation")
    assert peer.stats()["waiting"] == before["waiting"]


def test_fast_reader_of_small_pieces_holds_nobody_up():
    peer = Peer()
    others = [http.client.HTTPConnection("127.0.0.1", peer.port, timeout=60) for _ in range(8)]

    def ask_all():
        for connection in others:
            connection.request("GET", "/hello")
            assert connection.getresponse().read() == b"hello\n"

    # Connected before, so that some are surely on the loop that gets busy.
    ask_all()
    process = subprocess.Popen(["curl", "--silent", "--output", os.devnull, f"{peer.url}/chunks?n=1000000"])
    try:
        # The one that asks has not been answered either.
        wait_until(lambda: (stats := peer.stats(others[0]))["requests"] - stats["responses"] == 2, "the request")
        ask_all()
        assert process.poll() is None, "the others had to wait for the end"
    finally:
        process.kill()
        process.wait()
        for connection in others:
            connection.close()
        assert peer.stop() == 0


def test_termination_lets_the_request_at_hand_end():
    peer = Peer()
    with peer.connect() as connection:
        connection.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 6\r\n\r\nabc")
        received = b""
        while b"abc" not in received:
            received += connection.recv(1000)
        peer.process.terminate()
        wait_until(lambda: get(f"{peer.url}/hello").returncode == 7, "the end of listening")
        connection.sendall(b"def")
        received += read_all(connection)
        assert received.endswith(b"def\r\n0\r\n\r\n")
    assert peer.stop() == 0
