"""Pages are fetched slowly, where robots.txt allows it, from public addresses alone, into a WARC to collect."""

from __future__ import annotations

import datetime
import gzip
import ipaddress
import ssl
import threading
from collections.abc import Iterator, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar

import pytest

from crossbearing.collect.fetch import Outcome, Pace, fetch_pages
from crossbearing.collect.finding import find_items
from crossbearing.collect.refusal import RefusedError
from crossbearing.collect.step import Collect
from crossbearing.collect.web_addresses import checked_address
from crossbearing.model.errors import SettingsError
from crossbearing.model.steps import Collected

pytest.importorskip("warcio", reason="the extra `fetch` is not installed")
pytest.importorskip("protego", reason="the extra `fetch` is not installed")

HOME = (ipaddress.ip_network("127.0.0.0/8"),)
PAGE = (
    "<html><head><title>Bridge struck</title></head><body><article><p>A bridge near Kunduz was struck on 3 October "
    "2015, the Ministry of Defence said. Two people were wounded, according to the governor.</p></article></body>"
    "</html>"
)


class Site(BaseHTTPRequestHandler):
    """A small site with all that a fetch may meet."""

    protocol_version = "HTTP/1.1"
    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []
    robots: tuple[int, str] = (200, "User-agent: *\nDisallow: /closed/*.html$\nCrawl-delay: 3\n")
    busy_once: ClassVar[set[str]] = set()

    def do_GET(self) -> None:
        """Answer as the path says."""
        type(self).asked.append((self.path, dict(self.headers)))
        path = self.path.partition("?")[0]
        if path == "/robots.txt":
            self.answer(self.robots[0], self.robots[1].encode(), kind="text/plain")
        elif path == "/moved":
            self.answer(301, b"", location="/page")
        elif path == "/inward":
            self.answer(302, b"", location="http://10.0.0.8/admin")
        elif path == "/circle":
            self.answer(302, b"", location="/circle")
        elif path == "/busy" and path not in self.busy_once:
            self.busy_once.add(path)
            self.answer(429, b"", retry="7")
        elif path in ("/page", "/busy", "/closed/a.html"):
            self.answer(200, PAGE.encode())
        elif path == "/chunks":
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            for part in (PAGE[:50], PAGE[50:]):
                self.wfile.write(f"{len(part.encode()):x}\r\n".encode() + part.encode() + b"\r\n")
            self.wfile.write(b"0\r\n\r\n")
        elif path == "/endless":
            self.answer(200, b"x" * 200_000)
        else:
            self.answer(404, b"nothing here")

    def answer(self, status: int, body: bytes, *, kind: str = "text/html; charset=utf-8", location: str = "",
               retry: str = "") -> None:  # fmt: skip
        """Send one answer."""
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if location:
            self.send_header("Location", location)
        if retry:
            self.send_header("Retry-After", retry)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The site's address, while it runs."""
    monkeypatch.setattr(Site, "asked", [])
    monkeypatch.setattr(Site, "busy_once", set())
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def fetched(urls: Sequence[str], target: Path, slept: list[float] | None = None, **pace: object) -> list[Outcome]:
    """Fetch without waiting in truth."""
    waits = slept if slept is not None else []
    settings = Pace(allowed=HOME, **pace)  # type: ignore[arg-type]
    return list(fetch_pages(urls, target, pace=settings, sleep=waits.append))


def test_a_page_becomes_a_document(site: str, tmp_path: Path) -> None:
    """What was fetched is collected with its address, its time of capture and its words, sent in chunks or not."""
    target = tmp_path / "fetched.warc.gz"
    outcomes = fetched([f"{site}/page", f"{site}/chunks", f"{site}/moved"], target, contact="desk@example.org")
    assert [outcome.kept for outcome in outcomes] == [True, True, True]
    items, _rejects = find_items([target])
    collected = [one for one in Collect().open()(items) if isinstance(one, Collected)]
    assert [one.publication.url.removeprefix(site) for one in collected] == ["/page", "/chunks", "/page"]
    assert all("A bridge near Kunduz was struck" in one.text.content for one in collected)
    assert "desk@example.org" in Site.asked[-1][1]["User-Agent"]


def test_robots_and_pauses(site: str, tmp_path: Path) -> None:
    """A page that robots.txt closes is not asked for, and the pause that it asks for is kept."""
    slept: list[float] = []
    outcomes = fetched([f"{site}/closed/a.html", f"{site}/page"], tmp_path / "a.warc.gz", slept)
    assert [(outcome.kept, outcome.kind) for outcome in outcomes] == [(False, "robots"), (True, "")]
    assert [path for path, _headers in Site.asked] == ["/robots.txt", "/page"]
    assert 1.9 < max(slept) <= 3.0


@pytest.mark.parametrize(("status", "kept"), [(404, True), (403, True), (500, False), (429, False)])
def test_no_robots(site: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, status: int, kept: bool) -> None:
    """Where there is no robots.txt all may be fetched; where the server fails over it, nothing may."""
    monkeypatch.setattr(Site, "robots", (status, ""))
    (outcome,) = fetched([f"{site}/page"], tmp_path / "a.warc.gz")
    assert outcome.kept is kept
    assert outcome.kind == ("" if kept else "robots_unknown")


def test_a_busy_server_is_asked_once_more(site: str, tmp_path: Path) -> None:
    """After 429 the wait that the server asks for is kept, and the page asked for once more."""
    slept: list[float] = []
    (outcome,) = fetched([f"{site}/busy"], tmp_path / "a.warc.gz", slept)
    assert outcome.kept
    assert 6.5 < max(slept) <= 7.0


@pytest.mark.parametrize(
    ("path", "kind"),
    [("/inward", "private_address"), ("/circle", "moved_too_often"), ("/endless", "too_large"), ("/gone", "no_page")],
)
def test_refused(site: str, tmp_path: Path, path: str, kind: str) -> None:
    """Ways into the house, circles, endless pages and pages that are gone are refused, each with its reason."""
    outcomes = fetched([f"{site}{path}", f"{site}/page"], tmp_path / "a.warc.gz", largest=100_000)
    assert [outcome.kind for outcome in outcomes] == [kind, ""]
    assert outcomes[0].reason


def test_nobody_there(tmp_path: Path) -> None:
    """A server that does not answer ends in a reason and not in an exception."""
    (outcome,) = fetched(["http://127.0.0.1:9/page"], tmp_path / "a.warc.gz")
    assert outcome.kind == "robots_unknown"


def test_never_over_a_file(site: str, tmp_path: Path) -> None:
    """A file that stands there is not written over."""
    (tmp_path / "a.warc.gz").write_bytes(b"mine")
    with pytest.raises(SettingsError, match="stands there"):
        fetched([f"{site}/page"], tmp_path / "a.warc.gz")
    assert (tmp_path / "a.warc.gz").read_bytes() == b"mine"


def test_the_file_says_what_asked(site: str, tmp_path: Path) -> None:
    """The archive begins with who wrote it and that robots.txt was obeyed, and keeps where each answer came from."""
    fetched([f"{site}/page"], tmp_path / "a.warc.gz")
    written = gzip.decompress((tmp_path / "a.warc.gz").read_bytes())
    assert written.startswith(b"WARC/1.1\r\n")
    assert b"robots: obey" in written
    assert b"WARC-IP-Address: 127.0.0.1" in written


@pytest.mark.parametrize(
    ("url", "addresses", "kind"),
    [
        ("ftp://example.org/a", ["93.184.216.34"], "not_on_the_web"),
        ("file:///etc/passwd", ["93.184.216.34"], "not_on_the_web"),
        ("https://user:word@example.org/", ["93.184.216.34"], "not_on_the_web"),
        ("http://example.org/a\nb", ["93.184.216.34"], "not_on_the_web"),
        ("http://example.org:99999/", ["93.184.216.34"], "not_on_the_web"),
        ("http://nowhere.example/", [], "unknown_host"),
        ("http://localhost/", ["127.0.0.1"], "private_address"),
        ("http://intranet.example/", ["10.2.3.4"], "private_address"),
        ("http://metadata.example/", ["169.254.169.254"], "private_address"),
        ("http://two-faced.example/", ["93.184.216.34", "192.168.0.1"], "private_address"),
        ("http://six.example/", ["::1"], "private_address"),
        ("http://six.example/", ["fe80::1%eth0"], "private_address"),
        ("http://six.example/", ["::ffff:10.0.0.1"], "private_address"),
        ("http://six.example/", ["64:ff9b::a00:1"], "private_address"),
        ("http://six.example/", ["2002:a00:1::"], "private_address"),
        ("http://many.example/", ["224.0.0.1"], "private_address"),
        ("http://zero.example/", ["0.0.0.0"], "private_address"),
    ],
)
def test_addresses(url: str, addresses: list[str], kind: str) -> None:
    """Whatever is no page on the public web is refused before anything is asked."""
    with pytest.raises(RefusedError) as refused:
        checked_address(url, lookup=lambda _host, _port: addresses)
    assert refused.value.kind == kind


def test_public_address() -> None:
    """A page on the public web is asked for at the address that was looked up."""
    address = checked_address("https://example.org/a?b=c", lookup=lambda _host, _port: ["93.184.216.34"])
    assert (address.ip, address.port, address.target, address.origin) == (
        "93.184.216.34", 443, "/a?b=c", "https://example.org",
    )  # fmt: skip


def test_encrypted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Over TLS the certificate must be that of the name asked for, though the connection goes to a checked address."""
    certificate, key = _certificate("pages.example", tmp_path)
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    try:
        outcomes = [
            next(
                fetch_pages(
                    [f"https://{host}:{server.server_port}/page"],
                    tmp_path / f"{host}.warc.gz",
                    pace=Pace(allowed=HOME),
                    lookup=lambda _host, _port: ["127.0.0.1"],
                    sleep=lambda _seconds: None,
                )
            )
            for host in ("pages.example", "other.example")
        ]
    finally:
        server.shutdown()
        server.server_close()
    assert [outcome.kept for outcome in outcomes] == [True, False]


def _certificate(host: str, folder: Path) -> tuple[Path, Path]:
    x509 = pytest.importorskip("cryptography.x509", reason="cryptography is not installed")
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec

    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, host)])
    now = datetime.datetime.now(datetime.UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(days=1))
        .not_valid_after(now + datetime.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(host)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    (folder / "made.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    (folder / "made.key").write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder / "made.pem", folder / "made.key"
