"""Python 2 byte strings for the converted Autobahn test suite.

The suite was written for Python 2, whose `str` holds octets. `convert.py` keeps its literals and reads them as Latin-1,
so in the converted suite each character of a `str` stands for one octet: "\\xff" for 0xFF, chr(254) for 0xFE. Slicing,
joining, repeating and comparing then give what they gave before. This module is where such text becomes octets
(everything that is sent) and octets become such text (everything that a case compares or reports).

It is copied into the installed package as `autobahntestsuite._octets`.
"""

import binascii

import txaio

# Autobahn 0.10.9 expects a txaio that picks its framework itself; later ones want to be told.
txaio.use_twisted()


def octets(value):
    """The octets that a native string of the suite stands for; None and octets pass unchanged."""
    return value.encode("latin-1") if isinstance(value, str) else value


def text(value):
    """The native string of the suite that stands for these octets; all else passes unchanged."""
    return bytes(value).decode("latin-1") if isinstance(value, (bytes, bytearray, memoryview)) else value


def b2a_hex(value):
    return binascii.b2a_hex(octets(value)).decode("ascii")


def joined(parts):
    return text(b"".join(octets(part) for part in parts))


def binLogData(data, maxlen=64):
    data, ellipses = octets(data), " ..."
    if len(data) > maxlen - len(ellipses):
        return b2a_hex(data[:maxlen]) + ellipses
    return b2a_hex(data)


def asciiLogData(data, maxlen=64, replace=False):
    data, ellipses = octets(data), " ..."
    try:
        if len(data) > maxlen - len(ellipses):
            data = data[:maxlen] + octets(ellipses)
        return data.decode("utf8", errors="replace" if replace else "strict")
    except UnicodeDecodeError:
        return "0x" + binLogData(data, maxlen)


class Boundary:
    """Stands between the suite's protocol classes, which speak native strings, and Autobahn's, which speak octets."""

    def sendFrame(self, opcode, payload=b"", fin=True, rsv=0, mask=None, payload_len=None, chopsize=None, sync=False):
        payload = octets(payload)
        if payload_len is not None:
            # Autobahn 0.10.9 divides with `/` here, which Python 3 turns into a float: repeat the payload for it.
            whole, rest = divmod(payload_len, len(payload))
            payload = payload * whole + payload[:rest]
        super().sendFrame(opcode, payload, fin, rsv, octets(mask), None, chopsize, sync)

    def sendMessage(self, payload, *arguments, **keywords):
        super().sendMessage(octets(payload), *arguments, **keywords)

    def sendMessageFrameData(self, payload, sync=False):
        return super().sendMessageFrameData(octets(payload), sync)

    def sendCloseFrame(self, code=None, reasonUtf8=None, isReply=False):
        # A reply repeats the peer's reason, which Autobahn has decoded; what a case passes is octets already.
        if isReply and isinstance(reasonUtf8, str):
            reasonUtf8 = reasonUtf8.encode("utf8")
        super().sendCloseFrame(code, octets(reasonUtf8), isReply)
        self.localCloseReason = text(self.localCloseReason)

    def _onMessage(self, payload, isBinary):
        self.onMessage(text(payload), isBinary)

    def _onPong(self, payload):
        self.onPong(text(payload))
