"""Which language model reads, where its endpoint stands, and whether texts may be sent there."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from crossbearing.model.errors import SettingsError

__all__ = ["DEFAULT_KEY_VARIABLE", "LLMSettings"]

DEFAULT_KEY_VARIABLE = "CROSSBEARING_LLM_KEY"
"""Environment variable that the endpoint's key is taken from unless another one is named."""

_PER = 1_000_000  # prices are stated for a million tokens, as providers do


@dataclass(frozen=True, slots=True)
class LLMSettings:
    """A language model behind an endpoint that speaks the OpenAI chat protocol.

    Nothing is sent anywhere unless the endpoint runs on this machine or `send_to` names its host.

    Args:
        url: Base address of the endpoint, such as `http://127.0.0.1:8080/v1`; `/chat/completions` is added.
        model: Name of the model as the endpoint knows it.
        send_to: Host that texts may be sent to; must be that of `url`. Not needed for an endpoint on this machine.
        key_variable: Environment variable that holds the key; where it is not set, no key is sent.
        price_in: Price of a million tokens sent, in the user's own currency, or None where it is not known.
        price_out: Price of a million tokens answered, or None.
        timeout: Seconds that one request may take.
        tries: How often one request is tried.
        seconds: How long one document may take before reading stops with a mark.
        chunk: Characters of a text that are sent at once, whole sentences.
        answer_tokens: Tokens that one answer may have.

    Raises:
        SettingsError: If a setting makes no sense, or texts would leave this machine without leave.
    """

    url: str
    model: str
    send_to: str = ""
    key_variable: str = DEFAULT_KEY_VARIABLE
    price_in: float | None = None
    price_out: float | None = None
    timeout: float = 120.0
    tries: int = 4
    seconds: float = 900.0
    chunk: int = 6_000
    answer_tokens: int = 4_096

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise SettingsError(
                "the address of the language model is no http or https address",
                where=self.url or "the address",
                remedy="give one such as http://127.0.0.1:8080/v1",
            )
        if parts.username or parts.password or parts.query:
            # The address is written to the case log, and a log cannot forget.
            raise SettingsError(
                "the address of the language model holds a name, a password or a query",
                where=parts.hostname,
                remedy=f"leave it out; put the key into the environment variable {self.key_variable}",
            )
        if not self.model:
            raise SettingsError("no model is named", where=self.url, remedy="name one that the endpoint serves")
        if min(self.timeout, self.seconds) <= 0 or min(self.tries, self.chunk, self.answer_tokens) < 1:
            raise SettingsError("a bound is not positive", where="the language model", remedy="give positive numbers")
        if min(self.price_in or 0.0, self.price_out or 0.0) < 0:
            raise SettingsError("a price is negative", where="the language model", remedy="give prices of 0 or more")
        self._check_leave(parts.scheme, parts.hostname)

    def _check_leave(self, scheme: str, host: str) -> None:
        if self.local:
            return
        if self.send_to.casefold() != host:
            given = f"leave was given for {self.send_to!r} alone" if self.send_to else "no leave was given"
            raise SettingsError(
                f"reading would send the texts of all documents to {host}, and {given}",
                where=self.endpoint,
                remedy=f"if that is what you want, say so with --send-texts-to {host}; an endpoint on this machine "
                "needs no leave",
            )
        if scheme == "http" and not _private(host):
            raise SettingsError(
                f"texts and key would travel to {host} unencrypted",
                where=self.endpoint,
                remedy="give an https address",
            )

    @property
    def host(self) -> str:
        """The endpoint's host name or number."""
        return urlsplit(self.url).hostname or ""

    @property
    def endpoint(self) -> str:
        """The address that requests go to."""
        return f"{self.url.rstrip('/')}/chat/completions"

    @property
    def local(self) -> bool:
        """Whether the endpoint runs on this machine: the loopback numbers and `localhost`."""
        if self.host == "localhost":
            return True
        try:
            return ipaddress.ip_address(self.host).is_loopback
        except ValueError:
            return False

    def cost(self, sent: int | None, answered: int | None) -> float | None:
        """Return what so many tokens cost, or None where prices or tokens are not known.

        Args:
            sent: Tokens sent.
            answered: Tokens answered.
        """
        if self.price_in is None or self.price_out is None or sent is None or answered is None:
            return None
        return (sent * self.price_in + answered * self.price_out) / _PER

    @property
    def identity(self) -> tuple[str, ...]:
        """What decides on the answers, for the id of the step: neither key nor prices nor patience."""
        return (self.endpoint, self.model, str(self.chunk), str(self.answer_tokens))


def _private(host: str) -> bool:
    """Tell whether a host is a number of a private network, where encryption is the network's own matter."""
    try:
        return ipaddress.ip_address(host).is_private
    except ValueError:
        return False
