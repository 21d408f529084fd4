"""A server that runs out of descriptors."""

import http.client
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
