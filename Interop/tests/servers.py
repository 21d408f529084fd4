"""Small servers for our client."""

import contextlib
import socket
import socketserver
import threading


def read_head(connection):
    received = b""
    while b"\r\n\r\n" not in received:
        piece = connection.recv(65536)
        if not piece:
            return received
        received += piece
    return received


@contextlib.contextmanager
def serving(handle):
    """A server that calls `handle(socket)` for each connection, in a thread of its own; gives its port."""
    class Handler(socketserver.BaseRequestHandler):
        def handle(self):
            self.request.settimeout(30)
            with contextlib.suppress(ConnectionError):
                handle(self.request)

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Server(("127.0.0.1", 0), Handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield server.server_address[1]
        finally:
            server.shutdown()
            thread.join()


@contextlib.contextmanager
def answering(*answers):
    """A server that gives its connections these bytes in turn, one answer each, and closes; gives its port."""
    remaining = list(answers)

    def handle(connection):
        read_head(connection)
        connection.sendall(remaining.pop(0))

    with serving(handle) as port:
        yield port


@contextlib.contextmanager
def tunnelling(requests, refusal=None):
    """A proxy that opens tunnels (CONNECT) and notes the request lines in `requests`; gives its port."""
    def pump(source, target):
        with contextlib.suppress(OSError):
            while piece := source.recv(65536):
                target.sendall(piece)
            target.shutdown(socket.SHUT_WR)

    def handle(connection):
        head = read_head(connection)
        words = head.split(b"\r\n")[0].decode().split()
        requests.append(" ".join(words))
        if refusal:
            connection.sendall(refusal)
            return
        host, port = words[1].rsplit(":", 1)
        with socket.create_connection((host, int(port)), timeout=30) as server:
            connection.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            thread = threading.Thread(target=pump, args=(server, connection))
            thread.start()
            pump(connection, server)
            thread.join()

    with serving(handle) as port:
        yield port
