"""Our client against servers in Python and against itself."""

import http.server
import os
import ssl
import threading

import pytest

from peers import get
from servers import answering, read_head, serving, tunnelling

OK = b"HTTP/1.1 200 OK\r\n"


class PythonHandler(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        self.answer(self.path.encode())

    def do_POST(self):
        if "Content-Length" in self.headers:
            self.answer(self.rfile.read(int(self.headers["Content-Length"])))
        else:
            content = b""
            while size := int(self.rfile.readline(), 16):
                content += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            self.answer(content)

    def answer(self, content):
        if self.path.startswith("/redirect"):
            self.send_response(int(self.path.split("/")[2]))
            self.send_header("Location", "/there?x=y")
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.send_header("X-Port", str(self.client_address[1]))
        self.end_headers()
        self.wfile.write(content)
        self.server.ports.add(self.client_address[1])

    def log_message(self, *arguments):
        pass


@pytest.fixture(params=["HTTP/1.0", "HTTP/1.1"])
def python_server(request):
    handler = type("Handler", (PythonHandler,), {"protocol_version": request.param})
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.ports = set()
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        server.url = f"http://127.0.0.1:{server.server_address[1]}"
        server.version = request.param
        yield server
        server.shutdown()
        thread.join()


def test_get(python_server):
    assert get(f"{python_server.url}/a?b=c").stdout == b"200 OK\n/a?b=c"


@pytest.mark.parametrize("options", [[], ["--chunked"], ["--expect"], ["--chunked", "--expect"]])
def test_post(python_server, options, tmp_path):
    if python_server.version == "HTTP/1.0" and "--chunked" in options:
        pytest.skip("a server of HTTP/1.0 knows no chunks")
    content = os.urandom(2_000_000)
    (tmp_path / "content").write_bytes(content)
    result = get(f"{python_server.url}/", "--post", tmp_path / "content", *options)
    assert result.returncode == 0, result.stderr
    assert result.stdout == b"200 OK\n" + content


def test_connection_is_kept(python_server):
    assert get(f"{python_server.url}/", "--repeat", 5).stdout == b"200 OK\n/" * 5
    assert len(python_server.ports) == (1 if python_server.version == "HTTP/1.1" else 5)


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirect(python_server, status):
    url = f"{python_server.url}/redirect/{status}"
    assert get(url).stdout.startswith(b"%d " % status)
    assert get(url, "--redirects", 3).stdout == b"200 OK\n/there?x=y"


@pytest.mark.parametrize("status, kept", [(301, False), (302, False), (303, False), (307, True), (308, True)])
def test_redirected_post(python_server, status, kept, tmp_path):
    (tmp_path / "content").write_bytes(b"content")
    result = get(f"{python_server.url}/redirect/{status}", "--post", tmp_path / "content", "--redirects", 3)
    assert result.stdout == b"200 OK\n" + (b"content" if kept else b"/there?x=y")


def test_too_many_redirects():
    found = b"HTTP/1.1 302 Found\r\nLocation: /\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
    with answering(*[found] * 9) as port:
        result = get(f"http://127.0.0.1:{port}/", "--redirects", 5)
    assert result.returncode == 7 and b"limitExceeded" in result.stderr


@pytest.mark.parametrize("answer, expected", [
    (OK + b"Content-Length: 3\r\n\r\nabc", b"abc"),
    (OK + b"Content-Length: 3\r\nConnection: close\r\n\r\nabc", b"abc"),
    (OK + b"Connection: close\r\n\r\nuntil the end", b"until the end"),
    (OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\nA;x=y\r\n0123456789\r\n0\r\n\r\n", b"abc0123456789"),
    (b"HTTP/1.1 100 Continue\r\n\r\n" * 2 + OK + b"Content-Length: 1\r\n\r\na", b"a"),
    (b"HTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\n" + OK + b"Content-Length: 1\r\n\r\na", b"a"),
    (OK.replace(b"OK", b"") + b"Content-Length: 1\r\n\r\na", b"a"),
])
def test_framings(answer, expected):
    with answering(answer) as port:
        result = get(f"http://127.0.0.1:{port}/")
    assert result.returncode == 0, result.stderr
    assert result.stdout.partition(b"\n")[2] == expected


def test_trailers():
    head = OK + b"Transfer-Encoding: chunked\r\nTrailer: X-Sum\r\n\r\n"
    with answering(head + b"1\r\na\r\n0\r\nX-Sum: 42\r\n\r\n") as port:
        result = get(f"http://127.0.0.1:{port}/")
    assert result.stdout == b"200 OK\na" and result.stderr == b"trailer X-Sum: 42\n"


@pytest.mark.parametrize("answer", [
    OK + b"Content-Length: 10\r\n\r\nabc",
    OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n",
    OK + b"Transfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n",
    OK + b"Content-Len",
    b"",
    OK + b"Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
    OK + b"Content-Length: x\r\n\r\nabc",
    OK + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n",
    OK + b"Transfer-Encoding: gzip\r\n\r\nabc",
    b"SSH-2.0-OpenSSH_9.2\r\n",
    b"HTTP/2 200\r\n\r\n",
    b"\x16\x03\x01\x00\x05",
])
def test_broken_answer_fails(answer):
    with answering(answer, answer) as port:
        result = get(f"http://127.0.0.1:{port}/")
    assert result.returncode == 7 and result.stdout == b"" and result.stderr.startswith(b"error: ")


def test_nobody_listens():
    with answering() as port:
        pass
    result = get(f"http://127.0.0.1:{port}/")
    assert result.returncode == 7 and b"connectionRefused" in result.stderr


def test_stale_connection_is_replaced():
    """The server answers, says nothing of closing and closes: the next request takes a new connection."""
    with answering(*[OK + b"Content-Length: 1\r\n\r\na"] * 5) as port:
        result = get(f"http://127.0.0.1:{port}/", "--repeat", 5)
    assert result.stdout == b"200 OK\na" * 5


def test_tls_server_in_python(pki):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pki.server_pem, pki.server_key)

    def handle(connection):
        with context.wrap_socket(connection, server_side=True) as secured:
            read_head(secured)
            secured.sendall(OK + b"Content-Length: 6\r\n\r\nhello\n")

    with serving(handle) as port:
        assert get(f"https://localhost:{port}/", "--ca", pki.ca_pem).stdout == b"200 OK\nhello\n"


def test_tls_server_that_ends_without_notice_is_not_believed(pki):
    """Content up to the end of the connection, which anybody on the way can cut off."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pki.server_pem, pki.server_key)

    def handle(connection):
        with context.wrap_socket(connection, server_side=True) as secured:
            read_head(secured)
            secured.sendall(OK + b"\r\nhello\n")

    with serving(handle) as port:
        assert get(f"https://localhost:{port}/", "--ca", pki.ca_pem).returncode == 7


@pytest.mark.parametrize("size", [0, 1_000_000])
def test_our_own_server(peer, pki, size, tmp_path):
    (tmp_path / "content").write_bytes(os.urandom(size))
    for url in (peer.url, peer.tls_url):
        result = get(f"{url}/echo", "--ca", pki.ca_pem, "--post", tmp_path / "content", "--chunked", "--repeat", 2)
        assert result.stdout == (b"200 OK\n" + (tmp_path / "content").read_bytes()) * 2


def test_our_own_server_with_client_certificates(mutual, pki):
    url = f"{mutual.tls_url}/hello"
    assert get(url, "--ca", pki.ca_pem).returncode == 7
    assert get(url, "--ca", pki.ca_pem, "--cert", pki.stranger_pem, "--key", pki.stranger_key).returncode == 7
    result = get(url, "--ca", pki.ca_pem, "--cert", pki.client_pem, "--key", pki.client_key)
    assert result.stdout == b"200 OK\nhello\n"


def test_tunnel(peer, pki):
    requests = []
    with tunnelling(requests) as port:
        result = get(f"{peer.tls_url}/hello", "--ca", pki.ca_pem, "--proxy", f"http://127.0.0.1:{port}", "--repeat", 2)
    assert result.returncode == 0, result.stderr
    assert result.stdout == b"200 OK\nhello\n" * 2
    assert requests == [f"CONNECT localhost:{peer.tls_port} HTTP/1.1"]


def test_tunnel_is_refused(peer, pki):
    with tunnelling([], b"HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n") as port:
        result = get(f"{peer.tls_url}/hello", "--ca", pki.ca_pem, "--proxy", f"http://127.0.0.1:{port}")
    assert result.returncode == 7 and b"403" in result.stderr


def test_plain_requests_go_to_the_proxy_whole():
    heads = []

    def handle(connection):
        heads.append(read_head(connection))
        connection.sendall(OK + b"Content-Length: 1\r\n\r\na")

    with serving(handle) as port:
        assert get("http://server.test/a?b", "--proxy", f"http://127.0.0.1:{port}").stdout == b"200 OK\na"
    assert heads[0].startswith(b"GET http://server.test/a?b HTTP/1.1\r\n")
