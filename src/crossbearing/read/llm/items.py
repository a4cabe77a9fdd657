"""The claims in a model's answer: plain JSON in, checked records out, what does not hold refused with its reason."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, TypeVar

from crossbearing.model.actors import Link, Stance
from crossbearing.model.claims import Basis, Modality
from crossbearing.model.errors import CrossbearingError
from crossbearing.read.llm.transport import BadAnswerError
from crossbearing.resources.vocabulary import event_kinds, slots

__all__ = ["Item", "Told", "UnfitClaimError", "items"]

_ENUM = TypeVar("_ENUM", Stance, Basis, Modality, Link)
_LONGEST = 2_000  # characters of any one string
_LARGEST = 10**9  # of any number of persons or things
_MOST = 200  # claims taken from one answer; the schema asks for fewer


@dataclass(frozen=True, slots=True)
class Told:
    """A speaker as the model names it."""

    name: str
    named: bool
    link: Link


@dataclass(frozen=True, slots=True)
class Item:
    """One claim of an answer, its fields checked but not yet found in the text. See `resources/llm/instructions.txt`.

    Args:
        sentence: Number of the sentence.
        words: Words of the answer, as copied.
        slot: The question.
        low: Lowest number stated, or None.
        high: Highest number stated, or None.
        code: Of the tree of intent or a kind of event, or empty.
        names: Bodies or places in the words.
        event: Number of the happening.
        type: Its kind.
        negated: Whether it is said not to have taken place.
        modality: How it stands to the report.
        part_of: Part that the answer is about, or empty.
        speakers: Outermost first.
        stance: Of the innermost speaker.
        basis: What that speaker's words rest on.
        hedges: Words of doubt.
    """

    sentence: int
    words: str
    slot: str
    low: int | None
    high: int | None
    code: str
    names: tuple[str, ...]
    event: int
    type: str
    negated: bool
    modality: Modality
    part_of: str
    speakers: tuple[Told, ...]
    stance: Stance
    basis: Basis
    hedges: tuple[str, ...]


class UnfitClaimError(CrossbearingError):
    """A claim of an answer that cannot be taken; kept as a reject with its reason.

    Args:
        kind: Machine-readable (`quote_not_found`).
        reason: In words.
        words: What the model quoted, as far as it is known.
    """

    def __init__(self, kind: str, reason: str, words: str = "") -> None:
        super().__init__(reason, words)
        self.kind = kind
        self.words = words


def items(content: str) -> Iterator[Item | UnfitClaimError]:
    """Yield the claims of an answer, and an error for each that breaks the form.

    Args:
        content: What the model wrote: a JSON object, perhaps in a fence or behind its thoughts.

    Raises:
        BadAnswerError: If there is no JSON object with a list of claims in it.
    """
    given = _claims(content)
    for plain in given[:_MOST]:
        try:
            yield _item(plain)
        except UnfitClaimError as error:
            yield error
    if len(given) > _MOST:
        yield UnfitClaimError(
            "too_many", f"only the first {_MOST} claims of an answer are taken, not {len(given) - _MOST} more"
        )


def _claims(content: str) -> list[Any]:
    """Return the list of claims; text around the outermost braces is passed over."""
    behind = content.rfind("</think>")
    words = content[behind + len("</think>") :] if behind >= 0 else content
    first, last = words.find("{"), words.rfind("}")
    try:
        plain = json.loads(words[first : last + 1]) if 0 <= first < last else None
    except (ValueError, RecursionError) as error:
        raise BadAnswerError("the model's answer is no JSON") from error
    claims = plain.get("claims") if isinstance(plain, dict) else None
    if not isinstance(claims, list):
        raise BadAnswerError("the model's answer holds no list of claims")
    return claims


def _item(plain: Any) -> Item:
    if not isinstance(plain, Mapping):
        raise UnfitClaimError("bad_form", "the claim is no object")
    words = _words(plain, "words", required=True)
    slot = _words(plain, "slot", required=True)
    if slot not in slots():
        raise UnfitClaimError("wrong_slot", f"there is no question {_shown(slot)}", words)
    kind = _words(plain, "type") or "other"
    if kind not in event_kinds():
        raise UnfitClaimError("wrong_event", f"there is no kind of event {_shown(kind)}", words)
    return Item(
        sentence=_number(plain, "sentence", words) or 0,
        words=words,
        slot=slot,
        low=_number(plain, "low", words),
        high=_number(plain, "high", words),
        code=_words(plain, "code"),
        names=_list(plain, "names", words),
        event=_number(plain, "event", words) or 1,
        type=kind,
        negated=plain.get("negated") is True,
        modality=_enum(Modality, plain, "modality", Modality.NEWS, words),
        part_of=_words(plain, "part_of"),
        speakers=_speakers(plain, words),
        stance=_enum(Stance, plain, "stance", Stance.ASSERTS, words),
        basis=_enum(Basis, plain, "basis", Basis.UNKNOWN, words),
        hedges=_list(plain, "hedges", words),
    )


def _shown(word: str) -> str:
    return repr(word[:60])


def _words(plain: Mapping[str, Any], name: str, *, required: bool = False) -> str:
    value = plain.get(name)
    if value is None and not required:
        return ""
    if not isinstance(value, str) or (required and not value.strip()):
        raise UnfitClaimError("bad_form", f"{name} is missing or no words")
    if len(value) > _LONGEST:
        raise UnfitClaimError("bad_form", f"{name} is longer than {_LONGEST} characters", value[:80])
    return value.strip()


def _number(plain: Mapping[str, Any], name: str, words: str) -> int | None:
    value = plain.get(name)
    if value is None:
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _LARGEST:
        raise UnfitClaimError("bad_form", f"{name} is no whole number of 0 or more", words)
    return value


def _list(plain: Mapping[str, Any], name: str, words: str) -> tuple[str, ...]:
    value = plain.get(name)
    if value is None:
        return ()
    if not isinstance(value, list) or not all(isinstance(entry, str) and len(entry) <= _LONGEST for entry in value):
        raise UnfitClaimError("bad_form", f"{name} is no list of words", words)
    return tuple(entry.strip() for entry in value if entry.strip())


def _enum(options: type[_ENUM], plain: Mapping[str, Any], name: str, default: _ENUM, words: str) -> _ENUM:
    value = plain.get(name)
    if value in (None, ""):
        return default
    for option in options:
        if option == value:
            return option
    raise UnfitClaimError("bad_form", f"{name} may not be {_shown(str(value))}", words)


def _speakers(plain: Mapping[str, Any], words: str) -> tuple[Told, ...]:
    value = plain.get("speakers")
    if value is None:
        return ()
    if not isinstance(value, list):
        raise UnfitClaimError("bad_form", "speakers is no list", words)
    found = []
    for entry in value:
        if not isinstance(entry, Mapping):
            raise UnfitClaimError("bad_form", "a speaker is no object", words)
        link = _enum(Link, entry, "link", Link.CITES, words)
        name = _words(entry, "name", required=True)
        found.append(Told(name, entry.get("named") is not False, Link.CITES if link is Link.PUBLISHES else link))
    return tuple(found)
