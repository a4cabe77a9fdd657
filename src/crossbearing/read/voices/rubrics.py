"""Who is given the word by a heading, a rubric or a label: "Statement of the ministry", "What the army says", "HOST:".

Under such words whole paragraphs are told by somebody whom no sentence of theirs names.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from functools import cache
from typing import Any, Final

from crossbearing.model.documents import BlockKind
from crossbearing.read.mentions import Source
from crossbearing.read.parties.doers import is_body
from crossbearing.read.sentences.segment import Sentence
from crossbearing.resources.lexicon import Cues, Lexicon

__all__ = ["Given", "Rubric", "rubrics"]

_LONGEST: Final = 90
_WORDS: Final = 14
_TURNS: Final = 3
_NUMBER: Final = re.compile(r"^\s*(?:\(?\d{1,3}[/.)]|[ivx]{1,4}[.)]|[a-h]\))\s+")
_ORDINAL: Final = re.compile(r"^\W*(?:\d{1,2}[:.h]\d{2}\W.*|\d{1,2}|[IVX]{1,4}|[A-H])[.)]*$")
_LABEL: Final = re.compile(r"^(?P<name>[^:;.!?\"\u201c\u201d\n]{1,60}?)(?:\s*\([^()]{1,40}\))?\s*:(?=\s)")
_FINAL: Final = re.compile(r"[.!?;,\u2026\"\u201d)]$")
_BULLETED: Final = re.compile(r"[-*\u2022\u2013>]\s*$")
_NUMBERED: Final = re.compile(r"\d{1,3}[.)/]\s*$")
_DETERMINERS: Final = re.compile(r"^(?:the|a|an|this|that|these|those|some|two|three|other|all|both)\s+", re.IGNORECASE)
_CITING: Final = frozenset(
    {"per", "via", "from", "according", "as", "for", "quoting", "citing", "by", "with", "to", "in", "on", "at"}
)
_PREPOSITIONS: Final = frozenset({"of", "for", "at", "in", "from", "on", "near", "with", "who", "that", "to", "and"})
_OWN: Final = frozenset(
    {
        "we",
        "i",
        "you",
        "us",
        "our",
        "my",
        "your",
        "they",
        "it",
        "he",
        "she",
        "people",
        "what",
        "who",
        "how",
        "nobody",
        "others",
    }
)
_GENITIVE: Final = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])$")
_FIRST_PERSON: Final = re.compile(r"\b(?:I|we|We|my|My|our|Our|us|me)\b")
_OWN_STAFF: Final = re.compile(
    r"^(?:our|another of our|one of our)\s+(?:own\s+)?(?:[\w-]+\s+)?(?:reporters?|correspondents?|teams?|colleagues?|"
    r"newsroom|station|journalists?|stringers?|staff)\b",
    re.IGNORECASE,
)
_ACRONYM: Final = re.compile(r"^[A-Z][A-Z0-9-]{1,6}$")
_QUOTES: Final = "\"\u201c\u00ab'\u2018"


class Given(Enum):
    """How the word is given."""

    PAPER = "paper"  # a statement, a testimony, a turn in a talk: all of it is his
    VIEW = "view"  # "what the army says": others who are named in it speak for themselves


@dataclass(frozen=True, slots=True)
class Rubric:
    """Who is given the word over a sentence.

    Args:
        source: Who speaks, or None where a label says that the medium itself does.
        start: Offset of the first character that he speaks in the sentence.
        cue: The heading or label.
        cue_start: Its offset.
        given: How.
    """

    source: Source | None
    start: int
    cue: str
    cue_start: int
    given: Given


@dataclass(frozen=True, slots=True)
class _Paragraph:
    sentences: tuple[Sentence, ...]
    bulleted: bool
    numbered: bool
    marked: bool

    @property
    def text(self) -> str:
        return self.sentences[0].text


@dataclass(frozen=True, slots=True)
class _Open:
    """A rubric that is open, and how many paragraphs it may still reach over (-1: until the next heading)."""

    source: Source | None
    cue: str
    cue_start: int
    given: Given
    reach: int


def rubrics(sentences: Sequence[Sentence], content: str, tables: Lexicon) -> dict[int, Rubric]:
    """Return who is given the word by headings and labels, by sentence index.

    Args:
        sentences: All sentences of a document, in order, parsed or not.
        content: The text they stand in.
        tables: Word tables of its language.
    """
    raw: Mapping[str, Any] | None = tables.raw["cues"].get("rubrics")
    if raw is None:
        return {}
    words = _words(tuple((key, tuple(value)) for key, value in raw.items()))
    paragraphs = list(_paragraphs(sentences, content))
    asking = _asking(paragraphs, words)
    talk = bool(asking)
    words = replace(words, asking=words.asking | asking)
    closing = max((place for place, one in enumerate(paragraphs) if talk and _LABEL.match(one.text)), default=0)
    found: dict[int, Rubric] = {}
    current: _Open | None = None
    before: Source | None = None
    for number, paragraph in enumerate(paragraphs):
        behind = paragraphs[number + 1] if number + 1 < len(paragraphs) else None
        label = _label(paragraph, words, tables, talk=talk)
        if label is not None:
            source, told, how = label
            if source is not None and source.head in words.answering:
                source = before
            before = source or before
            first = paragraph.sentences[0]
            cue = first.text[: told - first.start].strip()
            opened = _Open(source, cue, first.start, how, -1)
            found.update(_over(paragraph, opened, told))
            current = opened if talk and source is not None else None
            continue
        if behind is not None and _is_heading(paragraph, behind):
            current = _heading(paragraph, words, tables, first=number == 0)
            continue
        if current is None:
            continue
        told_on = number <= closing or _FIRST_PERSON.search(paragraph.text) is not None
        if talk and (_OWN_STAFF.match(paragraph.text) or not told_on):
            current = None  # the talk is over, and the medium goes on in its own voice
            continue
        found.update(_over(paragraph, current, 0))
        current = _onward(current, behind)
    return found


def _onward(current: _Open, behind: _Paragraph | None) -> _Open | None:
    """Return a rubric as it stands for the next paragraph, or None where it ends."""
    if current.reach < 0:
        return current
    listed = behind is not None and (behind.bulleted or behind.numbered or behind.text[:1] in _QUOTES)
    return _Open(current.source, current.cue, current.cue_start, current.given, 0) if listed else None


def _over(paragraph: _Paragraph, rubric: _Open, told: int) -> Iterator[tuple[int, Rubric]]:
    for sentence in paragraph.sentences:
        if sentence.end > told:
            start = max(sentence.start, told)
            yield sentence.index, Rubric(rubric.source, start, rubric.cue, rubric.cue_start, rubric.given)


def _paragraphs(sentences: Sequence[Sentence], content: str) -> Iterator[_Paragraph]:
    held: list[Sentence] = []
    for sentence in sentences:
        if sentence.kind is not BlockKind.BODY:
            continue
        if held and sentence.paragraph != held[0].paragraph:
            yield _paragraph(held, content)
            held = []
        held.append(sentence)
    if held:
        yield _paragraph(held, content)


def _paragraph(held: list[Sentence], content: str) -> _Paragraph:
    if len(held) > 1 and _ORDINAL.match(held[0].text):
        held = held[1:]  # "3." before the words of a heading
    first = held[0]
    line = content[max(0, first.start - 12) : first.start].rpartition("\n")[2]
    return _Paragraph(tuple(held), bool(_BULLETED.search(line)), bool(_NUMBERED.search(line)), "#" in line)


def _asking(paragraphs: Sequence[_Paragraph], words: _Words) -> frozenset[str]:
    """Return the labels of those who ask in a talk with turns, in lower case; none where a text is no such talk.

    They are words for who asks ("HOST", "Q"), or names before paragraphs most of which are questions ("Radio Alta: How
    many ...?"), where others have labels too.
    """
    turns: dict[str, list[bool]] = {}
    for paragraph in paragraphs:
        label = _LABEL.match(paragraph.text)
        if label is not None:
            asks = paragraph.sentences[-1].text.rstrip(' "\u201d').endswith("?")
            turns.setdefault(label["name"].strip().lower(), []).append(asks)
    said = sum(len(asked) for asked in turns.values())
    plain = frozenset(turns) & words.asking
    if plain and (said >= _TURNS or words.answering & set(turns)):
        return plain
    named = frozenset(name for name, asked in turns.items() if 2 * sum(asked) > len(asked) and len(asked) > 1)
    others = [name for name in turns if name not in named and len(turns[name]) > 1]
    return named if named and others and said > _TURNS else frozenset()


def _label(
    paragraph: _Paragraph, words: _Words, tables: Lexicon, *, talk: bool
) -> tuple[Source | None, int, Given] | None:
    """Return who a label at the head of a paragraph gives the word to, where his words begin and how; None for none.

    Where the medium itself speaks, the source is None.
    """
    first = paragraph.sentences[0]
    text = first.text
    number = _NUMBER.match(text)
    at = number.end() if number is not None else 0
    match = _LABEL.match(text[at:])
    if match is None or (at + match.end() >= len(text.rstrip()) and len(paragraph.sentences) == 1):
        return None
    name = match["name"].strip()
    begin, told, key = first.start + at, first.start + at + match.end(), name.lower()
    if talk and key in words.asking:
        return None, told, Given.PAPER
    if talk and key in words.answering:
        return Source(name, begin, begin + len(name), False, key), told, Given.PAPER
    source = _speaker(name, begin, words, tables.cues, known=talk)
    if source is not None:
        return source, told, Given.PAPER
    if talk or words.telling & set(key.split()):
        return None
    for pattern, given in words.headings:
        named = pattern.match(name)  # "Account of the driver: ..."
        source = (
            _speaker(named["name"], begin + named.start("name"), words, tables.cues, known=False) if named else None
        )
        if source is not None:
            return source, told, given
    return None


def _is_heading(paragraph: _Paragraph, behind: _Paragraph) -> bool:
    """Tell whether a paragraph is a heading: one short line without a final mark, and something behind it."""
    text = paragraph.text.rstrip()
    if len(paragraph.sentences) > 1 or paragraph.bulleted or len(text) > _LONGEST or len(text.split()) > _WORDS:
        return False
    if paragraph.marked or text.endswith(":"):
        return True
    return not _FINAL.search(text) and text[:1].isupper() and len(behind.text) > len(text) / 2


def _heading(paragraph: _Paragraph, words: _Words, tables: Lexicon, *, first: bool) -> _Open | None:
    """Return who a heading gives the word to, or None."""
    sentence = paragraph.sentences[0]
    text = sentence.text.rstrip()
    number = _NUMBER.match(text)
    at = number.end() if number is not None else 0
    colon = text.endswith(":")
    body = text[at:].rstrip(": ?")
    for pattern, given in words.headings:
        match = pattern.match(body)
        if match is None:
            continue
        begin = sentence.start + at + match.start("name")
        source = _speaker(match["name"], begin, words, tables.cues, known=False)
        if source is not None:
            reach = -1 if first or paragraph.marked or not colon else 0
            return _Open(source, text, sentence.start, given, reach)
    if colon:
        source = _speaker(body, sentence.start + at, words, tables.cues, known=False)
        if source is not None:
            return _Open(source, text, sentence.start, Given.PAPER, 0)
    return None


def _speaker(name: str, start: int, words: _Words, cues: Cues, *, known: bool) -> Source | None:
    """Return a source for the words of a heading or label if they are those of somebody who can speak.

    Args:
        name: The words.
        start: Their offset in the text.
        words: Word tables of headings.
        cues: Word tables of speakers.
        known: Whether labels are known to be speakers' here: then any name or person will do.
    """
    bare = _GENITIVE.sub("", name.strip())
    while (shorter := _DETERMINERS.sub("", bare)) != bare:
        bare = shorter
    parts = bare.split()
    if not parts or len(parts) > 9 or any(part.isdigit() for part in parts):
        return None
    lower = [part.lower().strip(",'\u2019") for part in parts]
    stop = next((place for place, part in enumerate(lower) if part in _PREPOSITIONS and place), len(lower))
    head = _singular(lower[min(stop, len(lower)) - 1].split("/")[-1], cues)
    if (
        lower[0] in _OWN | _CITING
        or head in words.fields
        or lower[stop - 1] in words.fields
        or head in cues.silent
        or words.telling & set(lower)
    ):
        return None
    proper = any(part[:1].isupper() for part in parts[1:]) or bool(_ACRONYM.match(parts[0]))
    can = (
        head in cues.unnamed | cues.bodies | cues.titles | cues.organs | cues.media | cues.witnesses
        or bool(cues.titles & set(lower[:stop]))
        or is_body(bare)
        or bare.lower() in cues.metonyms
        or (len(parts) == 1 and bool(_ACRONYM.match(parts[0])) and not known)
        or head.endswith(("woman", "man", "ist"))
        or (known and (bare.isupper() or all(part[:1].isupper() for part in parts)))
    )
    if not can:
        return None
    offset = start + name.find(parts[0])
    word = head in cues.unnamed | cues.titles | cues.bodies or not _ACRONYM.match(bare)
    shown = bare.lower() if known and bare.isupper() and word else bare
    named = proper or is_body(bare) or bare.lower() in cues.metonyms or head in cues.bodies
    return Source(shown, offset, offset + len(bare), named, head)


def _singular(word: str, cues: Cues) -> str:
    table = cues.unnamed | cues.bodies | cues.titles | cues.organs | cues.witnesses | cues.media
    if word in table:
        return word
    for ending, instead in (("ies", "y"), ("men", "man"), ("women", "woman"), ("es", ""), ("s", "")):
        if word.endswith(ending) and word[: -len(ending)] + instead in table:
            return word[: -len(ending)] + instead
    return word


@dataclass(frozen=True, slots=True)
class _Words:
    headings: tuple[tuple[re.Pattern[str], Given], ...]
    asking: frozenset[str]
    answering: frozenset[str]
    fields: frozenset[str]
    telling: frozenset[str]


@cache
def _words(rows: tuple[tuple[str, tuple[str, ...]], ...]) -> _Words:
    """Return the tables of headings as patterns, those with more words first."""
    raw = {key: "|".join(re.escape(word) for word in sorted(value, key=len, reverse=True)) for key, value in rows}
    table = dict(rows)
    before, papers, views, of, say = raw["before"], raw["papers"], raw["views"], raw["of"], raw["say"]
    opened, cited = raw["open"], raw["cited"]
    name = r"(?P<name>[^:;.!?]{2,60}?)"
    lead = rf"(?:(?:{before})\s+)?(?:the\s+|a\s+)?(?:[\w-]+\s+){{0,2}}?"
    plain = (
        (rf"{lead}(?:{papers})\s+(?:{of})\s+{name}$", Given.PAPER),
        (rf"(?:(?:{before})\s+)?{name}['\u2019]s?\s+(?:[\w-]+\s+)?(?:{papers})$", Given.PAPER),
        (rf"{lead}(?:{views})\s+(?:{of})\s+{name}$", Given.VIEW),
        (rf"(?:the\s+)?{name}['\u2019]s?\s+(?:[\w-]+\s+)?(?:{views})$", Given.VIEW),
        (rf"(?:the\s+)?{name}\s+(?:version|account|position|view|narrative|statement|testimony)$", Given.VIEW),
        (rf"(?:what|how)\s+{name}\s+(?:{say})(?:\s+(?:it|this|that|happened|about\b.*|on\b.*|of\b.*))*$", Given.VIEW),
        (rf"{name}\s+(?:{opened})(?:\s+(?:that|this|the following|as follows|the press|the public))*$", Given.PAPER),
        (rf"(?:{cited})\s+{name}$", Given.VIEW),
    )
    return _Words(
        headings=tuple((re.compile(pattern, re.IGNORECASE), given) for pattern, given in plain),
        asking=frozenset(table["asking"]),
        answering=frozenset(table["answering"]),
        fields=frozenset(table["fields"]),
        telling=frozenset(word for key in ("say", "open") for word in table[key] if " " not in word),
    )
