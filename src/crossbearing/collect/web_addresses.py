"""Which addresses on the web may be asked: public ones, looked up once and then connected to as looked up.

A name that answers with a public address when it is checked and with a private one when it is used would otherwise
lead a fetch into the network it runs in.
"""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from crossbearing.collect.refusal import RefusedError

__all__ = ["Address", "Lookup", "Network", "checked_address", "system_lookup"]

Network = ipaddress.IPv4Network | ipaddress.IPv6Network
"""A range of addresses."""

Lookup = Callable[[str, int], Sequence[str]]
"""Returns the addresses that a host name has, for a port."""

_PORTS = {"http": 80, "https": 443}
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: an IPv4 address in its last four bytes


@dataclass(frozen=True, slots=True)
class Address:
    """Where a page is asked for.

    Args:
        scheme: `http` or `https`.
        host: Name, as the address of the page has it.
        port: Port.
        ip: The address to connect to.
        target: Path and query.
    """

    scheme: str
    host: str
    port: int
    ip: str
    target: str

    @property
    def origin(self) -> str:
        """Scheme, host and port: what robots.txt and waiting times hold for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == _PORTS[self.scheme] else f":{self.port}")


def system_lookup(host: str, port: int) -> Sequence[str]:
    """Return the addresses that the system's resolver gives.

    Raises:
        OSError: If there are none.
    """
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return [str(entry[4][0]) for entry in found]


def checked_address(url: str, *, lookup: Lookup, allowed: Sequence[Network] = ()) -> Address:
    """Return where to connect for a page.

    Args:
        url: Its address.
        lookup: Gives the addresses of a name.
        allowed: Ranges that may be asked though they are not public, such as an archive in the house.

    Raises:
        RefusedError: `not_on_the_web`, `unknown_host` or `private_address`.
    """
    try:
        parts = urlsplit(url)
        scheme, host, port = parts.scheme.lower(), parts.hostname or "", parts.port
    except ValueError:
        scheme, host, port = "", "", None
    if scheme not in _PORTS or not host or parts.username is not None or not url.isprintable() or " " in url:
        raise RefusedError(
            "not_on_the_web", "is no address of a page", remedy="give it whole, as https://HOST/PATH, without a login"
        )
    port = port or _PORTS[scheme]
    try:
        found = [ipaddress.ip_address(one.partition("%")[0]) for one in lookup(_ascii(host), port)]
    except (OSError, ValueError):
        found = []
    if not found:
        raise RefusedError("unknown_host", "names a host that cannot be found", remedy="check it and the network")
    # All of them, and not the first that is public: a name with a private address beside is none to follow.
    for one in found:
        if not any(one in network for network in allowed) and not _public(one):
            raise RefusedError(
                "private_address",
                "leads into a private network",
                remedy="name its range with --allow-network if you mean it",
            )
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Address(scheme, host, port, str(found[0]), target)


def _public(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> bool:
    if isinstance(address, ipaddress.IPv6Address):
        inner = address.ipv4_mapped or address.sixtofour
        if inner is None and address in _NAT64:
            inner = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if inner is not None:
            return _public(inner)
    return address.is_global and not address.is_multicast


def _ascii(host: str) -> str:
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host
