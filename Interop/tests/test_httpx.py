"""httpx against our server."""

import asyncio
import os
import ssl

import httpx
import pytest

from peers import wait_until

LIMIT = 30


@pytest.fixture
def client(peer):
    with httpx.Client(base_url=peer.url, timeout=LIMIT, trust_env=False) as client:
        yield client


def async_client(peer, **options):
    return httpx.AsyncClient(base_url=peer.url, timeout=LIMIT, trust_env=False, **options)


def test_get(client):
    response = client.get("/hello")
    assert (response.status_code, response.text) == (200, "hello\n")
    assert response.headers["content-type"] == "text/plain; charset=utf-8"


def test_headers_arrive(client):
    lines = client.get("/headers", headers=[("X-One", "1"), ("X-Two", "a"), ("X-Two", "b")]).text.splitlines()
    assert "X-One: 1" in lines and [line for line in lines if line.startswith("X-Two")] == ["X-Two: a", "X-Two: b"]


def test_upload_from_a_generator(client):
    pieces = [os.urandom(size) for size in (1, 100, 65_536, 300_000)]
    assert client.post("/echo", content=iter(pieces)).content == b"".join(pieces)


def test_response_in_pieces(client):
    with client.stream("GET", "/big?bytes=5000000") as response:
        assert response.headers["content-length"] == "5000000"
        assert sum(map(len, response.iter_bytes())) == 5_000_000


def test_both_directions_at_once(peer):
    """Each piece is sent after the one before has come back: neither side waits for the end."""
    async def talk():
        reader, writer = await asyncio.open_connection("127.0.0.1", peer.port)
        writer.write(b"POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n")
        for number in range(10):
            piece = b"piece %d;" % number
            writer.write(b"%x\r\n%s\r\n" % (len(piece), piece))
            await asyncio.wait_for(reader.readuntil(piece), LIMIT)
        writer.write(b"0\r\n\r\n")
        assert (await asyncio.wait_for(reader.read(), LIMIT)).endswith(b"0\r\n\r\n")
        writer.close()

    asyncio.run(talk())


def test_connections_are_pooled(peer):
    before = peer.stats()["accepted"]
    with httpx.Client(base_url=peer.url, trust_env=False, timeout=LIMIT) as client:
        for _ in range(50):
            assert client.get("/chunks?n=5").status_code == 200
            assert client.post("/echo", content=b"x").content == b"x"
    assert peer.stats()["accepted"] == before + 2


def test_fifty_at_once(peer):
    async def ask_all():
        limits = httpx.Limits(max_connections=50, max_keepalive_connections=50)
        async with async_client(peer, limits=limits) as client:
            async def ask(number):
                content = b"%d" % number * 1000
                response = await client.post("/echo", content=content)
                return response.content == content

            return await asyncio.gather(*(ask(number) for number in range(500)))

    before = peer.stats()["accepted"]
    assert all(asyncio.run(ask_all()))
    # httpx may close a connection to open another; most requests find one.
    assert peer.stats()["accepted"] <= before + 150


def test_server_sent_events(client):
    with client.stream("GET", "/sse?n=20") as response:
        assert response.headers["content-type"] == "text/event-stream"
        events, event = [], {}
        for line in response.iter_lines():
            if not line:
                if event:
                    events.append(event)
                event = {}
            elif not line.startswith(":"):
                name, _, value = line.partition(": ")
                event.setdefault(name, []).append(value)
    assert events == [
        {"event": ["tick"], "id": [str(number)], "data": [f"first {number}", f"second {number}"]}
        for number in range(20)]


def test_trailers_do_no_harm(client):
    for _ in range(3):
        assert client.get("/trailers").text == "with trailers\n"


def test_large_upload(peer):
    # Counted and not echoed, as httpx reads nothing before it has sent everything.
    async def upload():
        async def pieces():
            for _ in range(500):
                yield b"x" * 100_000

        async with async_client(peer) as client:
            known = await client.post("/count", content=b"x" * 50_000_000)
            unknown = await client.post("/count", content=pieces())
            return known.text, unknown.text

    assert asyncio.run(upload()) == ("50000000\n", "50000000\n")


def test_client_that_runs_out_of_patience(peer):
    before = peer.stats()["cancelled"]
    with httpx.Client(base_url=peer.url, timeout=0.3, trust_env=False) as client, pytest.raises(httpx.ReadTimeout):
        client.get("/slow")
    wait_until(lambda: peer.stats()["cancelled"] == before + 1, "the cancellation")


def test_tls(peer, pki):
    context = ssl.create_default_context(cafile=pki.ca_pem)
    with httpx.Client(base_url=peer.tls_url, verify=context, timeout=LIMIT, trust_env=False) as client:
        assert client.get("/hello").text == "hello\n"
        assert client.post("/echo", content=b"x" * 300_000).content == b"x" * 300_000


def test_unix_socket(peer):
    transport = httpx.HTTPTransport(uds=str(peer.unix))
    with httpx.Client(transport=transport, timeout=LIMIT) as client:
        assert client.get("http://localhost/hello").text == "hello\n"


def test_post_to_a_page_that_reads_nothing_keeps_the_connection(peer):
    before = peer.stats()["accepted"]
    with httpx.Client(base_url=peer.url, trust_env=False, timeout=LIMIT) as client:
        for _ in range(5):
            assert client.post("/status/404", content=b"x" * 50_000).status_code == 404
    assert peer.stats()["accepted"] == before + 2
