"""Collusion, notice given beforehand, who took part; and what else is told beside an attack."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.values import ActorRef, Actors, Category
from crossbearing.read.happenings.circumstances import circumstances
from crossbearing.read.mentions import Mention
from crossbearing.read.parties.blame import claims_it, responsibility
from crossbearing.read.parties.denials import parts_in
from crossbearing.read.parties.doers import doer
from crossbearing.read.parties.people import of_people
from crossbearing.read.sentences.grammar import (
    agents,
    child,
    children,
    is_negated,
    is_passive,
    lemma,
    noun_range,
    passive_subjects,
    prepositional,
    subjects,
    verb_key,
    with_conjuncts,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon, pattern

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["parties"]

# Who did it, by no name of theirs.
_DOERS = frozenset(
    {"attacker", "assailant", "perpetrator", "killer", "gunman", "shooter", "bomber", "raider", "author"}
)
# What is said to have been committed.
_DEEDS = frozenset({"crime", "atrocity", "act", "massacre", "killing", "murder", "outrage", "bloodbath", "carnage"})


def _token_at(parsed: Parsed, offset: int) -> Token | None:
    return next((token for token in parsed.tokens if token.idx <= offset < token.idx + len(token.text)), None)


def parties(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield collusion, responsibility, notice given beforehand, and what else is told beside an attack.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    yield from _collusion(parsed, tables)
    yield from responsibility(parsed, tables)
    yield from _notice(parsed, tables)
    yield from _taking_part(parsed, tables)
    yield from circumstances(parsed, tables)
    yield from parts_in(parsed, tables, lambda head: claims_it(parsed, head, tables, lone=head.pos_ != "PROPN"))


def _collusion(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    raw: Any = tables.raw["intent"]
    for match in pattern(tuple(raw["collusion"]["words"])).finditer(parsed.sentence.text):
        first, last = _token_at(parsed, match.start()), _token_at(parsed, match.end() - 1)
        if first is None or last is None:
            continue
        partner = next(
            (
                token
                for token in parsed.doc[last.i + 1 : last.i + 6]
                if token.pos_ in {"NOUN", "PROPN"} and token.dep_ in {"pobj", "dobj"}
            ),
            None,
        )
        if partner is None:
            partner = next(
                (token for token in last.subtree if token.pos_ in {"NOUN", "PROPN"} and token.i >= last.i), None
            )
        if partner is None:
            continue
        members = []
        verb = first
        for _ in range(4):
            if verb.pos_ in {"VERB", "AUX"}:
                break
            verb = verb.head
        who = subjects(verb)[:1] if verb.pos_ in {"VERB", "AUX"} else []
        for head in [*who, partner]:
            if head.pos_ in {"NOUN", "PROPN"}:
                members.append(ActorRef(_plain(parsed.words(*noun_range(head)))))
        stop = max(noun_range(partner)[1], last.i)
        begin = min([first.i, *(noun_range(head)[0] for head in who)])
        start, end = parsed.range(begin, stop)
        yield Mention(
            "collusion",
            Actors(text=parsed.words(int(first.i), stop), members=tuple(members)),
            start,
            end,
            parsed.start(first),
            parsed.sentence.index,
            score=0.6,
        )


def _plain(name: str) -> str:
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        name = name.removeprefix(article)
    return name.strip()


def _taking_part(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield attackers of the attack told before: "X took part", "X was involved", "the aircraft belonged to X"."""
    for verb in parsed.tokens:
        heads = _parties_of(verb, tables) if verb.pos_ in {"VERB", "AUX", "ADJ"} and _affirmed(verb) else []
        found = [
            who for head in heads if (who := doer(parsed, head, tables) or of_people(parsed, head, tables)) is not None
        ]
        if not found:
            continue
        first, last = min(verb.i, *(who.first for who in found)), max(verb.i, *(who.last for who in found))
        start, end = parsed.range(first, last)
        members = tuple(dict.fromkeys(ActorRef(member) for who in found for member in who.members))
        value = Actors(text=", ".join(who.text for who in found), members=members)
        yield Mention("attacker", value, start, end, parsed.start(verb), parsed.sentence.index, score=0.55)


def _affirmed(verb: Token) -> bool:
    """Tell whether a verb says that it was so, of one at least ("not X but Y")."""
    return not is_negated(verb) or bool(_not_but(verb))


def _parties_of(verb: Token, tables: Lexicon) -> list[Token]:
    """Return those whom a verb of taking part names, where no noun of attack in reach says of what."""
    name = lemma(verb)
    if name == "be" and any(other.lower_ in {"it", "this", "that"} for other in children(verb, "nsubj")):
        return _not_but(verb) or _cleft(verb, tables) or _it_was(verb)
    if name == "be" and any(_those_who_did(other, tables) for other in children(verb, "nsubj")):
        named = child(verb, "attr")
        return with_conjuncts(named) if named is not None and named.pos_ in {"NOUN", "PROPN"} else []
    if name == "be" and any(_those_who_did(other, tables) for other in children(verb, "attr") if other.tag_ == "NNS"):
        return subjects(verb)  # "soldiers were the ones who fired"
    held = child(verb, "dobj")
    inside = prepositional(verb, "in") + (prepositional(held, "in") if held is not None else [])
    told = any(lemma(head) in tables.triggers.nouns for head in inside)
    if name == "commit" and held is not None and lemma(held) in _DEEDS and not is_passive(verb):
        return subjects(verb)
    if name == "take" and held is not None and held.lower_ == "part" and not told and not inside:
        return subjects(verb)
    if verb.lower_ == "involved" and verb.dep_ == "acomp" and not told and not inside:
        return subjects(verb.head)
    if name == "involve" and is_passive(verb) and not told and not inside:
        helper = child(verb, "auxpass")
        return passive_subjects(verb) or subjects(verb) or (subjects(helper) if helper is not None else [])
    if name == "do" and held is not None and held.lower_ in {"it", "this", "damage", "killing", "shooting", "shelling"}:
        return subjects(verb)
    if name == "belong" and any(
        lemma(head) in tables.attackers.carriers and any(other.lower_ == "the" for other in head.lefts)
        for head in subjects(verb)
    ):
        markers = [other for other in verb.subtree if other.lower_ == "to" and other.dep_ in {"prep", "conj", "dative"}]
        owners = [owner for marker in markers if (owner := child(marker, "pobj")) is not None]
        return [part for owner in owners for part in with_conjuncts(owner)]
    return []


def _not_but(verb: Token) -> list[Token]:
    """Return Y of "it was not X but Y (that ...)"."""
    named = child(verb, "attr")
    if named is None or not any(other.lower_ == "but" for other in named.children):
        return []
    return [other for other in named.conjuncts if other.i > named.i]


def _cleft(verb: Token, tables: Lexicon) -> list[Token]:
    """Return whom "it was X, with Y, that shelled the harbour" names."""
    named = child(verb, "attr")
    if named is None or named.pos_ not in {"NOUN", "PROPN"} or is_negated(verb):
        return []
    beside = prepositional(verb, "with") + prepositional(named, "with", "and")
    beside += [one for other in verb.children if other.lower_ == "together" for one in prepositional(other, "with")]
    beside += [one for other in named.children if other.lower_ == "together" for one in prepositional(other, "with")]
    held = {named.i, verb.i, *(one.i for head in (named, *beside) for one in with_conjuncts(head))}
    for clause in verb.subtree:
        if (
            clause.dep_ not in {"relcl", "ccomp", "acl", "advcl", "conj"}
            or clause.i < named.i
            or clause.head.i not in held
        ):
            continue
        opened = any(other.lower_ in {"that", "who", "which"} and other.dep_ == "nsubj" for other in clause.lefts)
        # "that surrounded the village and shot the men": the parser may join the second verb to "was".
        told = [clause, *(other for other in verb.children if other.dep_ == "conj" and other.i > clause.i)]
        if opened and any(_harms(other, tables) for other in told):
            return [one for head in (named, *beside) for one in with_conjuncts(head)]
    return []


def _those_who_did(subject: Token, tables: Lexicon) -> bool:
    """Tell whether a noun is whoever did it: "the attackers", "those who shot", "the men who set fire to it"."""
    if lemma(subject) in _DOERS:
        return any(other.lower_ in {"the", "these", "those", "their", "his", "her", "our"} for other in subject.lefts)
    if subject.lower_ not in {"those", "men", "people", "ones"}:
        return False
    return any(
        clause.dep_ == "relcl"
        and _harms(clause, tables)
        and any(other.lower_ in {"who", "that"} and other.dep_ == "nsubj" for other in clause.lefts)
        for clause in subject.children
    )


def _harms(verb: Token, tables: Lexicon) -> bool:
    """Tell whether a verb, or one joined to it, tells of an attack or of harm done."""
    raw = tables.raw["intent"]["deeds"]
    known = {*tables.triggers.verbs, *raw["verbs"], *raw["with"]}
    return any(
        lemma(one) in known or verb_key(one) in known or tables.harm.words.get(one.lower_) in {"killed", "wounded"}
        for one in (verb, *verb.conjuncts)
        if one.pos_ == "VERB"
    )


def _it_was(verb: Token) -> list[Token]:
    """Return whom "(says) it was X" names, where nothing else is said of X ("it was the army that called")."""
    named = child(verb, "attr")
    if named is None or verb.dep_ not in {"ccomp", "ROOT"} or named.pos_ not in {"NOUN", "PROPN"}:
        return []
    if any(other.dep_ in {"relcl", "acl", "advcl", "ccomp", "prep"} for other in (*named.children, *verb.children)):
        return []
    definite = named.pos_ == "PROPN" or any(other.lower_ == "the" for other in named.lefts)
    definite = definite or (named.tag_ == "NNS" and verb.dep_ == "ccomp")  # "they say it was soldiers"
    return with_conjuncts(named) if definite else []


def _notice(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield notice given before an attack ("had told Russian counterparts beforehand")."""
    raw: Any = tables.raw["intent"]["deconfliction"]
    text = parsed.sentence.text.lower()
    if "notice" in text or "notification" in text:
        yield from _notice_given(parsed)
    if not pattern(tuple(raw["before"])).search(text):
        return
    informing = frozenset({"inform", "notify", "advise", "alert", "warn", "tell"})
    for verb in parsed.tokens:
        if lemma(verb) not in informing or verb.pos_ != "VERB":
            continue
        told = (
            passive_subjects(verb)
            if is_passive(verb)
            else [other for other in verb.children if other.dep_ in {"dobj", "dative"}]
        )
        words = {part.lower_ for head in told for part in head.subtree}
        if not words & (frozenset(raw["parties"]) | tables.state_words) or not pattern(tuple(raw["before"])).search(
            " ".join(part.lower_ for part in verb.subtree)
        ):
            continue
        if agents(verb) and lemma(agents(verb)[0]) == "command":
            continue
        first = min([int(verb.i), *(noun_range(head)[0] for head in told)])
        last = max([int(verb.i), *(noun_range(head)[1] for head in told)])
        start, end = parsed.range(first, last)
        code = "not_told" if is_negated(verb) else "told_beforehand"
        yield Mention(
            "deconfliction",
            Category(parsed.words(first, last), "deconfliction", code),
            start,
            end,
            parsed.start(verb),
            parsed.sentence.index,
            score=0.6,
        )


def _notice_given(parsed: Parsed) -> Iterator[Mention]:
    """Yield "gave Russia notice of the operation", "was given notice", "received no notice"."""
    for noun in parsed.tokens:
        if (
            lemma(noun) not in {"notice", "notification", "warning"}
            or noun.pos_ != "NOUN"
            or noun.dep_ not in {"dobj", "oprd", "nsubjpass"}
        ):
            continue
        verb = noun.head
        if lemma(verb) not in {"give", "receive", "get", "send", "issue"} or (
            lemma(noun) == "warning" and lemma(verb) != "receive"
        ):
            continue
        refused = is_negated(verb) or any(other.lower_ == "no" for other in noun.children)
        first, last = sorted((int(verb.i), int(noun.i)))
        start, end = parsed.range(first, last)
        value = Category(parsed.words(first, last), "deconfliction", "not_told" if refused else "told_beforehand")
        yield Mention("deconfliction", value, start, end, parsed.start(verb), parsed.sentence.index, score=0.6)
