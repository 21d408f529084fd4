"""curl against our server, with TLS."""

import socket
import ssl

import pytest

from peers import read_all, run, statuses


def curl(*arguments, **options):
    return run("curl", "--silent", "--show-error", "--max-time", 30, *arguments, **options)


@pytest.mark.parametrize("versions, expected", [
    (["--tlsv1.3"], b"TLSv1.3"),
    (["--tlsv1.2", "--tls-max", "1.2"], b"TLSv1.2"),
    (["--tls-max", "1.3"], b"TLSv1.3"),
])
@pytest.mark.parametrize("host", ["localhost", "127.0.0.1"])
def test_versions(peer, pki, versions, expected, host):
    result = curl("--verbose", "--cacert", pki.ca_pem, *versions, f"https://{host}:{peer.tls_port}/hello")
    assert result.returncode == 0 and result.stdout == b"hello\n"
    assert b"SSL connection using " + expected in result.stderr
    assert b"ALPN: server accepted http/1.1" in result.stderr


def test_old_version_is_refused(peer, pki):
    result = curl("--cacert", pki.ca_pem, "--tlsv1.0", "--tls-max", "1.1", "--ciphers", "ALL:@SECLEVEL=0",
                  f"{peer.tls_url}/hello")
    assert result.returncode == 35


def test_other_authority_is_refused(peer, pki):
    assert curl("--cacert", pki.other_pem, f"{peer.tls_url}/hello").returncode == 60


def test_other_name_is_refused(peer, pki):
    result = curl("--cacert", pki.ca_pem, "--connect-to", f"::localhost:{peer.tls_port}", "https://example.test/hello")
    assert result.returncode == 60


def test_large_contents_both_ways(peer, pki):
    content = bytes(range(256)) * 20_000
    result = curl("--cacert", pki.ca_pem, "--data-binary", "@-", f"{peer.tls_url}/echo", input=content)
    assert result.returncode == 0 and result.stdout == content


def test_connection_is_kept(peer, pki):
    result = curl("--verbose", "--cacert", pki.ca_pem, *[f"{peer.tls_url}/hello"] * 3)
    assert result.stderr.count(b"Re-using existing connection") == 2


@pytest.mark.parametrize("version", ["1.2", "1.3"])
def test_client_certificate(mutual, pki, version):
    result = curl("--cacert", pki.ca_pem, "--cert", pki.client_pem, "--key", pki.client_key, "--tls-max", version,
                  f"{mutual.tls_url}/hello")
    assert result.returncode == 0 and result.stdout == b"hello\n"


@pytest.mark.parametrize("version", ["1.2", "1.3"])
@pytest.mark.parametrize("who", ["nobody", "stranger"])
def test_client_without_a_good_certificate_is_refused(mutual, pki, version, who):
    shown = [] if who == "nobody" else ["--cert", pki.stranger_pem, "--key", pki.stranger_key]
    result = curl("--cacert", pki.ca_pem, *shown, "--tls-max", version, f"{mutual.tls_url}/hello")
    # 35 in the handshake; with TLS 1.3 a client only learns of it when it reads.
    assert result.returncode in (35, 56) and result.stdout == b""
    assert b"alert" in result.stderr


def test_plain_request_to_the_tls_port(peer):
    result = curl("--include", f"http://localhost:{peer.tls_port}/hello")
    assert result.returncode == 0 and result.stdout.startswith(b"HTTP/1.1 400 ")
    assert result.stdout.endswith(b"This port speaks TLS; use https://.\n")


def test_tls_to_the_plain_port(peer):
    assert curl("--insecure", f"https://localhost:{peer.port}/hello").returncode == 35


def test_half_closed_client_gets_its_answer(peer, pki):
    """A close_notify ends one direction only (RFC 8446 section 6.1)."""
    context = ssl.create_default_context(cafile=pki.ca_pem)
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    session = context.wrap_bio(incoming, outgoing, server_hostname="localhost")
    with socket.create_connection(("127.0.0.1", peer.tls_port), timeout=30) as connection:
        while True:
            try:
                session.do_handshake()
                break
            except ssl.SSLWantReadError:
                connection.sendall(outgoing.read())
                incoming.write(connection.recv(65536))
        session.write(b"GET /hello HTTP/1.1\r\nHost: x\r\n\r\n")
        with pytest.raises(ssl.SSLWantReadError):
            session.unwrap()
        connection.sendall(outgoing.read())
        connection.shutdown(socket.SHUT_WR)
        incoming.write(read_all(connection))
        incoming.write_eof()
        received = b""
        with pytest.raises(ssl.SSLZeroReturnError):
            while piece := session.read(65536):
                received += piece
        assert statuses(received) == [200] and received.endswith(b"hello\n")
