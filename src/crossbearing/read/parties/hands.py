"""Who is named as having done it in other words than "X attacked": hallmarks, the work of, named as, shots from."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from crossbearing.model.actors import Stance
from crossbearing.model.values import ActorRef, Actors
from crossbearing.read.mentions import Mention, Source
from crossbearing.read.parties.arguments import named_before
from crossbearing.read.parties.doers import Doer, doer
from crossbearing.read.parties.people import anybody, of_people
from crossbearing.read.sentences.grammar import (
    agents,
    child,
    children,
    is_negated,
    is_passive,
    lemma,
    objects,
    passive_subjects,
    prepositional,
    subjects,
    with_conjuncts,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.voices.sources import source_of
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["hands", "is_attack", "named_ones", "own_word", "who_mention"]

_BEARING: Final = frozenset({"bear", "carry", "have", "show", "display"})
_SIGNS: Final = frozenset({"hallmark", "mark", "stamp", "signature", "fingerprint", "imprint", "trademark"})
_TRACES: Final = frozenset({"everything", "evidence", "sign", "clue", "trace", "indication", "finding", "all"})
_UNIFORMS: Final = frozenset({"uniform", "fatigue", "fatigues", "insignia", "badge", "patch", "armband"})
_WORKS: Final = frozenset({"work", "handiwork", "doing", "deed", "act", "crime"})
_IT: Final = frozenset({"it", "this", "that", "these", "all"})
_SHOTS: Final = frozenset(
    {
        "shot",
        "fire",
        "gunfire",
        "shell",
        "rocket",
        "missile",
        "bullet",
        "round",
        "mortar",
        "projectile",
        "drone",
        "volley",
    }
)
_GROUND: Final = frozenset(
    {"position", "base", "line", "side", "trench", "post", "barracks", "checkpoint", "gun", "battery"}
)
_NAMING: Final = frozenset({"name", "identify", "describe", "recognise", "recognize", "unmask", "single"})
_WHO: Final = frozenset(
    {
        "attacker",
        "assailant",
        "perpetrator",
        "killer",
        "culprit",
        "gunman",
        "shooter",
        "bomber",
        "raider",
        "author",
        "kidnapper",
        "abductor",
    }
    | {"arsonist", "they", "them", "those", "mastermind", "assassin", "murderer", "suspect"}
)
_HELD: Final = frozenset({"believe", "suspect", "think", "presume", "assume", "say", "allege", "report"})
_SUSPECTING: Final = frozenset({"suspicion"})


def hands(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield who is said to have done it, or not, by words that name no deed of his.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    for verb in parsed.tokens:
        if verb.pos_ in {"VERB", "AUX"}:
            yield from _signed(parsed, verb, tables)
            yield from _shots_from(parsed, verb, tables)
            yield from _named_as(parsed, verb, tables)
            yield from _taken_for(parsed, verb, tables)
            yield from _suspected(parsed, verb, tables)
            yield from _belonging(parsed, verb, tables)
            yield from _did(parsed, verb, tables)
        elif verb.pos_ == "NOUN":
            yield from _work_of(parsed, verb, tables)
            yield from _held_for(parsed, verb, tables)


def who_mention(
    parsed: Parsed,
    slot: str,
    found: list[Doer],
    verb: Token,
    *,
    stance: Stance | None = None,
    anchor: Token | None = None,
    told_by: tuple[Source, ...] | None = None,
) -> Mention:
    """Return the answer that names those found.

    Args:
        parsed: The sentence.
        slot: The question, `attacker` or `responsibility`.
        found: Those named.
        verb: The word that names them.
        stance: What the words themselves make of it, or None.
        anchor: The word whose speakers count, if it is not the verb.
        told_by: Who says it, if the words show it, or None.
    """
    first, last = min(int(verb.i), *(who.first for who in found)), max(int(verb.i), *(who.last for who in found))
    start, end = parsed.range(first, last)
    members = tuple(dict.fromkeys(ActorRef(member) for who in found for member in who.members))
    value = Actors(text=", ".join(who.text for who in found), members=members, open=slot == "attacker")
    if stance is None and all(who.held for who in found):
        stance = Stance.SUPPOSES
    spot = parsed.start(anchor if anchor is not None else verb)
    return Mention(slot, value, start, end, spot, parsed.sentence.index, stance=stance, told_by=told_by, score=0.55)


def own_word(parsed: Parsed, verb: Token, head: Token, tables: Lexicon) -> tuple[Source, ...] | None:
    """Return who a verb makes the speaker of what it says, where no verb of saying stands above; else None.

    Args:
        parsed: The sentence.
        verb: The verb.
        head: Its subject.
        tables: Word tables of the language.
    """
    current = verb
    for _ in range(8):
        if current.head.i == current.i:
            break
        told = current.dep_ == "ccomp" and lemma(current.head) in tables.cues.verbs
        told = told and not any(other.text == ";" for other in parsed.doc[current.i : current.head.i])
        if told and current.head.i != verb.i:
            return None
        current = current.head
    source = source_of(parsed, head, tables.cues)
    return (source,) if source is not None and not source.pronoun else None


def named_ones(parsed: Parsed, heads: list[Token], tables: Lexicon) -> list[Doer]:
    """Return those whom nouns name as charged with a deed, whoever they are.

    Args:
        parsed: The sentence.
        heads: The nouns.
        tables: Word tables of the language.
    """
    return [who for head in heads if (who := anybody(parsed, head, tables)) is not None]


def _of(noun: Token) -> list[Token]:
    owner = child(noun, "poss")
    found = [owner] if owner is not None else prepositional(noun, "of")
    return [one for head in found for one in with_conjuncts(head)]


def is_attack(head: Token, tables: Lexicon) -> bool:
    """Tell whether a noun is an attack, or a word that points to one.

    Args:
        head: The noun.
        tables: Word tables of the language.
    """
    return lemma(head) in tables.triggers.nouns or head.lower_ in _IT


def _signed(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield "it bore the hallmarks of X": X is supposed to have done it."""
    held = child(verb, "dobj")
    worn = lemma(verb) == "wear" and held is not None and lemma(held) in _UNIFORMS
    worn = worn and any(_did_it(head, tables) for head in subjects(verb))
    if held is None or not (worn or (lemma(verb) in _BEARING and lemma(held) in _SIGNS)):
        return
    if worn:
        found = named_ones(parsed, _of(held), tables) or named_before(parsed, held, tables)
        if found:
            yield who_mention(parsed, "attacker", found, verb, stance=Stance.SUPPOSES)
        return
    found = named_ones(parsed, _of(held), tables)
    if found:
        stance = Stance.DENIES if is_negated(verb) else Stance.SUPPOSES
        yield who_mention(parsed, "responsibility", found, verb, stance=stance)


def _work_of(parsed: Parsed, noun: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield "the bombing was the work of X", "described it as X's handiwork", "this is not our doing"."""
    if lemma(noun) not in _WORKS and noun.lower_ not in _WORKS:
        return
    verb = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "as" else noun.head
    told = subjects(verb) if noun.dep_ == "attr" else children(verb, "dobj", "nsubjpass")
    if noun.dep_ == "oprd":
        told += children(verb, "nsubj") if child(verb, "dobj") is None else []
    if verb.pos_ not in {"VERB", "AUX"} or not any(is_attack(head, tables) for head in told):
        return
    ours = child(noun, "poss")
    if ours is not None and ours.lower_ == "our":
        found = [Doer("we", ("we",), int(ours.i), int(noun.i))]
    else:
        found = named_ones(parsed, _of(noun), tables)
    if not found or (lemma(noun) == "act" and all(who.members[0].islower() for who in found)):
        return
    by = subjects(verb) if noun.dep_ != "attr" and not is_passive(verb) else []
    told_by = own_word(parsed, verb, by[0], tables) if by else None
    stance = Stance.DENIES if is_negated(verb) else None
    yield who_mention(parsed, "attacker", found, noun, stance=stance, told_by=told_by)


def _shots_from(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield "the shots came from X"; from where X stands, it is supposed to have been X."""
    if lemma(verb) not in {"come", "originate", "stem"} or is_negated(verb):
        return
    if not any(lemma(head) in _SHOTS for head in subjects(verb)):
        return
    for head in prepositional(verb, "from"):
        sure = [
            who for one in with_conjuncts(head) if (who := doer(parsed, one, tables) or of_people(parsed, one, tables))
        ]
        found = sure or (named_before(parsed, head, tables) if lemma(head) in _GROUND else [])
        also = [one for other in children(child(verb, "prep") or verb, "conj") for one in children(other, "pobj")]
        found += [who for one in also if sure and (who := doer(parsed, one, tables) or of_people(parsed, one, tables))]
        if found:
            yield who_mention(parsed, "attacker", found, verb, stance=None if sure else Stance.SUPPOSES)


def _named_as(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield "identified the attackers as X", "X were named as those who threw the grenade"."""
    if lemma(verb) not in _NAMING or is_negated(verb):
        return
    named = [one for head in prepositional(verb, "as") for one in with_conjuncts(head)]
    held = passive_subjects(verb) if is_passive(verb) else children(verb, "dobj")
    if not named or not held:
        return
    if any(_did_it(head, tables) for head in held):
        found = named_ones(parsed, named, tables)
    elif any(_did_it(head, tables) for head in named):
        found = named_ones(parsed, held, tables)
    else:
        return
    if found:
        by = agents(verb)
        told_by = own_word(parsed, verb, by[0], tables) if by else None
        yield who_mention(parsed, "attacker", found, verb, anchor=named[0], told_by=told_by)


def _did_it(head: Token, tables: Lexicon) -> bool:
    if lemma(head) in _WHO:
        return True
    harmed = tables.harm.words
    return any(
        clause.dep_ == "relcl"
        and not is_passive(clause)
        and any(other.lower_ in {"who", "that"} and other.dep_ == "nsubj" for other in clause.lefts)
        and (
            any(
                f"{lemma(clause)} {part}".strip() in tables.triggers.verbs
                for part in ("", *map(lemma, objects(clause)))
            )
            or harmed.get(clause.lower_) in {"killed", "wounded"}
            or lemma(clause) in {*tables.raw["intent"]["deeds"]["verbs"], *tables.raw["intent"]["deeds"]["with"]}
        )
        for clause in head.children
    )


def _taken_for(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield "he took them for X", "believed the attackers to be X"."""
    held = child(verb, "dobj")
    if held is not None and lemma(verb) == "take" and lemma(held) in _WHO and not is_negated(verb):
        found = [
            who
            for one in prepositional(verb, "for")
            if (who := doer(parsed, one, tables) or of_people(parsed, one, tables))
        ]
        if found:
            yield who_mention(parsed, "attacker", found, verb, stance=Stance.SUPPOSES)
    told = child(verb, "nsubj")
    above = verb.head
    if lemma(verb) == "be" and verb.dep_ in {"ccomp", "xcomp"} and lemma(above) in _HELD - {"say", "report"}:
        meant = told if told is not None else child(above, "dobj")
        named = child(verb, "attr")
        if (
            meant is not None
            and named is not None
            and lemma(meant) in _WHO
            and any(o.lower_ == "to" for o in verb.lefts)
        ):
            found = named_ones(parsed, with_conjuncts(named), tables)
            if found:
                yield who_mention(parsed, "attacker", found, verb, stance=Stance.SUPPOSES)


def _suspected(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield "suspicion fell on X", "X is the main suspect", "fingers were pointed at X"."""
    who = passive_subjects(verb) if is_passive(verb) else subjects(verb)
    heads: list[Token] = []
    if lemma(verb) in {"fall", "rest", "settle", "centre", "center", "focus", "land"} and any(
        lemma(one) in _SUSPECTING for one in who
    ):
        heads = prepositional(verb, "on", "upon")
    elif lemma(verb) == "point" and any(lemma(one) == "finger" for one in who):
        heads = prepositional(verb, "at", "to", "towards", "toward")
    elif lemma(verb) == "point" and any(lemma(one) in _TRACES for one in who):
        heads = prepositional(verb, "to", "towards", "toward")
    elif lemma(verb) == "be":
        said = child(verb, "attr")
        if (
            said is not None
            and lemma(said) == "suspect"
            and any(o.lower_ in {"main", "prime", "chief", "likely"} for o in said.lefts)
        ):
            heads = who
    found = named_ones(parsed, [one for head in heads for one in with_conjuncts(head)], tables)
    if found and not is_negated(verb):
        yield who_mention(parsed, "responsibility", found, verb, stance=Stance.SUPPOSES)


def _did(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield X of "others say X did", where what was done was told before."""
    if verb.lower_ not in {"did", "had"} or verb.dep_ not in {"ccomp", "conj"} or is_negated(verb):
        return
    if any(other.dep_ in {"dobj", "xcomp", "ccomp", "acomp", "prep", "attr"} for other in verb.children) or verb.i < 4:
        return
    who = children(verb, "nsubj")
    found = [one for head in who if (one := doer(parsed, head, tables) or of_people(parsed, head, tables)) is not None]
    if found and lemma(verb.head) in tables.cues.verbs:
        yield who_mention(parsed, "attacker", found, verb)


def _belonging(parsed: Parsed, verb: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield "the helicopter, which villagers said was the army's": whose the aircraft or gun was."""
    if lemma(verb) != "be" or is_negated(verb):
        return
    which = next(
        (one for one in subjects(verb) + children(verb.head, "nsubj") if one.lower_ in {"which", "that"}), None
    )
    top = next((one for one in verb.ancestors if one.dep_ == "relcl"), verb)
    thing = top.head if which is not None or verb.dep_ == "relcl" else None
    craft = [thing] if thing is not None else subjects(verb)
    if not any(one.pos_ == "NOUN" and lemma(one) in tables.attackers.carriers for one in craft):
        return
    for mark in parsed.doc[verb.i + 1 : verb.i + 6]:
        behind = parsed.doc[mark.i + 1] if mark.i + 1 < len(parsed.doc) else None
        if mark.tag_ == "POS" and (behind is None or behind.is_punct):
            who = doer(parsed, parsed.doc[mark.i - 1], tables)
            if who is not None:
                yield who_mention(parsed, "attacker", [who], verb)
            return


def _held_for(parsed: Parsed, noun: Token, tables: Lexicon) -> Iterator[Mention]:
    """Yield X of "gunmen believed to be X", where the gunmen are those who did something."""
    named: list[Token] = []
    for clause in noun.children:
        if clause.tag_ == "VBN" and clause.dep_ == "acl" and lemma(clause) in _HELD:
            inner = child(clause, "xcomp")
            named += children(inner, "attr") if inner is not None else prepositional(clause, "as")
            if inner is not None:
                named += prepositional(inner, "to", "from")
    above = noun.head
    if (
        noun.dep_ == "nsubj"
        and above.tag_ == "VBN"
        and lemma(above) in _HELD
        and child(above, "auxpass", "aux") is None
    ):
        inner = child(above, "xcomp")
        named += children(inner, "attr") if inner is not None else []
    if not named or not (
        doer(parsed, noun, tables) or of_people(parsed, noun, tables) or lemma(noun) in {"man", "people"}
    ):
        return
    found = named_ones(parsed, named, tables)
    if found:
        yield who_mention(parsed, "attacker", found, noun, stance=Stance.SUPPOSES)
