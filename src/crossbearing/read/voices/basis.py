"""On what a statement rests, where its own words show it: hearsay, pictures, records, a laboratory, one's own eyes.

Said in an official capacity is the last resort: the speaker stands for a body, and what the body goes by is not stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING, Final

from crossbearing.model.claims import Basis
from crossbearing.read.mentions import Attribution
from crossbearing.read.parties.doers import is_body
from crossbearing.read.sentences.grammar import agents, is_passive, lemma, passive_subjects, subjects
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["as_judged", "hearsay", "shown_basis", "source_basis"]

_KINDS: Final = {
    "media": Basis.MEDIA_ITEM,
    "record": Basis.RECORD,
    "laboratory": Basis.LABORATORY,
    "intercept": Basis.INTERCEPT,
}
_OWN_EYES: Final = re.compile(
    r"\b(?:I|we)\s+(?:\w+\s+)?(?:saw|watched|witnessed|counted|buried|carried|pulled|found)\b|\bmy own eyes\b"
    r"|\b(?:he|she|they)\s+(?:(?:had|have|has)\s+)?(?:\w+ly\s+)?(?:watched|witnessed|counted|buried|carried|seen)\b"
    r"|\bour own eyes\b|\bin front of (?:me|us)\b|\bbefore (?:my|our) eyes\b",
    re.IGNORECASE,
)
# Of whoever publishes, where nobody is quoted.
_OWN_COUNT: Final = re.compile(r"\b[Ww]e\s+(?:(?:have|had|ourselves|then)\s+)?counted\b")
_QUOTED: Final = re.compile(r"[\"\u201c\u2018]")
_LONG: Final = 2000  # characters of what is no sentence of anybody's
_COUNTED: Final = frozenset(
    {"killed", "wounded", "casualties", "missing", "captured", "losses", "damage", "strikes", "platform", "weapon"}
)
_CHECKABLE: Final = _COUNTED | frozenset(
    {"when.start", "when.end", "duration", "where", "presence", "control", "reinforcement", "sequence", "phase"}
)
_RESTS: Final = frozenset(
    {"according", "citing", "cite", "quoting", "base", "based", "analyse", "analyze", "review", "from"}
)


def hearsay(parsed: Parsed, anchor: int, tables: Lexicon) -> str:
    """Return the words by which a statement is handed on without a source ("are reported to"), or an empty string.

    Args:
        parsed: The sentence.
        anchor: Offset of the word that tells the statement.
        tables: Word tables of its language.
    """
    spread = frozenset(tables.raw["cues"]["grounds"]["hearsay"])
    for token in _above(parsed, anchor):
        head = token.head
        if token.dep_ in {"xcomp", "ccomp", "csubj", "csubjpass", "advcl", "parataxis"} and _unsourced(head, spread):
            return str(head.text)
        if token.dep_ == "ROOT":
            for other in token.children:
                if other.dep_ in {"ccomp", "parataxis", "advcl"} and _unsourced(other, spread) and _bare(other):
                    return str(other.text)
    return ""


def shown_basis(parsed: Parsed, anchor: int, chain: Sequence[Attribution], tables: Lexicon) -> Basis | None:
    """Return the basis that the words around a statement show, or None.

    Args:
        parsed: The sentence.
        anchor: Offset of the word that tells the statement.
        chain: Its speakers.
        tables: Word tables of its language.
    """
    if _OWN_EYES.search(parsed.sentence.text) if chain else _own_count(parsed.sentence.text):
        return Basis.SAW
    grounds = _grounds(tables)
    showing = frozenset(tables.raw["cues"]["grounds"]["showing"])
    for token in _above(parsed, anchor):
        verb = token.head if token.dep_ in {"ccomp", "xcomp", "dobj", "acl", "relcl"} else token
        if lemma(verb) not in showing:
            continue
        for subject in (*subjects(verb), *((verb.head,) if verb.dep_ in {"acl", "relcl"} else ())):
            found = grounds.get(lemma(subject))
            if found is not None:
                return found
    for token in parsed.tokens:
        found = grounds.get(lemma(token))
        if found is not None and token.pos_ in {"NOUN", "PROPN"} and _rests_on(token):
            return found
    return None


def _own_count(sentence: str) -> bool:
    """Tell whether the writer of a sentence says to have counted, with nobody quoted before it."""
    found = _OWN_COUNT.search(sentence) if len(sentence) <= _LONG else None
    return found is not None and _QUOTED.search(sentence, 0, found.start()) is None


def source_basis(chain: Sequence[Attribution], publisher: str, tables: Lexicon) -> Basis:
    """Return the basis that the innermost speaker alone suggests: official where he stands for a body.

    Args:
        chain: The speakers behind the publisher.
        publisher: Name of the publisher, who speaks where there is no other.
        tables: Word tables of the language.
    """
    if not chain:
        return Basis.OFFICIAL if publisher and is_body(publisher) else Basis.UNKNOWN
    source = chain[-1].source
    rows = tables.raw["cues"]["grounds"]
    if source.head in rows["rumour"] and not source.named:
        return Basis.WAS_TOLD
    words = {word.strip(",.'\u2019").lower() for word in source.name.split()}
    if source.head in rows["official"] or words & frozenset(rows["official"]) or is_body(source.name):
        return Basis.OFFICIAL
    return Basis.UNKNOWN


def as_judged(basis: Basis, slot: str, chain: Sequence[Attribution], tables: Lexicon) -> Basis:
    """Return the basis, where it is an opinion: an assessment instead, if what is told could be counted or checked.

    "I believe twelve died" estimates, and a ministry that "believes" assesses; "in my view it was deliberate" is an
    opinion, and so is what a columnist believes of who did it.

    Args:
        basis: The basis found so far.
        slot: The question answered.
        chain: The speakers.
        tables: Word tables of the language.
    """
    if basis is not Basis.OPINION:
        return basis
    if slot in _CHECKABLE:
        return Basis.INFERENCE
    by_verb = bool(chain) and chain[-1].basis is Basis.OPINION
    if by_verb and source_basis(chain, "", tables) is Basis.OFFICIAL:
        return Basis.INFERENCE
    return basis


@cache
def _grounds_of(pairs: tuple[tuple[str, Basis], ...]) -> dict[str, Basis]:
    return dict(pairs)


def _grounds(tables: Lexicon) -> dict[str, Basis]:
    rows = tables.raw["cues"]["grounds"]
    return _grounds_of(tuple((word, basis) for kind, basis in _KINDS.items() for word in rows[kind]))


def _above(parsed: Parsed, anchor: int) -> Iterator[Token]:
    """Yield the word at an offset and the words it hangs on, at most eight of them."""
    token = next((other for other in parsed.tokens if parsed.start(other) <= anchor < parsed.end(other)), None)
    for _ in range(8):
        if token is None:
            return
        yield token
        token = token.head if token.head.i != token.i else None


def _unsourced(verb: Token, spread: frozenset[str]) -> bool:
    if lemma(verb) not in spread or not is_passive(verb) or agents(verb):
        return False
    return not any(other.dep_ == "neg" for other in verb.children)


def _bare(verb: Token) -> bool:
    """Tell whether an aside has nobody but "it" as subject: "it was reported"."""
    return all(token.lower_ == "it" for token in passive_subjects(verb))


def _rests_on(noun: Token) -> bool:
    head = noun.head
    for _ in range(3):
        if head.lower_ in _RESTS and (head.lower_ != "from" or lemma(head.head) in {"evidence", "clear", "conclude"}):
            return True
        if head.pos_ not in {"ADP", "NOUN", "VERB", "SCONJ"} or head.head.i == head.i:
            return False
        head = head.head
    return False
