"""What is told beside the harm: who was inside when it struck, apologies for it, where its doers were heading.

And warnings that a call gave ("a telephone call gave them ten minutes to get out") or that nobody gave by shots.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, Final

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Modality
from crossbearing.model.values import Category, Count, CountState, TextValue
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.persons.groups import describe_group, words_of
from crossbearing.read.persons.harming import unreal
from crossbearing.read.sentences.grammar import (
    child,
    children,
    is_negated,
    is_passive,
    lemma,
    noun_range,
    objects,
    passive_subjects,
    prepositional,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.model.values import Value
    from crossbearing.read.sentences.tree import Token

__all__ = ["beside_the_harm"]

_BEING: Final = frozenset(
    """be shelter sleep gather pray attend wait queue eat dine sit celebrate worship stay live work travel ride assemble
    congregate study shop""".split()  # noqa: SIM905
)
_INSIDE: Final = frozenset({"inside", "in", "at", "on", "aboard", "within", "beneath", "under", "by", "outside"})
_SORRY: Final = frozenset({"apologise", "apologize"})
_REGRETS: Final = frozenset({"apology", "regret"})
_OFFERING: Final = frozenset(
    {"offer", "issue", "express", "make", "extend", "convey", "present", "send", "demand", "receive"}
)
_HEADING: Final = frozenset({"head", "make", "drive", "bind", "steer"})
_AIMS: Final = frozenset({"aim", "objective", "goal"})
_DOERS: Final = frozenset(
    """bomber attacker gunman gunmen assailant militant rocket missile drone shell bomb car truck vehicle driver boat
    aircraft raider""".split()  # noqa: SIM905
)
_FITTING: Final = frozenset({"NOUN", "PROPN"})


def beside_the_harm(parsed: Parsed, events: Sequence[EventMention], tables: Lexicon) -> Iterator[Mention]:
    """Yield who was inside, apologies, aims that doers were heading for, and warnings by calls and shots.

    Args:
        parsed: The sentence.
        events: The event mentions in it.
        tables: Word tables of its language.
    """
    news = [event for event in events if event.modality is Modality.NEWS and not event.negated]
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass"} or unreal(verb, tables.harm):
            continue
        yield from _inside(parsed, verb, news, tables)
        yield from _sorry(parsed, verb, tables)
        yield from _headed(parsed, verb, tables)
        yield from _called_off(parsed, verb)


def _mention(
    parsed: Parsed, slot: str, value: Value, span: tuple[int, int], *, verb: Token, stance: Stance | None = None
) -> Mention:
    start, end = parsed.range(*span)
    kind = "investigation" if slot == "process" else "attack"
    return Mention(
        slot, value, start, end, parsed.start(verb), parsed.sentence.index, type=kind, stance=stance, score=0.5
    )


def _inside(parsed: Parsed, verb: Token, news: Sequence[EventMention], tables: Lexicon) -> Iterator[Mention]:
    """Yield "about 300 worshippers were inside the cathedral when the bomb went off"."""
    if lemma(verb) not in _BEING or is_negated(verb):
        return
    tokens = {event.token for event in news}
    clauses = [
        one
        for one in verb.children
        if one.dep_ == "advcl" and any(part.lower_ in {"when", "as"} and part.i < one.i for part in one.children)
    ]
    if not any(part.i in tokens for clause in clauses for part in (clause, *subjects(clause), *objects(clause))):
        return
    exists = any(other.dep_ == "expl" for other in verb.children)
    heads = children(verb, "attr") if exists else [*subjects(verb), *passive_subjects(verb)]
    for head in heads[:1]:
        number = next((one for one in parsed.numbers if one.first >= head.left_edge.i and one.last < head.i + 1), None)
        place = [
            spot
            for carrier in (verb, head, *head.conjuncts, *children(verb, "acomp", "attr", "advmod"))
            for spot in _spots(carrier)
        ]
        if number is None or number.state is not CountState.NUMBER or not place or not _people(head, tables):
            continue
        first, last = min(noun_range(head)[0], number.first), int(head.i)
        words = parsed.words(first, last)
        count: Count = number.count(parsed.words(number.first, number.last))
        group = describe_group(words, count, words_of(parsed.doc, first, last), tables)
        yield _mention(parsed, "presence", group, (first, max(last, int(verb.i))), verb=verb)


def _spots(carrier: Token) -> list[Token]:
    direct = [carrier] if carrier.lower_ in {"inside", "aboard", "there"} and carrier.pos_ in {"ADV", "ADP"} else []
    return [*prepositional(carrier, *_INSIDE), *direct]


def _people(head: Token, tables: Lexicon) -> bool:
    known = tables.persons.status.get(lemma(head)) or tables.persons.status.get(head.lower_)
    return known is not None or head.lower_ in {"people", "persons", "worshippers", "passengers", "families", "guests"}


def _sorry(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield "apologised to the families", "offered its condolences and apologies": amends in words."""
    held = [head for head in objects(verb) if lemma(head) in _REGRETS]
    if lemma(verb) in _SORRY:
        to = [*prepositional(verb, "to", "for")]
        if not any(_people(head, tables) or _deed(head, tables) for head in to):
            return
        last = max(noun_range(head)[1] for head in to[:1])
    elif held and lemma(verb) in _OFFERING:
        if lemma(held[0]) != "apology" and not any(
            _deed(head, tables) or lemma(head) in {"death", "loss", "killing", "family", "relative", "victim"}
            for head in [*prepositional(held[0], "for", "over", "at", "to"), *prepositional(verb, "for", "over", "to")]
        ):
            return
        last = noun_range(held[0])[1]
    else:
        return
    stance = Stance.DENIES if is_negated(verb) else None
    yield _mention(
        parsed, "process", TextValue(parsed.words(int(verb.i), last)), (int(verb.i), last), verb=verb, stance=stance
    )


def _deed(head: Token, tables: Lexicon) -> bool:
    return lemma(head) in tables.triggers.nouns or lemma(head) in tables.triggers.generic or lemma(head) == "death"


def _headed(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield "the bomber was heading for the parliament", "its aim was a command post", and what fell short of."""
    heads: list[Token] = []
    if lemma(verb) in _HEADING and not is_negated(verb):
        who = [*subjects(verb), *passive_subjects(verb)]
        went = (verb.tag_ in {"VBG", "VBN"} and any(lemma(one) in _DOERS for one in who)) and "for" in {
            one.lower_ for one in verb.children
        }
        heads = prepositional(verb, "for") if went else []
    elif lemma(verb) == "be" and not is_negated(verb) and any(lemma(one) in _DOERS for one in subjects(verb)):
        heads = [one for one in prepositional(verb, "after") if tables.persons.status.get(lemma(one)) or _chief(one)]
    elif lemma(verb) == "be" and any(lemma(one) in _AIMS and _own(one) for one in subjects(verb)):
        raw: Any = tables.raw["intent"]["intended"]
        heads = [one for one in children(verb, "attr") if _spot(one, raw, tables)]
    for head in heads[:1]:
        if head.pos_ in _FITTING:
            first, last = noun_range(head)
            span = (min(first, int(verb.i)), max(last, int(verb.i)))
            yield _mention(parsed, "intended_target", TextValue(parsed.words(first, last)), span, verb=verb)


def _chief(head: Token) -> bool:
    return lemma(head) in {
        "chief",
        "commander",
        "governor",
        "mayor",
        "minister",
        "leader",
        "judge",
        "colonel",
        "general",
    }


def _own(head: Token) -> bool:
    return any(one.lower_ in {"its", "their", "the", "his", "her"} for one in head.lefts)


def _spot(head: Token, raw: Any, tables: Lexicon) -> bool:
    return (
        lemma(head) in raw["places"]
        or lemma(head) in tables.materiel
        or tables.persons.status.get(lemma(head)) is not None
    )


def _called_off(parsed: Parsed, verb: Token) -> Iterator[Mention]:
    """Yield "a telephone call gave them ten minutes to get out", "no warning shots were fired"."""
    if lemma(verb) in {"give", "allow", "leave", "have", "get"}:
        held = child(verb, "dobj")
        who = [one for one in subjects(verb) if lemma(one) in {"call", "caller", "leaflet", "message", "warning"}]
        if held is not None and who and lemma(held) in {"minute", "hour", "time", "second"}:
            span = (noun_range(who[0])[0], noun_range(held)[1])
            yield _mention(
                parsed, "warning", Category(parsed.words(*span), "warning", "warned", exclusive=False), span, verb=verb
            )
    if verb_key(verb) in {"fire", "fire off"} or lemma(verb) in {"fire", "hear"}:
        shots = passive_subjects(verb) if is_passive(verb) else children(verb, "dobj")
        for head in shots[:1]:
            if lemma(head) != "shot" or not any(one.lower_ == "warning" for one in head.lefts):
                continue
            first, last = noun_range(head)
            no = is_negated(verb) or any(one.lower_ in {"no", "any"} for one in head.lefts)
            span = (min(first, int(verb.i)), max(last, int(verb.i)))
            value = Category(parsed.words(*span), "warning", "alarm", exclusive=False)
            yield _mention(parsed, "warning", value, span, verb=verb, stance=Stance.DENIES if no else None)
