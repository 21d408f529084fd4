"""The memory gateway of `agent-cli serve`, asked by Python clients and by raw bytes."""

import concurrent.futures
import contextlib
import json
import os
import pathlib
import re
import signal
import socket
import sqlite3
import subprocess
import threading

import httpx
import pytest

from peers import LIMIT, wait_until

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("AGENT_CLI") or str(ROOT / ".build/debug/agent-cli")

pytestmark = pytest.mark.skipif(not os.path.exists(BINARY), reason="agent-cli is not built")


class Gateway:
    """A gateway in a process of its own."""

    def __init__(self, workspace, settings=None, environment=None, file_limit=None):
        self.workspace = workspace
        if settings is not None:
            (workspace / ".agent").mkdir(exist_ok=True)
            (workspace / ".agent/agent.json").write_text(json.dumps({"memory_gateway": settings}))
        command = [BINARY, "serve", "--listen", "127.0.0.1:0", "--workspace", str(workspace), "--json"]
        if file_limit:
            # In blocks of 512 bytes, as POSIX has it.
            command = ["sh", "-c", f'trap "" XFSZ; ulimit -f {file_limit // 512} && exec "$@"', "sh", *command]
        self.process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            env={"PATH": os.environ["PATH"], **(environment or {})})
        line = self.process.stdout.readline()
        assert line, self.process.stderr.read().decode()
        self.url = json.loads(line)["listening"]
        self.port = json.loads(line)["port"]

    def client(self, tenant="acme", **headers):
        fields = {name.replace("_", "-"): value for name, value in headers.items()}
        return httpx.Client(
            base_url=self.url, headers={"x-tenant-id": tenant, **fields} if tenant else fields, timeout=LIMIT,
            trust_env=False)

    def end(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        code = self.process.wait(LIMIT)
        self.process.stdout.close()
        self.process.stderr.close()
        return code


FAST = {"requests_per_second": 1_000_000, "burst": 1_000_000}


@contextlib.contextmanager
def serving(workspace, settings=FAST, **options):
    gateway = Gateway(workspace, settings, **options)
    try:
        yield gateway
    finally:
        if gateway.process.poll() is None:
            assert gateway.end() == 0


@pytest.fixture
def gateway(tmp_path):
    with serving(tmp_path) as gateway:
        yield gateway


@pytest.fixture
def client(gateway):
    with gateway.client() as client:
        yield client


def test_put_get_delete(client):
    put = client.put("/v1/memory/notes/greeting", json={"object": {"text": "héllo", "n": 1.5}})
    assert put.status_code == 201 and put.json()["ok"] is True
    get = client.get("/v1/memory/notes/greeting")
    assert get.status_code == 200 and get.json()["object"] == {"text": "héllo", "n": 1.5}
    assert get.headers["etag"] == put.headers["etag"]
    assert client.get("/v1/memory/notes/greeting", headers={"if-none-match": get.headers["etag"]}).status_code == 304
    head = client.head("/v1/memory/notes/greeting")
    assert head.status_code == 200 and head.content == b""
    assert client.delete("/v1/memory/notes/greeting").status_code == 204
    gone = client.get("/v1/memory/notes/greeting")
    assert gone.status_code == 404 and gone.json()["error"]["code"] == "not_found"


def test_bytes_survive(client):
    for content in (b"", bytes(range(256)) * 400, os.urandom(1 << 20)):
        assert client.put("/v1/memory/blobs/b", content=content,
                          headers={"content-type": "application/octet-stream"}).status_code in (200, 201)
        get = client.get("/v1/memory/blobs/b", headers={"x-consistency-level": "STRONG"})
        assert get.content == content and get.headers["content-type"] == "application/octet-stream"


def test_too_large(client):
    content = b"x" * ((1 << 20) + 1)
    headers = {"content-type": "text/plain"}
    assert client.put("/v1/memory/n/k", content=content, headers=headers).status_code == 413
    # In pieces, without a length announced.
    pieces = (content[start:start + 65_536] for start in range(0, len(content), 65_536))
    answer = client.put("/v1/memory/n/k", content=pieces, headers=headers)
    assert answer.status_code == 413 and answer.json()["error"]["code"] == "too_large"


def test_search(client):
    for key, text in {"a": "the harbour opens at nine", "b": "tickets cost eight euros", "c": "harbour boats"}.items():
        client.put(f"/v1/memory/facts/{key}", json={"value": text})
    results = client.post("/v1/memory/search", json={"q": "when does the harbour open?"}).json()["results"]
    assert results[0]["key"] == "a" and results[0]["value"] == "the harbour opens at nine"
    assert client.post("/v1/memory/search", json={"query": "euros", "mode": "text", "limit": 5}).json()["results"][0]["key"] == "b"


def test_tenants_are_apart(gateway):
    with gateway.client("victim") as victim, gateway.client("thief") as thief:
        victim.put("/v1/memory/n/secret", json={"object": {"code": "quetzalcoatl"}})
        for answer in (
            thief.get("/v1/memory/n/secret"), thief.get("/v1/memory/n"), thief.get("/v1/memory"),
            thief.get("/v1/memory/export"), thief.get("/v1/memory/audit"),
            thief.post("/v1/memory/search", json={"q": "quetzalcoatl"}),
        ):
            assert "quetzal" not in answer.text and "secret" not in answer.text
        assert thief.delete("/v1/memory/n/secret").status_code == 404
        thief.put("/v1/memory/n/secret", json={"object": "mine"})
        assert thief.delete("/v1/memory", headers={"x-confirm-erase": "thief"}).json()["erased_items"] == 1
        assert victim.get("/v1/memory/n/secret").json()["object"] == {"code": "quetzalcoatl"}


def test_a_tenant_is_needed(gateway):
    with gateway.client(None) as client:
        assert client.get("/v1/memory/n/k").json()["error"]["code"] == "missing_tenant"
        assert client.get("/healthz").status_code == 200 and client.get("/readyz").status_code == 200
        assert client.get("/nosuch").status_code == 404
        metrics = client.get("/metrics").text
        assert "adapters_registered 0" in metrics and "router_windows_admit_total 0" in metrics


def raw(gateway, head, body=b""):
    """Sends bytes as they are and gives the status."""
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=LIMIT) as connection:
        connection.sendall(head.replace(b"\n", b"\r\n") + body)
        connection.shutdown(socket.SHUT_WR)
        return int(connection.recv(65536).split(b" ")[1])


def test_requests_that_no_client_sends(gateway):
    with gateway.client("victim") as victim:
        victim.put("/v1/memory/n/k", json={"object": 1})
    host = b"Host: 127.0.0.1\n"
    for target in (b"/v1/memory/n/../n/k", b"/v1/memory/n/%2e%2e/k", b"/v1/memory/n%2fk", b"/v1/memory/n/k%00",
                   b"/v1/memory/n/a\\b", b"/v1/memory/n/%c0%ae", b"/v1/memory/n/k;x=1", b"/v1/memory/n/%6b%252e"):
        assert raw(gateway, b"GET " + target + b" HTTP/1.1\n" + host + b"x-tenant-id: victim\n\n") in (400, 404), target
    two = b"GET /v1/memory/n/k HTTP/1.1\n" + host + b"x-tenant-id: thief\nX-Tenant-Id: victim\n\n"
    assert raw(gateway, two) == 400
    folded = b"GET /v1/memory/n/k HTTP/1.1\n" + host + b"x-tenant-id: thief\n victim\n\n"
    assert raw(gateway, folded) == 400
    rebound = b"GET /v1/memory/n/k HTTP/1.1\nHost: evil.example\nx-tenant-id: victim\n\n"
    assert raw(gateway, rebound) == 421


def test_time_to_live(client):
    client.put("/v1/memory/n/k", json={"value": 1, "ttl_s": 1})
    assert client.get("/v1/memory/n/k").json()["expires"]
    wait_until(lambda: client.get("/v1/memory/n/k").status_code == 404, "the expiry")
    assert client.put("/v1/memory/n/k", json={"value": 1}, headers={"x-ttl-s": "100"}).json()["expires"]


def test_rates(tmp_path):
    with serving(tmp_path, {"requests_per_second": 1, "burst": 5}) as gateway, gateway.client() as client:
        answers = [client.get("/v1/memory/n/k") for _ in range(10)]
        refused = [answer for answer in answers if answer.status_code == 429]
        assert refused and int(refused[0].headers["retry-after"]) >= 1
        assert refused[0].json()["error"]["code"] == "rate_limited"


def test_keys(tmp_path):
    keys = [{"name": "a", "key": "env:KEY_A", "tenants": ["a"]}, {"name": "ops", "key": "env:KEY_OPS", "tenants": ["*"]}]
    with serving(tmp_path, {**FAST, "keys": keys}, environment={"KEY_A": "one", "KEY_OPS": "two"}) as gateway:
        def status(tenant, key):
            with gateway.client(tenant, **({"authorization": f"Bearer {key}"} if key else {})) as client:
                return client.get("/v1/memory/n/k").status_code
        assert [status("a", "one"), status("b", "one"), status("b", "two"), status("a", "three"), status("a", None)] == [
            404, 403, 404, 401, 401]


def test_acknowledged_writes_survive_kill_9(tmp_path):
    """Every PUT that was answered is there after the process was killed in the middle of many."""
    acknowledged = {}
    for round in range(5):
        gateway = Gateway(tmp_path, FAST)
        ready = threading.Event()

        def write(worker):
            with gateway.client() as client, contextlib.suppress(httpx.HTTPError):
                for number in range(100_000):
                    key = f"r{round}-w{worker}-{number}"
                    if client.put(f"/v1/memory/w{worker}/{key}", json={"value": key}).status_code == 201:
                        acknowledged[key] = worker
                    if number == 20:
                        ready.set()

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            work = [pool.submit(write, worker) for worker in range(4)]
            assert ready.wait(LIMIT)
            gateway.process.kill()
            gateway.process.wait(LIMIT)
            for task in work:
                task.result(LIMIT)
    with serving(tmp_path) as gateway, gateway.client() as client:
        lines = client.get("/v1/memory/export").text.splitlines()
        found = {json.loads(line)["key"] for line in lines}
        assert len(acknowledged) > 100 and set(acknowledged) <= found
        integrity = client.get("/v1/memory/audit?verify=true&limit=1").json()["integrity"]
        assert integrity["valid"] and integrity["head"] >= len(acknowledged)


def test_two_gateways_on_one_file(tmp_path):
    with serving(tmp_path) as first, serving(tmp_path, None) as second:
        def write(gateway, name):
            with gateway.client() as client:
                return [client.put(f"/v1/memory/n/{name}{number}", json={"value": number}).status_code for number in range(100)]
        with concurrent.futures.ThreadPoolExecutor(2) as pool:
            results = list(pool.map(write, [first, second], ["a", "b"]))
        assert set(results[0] + results[1]) == {201}
        with first.client() as one, second.client() as two:
            assert one.get("/v1/memory").json()["items"] == two.get("/v1/memory").json()["items"] == 200
            assert two.get("/v1/memory/n/a99").json()["value"] == 99
            assert two.get("/v1/memory/audit?verify=true").json()["integrity"]["valid"]


def test_a_full_disk(tmp_path):
    """A limit on the size of files stands for a full disk."""
    gateway = Gateway(tmp_path, FAST, file_limit=1 << 20)
    stored = []
    with gateway.client() as client:
        for number in range(100):
            answer = client.put(f"/v1/memory/n/k{number}", content=os.urandom(50_000),
                                headers={"content-type": "application/octet-stream"})
            if answer.status_code != 201:
                break
            stored.append(f"k{number}")
        assert answer.status_code == 507 and answer.json()["error"]["code"] == "storage_full"
        assert stored and all(client.get(f"/v1/memory/n/{key}").status_code == 200 for key in stored)
        assert b"gateway.sqlite" in gateway.process.stderr.readline()
    gateway.end(signal.SIGKILL)
    with serving(tmp_path) as gateway, gateway.client() as client:
        assert all(client.get(f"/v1/memory/n/{key}").status_code == 200 for key in stored)
        assert client.put("/v1/memory/n/more", json={"value": 1}).status_code == 201


def test_erasure_leaves_no_bytes(tmp_path):
    with serving(tmp_path) as gateway, gateway.client() as client:
        for number in range(50):
            client.put(f"/v1/memory/n/k{number}", json={"value": "pterodactyl " * 200})
        assert client.delete("/v1/memory", headers={"x-confirm-erase": "acme"}).json()["erased_items"] == 50
        for file in (tmp_path / ".agent").glob("gateway.sqlite*"):
            assert b"pterodactyl" not in file.read_bytes(), file
    assert sqlite3.connect(tmp_path / ".agent/gateway.sqlite").execute("SELECT count(*) FROM postings").fetchone() == (0,)


def test_a_graceful_end_answers_what_is_at_hand(tmp_path):
    """A request whose content is still coming is answered after the signal, and new connections are refused."""
    gateway = Gateway(tmp_path, FAST)
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=LIMIT) as connection:
        connection.sendall(b"PUT /v1/memory/n/k HTTP/1.1\r\nHost: 127.0.0.1\r\nx-tenant-id: acme\r\nContent-Length: 11\r\n"
                           b"Expect: 100-continue\r\n\r\n")
        assert connection.recv(1024).startswith(b"HTTP/1.1 100")
        gateway.process.send_signal(signal.SIGTERM)

        def refuses():
            with contextlib.suppress(ConnectionError):
                socket.create_connection(("127.0.0.1", gateway.port), timeout=LIMIT).close()
                return False
            return True
        wait_until(refuses, "the end of listening")
        connection.sendall(b'{"value":1}')
        answer = connection.recv(65536)
        assert answer.startswith(b"HTTP/1.1 201"), answer
    assert gateway.process.wait(LIMIT) == 0


def test_a_second_signal_forces_the_end(tmp_path):
    gateway = Gateway(tmp_path, FAST)
    with socket.create_connection(("127.0.0.1", gateway.port), timeout=LIMIT) as connection:
        connection.sendall(b"PUT /v1/memory/n/k HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\nExpect: 100-continue\r\n\r\n")
        gateway.process.send_signal(signal.SIGINT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            gateway.process.wait(0.5)
        gateway.process.send_signal(signal.SIGINT)
        assert gateway.process.wait(5) is not None
