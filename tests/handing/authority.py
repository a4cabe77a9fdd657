"""A time-stamp authority of one's own: OpenSSL behind a small server, with certificates made for the test."""

from __future__ import annotations

import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

_SETTINGS = """\
[req]
distinguished_name = name
[name]
[ca]
basicConstraints = critical, CA:TRUE
keyUsage = critical, keyCertSign
[tsa]
basicConstraints = CA:FALSE
keyUsage = critical, digitalSignature
extendedKeyUsage = critical, timeStamping
[stamps]
serial = serial
signer_cert = tsa.pem
certs = ca.pem
signer_key = tsa.key
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha512
accuracy = secs:1
"""


class Authority:
    """An authority in a folder.

    Args:
        folder: Where its keys and certificates are made.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir()
        self.folder = folder
        self.root = folder / "ca.pem"
        self.asked: list[bytes] = []
        self.says: bytes | None = None
        (folder / "settings").write_text(_SETTINGS, encoding="utf-8")
        (folder / "serial").write_text("01\n", encoding="utf-8")
        self._run("req -x509 -newkey rsa:2048 -nodes -keyout ca.key -out ca.pem -days 9 -subj /CN=Example-Root "
                  "-config settings -extensions ca")  # fmt: skip
        self._run("req -newkey rsa:2048 -nodes -keyout tsa.key -out tsa.csr -subj /CN=Example-Stamps -config settings")
        self._run("x509 -req -in tsa.csr -CA ca.pem -CAkey ca.key -CAcreateserial -out tsa.pem -days 9 "
                  "-extfile settings -extensions tsa")  # fmt: skip

    def _run(self, words: str) -> None:
        subprocess.run(["openssl", *words.split()], cwd=self.folder, check=True, capture_output=True)

    def answer(self, request: bytes) -> bytes:
        """Return the answer to a request, or what `says` says instead."""
        self.asked.append(request)
        if self.says is not None:
            return self.says
        (self.folder / "in.tsq").write_bytes(request)
        self._run("ts -reply -queryfile in.tsq -out out.tsr -config settings -section stamps")
        return (self.folder / "out.tsr").read_bytes()

    def confirms(self, digest: str, answer: Path) -> bool:
        """Return whether OpenSSL finds an answer to be a time-stamp of a digest by this authority."""
        done = subprocess.run(
            ["openssl", "ts", "-verify", "-digest", digest, "-in", answer, "-CAfile", self.root],
            capture_output=True,
            check=False,
        )
        return done.returncode == 0

    @contextmanager
    def serving(self, *, status: int = 200, elsewhere: str = "") -> Iterator[str]:
        """Serve it on a free port, and give its address.

        Args:
            status: With which it answers.
            elsewhere: Address that it sends its callers to.
        """
        authority = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                """Answer."""
                request = self.rfile.read(int(self.headers["Content-Length"]))
                assert self.headers["Content-Type"] == "application/timestamp-query"
                body = authority.answer(request)
                self.send_response(status)
                if elsewhere:
                    self.send_header("Location", elsewhere)
                self.send_header("Content-Type", "application/timestamp-reply")
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/tsa"
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
