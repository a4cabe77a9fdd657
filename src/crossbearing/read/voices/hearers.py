"""Those who are told something and hand it on: "the source told the Observatory", which has spoken before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from crossbearing.model.actors import Link
from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.sentences.grammar import child, lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.voices.sources import source_of
from crossbearing.resources.lexicon import Lexicon

__all__ = ["handed_to"]

_KEPT = 150  # speakers before that may be meant: reports have fewer


def handed_to(
    parsed: Parsed, own: Sequence[Attribution], spoke: Sequence[str], publisher: str, tables: Lexicon
) -> Iterator[Attribution]:
    """Yield whom what is told passes through: one who is told it and who has spoken in the report before.

    A medium or body that is merely told something ("officers told Al Jazeera") is no source of the report.

    Args:
        parsed: The sentence.
        own: Its attributions, with their sources known.
        spoke: Names of those who spoke before, in order.
        publisher: Name of the publisher, who is no further link.
        tables: Word tables of the language.
    """
    said = {entry.source.name.casefold() for entry in own} | {publisher.casefold()}
    for entry in own:
        verb = next((token for token in parsed.tokens if parsed.start(token) == entry.cue_start), None)
        if entry.link is not Link.TOLD_BY or verb is None or lemma(verb) not in {"tell", "inform"}:
            continue
        to = child(verb, "dobj", "dative")
        source = source_of(parsed, to, tables.cues) if to is not None else None
        if source is None or source.pronoun:
            continue
        hearer = _known(source, spoke, tables.cues.media)
        if hearer is None or hearer.casefold() in said:
            continue
        medium = source.head in tables.cues.media or hearer.lower() in tables.cues.media
        yield Attribution(
            replace(source, name=hearer, named=True),
            entry.ranges,
            str(verb.text),
            entry.cue_start,
            link=Link.CARRIES if medium else Link.CITES,
            order=-1,
        )


def _known(source: Source, spoke: Sequence[str], media: frozenset[str]) -> str | None:
    """Return the name of one who has spoken before and is told something now, or None."""
    bare = source.name.lower().removeprefix("the ")
    for name in reversed(spoke[-_KEPT:]):
        words = name.lower().removeprefix("the ").split()
        if words == bare.split() or (len(words) > 1 and bare == source.head and bare in words):
            return name
        if bare in media and bare == source.head and name.lower() in media:
            return name
    return None
