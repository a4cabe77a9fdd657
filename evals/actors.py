"""Scores of mentions of actors of our own set, as its README defines them: the resolving step is given the mentions."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from crossbearing.model.actors import Link, Speaker, Stance
from crossbearing.model.claims import Claim, Event
from crossbearing.model.documents import Block, BlockKind, Document, Publication, Text
from crossbearing.model.locators import TextSpan
from crossbearing.model.steps import Collected, Reading
from crossbearing.model.values import ActorRef, Actors
from crossbearing.resolve.step import Resolve
from crossbearing.resources.actors import names_of
from evals.own_sets import ActorMention, ActorText, KnownActor

__all__ = ["JudgedMention", "judged", "reading_of", "score_actors"]


@dataclass(frozen=True, slots=True)
class JudgedMention:
    """A mention, the label of the body it was taken for or an empty string, and `right`, `wrong` or `missing`.

    `wrong` is another body than the one meant, or a body where none is meant; `missing` is none where one is meant.
    """

    text: ActorText
    mention: ActorMention
    answer: str
    mark: str


def reading_of(text: ActorText) -> Reading:
    """Return a text as the resolving step gets it: a report from its place, with one claim a mention."""
    content = f"{text.place}. {text.text}" if text.place else text.text
    shift = len(content) - len(text.text)
    document = Document("d", "0" * 64, "", "text/plain", len(content), text.id, "")
    publication = Publication("p", "d", published=text.published)
    block = Block(BlockKind.BODY, 0, len(content))
    claims = tuple(
        Claim(
            mention.id,
            mention.id,
            "d",
            TextSpan("t", mention.start + shift, mention.end + shift, mention.text),
            Event("e", "air_strike"),
            "attacker",
            Actors(mention.text, (ActorRef(mention.text),)),
            (Speaker("publisher", link=Link.PUBLISHES),),
            Stance.ASSERTS,
            sentence=text.text,
        )
        for mention in text.mentions
    )
    return Reading(Collected(document, publication, Text("t", "d", "x", "en", content, (block,)), ""), claims)


def _plain(name: str) -> str:
    folded = unicodedata.normalize("NFKD", name.casefold().removeprefix("the "))
    return "".join(char for char in folded if not unicodedata.combining(char))


def _mark(mention: ActorMention, answer: str, known: Mapping[str, KnownActor]) -> str:
    if mention.actor is None:
        return "wrong" if answer else "right"
    if not answer:
        return "missing"
    ours = {_plain(name) for name in names_of(answer)}
    for key in (mention.actor, *mention.accept):
        body = known.get(key)
        if body is not None and ours & {_plain(name) for name in (body.name, *body.also)}:
            return "right"
    return "wrong"


def judged(texts: Iterable[ActorText], known: Mapping[str, KnownActor]) -> Iterator[JudgedMention]:
    """Yield every mention of some texts with the product's answer and its mark.

    Args:
        texts: A split of the set.
        known: The bodies meant, by key.

    Raises:
        ResourceError: If a table is damaged or the gazetteer cannot be built.
    """
    chosen = list(texts)
    resolve = Resolve(times=False).open()
    for text, reading in zip(chosen, resolve([reading_of(text) for text in chosen]), strict=True):
        for mention, claim in zip(text.mentions, reading.claims, strict=True):
            answer = claim.value.members[0].actor if isinstance(claim.value, Actors) else ""
            yield JudgedMention(text, mention, answer, _mark(mention, answer, known))


def score_actors(texts: Iterable[ActorText], known: Mapping[str, KnownActor]) -> dict[str, tuple[float, int]]:
    """Return shares, 0 to 1, and how many mentions each rests on: right, wrong bodies, missing, and by phenomenon.

    Args:
        texts: A split of the set, as `evals.own_sets.actors` yields it.
        known: The bodies meant, by key.
    """
    marks: dict[str, list[bool]] = {"right": [], "wrong body": [], "missing": []}
    for item in judged(texts, known):
        marks["right"].append(item.mark == "right")
        marks["wrong body"].append(item.mark == "wrong")
        marks["missing"].append(item.mark == "missing")
        kinds = item.mention.phenomena if item.mention.actor is not None else (f"none: {item.mention.no_match}",)
        for kind in kinds:
            marks.setdefault(f"right, {kind}", []).append(item.mark == "right")
    return {name: (sum(found) / len(found), len(found)) for name, found in marks.items() if found}
