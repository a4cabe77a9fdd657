"""From mentions to claims: who says it, about which event, with which id.

Rules hand in mentions today; a learned tagger may hand in the same. Whoever found them, here they get speakers, stance,
basis, hedges and scope.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from crossbearing.model.actors import Link, Speaker, Stance
from crossbearing.model.claims import Basis, Claim, Event, Modality
from crossbearing.model.ids import claim_id, statement_id
from crossbearing.model.locators import TextSpan
from crossbearing.model.steps import Collected
from crossbearing.model.values import CountState, Group
from crossbearing.read.happenings.events import governing
from crossbearing.read.happenings.grouping import Happenings
from crossbearing.read.mentions import Attribution, EventMention, Mention
from crossbearing.read.parties.doers import is_body
from crossbearing.read.parties.own import own_side
from crossbearing.read.persons.casualties import CUMULATIVE
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.tagger.runtime import Reading as Tagged
from crossbearing.read.voices.across_sentences import Voices
from crossbearing.read.voices.basis import as_judged, hearsay, shown_basis, source_basis
from crossbearing.read.voices.chains import CIRCUMSTANCES, chains
from crossbearing.read.voices.sources import basis_of_source
from crossbearing.read.voices.stance import Leaning, leaning, presupposed
from crossbearing.resources.lexicon import Lexicon

__all__ = ["Draft", "assemble", "publisher_speaker"]

# Where their sentence tells of no event, these are about the one that the report is about.
_OF_THE_WHOLE = frozenset(
    {
        "intent",
        "motive",
        "legal_characterisation",
        "collusion",
        "deconfliction",
        "phase",
        "intended_target",
        "where",
        "strikes",
        "platform",
        "responsibility",
        "attacker",
        "warning",
        "cause",
        "process",
    }
)
_VOICES_OF_A_BODY = frozenset(
    ("spokesman", "spokeswoman", "spokesperson", "statement", "official", "officials", "ministry", "command")
) | {"department"}
_FLYERS = frozenset({"pilot", "co-pilot", "crew", "crewman", "crewmen", "airman", "airmen", "navigator"})
_HARMED = frozenset({"killed", "wounded", "casualties"})
# Beside a word for a war or for years, so many are its toll. A rule of thumb: single attacks stay far below.
_TOLL_OF_A_WAR = 5000
# Kinds in which nobody is harmed: what they tell of harm was done in another event.
_ABOUT_OTHERS = frozenset({"investigation", "communication", "surveillance"})
# Kinds that are never part of the attack told before them.
_APART = frozenset({"movement", "takeover", "recapture", "investigation"})
# Said once of an event by the same speakers, these need not be repeated for every sentence that says it again.
_ONCE = (CIRCUMSTANCES - {"phase"}) | {"legal_characterisation"}


@dataclass(frozen=True, slots=True)
class Draft:
    """What reading one document found, before it is put together.

    Args:
        collected: The document.
        sentences: Parsed sentences by index.
        mentions: All mentions, in any order.
        events: All event mentions, by number.
        by_sentence: The same by sentence.
        happenings: What they were joined to.
        voices: Who speaks where.
        tagged: What the tagger marked, or None.
        tables: Word tables of the language.
        step: Id of the step that reads.
        items: Number of the item of a round-up by sentence, of those in one.
    """

    collected: Collected
    sentences: Mapping[int, Parsed]
    mentions: tuple[Mention, ...]
    events: Mapping[int, EventMention]
    by_sentence: Mapping[int, Sequence[EventMention]]
    happenings: Happenings
    voices: Voices
    tagged: Tagged | None
    tables: Lexicon
    step: str
    items: Mapping[int, int]


@dataclass(slots=True)
class _Ledger:
    """What was said already: claims that need not be repeated, and how often a statement was made."""

    seen: set[tuple[str, ...]] = field(default_factory=set)
    ordinals: dict[str, int] = field(default_factory=dict)


def publisher_speaker(collected: Collected, stance: Stance = Stance.ASSERTS) -> Speaker:
    """Return the publisher as the head of a chain; without metadata it is nobody's name.

    Args:
        collected: The document.
        stance: The publisher's own stance to what it carries.
    """
    name = collected.publication.publisher
    if not name:
        return Speaker(name="publisher", named=False, link=Link.PUBLISHES, stance=stance)
    return Speaker(
        name=name,
        named=True,
        link=Link.PUBLISHES,
        stance=stance,
        said_at=collected.publication.published,
        kind=collected.publication.kind,
    )


def assemble(draft: Draft) -> tuple[Claim, ...]:
    """Return the claims of a document, in order of their words.

    Args:
        draft: What reading found.
    """
    claims: list[Claim] = []
    ledger = _Ledger()
    collected = draft.collected.publication
    for mention in sorted(draft.mentions, key=lambda item: (item.start, item.end, item.slot)):
        event = _event(draft, mention)
        if event is None:
            continue
        told = _named_beside(mention, draft.tables)
        for chain in chains(draft.voices, draft.sentences, mention, draft.tables) if told is None else [told]:
            meant = own_side(mention, chain, collected.publisher, collected.kind, draft.tables.cues)
            claim = _claim(draft, meant, event, chain, ledger) if meant is not None else None
            if claim is not None:
                claims.append(claim)
    return tuple(claims)


def _named_beside(mention: Mention, tables: Lexicon) -> list[Attribution] | None:
    """Return the chain of those whom a cell, a bracket or the words around a figure name for it, or None."""
    if mention.told_by is None:
        return None
    return [
        Attribution(
            source,
            ((source.start, source.end),),
            source.name,
            source.start,
            basis=basis_of_source(source, tables.cues),
            order=order,
        )
        for order, source in enumerate(mention.told_by)
    ]


def _claim(draft: Draft, mention: Mention, event: Event, chain: list[Attribution], ledger: _Ledger) -> Claim | None:
    parsed = draft.sentences[mention.sentence]
    spoken = chain[-1].ranges if chain else None
    told = leaning(parsed, mention.anchor, draft.tables, spoken=spoken, held=_held(draft, mention, event))
    if (
        told.stance is not None
        and mention.slot in CIRCUMSTANCES
        and presupposed(parsed, mention.anchor, (mention.start, mention.end))
    ):
        told = Leaning(None, told.basis, ())
    speakers, stance, basis = _speakers(draft.collected, chain, mention, told, draft.tables.cues.media)
    handed_on = "" if chain else hearsay(parsed, mention.anchor, draft.tables)
    if basis is Basis.UNKNOWN:
        publisher = draft.collected.publication.publisher
        basis = Basis.WAS_TOLD if handed_on else source_basis(chain, publisher, draft.tables)
    if basis in {Basis.UNKNOWN, Basis.OFFICIAL}:
        basis = shown_basis(parsed, mention.anchor, chain, draft.tables) or basis
    basis = as_judged(basis, mention.slot, chain, draft.tables)
    canonical = mention.value.canonical()
    key = (event.id, mention.slot, canonical, mention.scope, stance, *(speaker.name.casefold() for speaker in speakers))
    if mention.slot in _ONCE:
        if key in ledger.seen:
            return None
        ledger.seen.add(key)
    document = draft.collected.document.id
    sentence = draft.collected.text.content[parsed.sentence.start : parsed.sentence.end]
    names = tuple(speaker.name for speaker in speakers[1:])
    base = statement_id(
        document=document,
        sentence=sentence,
        slot=mention.slot,
        value=canonical,
        scope=mention.scope,
        stance=stance,
        speakers=names,
        ordinal=0,
    )
    ordinal = ledger.ordinals.get(base, 0)
    ledger.ordinals[base] = ordinal + 1
    statement = (
        base
        if ordinal == 0
        else statement_id(
            document=document,
            sentence=sentence,
            slot=mention.slot,
            value=canonical,
            scope=mention.scope,
            stance=stance,
            speakers=names,
            ordinal=ordinal,
        )
    )
    span = TextSpan(
        text=draft.collected.text.id,
        start=mention.start,
        end=mention.end,
        quote=draft.collected.text.content[mention.start : mention.end],
        page=parsed.sentence.page,
    )
    return Claim(
        id=claim_id(statement, f"{span.start}-{span.end}", draft.step),
        statement=statement,
        document=document,
        locator=span,
        event=event,
        slot=mention.slot,
        value=mention.value,
        speakers=speakers,
        stance=stance,
        basis=basis,
        hedges=tuple(dict.fromkeys((*mention.hedges, *told.hedges, *((handed_on,) if handed_on else ())))),
        scope=mention.scope,
        step=draft.step,
        score=mention.score,
        sentence=sentence,
    )


def _event(draft: Draft, mention: Mention) -> Event | None:
    """Return the event a mention is about: the one named, the nearest in its sentence, the last told, or a new one."""
    happenings = draft.happenings
    apart = _elsewhere(draft, mention)
    if apart is not None:
        return happenings.event(apart)
    if mention.event is not None:
        return happenings.event(draft.events[mention.event].happening)
    if mention.slot in _HARMED and _toll_of_a_war(draft, mention):
        return happenings.event(happenings.plain("killing", Modality.BACKGROUND))
    here = [event for event in draft.by_sentence.get(mention.sentence, ()) if event.happening >= 0]
    exact = next((event for event in here if event.start == mention.anchor), None)
    if exact is not None:
        if exact.modality is Modality.HYPOTHETICAL:
            return None
        if not (exact.negated and mention.slot in _HARMED):
            return happenings.event(exact.happening)
        # "No one was killed in the blast" is about the blast; any number of a killing that did not happen is none.
        if not _says_none(mention):
            return None
    usable = [
        event
        for event in here
        if not event.negated
        and event.modality not in {Modality.HYPOTHETICAL, Modality.PLANNED}
        and not (mention.slot in _HARMED and event.type in _ABOUT_OTHERS)
    ]
    if usable:
        nearest = governing(draft.sentences[mention.sentence], mention.anchor, mention.anchor + 1, usable)
        return happenings.event(nearest.happening)
    item = draft.items.get(mention.sentence, 0)
    if mention.type in _APART:
        return happenings.event(happenings.plain(mention.type, item=item))
    if not item and mention.slot in _OF_THE_WHOLE and (main := happenings.main()) is not None:
        return happenings.event(main)
    before = _last_news(draft, mention.sentence, _ABOUT_OTHERS if mention.slot in _HARMED else frozenset())
    if before is not None:
        return happenings.event(before.happening)
    main = happenings.main() if not item else None
    if main is not None:
        return happenings.event(main)
    return happenings.event(happenings.plain(mention.type, item=item))


def _toll_of_a_war(draft: Draft, mention: Mention) -> bool:
    """Tell whether a number is the toll of a whole war, which reports end with, and not of what they tell."""
    low = mention.value.count.low if isinstance(mention.value, Group) else None
    if low is None or low < _TOLL_OF_A_WAR:
        return False
    words = {token.lower_ for token in draft.sentences[mention.sentence].tokens}
    return bool(words & draft.tables.triggers.background_words)


def _elsewhere(draft: Draft, mention: Mention) -> int | None:
    """Return the happening of what is not told of the one at hand: a war's toll, the crew of an aircraft downed."""
    if mention.scope == CUMULATIVE:
        return draft.happenings.plain("killing", Modality.BACKGROUND)
    return _of_the_downed(draft, mention)


def _of_the_downed(draft: Draft, mention: Mention) -> int | None:
    """Return the downing that a pilot or crew harmed belongs to: the last told, at most two sentences before."""
    if mention.slot not in _HARMED or not isinstance(mention.value, Group):
        return None
    if not {word.strip(".,").removesuffix("s") for word in mention.value.text.lower().split()} & _FLYERS:
        return None
    for index in range(mention.sentence, max(-1, mention.sentence - 3), -1):
        for event in draft.by_sentence.get(index, ()):
            if event.happening >= 0 and event.type == "aircraft_downed" and not event.negated:
                return event.happening
    return None


def _last_news(draft: Draft, sentence: int, passed_over: frozenset[str]) -> EventMention | None:
    """Return the last happening told as news before a sentence, at most some paragraphs away, but of some kinds."""
    item = draft.items.get(sentence, 0)
    for index in range(sentence - 1, max(-1, sentence - 40), -1):
        for event in reversed(draft.by_sentence.get(index, ())):
            if event.type in passed_over or (item and event.item != item):
                continue
            if event.happening >= 0 and not event.negated and event.modality is Modality.NEWS:
                return event
    return None


def _says_none(mention: Mention) -> bool:
    return isinstance(mention.value, Group) and mention.value.count.state in {CountState.NONE, CountState.NONE_REPORTED}


def _speakers(
    collected: Collected, chain: list[Attribution], mention: Mention, told: Leaning, media: frozenset[str]
) -> tuple[tuple[Speaker, ...], Stance, Basis]:
    """Return the chain from the publisher inwards, the innermost stance and its basis."""
    carriers = [entry.carrier for entry in chain]
    first = next((carrier for carrier in carriers[:1] if carrier is not None), None)
    own = mention.carrier or first
    links: list[Speaker] = []
    publisher = collected.publication.publisher.casefold()
    for position, entry in enumerate(chain):
        if publisher and position == 0 and _is_publisher(entry.source.name, collected.publication.publisher):
            continue
        onward = chain[position + 1].carrier if position + 1 < len(chain) else None
        links.append(
            Speaker(
                name=entry.source.name,
                named=entry.source.named,
                link=entry.link,
                stance=onward or entry.stance,
                cue=entry.cue,
                kind="medium" if entry.source.named and entry.source.name.lower() in media else "",
            )
        )
    basis = (
        mention.basis
        or (chain[-1].basis if chain and chain[-1].basis is not Basis.UNKNOWN else None)
        or told.basis
        or Basis.UNKNOWN
    )
    stance = (
        mention.stance
        or (told.stance if not chain or chain[-1].stance is Stance.ASSERTS else None)
        or (chain[-1].stance if chain else Stance.ASSERTS)
    )
    if chain and chain[-1].stance not in {Stance.ASSERTS, Stance.CONCEDES} and mention.stance is None:
        stance = chain[-1].stance
    if links:
        links[-1] = replace(links[-1], stance=stance)
        head = publisher_speaker(collected, own or Stance.ASSERTS)
    else:
        head = publisher_speaker(collected, stance)
    return (head, *links), stance, basis


def _is_publisher(name: str, publisher: str) -> bool:
    """Tell whether a speaker is the publisher: by name, or as the "spokesman" or "ministry" of a body's own release."""
    if name.casefold() == publisher.casefold():
        return True
    if name.isupper() and name == "".join(word[0] for word in publisher.split() if word[0].isupper()):
        return True  # "the ICRC" in what the committee itself publishes
    bare = name.casefold().removeprefix("the ").removeprefix("its ")
    if len(publisher.split()) > 1 and bare == publisher.rsplit(maxsplit=1)[-1].casefold():
        return True  # "the Observatory", "the agency": the last word of its own name
    return bare in _VOICES_OF_A_BODY and is_body(publisher)


def _held(draft: Draft, mention: Mention, event: Event) -> float | None:
    """Return how far the tagger holds what is told for a fact, where a happening is told that no rule says was not."""
    if draft.tagged is None or event.negated or mention.slot not in _HARMED | CIRCUMSTANCES:
        return None
    return draft.tagged.factuality_at(mention.anchor, mention.anchor + 1)
