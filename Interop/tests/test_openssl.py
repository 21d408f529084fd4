"""openssl s_client against our server, and our client against openssl s_server."""

import re
import subprocess

import pytest

from peers import get, run

REQUEST = b"GET /hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"


def s_client(peer, pki, *arguments):
    return run("openssl", "s_client", "-connect", f"127.0.0.1:{peer.tls_port}", "-CAfile", pki.ca_pem,
               "-verify_return_error", "-ign_eof", *arguments, input=REQUEST)


@pytest.mark.parametrize("version", ["-tls1_2", "-tls1_3"])
def test_handshake(peer, pki, version):
    result = s_client(peer, pki, version, "-servername", "localhost", "-verify_hostname", "localhost",
                      "-alpn", "h2,http/1.1")
    assert result.returncode == 0, result.stderr
    assert b"Verify return code: 0 (ok)" in result.stdout
    assert b"ALPN protocol: http/1.1" in result.stdout
    assert re.search(rb"New, TLSv1\.%c, Cipher" % version[-1].encode(), result.stdout)
    assert b"\r\n\r\nhello\n" in result.stdout


def test_no_common_protocol_is_refused(peer, pki):
    result = s_client(peer, pki, "-alpn", "h2")
    assert result.returncode != 0 and b"no application protocol" in result.stderr


@pytest.mark.parametrize("name", [[], ["-servername", "localhost"], ["-servername", "unknown.test"], ["-noservername"]])
def test_names(peer, pki, name):
    assert b"\r\n\r\nhello\n" in s_client(peer, pki, *name).stdout


@pytest.mark.parametrize("version", ["-tls1_2", "-tls1_3"])
def test_resumption(peer, pki, version, tmp_path):
    session = tmp_path / "session.pem"
    first = s_client(peer, pki, version, "-sess_out", session)
    assert b"New, TLSv1" in first.stdout and session.exists()
    second = s_client(peer, pki, version, "-sess_in", session)
    assert b"Reused, TLSv1" in second.stdout and b"\r\n\r\nhello\n" in second.stdout


@pytest.mark.parametrize("suite", ["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"])
def test_suites(peer, pki, suite):
    result = s_client(peer, pki, "-tls1_3", "-ciphersuites", suite)
    assert f"Cipher is {suite}".encode() in result.stdout and b"\r\n\r\nhello\n" in result.stdout


def test_wire_is_closed_with_a_notice(peer, pki):
    """Without it a client cannot tell the end from an attack."""
    result = s_client(peer, pki, "-msg")
    alerts = [line for line in result.stdout.split(b"\n") if line.startswith(b"<<<") and b"close_notify" in line]
    assert alerts


@pytest.fixture(params=["-tls1_2", "-tls1_3"])
def s_server(request, pki):
    """openssl's server, which answers with a page about the connection; started with further options."""
    running = []

    def start(*options):
        process = subprocess.Popen(
            ["openssl", "s_server", "-accept", "127.0.0.1:0", "-cert", pki.server_pem, "-key", pki.server_key,
             request.param, "-www", *map(str, options)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        running.append(process)
        for line in process.stdout:
            if match := re.match(rb"ACCEPT .*:(\d+)", line):
                return f"https://localhost:{int(match[1])}/"
        raise AssertionError("s_server ended before it listened")

    start.version = b"TLSv1." + request.param[-1].encode()
    yield start
    for process in running:
        process.kill()
        process.wait()
        process.stdin.close()
        process.stdout.close()


def test_client(s_server, pki):
    result = get(s_server(), "--ca", pki.ca_pem)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(b"200 ok\n") and s_server.version in result.stdout


def test_client_resumes(s_server, pki):
    result = get(s_server(), "--ca", pki.ca_pem, "--repeat", 3)
    assert result.returncode == 0, result.stderr
    # The page closes its connection, so each request makes a new one.
    assert [result.stdout.count(word) for word in (b"\nNew, TLS", b"\nReused, TLS")] == [1, 2]


def test_client_refuses_another_authority(s_server, pki):
    result = get(s_server(), "--ca", pki.other_pem)
    assert result.returncode == 7 and b"tlsVerificationFailed" in result.stderr and result.stdout == b""


def test_client_shows_its_certificate(s_server, pki):
    url = s_server("-Verify", 1, "-verify_return_error", "-CAfile", pki.ca_pem)
    assert get(url, "--ca", pki.ca_pem).returncode == 7
    result = get(url, "--ca", pki.ca_pem, "--cert", pki.client_pem, "--key", pki.client_key)
    assert result.returncode == 0, result.stderr
