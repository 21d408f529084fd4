"""Python's websockets against our server; the other way round is Autobahn's."""

import asyncio
import ssl

import httpx
import pytest
import websockets
from websockets.asyncio.client import connect
from websockets.sync.client import connect as connect_sync

LIMIT = 30


@pytest.fixture
def url(peer):
    return f"ws://127.0.0.1:{peer.port}/ws"


@pytest.mark.parametrize("message", ["", "text", "ü€😀", b"", bytes(range(256)), "x" * 125, "x" * 126, b"x" * 65536])
def test_message_comes_back(url, message):
    with connect_sync(url, compression=None) as socket:
        socket.send(message)
        assert socket.recv(LIMIT) == message


@pytest.mark.parametrize("pieces", [["a", "b", "c"], ["", "", ""], [b"x" * 100_000] * 11])
def test_fragments_come_back_as_one(url, pieces):
    with connect_sync(url, compression=None, max_size=None) as socket:
        socket.send(pieces)
        assert socket.recv(LIMIT) == pieces[0][:0].join(pieces)


def test_one_megabyte(url):
    with connect_sync(url, compression=None, max_size=None) as socket:
        for message in ["ü" * 500_000, b"\x00" * 1_000_000]:
            socket.send(message)
            assert socket.recv(LIMIT) == message


def test_compression_is_declined(url):
    with connect_sync(url, compression="deflate") as socket:
        socket.send("x")
        assert socket.recv(LIMIT) == "x" and "Sec-WebSocket-Extensions" not in socket.response.headers


def test_ping_is_answered(url):
    with connect_sync(url, compression=None) as socket:
        for payload in [b"", b"abc", b"x" * 125]:
            assert socket.ping(payload).wait(LIMIT)


@pytest.mark.parametrize("code", [1000, 1001, 1008, 3000, 4999])
def test_close_code_comes_back(url, code):
    with connect_sync(url, compression=None) as socket:
        socket.close(code, "so long")
        assert socket.close_code == code


def test_bad_utf8_is_refused(url):
    with connect_sync(url, compression=None) as socket:
        socket.send(b"\xff\xfe", text=True)
        with pytest.raises(websockets.ConnectionClosedError):
            socket.recv(LIMIT)
        assert socket.close_code == 1007


def test_oversized_message_is_refused(url):
    with connect_sync(url, compression=None, max_size=None) as socket:
        with pytest.raises(websockets.ConnectionClosedError):
            socket.send([b"x" * 1_000_000] * 64)
            socket.recv(LIMIT)
        assert socket.close_code == 1009


def test_over_tls(peer, pki):
    context = ssl.create_default_context(cafile=pki.ca_pem)
    with connect_sync(f"wss://localhost:{peer.tls_port}/ws", ssl=context, compression=None) as socket:
        socket.send(b"x" * 100_000)
        assert socket.recv(LIMIT) == b"x" * 100_000


def test_plain_request_for_a_websocket_is_refused(peer):
    assert httpx.get(f"{peer.url}/ws", trust_env=False).status_code in (400, 426)


def test_many_at_once(url, peer):
    async def talk(number):
        async with connect(url, compression=None) as socket:
            for turn in range(20):
                await socket.send(f"{number} {turn}")
                assert await asyncio.wait_for(socket.recv(), LIMIT) == f"{number} {turn}"

    async def talk_all():
        await asyncio.gather(*(talk(number) for number in range(100)))

    asyncio.run(talk_all())
    assert peer.process.poll() is None
