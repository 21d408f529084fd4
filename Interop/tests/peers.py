"""What the tests share: our peer as a process, raw connections, and waiting with a limit."""

import http.client
import json
import os
import pathlib
import re
import socket
import subprocess
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARY = os.environ.get("INTEROP_PEER") or str(ROOT / "Interop/.build/release/interop-peer")
# The longest wait for anything that should happen at once; generous, as the machine may be busy.
LIMIT = 30


def wait_until(condition, what, limit=LIMIT):
    """Asks until `condition` gives something true, and returns that."""
    deadline = time.monotonic() + limit
    while time.monotonic() < deadline:
        if result := condition():
            return result
        time.sleep(0.02)
    raise AssertionError(f"{what} did not happen within {limit} s")


def run(*command, **options):
    """Runs a command to its end; its output is bytes."""
    return subprocess.run([str(word) for word in command], capture_output=True, timeout=60, **options)


def get(url, *options):
    """Our client, in a process of its own."""
    return run(BINARY, "get", url, *options)


class Peer:
    """Our server, in a process of its own."""

    def __init__(self, *options, descriptors=None):
        command = [BINARY, "http", *map(str, options)]
        if descriptors:
            command = ["sh", "-c", f'ulimit -n {descriptors} && exec "$@"', "sh", *command]
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
        line = self.process.stdout.readline()
        assert line, "the peer ended before it listened"
        places = json.loads(line)
        self.pid, self.port, self.tls_port = places["pid"], places["http"], places.get("https")
        self.url = f"http://127.0.0.1:{self.port}"
        self.tls_url = f"https://localhost:{self.tls_port}"

    def connect(self):
        connection = socket.create_connection(("127.0.0.1", self.port), timeout=LIMIT)
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return connection

    def stats(self, connection=None):
        """The counts; over a connection of its own where none is given."""
        own = connection or http.client.HTTPConnection("127.0.0.1", self.port, timeout=LIMIT)
        own.request("GET", "/stats")
        counts = json.loads(own.getresponse().read())
        if not connection:
            own.close()
        return counts

    def processor_ticks(self):
        """The processor time used so far, user and system."""
        fields = pathlib.Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return int(fields[11]) + int(fields[12])

    def stop(self):
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        self.process.stdout.close()
        return self.process.returncode


def read_all(connection):
    """Everything up to the end of the connection; a reset counts as the end."""
    received = b""
    try:
        while piece := connection.recv(65536):
            received += piece
    except ConnectionResetError:
        pass
    return received


def statuses(received):
    """The status of each response in what was received."""
    return [int(code) for code in re.findall(rb"(?:^|(?<=\n))HTTP/1\.1 (\d\d\d) ", received)]
