"""Whose officer speaks: "its director", "the command's press officer", where the body was told of before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from crossbearing.read.mentions import Source
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.voices.memory import Memory
from crossbearing.read.voices.sources import source_of
from crossbearing.resources.lexicon import Cues

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["of_a_body"]

_OWNED: Final = re.compile(
    r"(?:(?P<its>[Ii]ts|[Tt]heir)|(?P<body>[A-Za-z][a-z]+)['\u2019]s)\s+(?P<who>[A-Za-z][\w-]*(?: [A-Za-z][\w-]*){0,6})"
)
_FOR_ALL: Final = re.compile(
    r"(?:(?:chief|official|official|press|media) )?(?:spokes(?:man|woman|person)|public relations officer|"
    r"press (?:officer|office|service|secretary|centre|center)|media (?:officer|office|centre|center)|"
    r"public information officer|information office|statement)",
    re.IGNORECASE,
)
_OFFICERS: Final = frozenset(
    {"superintendent", "coordinator", "administrator", "manager", "officer", "office", "leader", "founder"}
    | {"chairman", "chairwoman", "chairperson", "chair", "representative"}
)
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})


def of_a_body(parsed: Parsed, source: Source, memory: Memory, cues: Cues) -> Source:
    """Return "its director" as the director of the body meant, and a body's spokesman as the body; others as they are.

    Args:
        parsed: The sentence.
        source: Who speaks, as far as known.
        memory: The sources of the document so far.
        cues: Cue tables of the language.
    """
    owned = _OWNED.fullmatch(source.name.removeprefix("the ").removeprefix("The "))
    officers = cues.titles | _OFFICERS  # "the group's militants" may be anybody
    if owned is None or officers.isdisjoint({source.head, owned["who"].split()[-1].lower()}):
        return source
    if owned["its"]:
        pointing = Source("its", source.start, source.end, False, "its", True)
        owner = _subject(parsed, source, cues) or memory.resolve(pointing)
    else:
        word = owned["body"].lower()
        if word not in cues.bodies | cues.organs | cues.pointing:
            return source
        owner = memory.resolve(Source(f"the {word}", source.start, source.end, False, word), definite=True)
        owner = owner if owner is not None and len(owner.name.removeprefix("the ").split()) > 1 else None
    if owner is None or owner.pronoun:
        return source
    name = owner.name.removeprefix("the ").removeprefix("The ")
    if _FOR_ALL.fullmatch(owned["who"]):
        return replace(source, name=owner.name, named=owner.named, head=owner.head)
    return replace(source, name=f"{owned['who']} of {name}", named=owner.named)


def _subject(parsed: Parsed, source: Source, cues: Cues) -> Source | None:
    """Return the body that the sentence is about, named before the words for its officer."""
    for token in parsed.tokens:
        if token.dep_ in _SUBJECTS and parsed.end(token) <= source.start and _is_body(token, cues):
            return source_of(parsed, token, cues)
    return None


def _is_body(token: Token, cues: Cues) -> bool:
    words = {lemma(token), token.lower_}
    if words & cues.titles or token.pos_ not in {"NOUN", "PROPN"}:
        return False
    return bool(words & (cues.bodies | cues.organs))
