"""Things: equipment lost, buildings damaged, aircraft and weapons used. One mention a kind."""

from __future__ import annotations

from collections.abc import Iterator

from crossbearing.model.values import CountState, Items
from crossbearing.read.mentions import Mention
from crossbearing.read.persons.harming import unreal
from crossbearing.read.sentences.grammar import lemma, verb_key
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.things.effects import effect_on
from crossbearing.read.things.named import Thing, find_things
from crossbearing.read.things.part import fired, model_in_list, rides, takes_part
from crossbearing.resources.lexicon import Lexicon

__all__ = ["things"]


def things(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield losses, damage, platforms and weapons of a sentence.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    doc = parsed.doc
    found = find_things(parsed, tables)
    if not found:
        return
    civil, munitions = tables.classes["civil"], tables.classes["munitions"]
    flying = tables.classes["aircraft"] | tables.classes["ships"]
    taking_part = False
    effective = [
        token
        for token in parsed.tokens
        if token.pos_ in {"VERB", "AUX", "ADJ", "NOUN"}
        and (lemma(token) in tables.effects or verb_key(token) in tables.effects or lemma(token) in tables.effect_nouns)
    ]
    for thing in found:
        if (
            thing.kind in {"car", "building", "house", "market", "bakery", "kitchen"}
            and thing.count.state is CountState.UNKNOWN
            and thing.kind != "house"
        ):
            continue
        effect = effect_on(doc, thing, effective, tables)
        if effect is not None:
            what, anchor = effect
            if what == "captured" and thing.kind in civil:
                continue  # a town hall that is seized is held, and not harmed
            slot = "damage" if thing.kind in civil else "losses"
            yield _mention(parsed, thing, slot, what, anchor)
            continue
        if thing.kind in flying:
            anchor_token = takes_part(doc, thing, tables)
            others = thing.first > 0 and doc[thing.first - 1].lower_ in {"other", "others"}
            if anchor_token is None and not others and (taking_part or model_in_list(doc, thing, tables)):
                anchor_token = thing.head
            if anchor_token is not None and unreal(doc[anchor_token], tables.harm):
                continue  # "planes will fly to the south"
            if anchor_token is not None:
                taking_part = True
                yield _mention(parsed, thing, "platform", "used", anchor_token)
                continue
        if thing.kind in tables.classes["vehicles"] and (anchor_token := rides(doc, thing, tables)) is not None:
            yield _mention(parsed, thing, "platform", "used", anchor_token)
            continue
        if thing.kind in munitions:
            anchor_token = fired(doc, thing, tables)
            if anchor_token is not None:
                yield _mention(parsed, thing, "weapon", "used", anchor_token)


def _mention(parsed: Parsed, thing: Thing, slot: str, effect: str, anchor: int) -> Mention:
    value = Items(text=parsed.words(thing.first, thing.last), kind=thing.kind, count=thing.count, effect=effect)
    start, end = parsed.range(thing.first, thing.last)
    return Mention(slot, value, start, end, parsed.start(parsed.doc[anchor]), parsed.sentence.index, score=0.7)
