"""Checks that the converted suite sends what the original sends: the octets of chosen cases, read off a plain socket.

The suite runs as fuzzing client; the server here answers the opening handshake, then only reads. What must arrive is
written down by hand from the descriptions of the cases and RFC 6455, not computed by any code of the suite.
"""

import base64
import hashlib
import json
import os
import pathlib
import re
import socket
import struct
import subprocess
import sys

import pytest

WSTEST = pathlib.Path(sys.executable).parent / "wstest"
GREEK = bytes.fromhex("cebae1bdb9cf83cebcceb5")
UMLAUTS = "Hello-µ@ßöäüàá-UTF-8!!".encode()
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


def repeated(pattern, length):
    return (pattern * (length // len(pattern) + 1))[:length]


def fragments(parts, opcode=TEXT):
    return [(index == len(parts) - 1, opcode if index == 0 else 0, part) for index, part in enumerate(parts)]


def octetwise(message):
    # Autobahn ends a message that divides evenly with an empty fragment.
    return fragments([bytes([octet]) for octet in message] + [b""])


def once(opcode, payload):
    return [(True, opcode, payload)]


# Case: the frames that it must send before it waits for an answer, as (FIN, opcode, payload).
SENT = {
    "1.1.1": once(TEXT, b""),
    "1.1.6": once(TEXT, b"*" * 65535),
    "1.2.2": once(BINARY, b"\xfe" * 125),
    "1.2.8": once(BINARY, b"\xfe" * 65536),
    "2.1": once(PING, b""),
    "2.3": once(PING, bytes.fromhex("00fffefdfcfb00ff")),
    "2.4": once(PING, b"\xfe" * 125),
    "2.5": once(PING, b"\xfe" * 126),
    "2.6": once(PING, b"\xfe" * 125),
    "2.10": [(True, PING, b"payload-%d" % number) for number in range(10)],
    "4.1.1": once(3, b""),
    "4.2.1": once(11, b""),
    "5.1": [(False, PING, b"fragment1"), (True, 0, b"fragment2")],
    "5.3": fragments([b"fragment1", b"fragment2"]),
    "6.2.1": once(TEXT, UMLAUTS),
    "6.2.2": fragments(["Hello-µ@ßöä".encode(), "üàá-UTF-8!!".encode()]),
    "6.2.3": octetwise(UMLAUTS),
    "6.2.4": octetwise(GREEK),
    "6.3.1": once(TEXT, GREEK + b"\xed\xa0\x80edited"),
    "6.3.2": octetwise(GREEK + b"\xed\xa0\x80edited"),
    "6.4.1": fragments([GREEK, b"\xf4\x90\x80\x80", b"edited"]),
    "6.4.2": fragments([GREEK + b"\xf4", b"\x90", b"\x80\x80edited"]),
    "6.4.3": [(False, TEXT, GREEK + b"\xf4\x90\x80\x80edited"), (True, 0, b"")],
    "6.4.4": [(False, TEXT, GREEK + b"\xf4\x90\x80\x80edited"), (True, 0, b"")],
    "6.5.4": once(TEXT, bytes.fromhex("68656c6c6ff0a4ada2776f726c64")),
    "6.6.1": once(TEXT, b"\xce"),
    "6.12.8": once(TEXT, bytes(range(0x80, 0xBF))),
    "6.13.4": once(TEXT, b"\xf8 \xf9 \xfa "),
    "6.15.1": once(TEXT, bytes.fromhex("c0e080f08080f8808080fc80808080dfefbff7bfbffbbfbfbffdbfbfbfbf")),
    "6.16.3": once(TEXT, b"\xfe\xfe\xff\xff"),
    "6.20.1": once(TEXT, b"\xed\xa0\x80"),
    "6.22.34": once(TEXT, b"\xf4\x8f\xbf\xbf"),
    "7.3.1": once(CLOSE, b""),
    "7.3.2": once(CLOSE, b"a"),
    "7.3.4": once(CLOSE, b"\x03\xe8Hello World!"),
    "7.3.5": once(CLOSE, b"\x03\xe8" + b"*" * 123),
    "7.3.6": once(CLOSE, b"\x03\xe8" + b"*" * 124),
    "7.5.1": once(CLOSE, b"\x03\xe8" + GREEK + b"\xed\xa0\x80edited"),
    "7.7.13": once(CLOSE, struct.pack("!H", 4999)),
    "7.9.1": once(CLOSE, b"\x00\x00"),
    "7.9.2": once(CLOSE, b"\x03\xe7"),
    "7.9.5": once(CLOSE, b"\x03\xee"),
    "7.9.9": once(CLOSE, struct.pack("!H", 2999)),
    "7.13.2": once(CLOSE, b"\xff\xff"),
    "9.1.1": once(TEXT, repeated(b"BAsd7&jh23", 65536)),
    "9.2.6": once(BINARY, repeated(b"\x00\xfe\x23\xfa\xf0", 16 << 20)),
    "9.4.5": fragments([b"*" * 16384] * 256 + [b""], BINARY),
    "9.6.6": once(BINARY, repeated(b"\x00\xfe\x23\xfa\xf0", 1 << 20)),
    "9.7.2": once(TEXT, b"*" * 16),
    "9.8.6": once(BINARY, b"\xfe" * 4096),
    "10.1.1": fragments([b"*" * 1300] * 50 + [b"*" * 536]),
}


def accept_key(request):
    key = re.search(rb"\r\nsec-websocket-key: *(\S+)", request, re.IGNORECASE)[1]
    return base64.b64encode(hashlib.sha1(key + b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11").digest()).decode()


def header(data, at):
    """A client's frame at an offset: FIN, opcode, mask, where its payload starts and ends; None where it is cut off."""
    start = at + 6
    if len(data) < start:
        return None
    first, second = data[at], data[at + 1]
    assert second & 0x80, "a client must mask"
    length = second & 0x7F
    if length > 125:
        form, least = ("!H", 126) if length == 126 else ("!Q", 0x10000)
        start += struct.calcsize(form)
        if len(data) < start:
            return None
        (length,) = struct.unpack_from(form, data, at + 2)
        assert length >= least, "a length must have its shortest form"
    if len(data) < start + length:
        return None
    return bool(first & 0x80), first & 0x7F, data[start - 4 : start], start, start + length


def frames(data, count):
    """The first frames in a client's octets: (FIN, opcode, unmasked payload)."""
    result, at = [], 0
    while len(result) < count and (frame := header(data, at)):
        fin, opcode, mask, start, at = frame
        pad = repeated(mask, at - start)
        payload = int.from_bytes(data[start:at], "big") ^ int.from_bytes(pad, "big")
        result.append((fin, opcode, payload.to_bytes(at - start, "big")))
    return result


def received(connection, count):
    """The octets after the handshake, until so many frames are there or nothing comes for three seconds."""
    data = bytearray()
    while b"\r\n\r\n" not in data:
        data += connection.recv(65536)
    head, _, rest = bytes(data).partition(b"\r\n\r\n")
    connection.sendall(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                        f"Sec-WebSocket-Accept: {accept_key(head)}\r\n\r\n").encode())
    connection.settimeout(3)
    data, at = bytearray(rest), 0
    while count:
        if frame := header(data, at):
            at, count = frame[-1], count - 1
            continue
        try:
            chunk = connection.recv(1 << 20)
        except TimeoutError:
            break
        if not chunk:
            break
        data += chunk
    return bytes(data)


@pytest.fixture(scope="module")
def wire(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wire")
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(30)
    order = sorted(SENT, key=lambda case: [int(part) for part in case.split(".")])
    specification = folder / "specification.json"
    specification.write_text(json.dumps({
        "outdir": str(folder), "cases": order, "exclude-cases": [], "exclude-agent-cases": {},
        "servers": [{"url": f"ws://127.0.0.1:{listener.getsockname()[1]}", "agent": "wire"}],
    }))
    result = {}
    with (folder / "log").open("wb") as log:
        suite = subprocess.Popen([WSTEST, "--mode", "fuzzingclient", "--spec", specification], stdout=log,
                                 stderr=subprocess.STDOUT, env=dict(os.environ, PYTHONWARNINGS="ignore"))
        try:
            for case in order:
                connection, _ = listener.accept()
                with connection:
                    connection.settimeout(30)
                    result[case] = received(connection, len(SENT[case]))
            suite.wait(30)
        finally:
            if suite.poll() is None:
                suite.kill()
            listener.close()
    return result


@pytest.mark.parametrize("case", SENT)
def test_octets(wire, case):
    got = frames(wire[case], len(SENT[case]))
    # Compared piece by piece: pytest would print megabytes.
    assert [frame[:2] for frame in got] == [frame[:2] for frame in SENT[case]]
    for number, (sent, expected) in enumerate(zip(got, SENT[case])):
        assert len(sent[2]) == len(expected[2]), f"frame {number}"
        assert sent[2] == expected[2], f"frame {number}: {sent[2][:64].hex()} instead of {expected[2][:64].hex()}"
