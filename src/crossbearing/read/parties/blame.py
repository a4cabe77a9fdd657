"""Who claims a deed, denies it or is charged with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.values import ActorRef, Actors
from crossbearing.read.mentions import Mention
from crossbearing.read.parties.abetting import abetting, helping
from crossbearing.read.parties.deeds import is_deed
from crossbearing.read.parties.doers import doer
from crossbearing.read.parties.hands import own_word
from crossbearing.read.parties.people import anybody
from crossbearing.read.parties.rebutted import untold
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

__all__ = ["claims_it", "responsibility"]

# Verbs by which one says, with "to", that he did it.
_OWNING = frozenset({"own up", "own", "confess", "admit", "fess up"})
_DOING = frozenset({"carry out", "plant", "fire", "shoot", "launch", "order", "do", "stage", "commit", "lay", "throw"})
# Verbs that charge without being words of saying ("holds X to blame").
_UNSPOKEN = frozenset({"hold", "fault", "implicate"})
_DEEDS = frozenset(
    {"crime", "incident", "atrocity", "massacre", "outrage", "tragedy", "carnage", "bloodshed", "fire", "abduction"}
)
# Verbs that take a deed on oneself and are no words of saying.
_TAKING = frozenset({"take", "accept"})
# Verbs that charge somebody with a deed.
_CHARGING = frozenset({"blame", "accuse", "attribute", "hold", "fault", "implicate", "ascribe", "suspect"})


def _token_at(parsed: Parsed, offset: int) -> Token | None:
    return next((token for token in parsed.tokens if token.idx <= offset < token.idx + len(token.text)), None)


def _plain(name: str) -> str:
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        name = name.removeprefix(article)
    return name.strip()


def responsibility(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield who claims, denies or is charged with a deed ("claimed responsibility", "blamed on X").

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["intent"]["responsibility"]
    text = parsed.sentence.text
    nobody = pattern(tuple(raw["nobody"])).search(text)
    if nobody is not None:
        return
    for stance, words in ((Stance.ASSERTS, raw["claimed"]), (Stance.DENIES, raw["denied"])):
        for match in pattern(tuple(words)).finditer(text):
            token = _token_at(parsed, match.start())
            verb = token if token is None or token.pos_ in {"VERB", "AUX"} else token.head
            who = subjects(verb) if verb is not None else []
            if not who or verb is None or is_negated(verb):
                continue
            name = claims_it(parsed, who[0], tables)
            if not name:
                continue
            start, end = parsed.range(noun_range(who[0])[0], max(verb.i, noun_range(who[0])[1]))
            value = Actors(text=name, members=(ActorRef(name),), open=False)
            yield Mention(
                "responsibility",
                value,
                start,
                max(end, parsed.sentence.start + match.end()),
                # Who claims it tells it: what is claimed is the word behind the verb.
                parsed.sentence.start + match.end() - 1,
                parsed.sentence.index,
                stance=stance,
                told_by=own_word(parsed, verb, who[0], tables) if lemma(verb) in _TAKING else None,
                score=0.7,
            )
    yield from _owning_up(parsed, tables)
    yield from _claimed_by(parsed, tables)
    for verb in parsed.tokens:
        if lemma(verb) not in _CHARGING or verb.pos_ != "VERB":
            continue
        told = _laying(verb)
        if told is None or (lemma(verb) == "accuse" and (untold(verb) or helping(verb) is not None)):
            continue
        neither = is_negated(verb) or any(other.lower_ in {"neither", "nor"} for other in (*verb.children,))
        for head in told:
            if head.pos_ not in {"NOUN", "PROPN"} or lemma(head) in tables.triggers.nouns:
                continue
            name = _blamed(parsed, head, tables)
            if not name:
                continue
            doubted = Stance.SUPPOSES if lemma(verb) == "suspect" else None
            spared = any(other.lower_ == "neither" for other in head.children) or _beside_nor(head)
            laid = _charge(parsed, verb, head, name, Stance.DENIES if spared or neither else doubted)
            who = subjects(verb)[:1] if lemma(verb) in _UNSPOKEN and child(verb, "xcomp", "prep") is not None else []
            yield replace(laid, told_by=own_word(parsed, verb, who[0], tables)) if who else laid
    yield from abetting(parsed, lambda verb: _laying(verb) or [], lambda head: _blamed(parsed, head, tables))


def _claimed_by(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield X of "responsibility was claimed by X" and "the bombing, claimed by X,"."""
    for verb in parsed.tokens:
        if lemma(verb) not in {"claim", "accept"} or verb.tag_ != "VBN" or not is_passive(verb) or is_negated(verb):
            continue
        what = passive_subjects(verb)
        if not any(lemma(one) == "responsibility" or lemma(one) in tables.triggers.nouns for one in what):
            continue
        for head in agents(verb)[:1]:
            named = claims_it(parsed, head, tables)
            if named:
                mention = _charge(parsed, verb, head, named, Stance.ASSERTS)
                yield replace(mention, told_by=own_word(parsed, verb, head, tables))


def _owning_up(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield who "owned up to the ambush", "confessed to the killings" or "pleaded guilty to firing the shots"."""
    for verb in parsed.tokens:
        name = verb_key(verb)
        plea = lemma(verb) == "plead" and any(other.lower_ == "guilty" for other in verb.children)
        if verb.pos_ != "VERB" or not (plea or name in _OWNING) or is_negated(verb):
            continue
        tops = [verb, *(other for other in verb.children if other.lower_ == "guilty")]
        deeds = [one for top in tops for one in prepositional(top, "to")]
        doing = [one for top in tops for mark in top.children if mark.lower_ == "to" for one in children(mark, "pcomp")]
        if not any(lemma(one) in tables.triggers.nouns for one in deeds) and not any(
            lemma(one) in tables.triggers.verbs or verb_key(one) in _DOING or is_deed(one, tables) for one in doing
        ):
            continue
        for head in subjects(verb)[:1]:
            named = claims_it(parsed, head, tables)
            if named:
                told_by = own_word(parsed, verb, head, tables)
                mention = _charge(parsed, verb, head, named, Stance.CONCEDES)
                yield replace(mention, anchor=parsed.start(verb), told_by=told_by)


def _charge(parsed: Parsed, verb: Token, head: Token, name: str, stance: Stance | None) -> Mention:
    start, end = parsed.range(min(verb.i, noun_range(head)[0]), max(verb.i, noun_range(head)[1]))
    value = Actors(text=name, members=(ActorRef(name),), open=False)
    anchor = parsed.start(verb if verb.dep_ == "acl" and head.i < verb.i else head)
    return Mention("responsibility", value, start, end, anchor, parsed.sentence.index, stance=stance, score=0.65)


def _beside_nor(head: Token) -> bool:
    """Tell whether a noun is joined to another by "nor" ("neither the army nor the rebels")."""
    return head.dep_ == "conj" and any(other.lower_ == "nor" for other in head.head.children)


def _laying(verb: Token) -> list[Token] | None:
    """Return whom a verb charges, with those joined to them, and "not X but Y" behind it."""
    accused = _accused(verb)[:1]
    if not accused:
        return None
    also = [other for other in children(verb, "conj") if other.pos_ in {"NOUN", "PROPN"}]
    return [*with_conjuncts(accused[0]), *also]


def _blamed(parsed: Parsed, head: Token, tables: Lexicon) -> str:
    """Return whom a noun names as charged with a deed: a body, people, or a name of its own."""
    name = _charged(parsed, head, tables)
    if name:
        return name
    who = anybody(parsed, head, tables) if _of_violence(parsed, tables) else None
    return who.text if who is not None else ""


def _of_violence(parsed: Parsed, tables: Lexicon) -> bool:
    """Tell whether a sentence has a word for an attack, or one that points to it ("the incident")."""
    deeds = {*tables.triggers.verbs, *tables.raw["intent"]["deeds"]["verbs"]}
    return any(
        lemma(one) in tables.triggers.nouns
        or lemma(one) in _DEEDS
        or (one.pos_ == "VERB" and lemma(one) in deeds)
        or tables.materiel.get(lemma(one)) in tables.classes["munitions"]
        or one.lower_ in tables.harm.words
        for one in parsed.tokens
    )


def claims_it(parsed: Parsed, head: Token, tables: Lexicon, *, lone: bool = True) -> str:
    """Return who says by claiming responsibility that he did it: whoever is named, a body, or "it" for one.

    Args:
        parsed: The sentence.
        head: The noun or pronoun.
        tables: Word tables of its language.
        lone: Whether a name of which nothing is known counts, or people who are no force.

    Returns:
        His name as written, or an empty string.
    """
    if head.pos_ in {"NOUN", "PROPN"}:
        return _blamed(parsed, head, tables) if lone else _charged(parsed, head, tables)
    who = doer(parsed, head, tables)
    return who.text if who is not None else ""


def _charged(parsed: Parsed, head: Token, tables: Lexicon) -> str:
    """Return the body that a noun names as responsible: one that can attack, or a state by its capital; or nothing."""
    who = doer(parsed, head, tables)
    if who is not None:
        return who.text.partition(" of ")[0] if head.head.pos_ == "VERB" and " of " in who.text else who.text
    name = _plain(parsed.words(int(head.i), int(head.i)))
    return name if name.lower() in tables.cues.metonyms else ""


def _accused(verb: Token) -> list[Token]:
    name = lemma(verb)
    if name in {"attribute", "ascribe"}:
        return prepositional(verb, "to")
    if name == "suspect":
        if is_passive(verb) and verb.tag_ == "VBN":
            return passive_subjects(verb) if prepositional(verb, "of", "in") else []
        held = child(verb, "dobj")
        # "Officials suspect X": a body by its name; "suspect a driver" and "suspect arson" charge nobody yet.
        named = held is not None and held.pos_ == "PROPN"
        return [held] if held is not None and (named or prepositional(verb, "of") or prepositional(held, "of")) else []
    if name == "hold":
        liable = next(
            (other for other in verb.subtree if lemma(other) in {"responsible", "accountable", "blame"}), None
        )
        held = child(verb, "dobj") or (child(liable, "nsubj") if liable is not None else None)
        return [held] if held is not None and liable is not None else []
    if is_passive(verb) and verb.tag_ == "VBN":
        on = prepositional(verb, "on")
        return on if name == "blame" and on else passive_subjects(verb)
    on = prepositional(verb, "on")
    held = child(verb, "dobj")
    if held is None and (clause := child(verb, "ccomp")) is not None and lemma(clause) in {"call", "describe"}:
        return children(clause, "oprd")[:1]  # "blame what they call death squads"
    if name == "blame" and on:
        return on
    return [held] if held is not None else []
