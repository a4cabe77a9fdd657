"""What the words around a statement make of it: hedges, conditions, inference, opinion."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Basis
from crossbearing.read.happenings.reality import disowned
from crossbearing.read.sentences.grammar import child, lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.voices.own_words import own_verdict
from crossbearing.resources.lexicon import Lexicon, pattern

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["UNLIKELY", "Leaning", "hearsay_aside", "leaning", "presupposed"]


UNLIKELY = -0.5
"""Below this the tagger's score is a second voice where the rules see nothing: 6 of 100 such words of the development
parts of uds_ih2 and rp are held for facts by their annotators (above 1.5)."""


_CONDITIONS = frozenset({"if", "unless", "provided", "assuming", "supposing"})


@dataclass(frozen=True, slots=True)
class Leaning:
    """What hedging words make of a statement.

    Args:
        stance: Supposes or conditional, or None where nothing weakens it.
        basis: Inference or opinion where words show it, or None.
        hedges: The words as written.
    """

    stance: Stance | None
    basis: Basis | None
    hedges: tuple[str, ...]


def leaning(
    parsed: Parsed,
    anchor: int,
    tables: Lexicon,
    *,
    spoken: tuple[tuple[int, int], ...] | None,
    held: float | None = None,
) -> Leaning:
    """Return what weakens the statement whose telling word stands at an offset.

    Only words of its own clause count, not those of a clause beside it.

    Args:
        parsed: The sentence.
        anchor: Offset of the word that tells it.
        tables: Word tables of its language.
        spoken: The stretches of the text that the one who is made to say it says, or None where nobody is.
        held: How far the tagger holds it for a fact, -3 to 3, or None where no tagger helps.
    """
    token = _at(parsed, anchor - parsed.sentence.start)
    if token is None:
        return Leaning(None, None, ())
    clause = _clause_tokens(token)
    words: list[str] = []
    stance: Stance | None = None
    basis: Basis | None = None
    hedges = tables.hedges
    for other in clause:
        name = other.lower_
        if (
            name in hedges.words
            and other.pos_ in {"ADV", "ADJ", "VERB"}
            and not (
                name in {"suspected", "believed", "thought", "feared", "presumed", "alleged"}
                and other.dep_ == "amod"
                and other.head.i != token.i
            )
        ):
            words.append(str(other.text))
            stance = Stance.SUPPOSES
            if name in hedges.inference_words:
                basis = Basis.INFERENCE
        elif name in hedges.modals and other.dep_ == "aux" and other.tag_ == "MD" and child(other.head, "neg") is None:
            if (
                name == "could"
                and not any(sibling.lower_ == "have" for sibling in other.head.children)
                and other.head.i != token.i
            ):
                continue
            words.append(str(other.text))
            stance = Stance.SUPPOSES
        elif (
            lemma(other) in hedges.verbs
            and child(other, "xcomp") is not None
            and (other.i in (token.i, token.head.i))
            and lemma(token) not in {"observe", "watch"}
            and not _shows_up(other)
        ):
            words.append(str(other.text))
            stance = Stance.SUPPOSES
    if _conditional(clause, token):
        stance = stance or Stance.CONDITIONAL
    stance = disowned(token, hedges) or own_verdict(token, tables.cues) or stance
    if spoken is None and stance is None and _only_claimed(token, tables.cues.distance_nouns):
        stance = Stance.CANNOT_SAY
    if stance is None and held is not None and held < UNLIKELY:
        stance = Stance.SUPPOSES
    text = parsed.sentence.text.lower()
    opinion = pattern(hedges.opinion_phrases).search(text)
    start = parsed.sentence.start + (opinion.start() if opinion is not None else 0)
    if opinion is not None and (spoken is None or any(first <= start < last for first, last in spoken)):
        basis = basis or Basis.OPINION
    elif spoken is None and pattern(
        tuple(phrase for phrase in hedges.inference_phrases if phrase not in {"facts", "conclude", "concludes"})
    ).search(text):
        basis = basis or Basis.INFERENCE
    return Leaning(stance, basis, tuple(words))


def hearsay_aside(parsed: Parsed, anchor: int, tables: Lexicon) -> bool:
    """Tell whether a telling word stands in a relative clause marked as hearsay ("X allegedly meant to hit").

    The hedge is then the writer's own, not that of the source whose words stand around it.

    Args:
        parsed: The sentence.
        anchor: Offset of the word that tells it.
        tables: Word tables of its language.
    """
    token = _at(parsed, anchor - parsed.sentence.start)
    if token is None:
        return False
    return token.dep_ == "relcl" and any(other.lower_ in tables.hedges.hearsay for other in token.children)


_PARTS_IN = frozenset({"connection", "link", "involvement", "part", "role", "hand", "complicity", "tie"})


def presupposed(parsed: Parsed, anchor: int, within: tuple[int, int], cue: int | None = None) -> bool:
    """Tell whether a statement is taken for granted by the one who denies or doubts the words around it.

    "X denies that the strike near Y was a mistake" denies the mistake; that a strike fell near Y is granted. It holds
    of a definite noun ("the strike", "their attack") that a verb stands above which is not the telling word.

    Args:
        parsed: The sentence.
        anchor: Offset of the noun that tells it.
        within: Offsets of the words of the statement; they must belong to the noun ("the US strike", not "the US
            carried out the strike").
        cue: Offset of the word that denies or doubts, or None for hedges of the sentence's own verb.
    """
    base = parsed.sentence.start
    token = _at(parsed, anchor - base)
    if token is None or token.pos_ not in {"NOUN", "PROPN"} or not _definite(token):
        return False
    last = token.right_edge
    if within[0] < base + token.left_edge.idx or within[1] > base + last.idx + len(last.text):
        return False
    above = token.head
    for _ in range(12):
        if cue is not None and base + above.idx == cue:
            return False
        if above.pos_ == "NOUN" and above.base in _PARTS_IN:
            return True  # "denies any connection with the bombing" grants the bombing
        if above.pos_ in {"VERB", "AUX"}:
            return True
        if above.head.i == above.i:
            return False
        above = above.head
    return False


def _at(parsed: Parsed, offset: int) -> Token | None:
    return next((other for other in parsed.tokens if other.idx <= offset < other.idx + len(other.text)), None)


def _definite(noun: Token) -> bool:
    return any(
        other.dep_ == "poss" or other.lower_ in {"the", "that", "this", "these", "those", "its", "their", "his", "her"}
        for other in noun.lefts
    )


def _shows_up(verb: Token) -> bool:
    """Tell whether "appear" means to turn up ("a drone appeared to observe"): its subject is a thing that can."""
    subject = child(verb, "nsubj")
    return (
        lemma(verb) == "appear"
        and subject is not None
        and any(token.dep_ == "det" and token.lower_ in {"a", "an"} for token in subject.children)
    )


def _clause_tokens(token: Token) -> list[Token]:
    """Return the tokens of the clause around a token: its verb, that verb's own words and the verbs that carry it."""
    top = token
    path = [token]
    for _ in range(6):
        if top.dep_ in {"ROOT", "ccomp", "relcl", "advcl", "csubj", "parataxis"} or top.head.i == top.i:
            break
        top = top.head
        path.append(top)
    found: dict[int, Token] = {}
    for head in path:
        found.setdefault(head.i, head)
        for other in head.children:
            if other.dep_ in {"advmod", "aux", "amod", "auxpass", "mark", "neg", "acomp", "npadvmod"}:
                found.setdefault(other.i, other)
    return list(found.values())


def _only_claimed(token: Token, nouns: frozenset[str]) -> bool:
    """Tell whether words are the matter of a claim that is nobody's ("the claim that seven died spread")."""
    current = token
    for _ in range(5):
        head = current.head
        if current.dep_ in {"acl", "ccomp", "relcl"} and head.pos_ == "NOUN":
            return lemma(head) in nouns | {"rumour", "rumor"} and any(
                other.lower_ == "that" and other.dep_ == "mark" for other in current.lefts
            )
        if head.i == current.i or current.dep_ in {"acl", "relcl", "advcl"}:
            return False
        current = head
    return False


def _conditional(clause: list[Token], token: Token) -> bool:
    for other in clause:
        if other.dep_ == "mark" and other.lower_ in {"if", "unless"} and other.head.pos_ in {"VERB", "AUX", "ADJ"}:
            return True
    first = token.doc[0]
    if first.lower_ == "should" and first.dep_ == "aux" and first.head in clause:
        return True
    return _in_condition(token) or any(_hangs_on_condition(other) for other in clause if other.pos_ in {"VERB", "AUX"})


def _in_condition(token: Token) -> bool:
    """Tell whether words stand within what is only supposed ("if it turns out that soldiers did it")."""
    current = token
    for _ in range(8):
        marks = {other.lower_ for other in current.lefts if other.dep_ == "mark"}
        first = current.left_edge
        opened = first.lower_ == "should" and first.dep_ == "aux" and first.head.i == current.i
        if (current.dep_ == "advcl" and marks & _CONDITIONS) or (opened and current.head.i != current.i):
            before = current.left_edge.i - 1
            even = before >= 0 and current.doc[before].lower_ in {"even", "as"}
            return not even and "even" not in {other.lower_ for other in current.lefts}
        if current.head.i == current.i or current.dep_ in {"relcl", "acl", "parataxis", "ROOT"}:
            return False
        current = current.head
    return False


def _hangs_on_condition(verb: Token) -> bool:
    """Tell whether a clause holds only if another does ("if it knew, this is a crime"); "even if" makes none."""
    for clause in verb.children:
        if clause.dep_ != "advcl" or clause.pos_ not in {"VERB", "AUX", "ADJ"}:
            continue
        if any(lemma(other) in {"believe", "trust"} for other in (clause, *clause.children)):
            continue  # "if the ministry is to be believed" names who tells it
        for other in clause.lefts:
            if other.dep_ == "mark" and other.lower_ in _CONDITIONS:
                before = other.doc[other.i - 1].lower_ if other.i else ""
                return before not in {"even", "as", "only", "what", "especially"}
            if other.lower_ == "should" and other.dep_ == "aux" and other.i == clause.left_edge.i:
                return True
    return False
