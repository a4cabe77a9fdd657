"""Sentences of the readable stretches of a text, with offsets into it.

Only titles, bodies and captions are read. Offsets are those of `Text.content`; inside a sentence line breaks and
control characters are shown to the parser as blanks, one for one, so that every offset stays valid.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from crossbearing.model.documents import READ_BY_DEFAULT, BlockKind, Text

__all__ = ["Sentence", "sentences"]

# What the parser needs grows with the length of its input; no real sentence is longer.
LONGEST_SENTENCE = 1500

_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
_END = re.compile(r"[.!?\u2026\u061f\u3002]+[\"'\u201d\u2019\u00bb)\]]*(?=\s|$)|;(?=\s)")
_ABBREVIATION = re.compile(
    r"(?:\b(?:[A-Za-z]\.)*[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|Prof|Gen|Maj|Col|Lt|Sgt|Capt|Cmdr|Brig|Adm|Sen|Rep|Gov|Rev|St|Jr"
    r"|Sr|Lt|Cpl|Pvt"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept|Sep|Oct|Nov|Dec|No|Nos|vs|etc|approx|ca|cf|Inc|Ltd|Co|Corp|Mt|Ft|al|pp"
    r"|Art|Fig|Spc|Amb))\.$"
)
# "in Osk, Md. Friday evening", "Mill Lane NW. Tuesday": what is short before a day ends no sentence.
_STATE = re.compile(
    r"(?:, (?:Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla"
    r"|Ore|Pa|Tenn|Tex|Va|Vt|Wash|Wis|Wyo|Ont|Que|Alta|Sask)|\b(?:[NS][EW]|Ave|Blvd|Rd|Dr|Ln))\.$"
)
_DAY = re.compile(r"(?:(?:early|late)\s)?(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b")
# "BEIRUT, Sept 18 (Reuters) -" or "DAMASCUS -" at the head of a report: where and by whom it was filed.
_DATELINE = re.compile(
    r"^\s*(?:(?:[^\W\d_][\w .,'\u2019-]{0,50}\s)?\((?!citing\b|quoting\b|via\b|per\b)[A-Za-z][A-Za-z /-]{1,30}\)\s*"
    r"(?:[-\u2013\u2014:]{1,2}\s*)?(?:\(text\)\s*)?"
    r"|[A-Z][A-Z][A-Z ,.'\u2019-]{1,40}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?\s*(?:[\u2013\u2014]|--|-(?=\s))\s*"
    # "08:15 - ": when an entry of a live page was posted.
    r"|\d{1,2}[:.h]\d{2}(?:\s?[ap]\.?m\.?)?(?:\s[A-Z]{3,4})?\s*[-\u2013\u2014|]\s+"
    # "Norland, June 18: #Osk: ...": what heads a round-up, before the first place of it.
    r"|#?[A-Z][\w' -]{2,30},?\s(?:[A-Z][a-z]{2,8}\.?\s\d{1,2}|\d{1,2}\s[A-Z][a-z]{2,8})(?:,?\s\d{4})?\s?:\s+"
    r"(?=#?[A-Z][\w'-]+(?:\s[A-Za-z]+){0,2}\s?:\s))(?=\S)"
)
_BULLET = re.compile(r"^[\s\-*\u2022\u2013\u2014#>|_]+")
# The number of an entry of a list ("1. Shells hit", "(2) Armed men"), and no day ("12. May"): no sentence of its own.
_NUMBERED = re.compile(
    r"^\s*(?:\(\d{1,2}\)|\d{1,2}[.)])\s+(?!(?i:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))(?=[\"\u201c\u2018#]?[^\W\d_])"
)
_OPENS = re.compile(r"[\"'\u201c\u2018\u00ab(\[#]*\s*[^\Wa-z_]")
_LOWER = re.compile(r"[a-z]")
_UPPER = re.compile(r"[A-Z]")
_BAR = re.compile(r"\s\|(?=\s)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_FEWEST_WORDS = 2
_FINAL = re.compile(r"[.!?:;\u2026\u061f]['\"\u201d\u2019)\]*_]*\s*$")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence.

    Args:
        index: Its number in the text, from 0.
        paragraph: Number of its paragraph.
        kind: Kind of the block it stands in.
        start: Offset of its first character in `Text.content`.
        end: Offset behind its last one.
        text: Its characters as the parser sees them: of equal length, line breaks and control characters as blanks.
        page: Page number, where the original has pages.
    """

    index: int
    paragraph: int
    kind: BlockKind
    start: int
    end: int
    text: str
    page: int | None = None


def sentences(text: Text, limit: int) -> Iterator[Sentence]:
    """Yield the sentences of the readable blocks of a text, in order.

    Args:
        text: A working text.
        limit: Offset in `text.content` behind which nothing is read.

    Yields:
        Sentences of at most `LONGEST_SENTENCE` characters; a longer one is cut at blanks.
    """
    index = paragraph = 0
    for block in text.blocks:
        if block.kind not in READ_BY_DEFAULT:
            continue
        end = min(block.end, limit, len(text.content))
        for first, last in _paragraphs(text.content, block.start, end):
            paragraph += 1
            shown = _CONTROL.sub(" ", text.content[first:last])
            for start, stop in _split(shown):
                yield Sentence(
                    index=index,
                    paragraph=paragraph,
                    kind=block.kind,
                    start=first + start,
                    end=first + stop,
                    text=shown[start:stop],
                    page=block.page,
                )
                index += 1


def _paragraphs(content: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the ranges of paragraphs: lines, with hard-wrapped ones joined."""
    first = start
    position = start
    while position < end:
        newline = content.find("\n", position, end)
        stop = end if newline < 0 else newline
        following = content[stop + 1 : stop + 160].split("\n", 1)[0] if newline >= 0 else ""
        if newline >= 0 and _wraps(content[position:stop], following):
            position = stop + 1
            continue
        if content[first:stop].strip():
            yield first, stop
        first = position = stop + 1
    if first < end and content[first:end].strip():
        yield first, end


def _wraps(line: str, following: str) -> bool:
    """Tell whether a line goes on in the next: no final mark, and a lower-case start or a wrapped width."""
    stripped, head = line.rstrip(), following.lstrip()
    if not stripped or not head or _FINAL.search(stripped) or following[:1] in "-*|#>":
        return False
    return bool(head[0].islower() or (50 <= len(stripped) <= 100 and " " in stripped and len(following.strip()) > 1))


def _split(shown: str) -> Iterator[tuple[int, int]]:
    """Yield the ranges of the sentences of one paragraph."""
    dateline = _DATELINE.match(shown)
    if dateline is not None and dateline.end() < len(shown) and not _goes_on(shown, dateline.end()):
        yield from _bounded(shown, 0, dateline.end())
        yield from ((start + dateline.end(), stop + dateline.end()) for start, stop in _split(shown[dateline.end() :]))
        return
    bar = _BAR.search(shown)
    if bar is not None and len(_BAR.findall(shown)) == 1 and _two_headlines(shown[: bar.start()], shown[bar.end() :]):
        yield from _split(shown[: bar.start()])
        yield from ((start + bar.end(), stop + bar.end()) for start, stop in _split(shown[bar.end() :]))
        return
    lower_only = bool(_LOWER.search(shown)) and not _UPPER.search(shown)
    begin = 0
    for match in _END.finditer(shown):
        stop = match.end()
        rest = shown[stop : stop + 40].lstrip()
        head = shown[max(0, match.start() - 12) : match.start() + 1]
        if _NUMBERED.match(shown[begin : stop + 8]) is not None and shown[begin : match.start()].strip(" (").isdigit():
            continue
        if match.group().startswith("."):
            if _STATE.search(head) and _DAY.match(rest):
                continue
            if _ABBREVIATION.search(head) and (
                lower_only or not rest[:1].isupper() or (len(head.split()[-1]) <= 6 and not _starts_anew(rest, head))
            ):
                continue
            if rest and not lower_only and not _OPENS.match(rest) and not rest[0].isdigit():
                continue
        if match.group().startswith(";") and not lower_only and not (rest[:1].isupper()):
            continue
        yield from _bounded(shown, begin, stop)
        begin = stop
    yield from _bounded(shown, begin, len(shown))


def _two_headlines(before: str, after: str) -> bool:
    """Tell whether a bar stands between two headlines ("Fire on a village | Two killed"), and in no row of a table."""
    return all(len(_WORD.findall(part)) >= _FEWEST_WORDS for part in (before, after))


def _goes_on(shown: str, end: int) -> bool:
    """Tell whether a bracket at the head gives a short name and no medium ("Red Crescent Society (RCS) said")."""
    return shown[:end].rstrip().endswith(")") and shown[end].islower()


def _starts_anew(rest: str, head: str) -> bool:
    """Tell whether a capital after an abbreviation begins a sentence: after `U.S.`, before a function word."""
    last = head.rsplit(maxsplit=1)[-1]
    first_word = rest.split(" ", 1)[0].lower()
    return last.count(".") > 1 and first_word in {
        "the",
        "a",
        "an",
        "it",
        "in",
        "on",
        "he",
        "she",
        "they",
        "but",
        "at",
        "this",
        "that",
        "we",
    }


def _bounded(shown: str, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    """Yield a range without its outer blanks and list marks, cut at blanks where it is too long."""
    bullet = _BULLET.match(shown[begin:stop])
    begin += bullet.end() if bullet else 0
    numbered = _NUMBERED.match(shown[begin:stop])
    begin += numbered.end() if numbered else 0
    while stop - begin > LONGEST_SENTENCE:
        cut = shown.rfind(" ", begin + LONGEST_SENTENCE // 2, begin + LONGEST_SENTENCE)
        cut = begin + LONGEST_SENTENCE if cut < 0 else cut
        yield begin, cut
        begin = cut
    while begin < stop and shown[begin].isspace():
        begin += 1
    while stop > begin and (shown[stop - 1].isspace() or shown[stop - 1] in "*_|"):
        stop -= 1
    if begin < stop:
        yield begin, stop
