"""What clients that go away leave behind, and a server that runs out of descriptors."""

import http.client
import socket
import ssl
import struct
import sys
import time

import pytest

from peers import LIMIT, Peer, wait_until

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="reads /proc")


@pytest.mark.parametrize("polling", [[], ["--poll"]])
def test_exhaustion(polling):
    peer = Peer(*polling, descriptors=64)
    try:
        kept = http.client.HTTPConnection("127.0.0.1", peer.port, timeout=LIMIT)
        peer.stats(kept)
        crowd = [peer.connect() for _ in range(200)]
        wait_until(lambda: peer.stats(kept)["acceptFailures"] > 0, "the exhaustion")
        assert peer.stats(kept)["active"] < 64

        # Whether it tries all the time while there is nothing to be had: that would take all of the pause.
        before = peer.processor_ticks()
        time.sleep(2)
        assert peer.processor_ticks() - before < 40

        for connection in crowd:
            connection.close()
        wait_until(lambda: peer.stats(kept)["accepted"] >= 201, "the rest of the crowd")
        wait_until(lambda: peer.stats(kept)["active"] <= 1, "the end of the crowd")
        new = http.client.HTTPConnection("127.0.0.1", peer.port, timeout=LIMIT)
        new.request("GET", "/hello")
        assert new.getresponse().read() == b"hello\n"
        new.close()
        kept.close()
    finally:
        assert peer.stop() == 0


def test_streams_leave_no_memory_behind():
    peer = Peer()
    try:
        def abandon(count):
            for _ in range(count):
                with peer.connect() as connection:
                    connection.sendall(b"POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 99999\r\n\r\n" + b"x" * 50_000)
            wait_until(lambda: peer.stats()["active"] == 1, "the end of the connections")
            return peer.stats()["process"]["residentKilobytes"]

        before = abandon(100)
        # What each of them sent would be 25 MB together.
        assert abandon(500) - before < 8 * 1024
    finally:
        assert peer.stop() == 0


REQUEST = b"GET /slow HTTP/1.1\r\nHost: x\r\n\r\n"


@pytest.mark.parametrize("polling", [[], ["--poll"]])
@pytest.mark.parametrize("reset", [False, True])
@pytest.mark.parametrize("secured", [False, True])
def test_request_and_end_at_once(pki, polling, reset, secured):
    """The end may arrive with the request, in one report of the system."""
    peer = Peer("--tls", pki.server_pem, pki.server_key, *polling)
    context = ssl.create_default_context(cafile=pki.ca_pem)
    try:
        for _ in range(50):
            connection = socket.create_connection(("127.0.0.1", peer.tls_port if secured else peer.port), LIMIT)
            if secured:
                connection = context.wrap_socket(connection, server_hostname="localhost")
            connection.sendall(REQUEST)
            if reset:
                connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            connection.close()
        # The one that asks.
        wait_until(lambda: peer.stats()["active"] == 1, "the end of the connections")
        assert peer.stats()["waiting"] == 0
    finally:
        assert peer.stop() == 0


@pytest.mark.parametrize("polling", [
    [],
    pytest.param(["--poll"], marks=pytest.mark.xfail(
        strict=True, reason="the portable poller takes the close_notify for data and looks no further")),
])
def test_notice_of_the_end_cancels(pki, polling):
    peer = Peer("--tls", pki.server_pem, pki.server_key, *polling)
    context = ssl.create_default_context(cafile=pki.ca_pem)
    try:
        connection = socket.create_connection(("127.0.0.1", peer.tls_port), LIMIT)
        connection = context.wrap_socket(connection, server_hostname="localhost")
        connection.sendall(REQUEST)
        wait_until(lambda: peer.stats()["waiting"] == 1, "the request")
        connection.setblocking(False)
        with pytest.raises(ssl.SSLWantReadError):
            connection.unwrap()
        connection.close()
        wait_until(lambda: peer.stats()["cancelled"] == 1, "the cancellation", limit=10)
    finally:
        assert peer.stop() == 0
