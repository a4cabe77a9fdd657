"""Names in what leaves the case: private persons and accounts under consistent pseudonyms, victims not at all.

Who is private and who is a public official is told by the rules of the dossier (`show.dossier.privacy`). A person gets
the same number wherever the name stands in one export; the numbers follow from the names by a hash, so that the same
case gives the same ones and their order tells nothing.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from crossbearing.show.dossier.names import personal_tokens, plain_word, title_word
from crossbearing.show.dossier.privacy import WITHHELD, Veil, merged

__all__ = ["ADDRESS_WITHHELD", "Mask", "name_key", "names_pattern"]

ADDRESS_WITHHELD = "[address withheld]"
"""What stands in place of an e-mail address, a telephone number or the address of an account's page."""

_SOCIAL_HOSTS = (
    r"(?:twitter\.com|x\.com|nitter\.\w+|t\.me|telegram\.me|facebook\.com|fb\.com|instagram\.com|tiktok\.com|"
    r"youtube\.com|vk\.com|ok\.ru|bsky\.app|threads\.net|snapchat\.com|weibo\.com|reddit\.com|linkedin\.com|"
    r"mastodon\.\w+|truthsocial\.com|rumble\.com)"
)
_SOCIAL_URL = re.compile(rf"(?i:(?:https?://)?(?<![\w.-])(?:[a-z0-9-]+\.)?{_SOCIAL_HOSTS}/[^\s<>\"')\]]*)")
_EMAIL = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<![\w+])\+\d(?:[ ().-]{0,2}\d){7,14}(?!\w)")
_HANDLE = re.compile(r"(?<![\w@/.])@(\w(?:[\w.]{0,38}\w)?)")


def name_key(name: str) -> tuple[str, ...]:
    """Return what tells a name from others: its words in lower case, without titles, articles and possessives."""
    words = [plain_word(word.strip(".")) for word in personal_tokens(name) if not title_word(word)]
    return tuple(word for word in words if word) or tuple(re.findall(r"\w+", name.casefold()))


def names_pattern(names: Iterable[str]) -> re.Pattern[str] | None:
    """Return a pattern that finds names; None without names.

    Names of several words are found in any case and whatever stands between their words; single words, which may also
    be ordinary ones, as written or in capitals, unless a digit or an underscore shows that they are no words.
    """
    parts = sorted({_pattern(words) for name in names if (words := re.findall(r"\w+", name))})
    if not parts:
        return None
    parts.sort(key=len, reverse=True)
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(parts)})(?![^\W_])")


def _pattern(words: Sequence[str]) -> str:
    whole = r"[\W_]+".join(map(re.escape, words))
    if len(words) > 1 or re.search(r"[\d_]", words[0]):
        return f"(?i:{whole})"
    return f"(?:{whole}|{re.escape(words[0].upper())})"


@dataclass
class Mask:
    """Hides names in strings.

    Args:
        veil: Finds private persons; an inactive one finds none.
        victims: Names of victims, always hidden.
        accounts: Names of accounts and private persons that publish.
        places: Names of places finer than the export may tell.
        hidden: Names that somebody decided to hide, whatever else is asked.
        hide_contacts: Hide handles, addresses of accounts, e-mail addresses and telephone numbers.
    """

    veil: Veil
    victims: Sequence[str] = ()
    accounts: Sequence[str] = ()
    places: Sequence[str] = ()
    hidden: Sequence[str] = ()
    hide_contacts: bool = True
    _people: dict[tuple[str, ...], int] = field(default_factory=dict, init=False)
    _accounts: dict[str, int] = field(default_factory=dict, init=False)
    _reviewers: dict[str, int] = field(default_factory=dict, init=False)
    _done: dict[str, str] = field(default_factory=dict, init=False)
    _veil_words: set[str] = field(default_factory=set, init=False)
    _victim_keys: set[tuple[str, ...]] = field(default_factory=set, init=False)
    _victim_names: re.Pattern[str] | None = field(default=None, init=False)
    _place_names: re.Pattern[str] | None = field(default=None, init=False)
    _account_names: re.Pattern[str] | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        self._veil_words = {word for name in self.veil.withheld for word in re.findall(r"\w+", name.casefold())}
        self._victim_keys = {name_key(name) for name in (*self.victims, *self.hidden)}
        self._victim_names = names_pattern((*self.victims, *self.hidden))
        self._place_names = names_pattern(self.places)
        ordered = sorted({_account_key(name) for name in self.accounts}, key=_shuffled)
        self._accounts = {name: number for number, name in enumerate(ordered, start=1)}
        self._account_names = names_pattern(self.accounts) if self.hide_contacts else None
        people = {name_key(name) for name in self.veil.withheld if len(name_key(name)) > 1}
        for key in sorted(people - self._victim_keys, key=lambda words: _shuffled(" ".join(words))):
            self._people[key] = len(self._people) + 1

    def text(self, content: str) -> str:
        """Return a string with every hidden name in it replaced."""
        if not content:
            return content
        if content not in self._done:
            self._done[content] = self._masked(content)
        return self._done[content]

    def url(self, address: str) -> str:
        """Return an address, or an empty string where it names an account, a hidden person or a hidden place."""
        return address if self.text(address) == address else ""

    def account(self, name: str) -> str:
        """Return the pseudonym of a publisher that is an account or a private person."""
        if not self.hide_contacts:
            return self.text(name)
        number = self._accounts.setdefault(_account_key(name), len(self._accounts) + 1)
        return f"[account {number}]"

    def reviewer(self, names: str) -> str:
        """Return the pseudonym of those who signed something; `machine` and nobody stay."""
        if not self.hide_contacts or names in ("", "machine"):
            return names
        known = [self._reviewers.setdefault(name, len(self._reviewers) + 1) for name in names.split(", ")]
        return ", ".join(f"[reviewer {number}]" for number in known)

    def counts(self) -> dict[str, int]:
        """Return how many were hidden: persons, accounts, victims, those by decision, reviewers, places."""
        return {
            "persons": len(self._people),
            "accounts": len(self._accounts) if self.hide_contacts else 0,
            "victims": len({name_key(name) for name in self.victims}),
            "by_decision": len({name_key(name) for name in self.hidden}),
            "reviewers": len(self._reviewers),
            "places": len(self.places),
        }

    def hidden_names(self) -> tuple[str, ...]:
        """Return the names of several words that may stand nowhere in the export."""
        names = {*(self.veil.withheld if self.veil.active else ()), *self.victims, *self.hidden, *self.places}
        if self.hide_contacts:
            names |= set(self.accounts)
        return tuple(sorted(name for name in names if len(re.findall(r"\w+", name)) > 1))

    def _masked(self, content: str) -> str:
        content = self._contacts(content) if self.hide_contacts else content
        if self._place_names is not None:
            content = self._place_names.sub("[place withheld]", content)
        spans = self._private(content)
        for pattern in (self._victim_names, self._account_names):
            if pattern is not None:
                spans.extend(match.span() for match in pattern.finditer(content))
        pieces: list[str] = []
        done = 0
        for start, end in merged(spans):
            pieces.extend((content[done:start], self._label(content[start:end])))
            done = end
        pieces.append(content[done:])
        return "".join(pieces)

    def _private(self, content: str) -> list[tuple[int, int]]:
        """Return where private persons are named; names known from elsewhere are looked for only where a word is."""
        finder = self.veil.finder
        if finder is None or not self._veil_words.isdisjoint(re.findall(r"\w+", content.casefold())):
            return self.veil.spans(content)
        return list(finder.private_spans(content))

    def _contacts(self, content: str) -> str:
        if "@" not in content and "/" not in content and "+" not in content:
            return content
        content = _EMAIL.sub(ADDRESS_WITHHELD, content)
        content = _SOCIAL_URL.sub(ADDRESS_WITHHELD, content)
        content = _PHONE.sub(ADDRESS_WITHHELD, content)
        return _HANDLE.sub(self._handle, content)

    def _handle(self, match: re.Match[str]) -> str:
        finder = self.veil.finder
        if finder is not None and match[1].casefold() in finder.kept:
            return match[0]
        return self.account(match[1])

    def _label(self, name: str) -> str:
        if self.hide_contacts and _account_key(name) in self._accounts:
            return self.account(name)
        key = name_key(name)
        if key in self._victim_keys or (self._victim_names is not None and self._victim_names.fullmatch(name)):
            return WITHHELD
        if key not in self._people:
            whole = [known for known in self._people if set(key) <= set(known)]
            if len(whole) != 1 and len(key) < 2:
                return WITHHELD  # one word that several persons, or nobody known, may be called
            self._people[key] = self._people[whole[0]] if len(whole) == 1 else max(self._people.values(), default=0) + 1
        return f"[person {self._people[key]}]"


def _account_key(name: str) -> str:
    return " ".join(name.casefold().removeprefix("@").split())


def _shuffled(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()
