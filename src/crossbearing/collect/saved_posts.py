"""Posts of X (Twitter) saved as the words of their page: the post, apart from its author, its counts and its replies.

Copied off the page, the author stands before the first word without a space ("Osk Observatory@oskobsOn May 3, shells
hit ..."), and behind the last one stand the moment and the counts ("#Osk2:30 PM · May 4, 2031540Views31") and, below,
what others replied. The moment is that of the post and no time of what it tells; replies are other people's words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from crossbearing.collect.draft import Draft, Part
from crossbearing.model.documents import BlockKind

__all__ = ["with_post_apart"]

_MONTH = r"(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*\.?"
_FOOT = re.compile(
    r"(?:Translate (?:Tweet|post))?"
    r"(?:\d{1,2}:\d\d)?(?:\d[\d.,]*[KM]?\s?[Vv]iews?)?"  # how long a film is, and how often it was seen
    r"\d{1,2}:\d\d\s?[AP]M\s*·\s*"
    rf"(?P<day>{_MONTH} \d{{1,2}}, (?:19|20)\d\d|\d{{1,2}} {_MONTH} (?:19|20)\d\d)"
)
_LABEL = re.compile(
    r"(?:Post|Conversation|Tweet|Thread|See new (?:posts|Tweets)|Copy link to Tweet|Embed Tweet|Report Tweet"
    r"|Report NetzDG Violation|Translate (?:Tweet|post))",
)
_HEAD = re.compile(
    r"(?:(?:Post|Conversation|Tweet|Thread)\s*(?=[^\sa-z]))?(?P<name>[^@\n.!?]{1,60}?)\s?@(?P<handle>[A-Za-z0-9_]{2,40})"
)
_LONGEST_HANDLE = 15
"""Characters (X help centre, "Username registration errors")."""
_OPENERS = frozenset(
    """a an the on in at after as by for from following during it its this these two three four five six seven eight
    nine ten today yesterday last early late more at least several many one no new with when while we our i he she
    they there russian syrian israeli ukrainian turkish american""".split()  # noqa: SIM905
)
"""Words with which posts begin; a handle that ends in one of them is cut too short, and nobody is misnamed for it."""
_FIRST = 4  # parts at the head among which the author stands


@dataclass(frozen=True, slots=True)
class _Author:
    name: str
    end: int


def with_post_apart(draft: Draft) -> Draft:
    """Return a text with the words of a saved post apart from those of the page around it, and with what they state.

    Args:
        draft: A text without mark-up; others than saved posts come back as they are.
    """
    foot = next(
        ((at, found) for at, part in enumerate(draft.parts) if (found := _FOOT.search(part.text)) is not None), None
    )
    if foot is None:
        if not any(part.text.strip() == "Copy link to Tweet" for part in draft.parts):
            return draft
        return replace(draft, parts=tuple(map(_without_label, draft.parts)))
    at, found = foot
    parts = [*_before(draft.parts[:at]), *_ended(draft.parts[at], found)]
    parts += [replace(part, kind=BlockKind.RELATED) for part in draft.parts[at + 1 :]]
    author = next(
        ((place, who) for place, part in enumerate(parts[:_FIRST]) if (who := _author(part)) is not None), None
    )
    stated = draft.stated
    if author is not None:
        place, who = author
        head = parts[place]
        rest = head.text[who.end :].strip()
        parts[place : place + 1] = [
            Part(BlockKind.BOILERPLATE, head.text[: who.end].strip(), page=head.page),
            *([replace(head, text=rest, kind=BlockKind.BODY)] if rest else []),
        ]
        if not stated.publisher:
            basis = (*stated.basis, ("publisher", "the author at the head of the post"))
            stated = replace(stated, publisher=who.name, basis=basis)
    if not stated.published:
        basis = (*stated.basis, ("published", "the moment below the post"))
        stated = replace(stated, published=found["day"], basis=basis)
    return replace(draft, parts=tuple(parts), stated=stated)


def _before(parts: Sequence[Part]) -> Iterator[Part]:
    yield from map(_without_label, parts)


def _without_label(part: Part) -> Part:
    return replace(part, kind=BlockKind.BOILERPLATE) if _LABEL.fullmatch(part.text.strip()) else part


def _ended(part: Part, found: re.Match[str]) -> Iterator[Part]:
    """Yield the words of a part before its foot, and the foot with the counts behind it."""
    words = part.text[: found.start()].rstrip()
    if words:
        yield replace(part, text=words)
    yield replace(part, text=part.text[found.start() :], kind=BlockKind.RELATED)


def _author(part: Part) -> _Author | None:
    """Return who wrote a post if its name and handle begin this part, and where they end."""
    found = _HEAD.match(part.text)
    if found is None or part.kind is BlockKind.RELATED:
        return None
    handle = found["handle"]
    # "oskobsOn May 3": the first word of the post stands right behind the handle.
    glued = next(
        (
            end
            for end in range(len(handle) - 1, 2, -1)
            if handle[end].isupper() and not handle[end - 1].isupper() and handle[end:].casefold() in _OPENERS
        ),
        len(handle),
    )
    if glued > _LONGEST_HANDLE:
        return None
    return _Author(found["name"].strip(" \u200f"), found.start("handle") + glued)
