import subprocess
import types

import pytest

from peers import Peer


def openssl(*arguments, cwd):
    subprocess.run(["openssl", *map(str, arguments)], check=True, capture_output=True, cwd=cwd)


def make_authority(name, folder):
    openssl("req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
            "-subj", f"/CN={name}", "-addext", "basicConstraints=critical,CA:TRUE",
            "-keyout", f"{name}.key", "-out", f"{name}.pem", cwd=folder)


def make_certificate(name, authority, extensions, folder):
    openssl("req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj", f"/CN={name}",
            "-keyout", f"{name}.key", "-out", f"{name}.csr", cwd=folder)
    (folder / f"{name}.ext").write_text(extensions)
    openssl("x509", "-req", "-in", f"{name}.csr", "-CA", f"{authority}.pem", "-CAkey", f"{authority}.key",
            "-CAcreateserial", "-days", "2", "-extfile", f"{name}.ext", "-out", f"{name}.pem", cwd=folder)


@pytest.fixture(scope="session")
def pki(tmp_path_factory):
    """An authority with a server's and a client's certificate, and another authority that nobody trusts."""
    folder = tmp_path_factory.mktemp("pki")
    make_authority("ca", folder)
    make_authority("other", folder)
    make_certificate("server", "ca", "subjectAltName=DNS:localhost,IP:127.0.0.1\n", folder)
    make_certificate("client", "ca", "extendedKeyUsage=clientAuth\n", folder)
    make_certificate("stranger", "other", "extendedKeyUsage=clientAuth\n", folder)
    paths = {path.name.replace(".", "_"): path for path in folder.iterdir()}
    return types.SimpleNamespace(folder=folder, **paths)


@pytest.fixture(scope="session")
def peer(pki, tmp_path_factory):
    """Our server: plain, with TLS, and on a Unix socket."""
    folder = tmp_path_factory.mktemp("peer")
    (folder / "page.txt").write_text("0123456789\n")
    peer = Peer("--tls", pki.server_pem, pki.server_key, "--unix", folder / "socket", "--root", folder)
    peer.unix = folder / "socket"
    yield peer
    assert peer.process.poll() is None, "the peer died"
    assert peer.stop() == 0


@pytest.fixture(scope="session")
def mutual(pki):
    """Our server, which demands a certificate of its clients."""
    peer = Peer("--tls", pki.server_pem, pki.server_key, "--client-ca", pki.ca_pem)
    yield peer
    assert peer.process.poll() is None, "the peer died"
    assert peer.stop() == 0
