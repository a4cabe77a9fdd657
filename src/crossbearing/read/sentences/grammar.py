"""Small questions to a dependency tree: subjects, objects, noun phrases, negation.

Labels are those of spaCy's English models (ClearNLP style).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc, Token

__all__ = [
    "agents",
    "all_capitals",
    "antecedent",
    "auxiliaries",
    "child",
    "children",
    "clocked",
    "is_negated",
    "is_passive",
    "lemma",
    "noun_range",
    "objects",
    "passive_subjects",
    "prepositional",
    "subjects",
    "verb_key",
    "with_conjuncts",
]

_NOUN_LEFT = frozenset(
    {
        "det",
        "amod",
        "compound",
        "nummod",
        "poss",
        "nmod",
        "quantmod",
        "predet",
        "advmod",
        "npadvmod",
        "case",
        "punct",
        "neg",
        "nounmod",
        "appos",
    }
)
_RELATIVE = frozenset({"who", "which", "that", "whom"})
_CHARGING = frozenset(
    {
        "accuse",
        "blame",
        "suspect",
        "charge",
        "convict",
        "condemn",
        "criticise",
        "criticize",
        "fault",
        "denounce",
        "indict",
        "acquit",
    }
)
_CLOCK = re.compile(r"[0-2]?\d[.:][0-5]\d")
_SUBJECTS = ("nsubj", "csubj")
_PASSIVE_SUBJECTS = ("nsubjpass", "csubjpass")


def lemma(token: Token) -> str:
    """Return a token's lemma in lower case."""
    return token.base


def verb_key(token: Token) -> str:
    """Return a verb's lemma with its particle, as in `carry out`."""
    name = lemma(token)
    beside = None
    for other in token.rights:
        if other.dep_ == "prt":
            return f"{name} {other.lower_}"
        if other.i == token.i + 1 and other.lower_ == "down":
            beside = other
    return f"{name} {beside.lower_}" if beside is not None else name


def child(token: Token, *labels: str) -> Token | None:
    """Return the first child with one of some labels, or None."""
    return next((other for other in token.children if other.dep_ in labels), None)


def children(token: Token, *labels: str) -> list[Token]:
    """Return all children with one of some labels."""
    return [other for other in token.children if other.dep_ in labels]


def with_conjuncts(token: Token) -> list[Token]:
    """Return a token and those joined to it by "and" or commas, in order."""
    return [token, *(other for other in token.conjuncts if other.i > token.i)]


def antecedent(token: Token) -> Token:
    """Return the noun a relative pronoun stands for, or the token itself."""
    if token.lower_ in _RELATIVE and token.tag_ in {"WDT", "WP", "WP$", "IN"}:
        verb = token.head
        while verb.dep_ in {"conj", "xcomp", "ccomp"} and verb.head is not verb:
            verb = verb.head
        if verb.dep_ == "relcl":
            return verb.head
    return token


def is_passive(verb: Token) -> bool:
    """Tell whether a verb form is passive, including bare participles behind a noun ("people killed")."""
    if any(other.dep_ in {"auxpass", "nsubjpass"} for other in verb.children):
        return True
    if verb.tag_ == "VBN" and verb.dep_ in {"acl", "amod"}:
        # "the claim that they had killed 40" hangs on its noun like "the men killed there", but is active.
        return not any(other.dep_ in {"aux", "nsubj"} for other in verb.children)
    if (
        verb.tag_ == "VBN"
        and verb.dep_ == "conj"
        and not any(other.dep_ in {"nsubj", "aux"} for other in verb.children)
    ):
        return is_passive(verb.head) if verb.head is not verb else False
    if (
        verb.tag_ == "VBN"
        and not any(other.dep_ in {"aux", "auxpass", "dobj"} for other in verb.children)
        and verb.dep_ in {"ccomp", "oprd", "xcomp"}
    ):
        return True
    return verb.tag_ == "VBN" and any(other.dep_ == "agent" for other in verb.children)


def _behind_after(verb: Token) -> Token | None:
    """Return the subject of a clause whose "after" was taken for a preposition ("a day after jets had bombed it")."""
    had = next(
        (other for other in verb.children if other.dep_ == "aux" and other.lower_ in {"had", "has", "have"}), None
    )
    if verb.dep_ != "conj" or had is None or had.i == 0:
        return None
    token = verb.doc[had.i - 1]
    while token.head.i != token.i and token.head.i < had.i:
        if token.dep_ == "pobj" and token.head.lower_ in {"after", "before"}:
            return token
        token = token.head
    return None


def _behind_a_clock(verb: Token) -> Token | None:
    """Return the subject of "at 07.40 soldiers opened fire", which the parser takes for what the clock counts."""
    for token in verb.doc[: verb.i]:
        at = token.head
        if token.dep_ != "pobj" or at.lower_ != "at" or not clocked(token):
            continue
        above = at.head if at.head.i == verb.i else at.head.head
        if above.i == verb.i:
            return token
    return None


def clocked(noun: Token) -> bool:
    """Tell whether a noun has a clock time for its number ("07.40 soldiers"): it is no part of the time.

    Args:
        noun: The noun.
    """
    return noun.pos_ in {"NOUN", "PROPN"} and any(
        other.dep_ == "nummod" and _CLOCK.fullmatch(other.text) is not None for other in noun.lefts
    )


def subjects(verb: Token) -> list[Token]:
    """Return the heads of the active subject of a verb, inherited where the verb shares it with another."""
    seen = 0
    current = verb
    while seen < 6:
        own = children(current, *_SUBJECTS)
        if own:
            # "Correction: an earlier version said ...": what stands before a colon is a label.
            label = len(own) > 1 and own[0].i + 1 < len(own[0].doc) and own[0].doc[own[0].i + 1].text == ":"
            return with_conjuncts(antecedent(own[1] if label else own[0]))
        if children(current, *_PASSIVE_SUBJECTS) and current is not verb:
            return with_conjuncts(antecedent(children(current, *_PASSIVE_SUBJECTS)[0]))
        if current.dep_ == "acl" and current.tag_ == "VBG":
            return [current.head]
        if current is verb and (held := _held_to_be(verb)) is not None:
            return with_conjuncts(held)
        if current.dep_ in {"relcl", "xcomp", "acl"} and current.head.lower_ in {"first", "last"}:
            above = current.head.head  # "the soldiers were the first to shoot"
            return with_conjuncts(own[0]) if (own := children(above, *_SUBJECTS)) else []
        if current is verb and (timed := _behind_a_clock(verb) or _behind_after(verb)) is not None:
            return with_conjuncts(timed)
        if current.dep_ == "xcomp":
            held = child(current.head, "dobj")
            if held is not None and held.i < current.i:
                return [held]
        if current.dep_ == "pcomp" and (charged := _charged(current)) is not None:
            return with_conjuncts(charged)
        if current.dep_ == "advcl" and (
            current.tag_ in {"VBD", "VBZ", "VBP"}
            or any(other.dep_ == "aux" and other.lower_ in {"had", "has", "have"} for other in current.children)
        ):
            return []
        if (
            current.dep_ in {"conj", "xcomp", "advcl", "pcomp", "prep"}
            or (current.dep_ == "acomp" and current is not verb)
        ) and current.head is not current:
            current = current.head
            seen += 1
            continue
        return []
    return []


def _held_to_be(verb: Token) -> Token | None:
    """Return the subject of "gunmen believed to be bandits abducted ...", which the parser gives to that verb."""
    above = verb.head
    if verb.dep_ != "ccomp" or verb.tag_ not in {"VBD", "VBZ", "VBP"} or above.tag_ not in {"VBN", "VBD"}:
        return None
    if above.i > verb.i or lemma(above) not in {"believe", "suspect", "think", "presume", "assume"}:
        return None
    if child(above, "xcomp") is None or child(above, "aux", "auxpass", "dobj") is not None:
        return None
    return child(above, "nsubj")


def _charged(verb: Token) -> Token | None:
    """Return whom a deed is laid on: the army, in "accused the army of attacking" and "blamed the army for firing"."""
    above = verb.head.head
    if above.dep_ == "dobj" and verb.head.lower_ in {"of", "for"}:
        return above if lemma(above.head) in _CHARGING else None
    if lemma(above) not in _CHARGING or (is_passive(above) and above.tag_ == "VBN"):
        return None
    held = child(above, "dobj")
    return held if held is not None and held.i < verb.i else None


def passive_subjects(verb: Token) -> list[Token]:
    """Return the heads of what a passive verb is done to."""
    own = children(verb, *_PASSIVE_SUBJECTS)
    if own:
        return with_conjuncts(antecedent(own[0]))
    if verb.dep_ in {"acl", "amod"} and verb.tag_ == "VBN":
        return [verb.head]
    active = children(verb, "nsubj")
    if active and verb.tag_ == "VBN" and child(verb, "aux") is None:
        return with_conjuncts(antecedent(active[0]))
    if verb.dep_ == "conj" and verb.head is not verb and is_passive(verb.head):
        return passive_subjects(verb.head)
    if verb.dep_ == "xcomp" and verb.head is not verb and child(verb.head, *_PASSIVE_SUBJECTS) is not None:
        return passive_subjects(verb.head)  # "four men were said by residents to have been killed"
    return []


def objects(verb: Token) -> list[Token]:
    """Return the heads of a verb's direct objects; for a joined verb without one, those of its partner behind it."""
    own = children(verb, "dobj", "attr", "oprd")
    if own:
        return [part for head in own for part in with_conjuncts(head)]
    for other in verb.conjuncts:
        if other.i > verb.i and other.pos_ in {"VERB", "AUX"} and child(other, *_SUBJECTS) is None:
            shared = child(other, "dobj")
            if shared is not None:
                return with_conjuncts(shared)
    return []


def all_capitals(doc: Doc) -> bool:
    """Tell whether a sentence is written in capital letters throughout."""
    return doc.all_capitals


def agents(verb: Token) -> list[Token]:
    """Return the heads of a passive verb's "by" phrases."""
    found = []
    for marker in verb.children:
        if marker.dep_ == "agent" or (marker.dep_ == "prep" and marker.lower_ == "by"):
            head = child(marker, "pobj")
            if head is not None:
                found.extend(with_conjuncts(head))
    return found


def prepositional(token: Token, *words: str) -> list[Token]:
    """Return the heads of a token's prepositional phrases with one of some prepositions."""
    found: list[Token] = []
    for marker in token.children:
        if marker.dep_ in {"prep", "dative", "agent"} and marker.lower_ in words:
            found.extend(head for head in children(marker, "pobj") if not clocked(head))
    return found


def noun_range(head: Token, clause: bool = False) -> tuple[int, int]:
    """Return the first and last token number of the noun phrase around a head.

    Args:
        head: Its head noun.
        clause: Whether to keep relative clauses, participles and prepositional phrases other than "of" behind it.

    Returns:
        Numbers of the first and the last token, both included.
    """
    first = last = int(head.i)
    for other in head.lefts:
        if other.dep_ in _NOUN_LEFT and not (
            other.dep_ == "punct" and other.text in {",", "(", ";", ":", "\u2014", "."}
        ):
            first = min(first, int(other.left_edge.i))
    for other in head.rights:
        if other.dep_ == "prep" and other.lower_ in {"of", "from", "for", "on"} and other.i <= last + 1:
            inner = child(other, "pobj")
            named = inner is not None and inner.pos_ == "PROPN" and (head.pos_ == "PROPN" or head.text[:1].isupper())
            if inner is not None and (
                other.lower_ == "of"
                or (named and other.lower_ in {"for", "on"} and _titled(head, inner))
                or (other.lower_ == "from" and inner.pos_ == "PROPN")
            ):
                last = max(last, noun_range(inner)[1])
                if head.pos_ == "PROPN" and inner.pos_ == "PROPN":
                    joined = [part for part in inner.conjuncts if part.i > inner.i]
                    if joined and all(part.pos_ == "PROPN" for part in joined):
                        last = max(last, noun_range(joined[-1])[1])
        elif other.dep_ in {"case", "nummod"} and other.i == last + 1:
            last = int(other.i)
        elif clause and other.dep_ in {"relcl", "acl", "prep"}:
            last = max(last, int(other.right_edge.i))
    return first, last


def _titled(head: Token, inner: Token) -> bool:
    """Tell whether "for" or "on" belongs to a name ("Observatory for Human Rights"), not to a day or a place."""
    return lemma(head) in {
        "observatory",
        "centre",
        "center",
        "committee",
        "commission",
        "office",
        "council",
        "network",
        "organisation",
        "organization",
        "ministry",
        "institute",
        "society",
        "association",
        "fund",
        "agency",
        "group",
        "coordinator",
    } and (inner.lower_ not in {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"})


def auxiliaries(verb: Token) -> list[str]:
    """Return the auxiliaries of a verb in lower case."""
    return [str(other.lower_) for other in verb.children if other.dep_ in {"aux", "auxpass"}]


def is_negated(verb: Token) -> bool:
    """Tell whether a verb or noun is negated ("did not", "never", "no attack", "failed to")."""
    for other in verb.children:
        if other.dep_ == "neg" or other.lower_ in {"never", "n't"}:
            return True
        if other.dep_ == "det" and other.lower_ in {"no", "neither"}:
            return True
        if other.dep_ in {"nsubj", "nsubjpass"} and (
            other.lower_ in {"none", "nobody", "nothing"}
            or any(part.dep_ == "det" and part.lower_ == "no" for part in other.children)
        ):
            return True
    if verb.dep_ == "xcomp":
        return lemma(verb.head) in {"fail", "refuse", "decline", "refrain"} or (
            is_negated(verb.head) and lemma(verb.head) not in {"wait", "hesitate"}
        )
    return bool(
        verb.dep_ == "pcomp"
        and verb.head.lower_ in {"without", "from"}
        and (verb.head.lower_ == "without" or lemma(verb.head.head) in {"refrain", "prevent", "stop", "keep"})
    )
