"""What stands before and beside the product in production: nginx with TLS, PostgreSQL, Redis, an error collector."""

import base64
import gzip
import hashlib
import json
import os
import ssl
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from socket import create_connection
from typing import Any

import httpx
import redis
import trustme
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.e2e.processes import ROOT, free_port
from workhub.embedded.redis_server import program

HOST = "hub.example.com"


@dataclass
class Front:
    """A running nginx that holds a certificate for hub.example.com."""

    http: int
    https: int
    trust: ssl.SSLContext
    pin: str
    log: Path

    def browser_flags(self) -> list[str]:
        """Where the browser finds the host, and the one key it may trust although no public authority signed it."""
        ports = f"MAP {HOST}:80 127.0.0.1:{self.http}, MAP {HOST}:443 127.0.0.1:{self.https}"
        return [f"--host-resolver-rules={ports}", f"--ignore-certificate-errors-spki-list={self.pin}"]

    def client(self, address: str = "127.0.0.1") -> httpx.Client:
        """A client that checks the certificate, coming from one of the loopback addresses."""
        return httpx.Client(
            base_url=f"https://{HOST}:{self.https}",
            transport=_Here(self, address),
            timeout=20,
        )


class _Here(httpx.HTTPTransport):
    """Finds hub.example.com on this machine, and asks for it by its name."""

    def __init__(self, front: Front, address: str) -> None:
        super().__init__(verify=front.trust, local_address=address)
        self.front = front

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        headers = httpx.Headers({"Referer": f"https://{HOST}/"} | dict(request.headers))
        if headers["Host"].startswith(HOST):
            headers["Host"] = HOST
        here = httpx.Request(
            request.method,
            request.url.copy_with(host="127.0.0.1"),
            headers=headers,
            stream=request.stream,
            extensions={**request.extensions, "sni_hostname": HOST},
        )
        return super().handle_request(here)


@contextmanager
def nginx(program_file: Path, folder: Path, *, upstream: int) -> Iterator[Front]:
    """deploy/nginx.conf with this machine's ports and a certificate made for it."""
    authority, certificate = trustme.CA(), folder / "cert.pem"
    issued = authority.issue_cert(HOST)
    issued.private_key_and_cert_chain_pem.write_to_path(str(certificate))
    trust = ssl.create_default_context()
    authority.configure_trust(trust)
    front = Front(free_port(), free_port(), trust, _pin(issued.cert_chain_pems[0].bytes()), folder / "access.log")
    (folder / "site.conf").write_text(_site(front, certificate, upstream))
    (folder / "nginx.conf").write_text(_main(folder))
    command = [str(program_file), "-c", str(folder / "nginx.conf"), "-p", str(folder), "-e", str(folder / "error.log")]
    process = subprocess.Popen(command)
    try:
        _wait_for(front.https, process)
        yield front
    finally:
        process.terminate()
        process.wait(10)


def _site(front: Front, certificate: Path, upstream: int) -> str:
    text = (ROOT / "deploy" / "nginx.conf").read_text()
    for old, new in {
        "listen 80": f"listen 127.0.0.1:{front.http}",
        "listen 443": f"listen 127.0.0.1:{front.https}",
        "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        "/etc/letsencrypt/live/hub.example.com/fullchain.pem": str(certificate),
        "/etc/letsencrypt/live/hub.example.com/privkey.pem": str(certificate),
        "/var/log/nginx/workhub.log": str(front.log),
    }.items():
        assert old in text, f"deploy/nginx.conf says {old} no more"
        text = text.replace(old, new)
    return text


def _main(folder: Path) -> str:
    kinds = ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    temporary = "\n".join(f"{kind}_temp_path {folder}/{kind};" for kind in kinds)
    user = "user root;" if os.geteuid() == 0 else ""
    return f"""{user}
daemon off;
pid {folder}/nginx.pid;
events {{ worker_connections 256; }}
http {{
{temporary}
access_log off;
include {folder}/site.conf;
}}
"""


def _pin(pem: bytes) -> str:
    key = x509.load_pem_x509_certificate(pem).public_key()
    return base64.b64encode(
        hashlib.sha256(key.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)).digest()
    ).decode()


def _wait_for(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline:
        assert process.poll() is None, "it ended at once; its message is above"
        with suppress(OSError), closing(create_connection(("127.0.0.1", port), timeout=1)):
            return
        time.sleep(0.05)
    raise TimeoutError(f"nothing listens on port {port}")


@contextmanager
def hosted_redis(folder: Path, password: str) -> Iterator[str]:
    """A Redis as hosted ones are: a password, and one database only."""
    port = free_port()
    command = [str(program()), "--port", str(port), "--bind", "127.0.0.1", "--databases", "1", "--save", ""]
    server = subprocess.Popen([*command, "--requirepass", password], cwd=folder, stdout=subprocess.DEVNULL)
    try:
        _wait_for(port, server)
        url = f"redis://default:{password}@127.0.0.1:{port}/0"
        assert redis.Redis.from_url(url).ping()
        yield url
    finally:
        server.terminate()
        server.wait(10)


@dataclass
class Collector:
    """Takes error reports as Sentry does."""

    dsn: str
    reports: list[dict[str, Any]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)

    def wait_for(self, process: str, words: str, seconds: float = 20) -> dict[str, Any]:
        """The first report of that process with these words in it."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            for report in list(self.reports):
                if report.get("tags", {}).get("process") == process and words in json.dumps(report):
                    return report
            time.sleep(0.1)
        raise AssertionError(f"no report of {process} about {words}: {[r.get('tags') for r in self.reports]}")


@contextmanager
def collector(public_key: str) -> Iterator[Collector]:
    """A collector on this machine. Whatever else is asked of it is refused at once, as for a wrong key."""
    held = Collector("")

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            text = (gzip.decompress(body) if self.headers.get("Content-Encoding") == "gzip" else body).decode()
            if not self.path.startswith("/api/1/envelope"):
                self.send_error(401)
                return
            held.raw.append(text)
            held.reports += [
                json.loads(line) for line in text.splitlines() if '"event_id"' in line and '"level"' in line
            ]
            self.send_response(200)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    held.dsn = f"http://{public_key}@127.0.0.1:{server.server_port}/1"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield held
    server.shutdown()
