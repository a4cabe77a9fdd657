"""Figures of bulletins with those who gave them in brackets: "28 killed (AFP), 33 (police)", "KIA 6 police".

Whoever stands in the bracket is named for the figure before it, and for no other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count, Group
from crossbearing.read.mentions import Mention, Source
from crossbearing.read.persons.groups import describe_group
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.tables.columns import COUNTED
from crossbearing.read.tables.grid import Cell
from crossbearing.read.tables.rows import head_of, singulars, speaks, teller_of
from crossbearing.read.voices.sources import source_of
from crossbearing.resources.lexicon import Lexicon

__all__ = ["bracketed"]

_BRACKET: Final = re.compile(r"\s?\((?P<who>[^()\n\d]{2,80})\)")
# "15 killed, 9 motorcycles seized (general staff)": of both.
_SHARED: Final = re.compile(
    r"(?:\s(?:killed|dead|slain|wounded|injured|hurt))?(?:,?\s(?:and\s)?\d[\d,]*\s[^\W\d_][^\W\d_\s-]*(?:[\s-][^\W\d_]+){0,4}?){1,2}\s\((?P<who>[^()\n\d]{2,80})\)"
)
_MORE: Final = re.compile(r"\s*[,;]\s*(?:and\s+)?(?P<number>\d[\d,]*)\s\((?P<who>[^()\n\d]{2,80})\)")
_HEADED: Final = re.compile(r":\s*(?P<number>\d[\d,]*)(?=\s\([^()\n\d]{2,80}\))")
_SHORT: Final = re.compile(r"\b(?P<word>KIA|WIA|MIA)\b:?\s*(?P<items>\d[\d,]*\s[a-z]+(?:,\s\d+\s[a-z]+)*)")
_ITEM: Final = re.compile(r"(?P<number>\d+)\s(?P<noun>[a-z]+)")
_SLOTS: Final = {"KIA": "killed", "WIA": "wounded", "MIA": "missing"}
_PAPERS: Final = re.compile(
    r"['\u2019]?s?\s+(?:statement|count|figures?|report|toll|tally|estimate|data|records?)$", re.IGNORECASE
)
_BEFORE: Final = re.compile(r"(?:^|[:.;]\s)(?P<who>[^\W\d][^:.;,\d()]{2,50}),\s$")
_FIGURES: Final = re.compile(
    r"\b(?:numbers?|tolls?|counts?|figures?|estimates?|tall(?:y|ies)|sources?)\b", re.IGNORECASE
)
_AFTER_BODY: Final = re.compile(
    r"\s\((?P<number>\d{1,3}(?:,\d{3})*)(?:,\s(?:quoting|citing|from|via|after)\s(?P<who>[^()\n\d]{2,60}))?\)"
)
_OUTCOMES: Final = {
    "death": "killed",
    "martyrdom": "killed",
    "killing": "killed",
    "injury": "wounded",
    "wounding": "wounded",
}
_NUMBER_SET_OFF: Final = re.compile(
    r"\b(?P<harm>death|deaths|killing|martyrdom|injury|injuries|wounding)\sof\s\((?P<number>\d{1,3}(?:,\d{3})*)\)",
    re.IGNORECASE,
)
_DEATH: Final = re.compile(r"\bdeaths?\b", re.IGNORECASE)
_LEAST: Final = 2
_LONG: Final = 2000  # characters of what is no sentence of anybody's
_BACK: Final = 3  # sentences before a bare number that may say what it counts
_SCORE: Final = 0.7


def bracketed(
    sentences: Mapping[int, Parsed], mentions: Sequence[Mention], content: str, tables: Lexicon
) -> list[Mention]:
    """Return the mentions of a document with those who stand in brackets behind their figures, and such figures alone.

    Args:
        sentences: Its parsed sentences, by index.
        mentions: What was read so far.
        content: Its text.
        tables: Word tables of its language.
    """
    found: list[Mention] = []
    for mention in mentions:
        found.extend(_credited(mention, content, sentences, tables) if mention.slot in COUNTED else (mention,))
    taken = [(mention.start, mention.end) for mention in found if mention.slot in COUNTED]
    for parsed in sentences.values():
        own = (
            *_alone(parsed, sentences, content, tables),
            *_shorthand(parsed, tables),
            *_behind(parsed, tables),
            *_set_off(parsed, tables),
        )
        for mention in own:
            if not any(start < mention.end and mention.start < end for start, end in taken):
                found.append(mention)
    return found


def _credited(mention: Mention, content: str, sentences: Mapping[int, Parsed], tables: Lexicon) -> Iterator[Mention]:
    """Yield a figure once for each who stands in its bracket, and the figures of others that follow."""
    parsed = sentences.get(mention.sentence)
    if mention.told_by is not None or parsed is None or not isinstance(mention.value, Group):
        yield mention
        return
    match = _BRACKET.match(content, mention.end, parsed.sentence.end)
    if match is None and mention.value.count is not None:
        match = _SHARED.match(content, mention.end, parsed.sentence.end)
    tellers = _tellers(match, "who", mention.value.count, tables) if match is not None else ()
    if match is None or not tellers:
        yield _introduced(mention, content, parsed, tables)
        return
    yield from (replace(mention, told_by=teller) for teller in tellers)
    at = match.end()
    while (more := _MORE.match(content, at, parsed.sentence.end)) is not None:
        others = list(_figure(more, mention.slot, mention, tables))
        if not others:
            return
        yield from others
        at = more.end()


def _introduced(mention: Mention, content: str, parsed: Parsed, tables: Lexicon) -> Mention:
    """Return a figure with the body before it, set off by a comma alone ("Police, 6 killed.")."""
    head = _BEFORE.search(content[parsed.sentence.start : mention.start])
    behind = content[mention.end : parsed.sentence.end].strip(" .;")
    if head is None or behind or not _gives(head["who"], tables):
        return mention
    return replace(mention, told_by=teller_of(parsed.sentence.start + head.start("who"), head["who"], tables))


def _alone(parsed: Parsed, sentences: Mapping[int, Parsed], content: str, tables: Lexicon) -> Iterator[Mention]:
    """Yield "OSK, 9 July: 20 (prison service); 26 (families' committee)" under words that say what is counted."""
    match = _HEADED.search(content, parsed.sentence.start, parsed.sentence.end)
    if match is None:
        return
    index = parsed.sentence.index
    words = " ".join(sentences[at].sentence.text.lower() for at in range(index - _BACK, index) if at in sentences)
    slots = {slot for word, slot in tables.harm.words.items() if slot in COUNTED and re.search(rf"\b{word}\b", words)}
    if len(slots) != 1:
        return
    slot = slots.pop()
    bracket = _BRACKET.match(content, match.end(), parsed.sentence.end)
    count = _count(match["number"])
    for teller in _tellers(bracket, "who", count, tables) if bracket is not None else ():
        yield _made(slot, match.start("number"), match["number"], index, teller, tables=tables)
    at = bracket.end() if bracket is not None else parsed.sentence.end
    while (more := _MORE.match(content, at, parsed.sentence.end)) is not None:
        for teller in _tellers(more, "who", _count(more["number"]), tables):
            yield _made(slot, more.start("number"), more["number"], index, teller, tables=tables)
        at = more.end()


def _behind(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield "For the number of deaths we rely on Hill News (13, quoting the guard) and on the police (12)"."""
    text, base = parsed.sentence.text, parsed.sentence.start
    if len(text) > _LONG or not _FIGURES.search(text):
        return
    slots = {slot for word, slot in tables.harm.words.items() if slot in COUNTED and re.search(rf"\b{word}\b", text)}
    slot = next(iter(slots)) if len(slots) == 1 else "killed" if not slots and _DEATH.search(text) else ""
    items = list(_AFTER_BODY.finditer(text))
    if not slot or (len(items) < _LEAST and not any(match["who"] for match in items)):
        return  # one bare number behind one body may be that of a note
    for match in items:
        before = next(
            (token for token in reversed(parsed.tokens) if token.idx < match.start() and token.text.strip()), None
        )
        known = before is not None and before.pos_ in {"NOUN", "PROPN"}
        source = source_of(parsed, before, tables.cues) if before is not None and known else None
        if source is None or not speaks(source.name, tables):
            continue
        chain = [source]
        if match["who"] is not None:
            chain.extend(teller_of(base + match.start("who"), match["who"], tables))
        number = match["number"]
        yield _made(slot, base + match.start("number"), number, parsed.sentence.index, tuple(chain), tables=tables)


def _set_off(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield "leading to the death of (11) persons and the injury of (4)", as statements set their numbers off."""
    text, base = parsed.sentence.text, parsed.sentence.start
    if len(text) > _LONG:
        return
    for match in _NUMBER_SET_OFF.finditer(text):
        slot = tables.harm.words.get(match["harm"].lower()) or _OUTCOMES.get(match["harm"].lower(), "")
        if slot in COUNTED:
            start = base + match.start("number")
            yield _made(slot, start, match["number"], parsed.sentence.index, None, tables=tables)


def _shorthand(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield "KIA 6 police, 3 reservists (police statement)": parts where they are several."""
    text, base = parsed.sentence.text, parsed.sentence.start
    for match in _SHORT.finditer(text):
        bracket = _BRACKET.match(text, match.end())
        named = _tellers(bracket, "who", None, tables, base) if bracket is not None else ()
        items = list(_ITEM.finditer(text, match.start("items"), match.end("items")))
        for item in items:
            scope = f"part: {item['noun']}" if len(items) > 1 else WHOLE
            for teller in named or (None,):
                words = item.group()
                yield replace(
                    _made(
                        _SLOTS[match["word"]], base + item.start(), words, parsed.sentence.index, teller, tables=tables
                    ),
                    scope=scope,
                )


def _figure(more: re.Match[str], slot: str, like: Mention, tables: Lexicon) -> Iterator[Mention]:
    for teller in _tellers(more, "who", _count(more["number"]), tables):
        made = _made(slot, more.start("number"), more["number"], like.sentence, teller, tables=tables)
        yield replace(made, event=like.event, type=like.type)


def _made(
    slot: str, start: int, words: str, sentence: int, teller: tuple[Source, ...] | None, *, tables: Lexicon
) -> Mention:
    described = [(word, word) for word in re.findall(r"[a-z]+", words)]
    number = re.match(r"[\d,]+", words)
    count = _count(number.group() if number is not None else words)
    group = describe_group(words, count, described, tables)
    return Mention(
        slot, group, start, start + len(words), start, sentence, type="killing", score=_SCORE, told_by=teller
    )


def _count(number: str) -> Count:
    value = int(number.replace(",", "") or "0")
    return Count(text=number, low=value, high=value)


def _tellers(
    match: re.Match[str], group: str, count: Count | None, tables: Lexicon, base: int = 0
) -> tuple[tuple[Source, ...], ...]:
    """Return whom a bracket names, each for himself; empty where it names anybody or anything else.

    "(AFP, security source)" is a source as a medium has it; "(police; army)" are two. "1 (village head)" tells whom.
    """
    found: list[tuple[Source, ...]] = []
    for piece in re.finditer(r"[^;/]+", match[group]):
        names = [_cell(one, base + match.start(group) + piece.start()) for one in re.finditer(r"[^,]+", piece.group())]
        if not names or not all(_gives(name.text, tables) for name in names):
            return ()
        sources = [teller_of(name.start, name.text, tables) for name in names]
        single = count is not None and count.high == 1
        if single and any(source.head in tables.cues.titles for chain in sources for source in chain):
            return ()
        if len(names) > 1 and _is_medium(names[0].text, tables):
            found.append(tuple(source for chain in sources for source in chain))
        else:
            found.extend(sources)
    return tuple(found)


def _gives(name: str, tables: Lexicon) -> bool:
    """Tell whether words in a bracket name one who gave a figure, and not those whom it counts ("5 (soldiers)")."""
    persons, words, head = tables.persons, name.lower().split(), head_of(name)
    if name.lower().endswith("general staff"):
        return True  # no employees
    told = persons.age | persons.female | persons.male | frozenset(persons.status)
    counted = bool(singulars(head) & told) or (
        bool(words) and words[0] in {*tables.numbers.units, *tables.numbers.tens}
    )
    return speaks(name, tables) and (not counted or head in tables.cues.bodies)


def _is_medium(name: str, tables: Lexicon) -> bool:
    return name.lower() in tables.cues.media or name.rsplit(maxsplit=1)[-1].lower() in tables.cues.media


def _cell(match: re.Match[str], base: int) -> Cell:
    words = match.group()
    text = _PAPERS.sub("", words.strip())
    start = base + match.start() + len(words) - len(words.lstrip())
    return Cell(start, start + len(text), text)
