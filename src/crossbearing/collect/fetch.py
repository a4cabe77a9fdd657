"""Fetching pages from the web into a WARC file: slowly, by the rules of robots.txt, and from public addresses alone.

Sources: RFC 9309 (robots.txt), RFC 9110 section 15 (status codes), ISO 28500:2017 (WARC).
"""

from __future__ import annotations

import io
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from crossbearing.collect.refusal import RefusedError
from crossbearing.collect.web_addresses import Address, Lookup, Network, checked_address, system_lookup
from crossbearing.model.errors import SettingsError

if TYPE_CHECKING:
    from urllib3 import BaseHTTPResponse

__all__ = ["AGENT", "Outcome", "Pace", "fetch_pages"]

AGENT = "crossbearing"
"""What the program calls itself to servers, and the name that robots.txt may address."""

_CHUNK = 65_536
_ROBOTS_LARGEST = 512_000  # RFC 9309, 2.5: at least 500 kibibytes are to be read
_REDIRECTS = 5  # RFC 9309, 2.3.1.2
_LONGEST_WAIT = 120.0
_BUSY = (429, 503)
_MOVED = (301, 302, 303, 307, 308)


@dataclass(frozen=True, slots=True)
class Pace:
    """How much is asked of servers, and how much of their answers is taken.

    Args:
        wait: Seconds between two requests to one host; robots.txt may ask for more.
        timeout: Seconds within which a whole answer must have come.
        largest: Bytes of an answer's body that are taken; longer ones are refused.
        contact: How the owner of a server reaches who fetches, such as an address of e-mail; sent along, or empty.
        allowed: Ranges that may be asked though they are not public.
    """

    wait: float = 2.0
    timeout: float = 60.0
    largest: int = 50_000_000
    contact: str = ""
    allowed: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of one address.

    Args:
        url: As it was given.
        status: Of the last answer, or 0 where there was none.
        kept: Whether a page with status 200 stands in the file.
        kind: Why not, one word; empty if kept.
        reason: Why not, in words; empty if kept.
    """

    url: str
    status: int
    kept: bool
    kind: str = ""
    reason: str = ""


@dataclass
class _Fetcher:
    writer: Any
    pace: Pace
    lookup: Lookup
    sleep: Callable[[float], None]
    robots: dict[str, Any] = field(default_factory=dict)
    next_at: dict[str, float] = field(default_factory=dict)

    def fetch(self, url: str) -> Outcome:
        """Fetch one page, follow where it has moved, and keep every answer."""
        status, at = 0, url
        try:
            for _ in range(_REDIRECTS + 1):
                address = checked_address(at, lookup=self.lookup, allowed=self.pace.allowed)
                self._obey_robots(address)
                status, moved = self._ask_and_keep(at, address)
                if not moved:
                    break
                at = urljoin(at, moved)
        except RefusedError as refused:
            return Outcome(url, status, kept=False, kind=refused.kind, reason=refused.what)
        if moved:
            reason = f"has moved more than {_REDIRECTS} times"
            return Outcome(url, status, kept=False, kind="moved_too_often", reason=reason)
        if status != 200:
            return Outcome(url, status, kept=False, kind="no_page", reason=f"was answered with status {status}")
        return Outcome(url, status, kept=True)

    def _ask_and_keep(self, url: str, address: Address) -> tuple[int, str]:
        """Ask for a page, a second time where the server is busy; return the status and where the page has moved."""
        answer, body = self._ask(url, address)
        if answer.status in _BUSY:
            self._later(address, _seconds(answer.headers.get("retry-after", "")))
            answer, body = self._ask(url, address)
        _keep(self.writer, url, address, answer, body)
        moved = answer.headers.get("location", "") if answer.status in _MOVED else ""
        return int(answer.status), moved

    def _ask(self, url: str, address: Address, *, largest: int = 0) -> tuple[BaseHTTPResponse, bytes]:
        import urllib3

        self._wait_for(address)
        limit = largest or self.pace.largest
        deadline = time.monotonic() + self.pace.timeout
        try:
            with _pool(address, self.pace.timeout) as pool:
                answer = pool.request(
                    "GET", address.target, headers=self._headers(url), preload_content=False,
                    decode_content=False, redirect=False, retries=False,
                )  # fmt: skip
                body = bytearray()
                while chunk := answer.read(_CHUNK, decode_content=False):
                    body += chunk
                    if len(body) > limit:
                        raise RefusedError("too_large", f"is larger than {limit:,} bytes")
                    if time.monotonic() > deadline:
                        raise RefusedError("too_slow", f"did not come within {self.pace.timeout:g} seconds")
        except (urllib3.exceptions.HTTPError, OSError) as error:
            raise RefusedError("no_answer", f"could not be fetched ({type(error).__name__})") from error
        finally:
            self.next_at[address.origin] = max(
                self.next_at.get(address.origin, 0.0), time.monotonic() + self._pause(address)
            )
        return answer, bytes(body)

    def _headers(self, url: str) -> dict[str, str]:
        contact = f" ({self.pace.contact})" if self.pace.contact else ""
        return {
            "Host": urlsplit(url).netloc,
            "User-Agent": f"{AGENT}{contact}",
            "Accept": "text/html,application/xhtml+xml,application/pdf;q=0.9,*/*;q=0.5",
            "Accept-Encoding": "identity",
        }

    def _wait_for(self, address: Address) -> None:
        left = self.next_at.get(address.origin, 0.0) - time.monotonic()
        if left > 0:
            self.sleep(left)

    def _pause(self, address: Address) -> float:
        rules = self.robots.get(address.origin)
        asked = rules.crawl_delay(AGENT) if rules is not None and hasattr(rules, "crawl_delay") else None
        return max(self.pace.wait, min(float(asked or 0.0), _LONGEST_WAIT))

    def _later(self, address: Address, seconds: float) -> None:
        self.next_at[address.origin] = time.monotonic() + max(self._pause(address), seconds)

    def _obey_robots(self, address: Address) -> None:
        if address.origin not in self.robots:
            self.robots[address.origin] = self._rules(address)
        rules = self.robots[address.origin]
        if rules is _ALL:
            return
        if rules is _NOTHING:
            raise RefusedError("robots_unknown", "lies on a server whose robots.txt cannot be had now; ask again later")
        if not rules.can_fetch(address.origin + address.target, AGENT):
            raise RefusedError("robots", "is not to be fetched by programs, as its server's robots.txt says")

    def _rules(self, address: Address) -> Any:
        """Return what robots.txt allows (RFC 9309, 2.3.1): all where there is none, nothing where the server fails."""
        from protego import Protego

        at = f"{address.origin}/robots.txt"
        try:
            for _ in range(_REDIRECTS + 1):
                where = checked_address(at, lookup=self.lookup, allowed=self.pace.allowed)
                answer, body = self._ask(at, where, largest=_ROBOTS_LARGEST)
                moved = answer.headers.get("location", "") if answer.status in _MOVED else ""
                if not moved:
                    break
                at = urljoin(at, moved)
        except RefusedError:
            return _NOTHING
        if answer.status == 200:
            return Protego.parse(body.decode("utf-8", "replace"))
        return _ALL if 300 <= answer.status < 500 and answer.status != 429 else _NOTHING


_ALL, _NOTHING = object(), object()


def fetch_pages(
    urls: Sequence[str],
    target: Path,
    *,
    pace: Pace,
    version: str = "",
    lookup: Lookup = system_lookup,
    sleep: Callable[[float], None] = time.sleep,
) -> Iterator[Outcome]:
    """Fetch pages one after another into a new WARC file, and yield what came of each.

    Args:
        urls: Addresses; each is asked for once.
        target: File to write, ending in `.warc.gz`; it must not exist.
        pace: How much is asked of servers.
        version: Version of the program, for the file's head.
        lookup: Gives the addresses of a host.
        sleep: Waits.

    Raises:
        SettingsError: If the libraries for it are not installed, or something stands at the target.
        OSError: If the file cannot be written.
    """
    try:
        import protego  # noqa: F401
        import urllib3  # noqa: F401
        from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]
    except ImportError as error:
        raise SettingsError(
            "fetching needs libraries that are not installed", remedy="pip install 'crossbearing[fetch]'"
        ) from error
    try:
        stream = target.open("xb")
    except FileExistsError:
        raise SettingsError("something stands there", where=str(target), remedy="choose another name") from None
    with stream:
        writer = WARCWriter(stream, gzip=True, warc_version="1.1")
        about = {"software": f"{AGENT} {version}".strip(), "format": "WARC File Format 1.1", "robots": "obey"}
        writer.write_record(writer.create_warcinfo_record(target.name, about))
        fetcher = _Fetcher(writer, pace, lookup, sleep)
        for url in dict.fromkeys(urls):
            yield fetcher.fetch(url)


def _pool(address: Address, timeout: float) -> Any:
    import urllib3

    kept = urllib3.Timeout(connect=min(timeout, 20.0), read=timeout)
    if address.scheme == "http":
        return urllib3.HTTPConnectionPool(address.ip, address.port, timeout=kept)
    # To the address that was checked, under the name that was asked for.
    return urllib3.HTTPSConnectionPool(
        address.ip, address.port, timeout=kept, server_hostname=address.host, assert_hostname=address.host,
    )  # fmt: skip


def _keep(writer: Any, url: str, address: Address, answer: BaseHTTPResponse, body: bytes) -> None:
    from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]

    # What stands in the file is the body without its chunks, so the header that announces them takes another name.
    headers = [
        (f"X-Crawler-{name}" if name.lower() == "transfer-encoding" else name, _header_value(value))
        for name, value in answer.headers.items()
    ]
    http = StatusAndHeaders(
        f"{answer.status} {_header_value(answer.reason or '')}".strip(), headers, protocol="HTTP/1.1"
    )
    record = writer.create_warc_record(
        url, "response", payload=io.BytesIO(body), http_headers=http,
        warc_headers_dict={"WARC-IP-Address": address.ip, "WARC-Date": _now()},
    )  # fmt: skip
    writer.write_record(record)


def _header_value(value: str) -> str:
    return " ".join(value.encode("latin-1", "replace").decode("latin-1").split())


def _now() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _seconds(retry_after: str) -> float:
    """Return how long a server asks to wait (RFC 9110, 10.2.3), within bounds."""
    if retry_after.strip().isdigit():
        return min(float(retry_after), _LONGEST_WAIT)
    try:
        left = (parsedate_to_datetime(retry_after) - datetime.now(UTC)).total_seconds()
    except (TypeError, ValueError):
        return 0.0
    return min(max(left, 0.0), _LONGEST_WAIT)
