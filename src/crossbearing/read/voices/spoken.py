"""What a verb of saying hands over: its clause, its toll, or the sentence around a parenthesis."""

from __future__ import annotations

from typing import TYPE_CHECKING

from crossbearing.read.sentences.grammar import (
    agents,
    child,
    children,
    is_passive,
    lemma,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.ranges import subtree_range, whole_range, without
from crossbearing.resources.lexicon import Cues

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["INQUIRERS", "by_of", "clause_behind", "content_of", "mutual"]

_CLAUSES = ("ccomp", "xcomp", "advcl", "csubj", "acl")


_CHARGING = frozenset({"blame", "accuse", "attribute", "charge", "hold"})
_CHANGING = frozenset({"raise", "lower", "revise", "update", "put"})


INQUIRERS = frozenset(
    {"inquiry", "investigation", "probe", "commission", "panel", "court", "tribunal", "review", "audit"}
    | {"investigator", "inspector", "judge", "jury", "ombudsman", "report", "committee", "mission", "autopsy"}
)
"""Those who look into a case, and what they write."""


_TOLL_WORDS = frozenset(
    [
        "body",
        "bodies",
        "corpse",
        "corpses",
        "toll",
        "death",
        "deaths",
        "dead",
        "casualty",
        "casualties",
        "killing",
        "loss",
        "losses",
        "strike",
        "strikes",
        "airstrike",
        "airstrikes",
        "attack",
        "attacks",
        "damage",
        "killed",
        "wounded",
        "injured",
        "destruction",
        "figure",
        "number",
        "count",
        "victims",
        "injuries",
        "people",
        "soldiers",
        "civilians",
        "bombing",
        "shelling",
        "raid",
        "raids",
        "responsibility",
        "involvement",
        "intent",
        "clash",
        "clashes",
        "fatalities",
    ]
)


def by_of(verb: Token, *words: str) -> list[Token]:
    """Return the heads of a verb's prepositional phrases with one of some prepositions."""
    return [
        inner
        for marker in verb.children
        if marker.dep_ == "prep" and marker.lower_ in words
        for inner in children(marker, "pobj")
    ]


def mutual(verb: Token) -> bool:
    """Tell whether a verb says what several do to one another ("blamed each other"), and nothing of the rest."""
    return any(
        other.dep_ == "dobj" and other.lower_ in {"other", "another"} and other.left_edge.lower_ in {"each", "one"}
        for other in verb.children
    )


def content_of(parsed: Parsed, verb: Token, name: str, cues: Cues) -> list[tuple[int, int]]:
    """Return the stretches that a verb of saying hands over, or nothing."""
    weak = name in cues.weak
    if trailing := _laid(parsed, verb, name) or _owned(parsed, verb) or _trailing(parsed, verb):
        return trailing
    clauses = _own_clauses(verb, cues)
    handed = [] if clauses else _through_another(parsed, verb, cues)
    if clauses:
        inverted = all(clause.i < verb.i for clause in clauses)
        pieces = [_clause_range(parsed, clause, verb) for clause in clauses]
        if inverted:
            pieces.append((parsed.end(verb), subtree_range(parsed, verb)[1]))
            first = subtree_range(parsed, verb)[0]
            pieces = [(min(first, pieces[0][0]), pieces[0][1]), *pieces[1:]]
        elif verb.dep_ == "ROOT" and _fronted(verb, clauses[0]):
            pieces.append((whole_range(parsed)[0], parsed.start(verb)))
        return pieces
    if handed or (name in cues.recipients and is_passive(verb) and (handed := _told_by(parsed, verb))):
        return handed
    if name in {"say", "tell", "report", "believe", "know", "think", "allege", "claim", "estimate"} and is_passive(
        verb
    ):
        opened = child(verb, "xcomp")
        if opened is not None:
            return [subtree_range(parsed, verb)]
    parenthetical = _parenthetical(parsed, verb, weak)
    if parenthetical:
        return parenthetical
    held = [other for other in verb.children if other.dep_ in {"dobj", "oprd", "attr", "xcomp"} and other.i > verb.i]
    if name == "tell" and held:
        return _told_to(parsed, verb, held)
    if held and name in cues.recipients:
        topics = [other for other in verb.children if other.dep_ == "prep" and other.lower_ in {"of", "about"}]
        return [subtree_range(parsed, other) for other in topics]
    if held:
        words = {lemma(token) for other in held for token in other.subtree} | {
            token.lower_ for other in held for token in other.subtree
        }
        if weak and not words & _TOLL_WORDS and not _by_inquiry(verb, name) and not _taken_back(held, name, cues):
            return []
        behind = [
            other
            for other in verb.children
            if other.dep_ == "prep" and other.i > verb.i and (other.lower_ != "to" or name in _CHANGING)
        ]
        # "put the toll at 43 dead and 63 wounded": to the parser, the 63 do something of their own.
        joined = [other for other in verb.children if _numbers_alone(other)]
        return [(parsed.end(verb), max(subtree_range(parsed, other)[1] for other in [*held, *behind, *joined]))]
    return _about(parsed, verb, name)


def _taken_back(held: list[Token], name: str, cues: Cues) -> bool:
    """Tell whether what is withdrawn are words ("withdrew its statement that ..."), and not troops or an offer."""
    return cues.stance.get(name) == "retracts" and any(
        clause.dep_ == "acl" and any(one.dep_ == "mark" and one.lower_ == "that" for one in clause.children)
        for other in held
        for clause in other.children
    )


def _told_to(parsed: Parsed, verb: Token, held: list[Token]) -> list[tuple[int, int]]:
    """Return what "told the court to ..." and "told us of four dead and nine wounded" tell."""
    follow = [other for other in verb.children if other.dep_ in {"advcl", "xcomp", "acl"} and other.i > verb.i]
    if not follow and any(other.dep_ == "prep" and other.lower_ in {"of", "about"} for other in verb.children):
        return [(max(parsed.end(other) for other in held), subtree_range(parsed, verb)[1])]
    return [subtree_range(parsed, other) for other in follow]


def _laid(parsed: Parsed, verb: Token, name: str) -> list[tuple[int, int]]:
    """Return what "the attack was blamed on Iran by three governments" says: all but those who blame."""
    if name not in _CHARGING or not is_passive(verb) or verb.tag_ != "VBN" or not agents(verb):
        return []
    return list(without(subtree_range(parsed, verb), subtree_range(parsed, agents(verb)[0])))


def _owned(parsed: Parsed, verb: Token) -> list[tuple[int, int]]:
    """Return the one word that "claimed responsibility for the blast" tells: the blast is known, told by others."""
    held = next((other for other in verb.children if other.dep_ == "dobj" and lemma(other) == "responsibility"), None)
    return [(parsed.start(held), parsed.end(held))] if held is not None else []


def _numbers_alone(verb: Token) -> bool:
    """Tell whether a joined verb is a participle that numbers stand before ("and 63 wounded")."""
    if verb.tag_ not in {"VBN", "VBD"} or verb.dep_ not in {"conj", "advcl"}:
        return False
    if verb.dep_ == "advcl":
        before = verb.doc[verb.i - 1] if verb.i else None
        return verb.tag_ == "VBN" and before is not None and (before.pos_ == "NUM" or before.like_num)
    return any(
        other.pos_ == "NUM" and other.dep_ in {"nsubj", "nsubjpass"} and other.i == verb.i - 1
        for other in verb.children
    )


def _by_inquiry(verb: Token, name: str) -> bool:
    """Tell whether those who look into a case find something ("the inquiry found no evidence of misconduct")."""
    return name == "find" and any(lemma(subject) in INQUIRERS for subject in subjects(verb))


def _through_another(parsed: Parsed, verb: Token, cues: Cues) -> list[tuple[int, int]]:
    """Return what "X reported, citing Y, that ..." tells where the parser hung the clause on the one cited."""
    for other in verb.children:
        if other.dep_ != "advcl" or other.i < verb.i or lemma(other) not in cues.handing_on:
            continue
        told = clause_behind(other)
        if told is not None:
            return [subtree_range(parsed, told)]
    return []


def clause_behind(verb: Token) -> Token | None:
    """Return the clause with "that" behind a verb that hands on ("citing Y, (who said) that ..."), or None.

    Args:
        verb: The verb that hands on.
    """
    for other in verb.subtree:
        clause = other.i > verb.i and other.dep_ in {"ccomp", "acl", "relcl"} and other.pos_ in {"VERB", "AUX"}
        if clause and any(part.lower_ == "that" and part.dep_ == "mark" for part in other.lefts):
            return other
    return None


def _about(parsed: Parsed, verb: Token, name: str) -> list[tuple[int, int]]:
    """Return what "spoke of ...", "warned about ..." tells."""
    if name not in {
        "speak",
        "talk",
        "tell",
        "warn",
        "complain",
        "raise",
        "put",
        "report",
        "learn",
        "hear",
        "admit",
        "boast",
    }:
        return []
    about = [
        other
        for other in verb.children
        if other.dep_ == "prep" and other.lower_ in {"of", "about", "at", "to", "from", "that"} and other.i > verb.i
    ]
    if not about:
        return []
    # "speak of 40 men seen there, perhaps on their way home": what hangs on the verb behind it goes on with it.
    behind = [
        other
        for other in verb.children
        if other.i > about[0].i and (other.dep_ in {"prep", "advmod", "npadvmod"} or _numbers_alone(other))
    ]
    return [(parsed.end(verb), max(subtree_range(parsed, other)[1] for other in (*about, *behind)))]


def _told_by(parsed: Parsed, verb: Token) -> list[tuple[int, int]]:
    """Return the clause of "was told by elders that ..." where the parser hung it on those who tell."""
    return [
        subtree_range(parsed, other)
        for teller in agents(verb)
        for other in teller.children
        if other.dep_ in {"relcl", "acl"} and any(part.lower_ == "that" for part in other.lefts)
    ]


def _trailing(parsed: Parsed, verb: Token) -> list[tuple[int, int]]:
    """Return what stands before ", X has learned from Y." where the parser took the closing clause for a joined one."""
    subject = child(verb, "nsubj")
    if verb.dep_ not in {"conj", "parataxis"} or subject is None or subject.i > verb.i:
        return []
    first = int(subject.left_edge.i)
    if (
        first < 4
        or parsed.doc[first - 1].text not in {",", "\u201d", '"'}
        or any(other.dep_ in {"dobj", "xcomp"} for other in verb.children)
    ):
        return []
    if int(verb.right_edge.i) < len(parsed.doc) - 2 or any(
        other.dep_ == "ccomp" and other.i > verb.i for other in verb.children
    ):
        return []
    return [(parsed.sentence.start, parsed.start(parsed.doc[first]))]


def _own_clauses(verb: Token, cues: Cues) -> list[Token]:
    """Return the clauses of a verb of saying; of "X put it at one, Y said that six died" Y tells the second alone."""
    clauses = [other for other in verb.children if other.dep_ in {"ccomp", "csubj"} and other is not verb]
    if len(clauses) < 2:
        return clauses
    others = [one for one in clauses if verb_key(one) in cues.verbs and child(one, "nsubj") is not None]
    return [one for one in clauses if one.i > verb.i or one not in others] or clauses


def _clause_range(parsed: Parsed, clause: Token, verb: Token) -> tuple[int, int]:
    start, end = subtree_range(parsed, clause)
    if start < parsed.start(verb) < end and clause.i > verb.i:
        start = parsed.end(verb)
    return start, end


def _fronted(verb: Token, clause: Token) -> bool:
    """Tell whether words before the speaker belong to what is said ("In Aleppo, X said, ...")."""
    return not clause.i > verb.i


def _parenthetical(parsed: Parsed, verb: Token, weak: bool) -> list[tuple[int, int]]:
    """Return the main clause around "as X noted" or ", X said," that the parser hung elsewhere."""
    subject = child(verb, "nsubj")
    if verb.dep_ == "pcomp" or (verb.dep_ == "relcl" and subject is not None and child(subject, "poss") is not None):
        return []  # "contrary to what X had announced"; "their union, whose secretary blamed ..."
    marked_as = any(
        other.lower_ == "as" and other.i < verb.i and other.dep_ in {"mark", "advmod", "prep"}
        for other in verb.children
    )
    if marked_as:
        first = min(token.i for token in verb.lefts)
        last = verb.i
        for token in parsed.doc[verb.i : min(len(parsed.doc), verb.i + 6)]:
            if token.text == ",":
                last = token.i
                break
        return list(without(whole_range(parsed), parsed.range(first, last)))
    if subject is None or weak:
        return []
    inverted = verb.dep_ == "parataxis" and subject.i == verb.i + 1 + (subject.left_edge.i < subject.i)
    first = int(verb.i) if inverted else int(subject.left_edge.i)  # ", said the priest, "
    last = max(int(verb.i), int(subject.right_edge.i))
    before = parsed.doc[first - 1].text if first else ""
    tail = parsed.doc[last + 1].text if last + 1 < len(parsed.doc) else "."
    adjunct = last
    for other in verb.rights:
        if other.dep_ in {"prep", "npadvmod", "advmod", "dobj", "tmod", "advcl"} and other.i > last:
            adjunct = max(adjunct, int(other.right_edge.i))
    closes = tail in {",", ".", "\u201d", '"', ";", ""} or (
        adjunct + 1 >= len(parsed.doc) or parsed.doc[adjunct + 1].text in {".", ",", ";"}
    )
    if before in {",", '"', "\u201d", "\u2014", "\u2013", "?"} and closes and first > 2:
        return list(without(whole_range(parsed), parsed.range(first, min(adjunct, len(parsed.doc) - 1))))
    return []
