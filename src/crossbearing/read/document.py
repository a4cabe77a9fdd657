"""Reading one document by rules: sentences in, mentions and event mentions out, claims assembled."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from crossbearing.model.claims import Claim, Modality
from crossbearing.model.documents import BlockKind, Mark, MarkKind
from crossbearing.model.errors import ModelError
from crossbearing.model.steps import Collected, Reading, Reject
from crossbearing.model.values import Count, Group
from crossbearing.read.assemble import Draft, assemble
from crossbearing.read.happenings.aftermath import aftermath
from crossbearing.read.happenings.beside import beside_the_harm
from crossbearing.read.happenings.called_out import called_out
from crossbearing.read.happenings.ending import endings
from crossbearing.read.happenings.events import governing, kind_by_words
from crossbearing.read.happenings.grouping import Happenings
from crossbearing.read.happenings.items import item_circumstances, items_of
from crossbearing.read.happenings.order import order_of_clauses
from crossbearing.read.happenings.phases import announced, lengths, meanwhile, order_words, strike_counts
from crossbearing.read.happenings.saying import of_saying
from crossbearing.read.happenings.stages import STAGE, in_stage
from crossbearing.read.happenings.taken_up import taken_up
from crossbearing.read.happenings.targets import words_of_means
from crossbearing.read.happenings.telling import by_sentence, main_kind, tell_events
from crossbearing.read.mentions import EventMention, Mention
from crossbearing.read.parties.alibis import alibis
from crossbearing.read.parties.arguments import event_mentions, strong_hint
from crossbearing.read.parties.cause import causes
from crossbearing.read.parties.charges import parties
from crossbearing.read.parties.control import ground
from crossbearing.read.parties.deeds import deeds
from crossbearing.read.parties.hands import hands
from crossbearing.read.parties.intended import intended_targets
from crossbearing.read.parties.intent import intents, motives
from crossbearing.read.parties.rebutted import rebutted
from crossbearing.read.persons.answered import answered
from crossbearing.read.persons.casualties import casualties
from crossbearing.read.persons.credited import credited
from crossbearing.read.persons.fates import fates
from crossbearing.read.persons.in_care import died_in_care
from crossbearing.read.persons.left_out import left_uncounted
from crossbearing.read.persons.summed import summed_up
from crossbearing.read.persons.uncounted import NAMED
from crossbearing.read.places.captions import caption_place
from crossbearing.read.places.scene import scene_places
from crossbearing.read.rhetoric import rhetoric
from crossbearing.read.sentences.gate import Gate
from crossbearing.read.sentences.grammar import lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.settle import settle
from crossbearing.read.survey import Survey, Surveyor
from crossbearing.read.tables.brackets import bracketed
from crossbearing.read.tables.headed import headed
from crossbearing.read.tables.told import TableReader, tables_in
from crossbearing.read.tagger.runtime import Tagger
from crossbearing.read.templates.answers import added_answers
from crossbearing.read.templates.reader import IncidentReader
from crossbearing.read.things.materiel import things
from crossbearing.read.values.times import expressions
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["RuleReader", "Survey"]

# Shares of the time that a document may take, after which no more is told and so on: what was, is still read.
_BY = re.compile(r"(?<![\w-])by\s+$", re.IGNORECASE)
_TOLD_BY = 0.75
_JOINED_BY = 0.8


class RuleReader:
    """Reads documents of one language by rules.

    Args:
        nlp: Parsing pipeline.
        tables: Word tables of the language.
        gate: Decides which sentences are parsed.
        step: Id of the step, for claims and marks.
        characters: How much of a text is read.
        seconds: How long one document may take.
        tagger: An opened tagger that helps the rules, or None.
        incidents: Assembles incidents out of what the tagger marks, or None.
    """

    def __init__(
        self,
        nlp: Language,
        tables: Lexicon,
        gate: Gate,
        step: str,
        *,
        characters: int,
        seconds: float,
        tagger: Tagger | None = None,
        incidents: IncidentReader | None = None,
    ) -> None:
        self._tables = tables
        self._step = step
        self._surveyor = Surveyor(nlp, tables, gate, step, characters, seconds, tagger, incidents)
        self._rejects: list[Reject] = []

    def read_group(self, group: Sequence[Collected]) -> Iterator[Reading | Reject]:
        """Yield for each document notes on sentences that could not be read, then its reading.

        Args:
            group: Documents that are parsed together (`in_groups`); their texts must be in the reader's language.
        """
        for survey in self._surveyor.surveys(group):
            self._rejects = []
            reading = self._read(survey)
            where = survey.collected.key
            yield from (replace(reject, where=f"{where}: {reject.where}") for reject in self._rejects)
            yield reading

    def survey(self, collected: Collected) -> Survey:
        """Return sentences, parses, tagger's marks and attributions of a document, before any claim is read.

        Args:
            collected: The document; its text must be in the reader's language.
        """
        return self._surveyor.survey(collected)

    def _read(self, survey: Survey) -> Reading:
        claims, more = self._claims(survey)
        marks = sorted((*survey.marks, *more), key=lambda mark: (mark.start, mark.end, mark.kind))
        return Reading(collected=survey.collected, claims=claims, marks=tuple(marks))

    def _claims(self, survey: Survey) -> tuple[tuple[Claim, ...], list[Mark]]:
        collected, parsed = survey.collected, survey.parsed
        published = _year(collected.publication.published)
        telling_nothing = {index: note for index, entry in parsed.items() if (note := rhetoric(entry, self._tables))}
        marks = [
            self._surveyor.mark(
                collected, MarkKind.RHETORIC, (parsed[index].sentence.start, parsed[index].sentence.end), note
            )
            for index, note in sorted(telling_nothing.items())
        ]
        rows = tables_in(collected.text, survey.sentences, self._tables)
        unread = rows.covered | telling_nothing.keys()
        told = {index: entry for index, entry in parsed.items() if index not in unread}
        events = tell_events(told, self._tables, published, lambda: survey.clock.before(_TOLD_BY))
        happenings = Happenings(collected.document.id, main_kind(told, events, self._tables))
        sentence_events = by_sentence(events.values())
        items = items_of(told, sentence_events, collected.text.content, self._tables)
        numbered = {index: item.number for item in items for index in item.sentences}
        for heading in {item.heading for item in items if item.heading is not None}:
            for event in sentence_events.pop(heading, ()):  # "Security incidents, 3 May:" tells of none
                del events[event.number]
        for event in events.values():
            event.item = numbered.get(event.sentence, 0)
        joined: dict[int, Parsed] = {}
        for index, sentence in told.items():
            if not survey.clock.before(_JOINED_BY):
                marks.append(self._surveyor.truncated(collected, sentence.sentence.start, self._surveyor.late))
                break
            joined[index] = sentence
            here = sentence_events.get(index, [])
            hint = kind_by_words(words_of_means(sentence), self._tables.triggers)
            for event in here:
                shown = strong_hint(sentence, sentence.doc[event.token], self._tables) if event.generic else None
                happenings.take(event, shown, hint)
        mentions: list[Mention] = []
        located, before = False, list[EventMention]()
        for index, entry in joined.items():
            if not survey.clock.before(1.0):
                marks.append(self._surveyor.truncated(collected, entry.sentence.start, self._surveyor.late))
                break
            here = sentence_events.get(index, [])
            located = located or any(event.place for event in before)
            mentions.extend(self._mentions(entry, here, happenings, located=located))
            before = [event for event in here if event.modality is Modality.NEWS]
        mentions.extend(self._captions(joined, mentions))
        mentions.extend(item_circumstances(items, joined, sentence_events, mentions, self._tables))
        mentions.extend(taken_up(joined, sentence_events, self._tables))
        mentions.extend(called_out(joined, sentence_events, mentions, self._tables))
        listed = TableReader(parsed, happenings, events, self._tables)
        mentions.extend(listed.read(rows.entries, collected.publication.title))
        mentions.extend(answered(parsed, mentions, self._tables))
        mentions.extend(added_answers(survey.incidents, told, sentence_events, mentions))
        mentions = left_uncounted(died_in_care(fates(joined, mentions, self._tables), joined), joined)
        mentions = summed_up(joined, mentions, self._tables)
        mentions = bracketed(joined, mentions, collected.text.content, self._tables)
        mentions = credited(joined, mentions, survey.voices, self._tables, every=survey.sentences)
        mentions = headed(
            joined,
            survey.sentences,
            mentions,
            collected.text.content,
            happenings=happenings,
            events=events,
            tables=self._tables,
        )
        draft = Draft(
            collected=collected,
            sentences=parsed,
            mentions=tuple(settle(mentions, {index: entry.sentence.kind for index, entry in parsed.items()})),
            events=events,
            by_sentence=sentence_events,
            happenings=happenings,
            voices=survey.voices,
            tagged=survey.tagged,
            tables=self._tables,
            step=self._step,
            items=numbered,
        )
        marks.extend(self._phases(collected, mentions, events))
        marks.extend(
            self._surveyor.mark(
                collected,
                MarkKind.NAMES_LISTED,
                (mention.start, mention.end),
                "persons harmed are named here; they are counted, not stored",
                quoted=False,
            )
            for mention in mentions
            if isinstance(mention.value, Group) and NAMED in mention.value.text
        )
        return assemble(draft), marks

    def _mentions(
        self, entry: Parsed, here: list[EventMention], happenings: Happenings, *, located: bool
    ) -> list[Mention]:
        try:
            return self._by_rules(entry, here, happenings, located=located)
        except ModelError as error:
            # One sentence that a rule misreads into an impossible value must not cost the document.
            self._rejects.append(
                Reject(
                    "read",
                    entry.sentence.text[:80],
                    f"the sentence could not be read: {error}",
                    "report it to the developers",
                    "bad_sentence",
                    fatal=False,
                )
            )
            return []

    def _by_rules(
        self, entry: Parsed, here: list[EventMention], happenings: Happenings, *, located: bool
    ) -> list[Mention]:
        tables = self._tables
        found: list[Mention] = []
        for event in here:
            if event.lemma == STAGE:
                continue  # its name says nothing of what was done
            happening = happenings.get(event.happening)
            found.extend(
                event_mentions(entry, event, happening.type, tables, known=happening.mentions[0] != event.number)
            )
        found.extend(casualties(entry, tables))
        found.extend(things(entry, tables))
        found.extend(intents(entry, tables))
        found.extend(motives(entry, tables))
        found.extend(parties(entry, tables))
        found.extend(hands(entry, tables))
        found.extend(alibis(entry, tables))
        found.extend(deeds(entry, here, tables))
        found.extend(list(rebutted(entry, found, tables)))
        found.extend(causes(entry, tables))
        found.extend(endings(entry, tables))
        found.extend(aftermath(entry))
        found.extend(intended_targets(entry, tables))
        found.extend(announced(entry, tables))
        found.extend(lengths(entry, here))
        found.extend(strike_counts(entry, here, tables))
        found.extend(ground(entry, tables))
        found.extend(beside_the_harm(entry, here, tables))
        found.extend(order_of_clauses(entry, here, tables))
        found.extend(self._circumstances(entry, here, found, located=located))
        return found

    def _circumstances(
        self, entry: Parsed, here: list[EventMention], told: list[Mention], *, located: bool
    ) -> list[Mention]:
        """Return places and times of the happenings of a sentence, or of what else it tells."""
        found: list[Mention] = []
        real = [event for event in here if event.modality not in {Modality.HYPOTHETICAL, Modality.PLANNED}]
        if not real:
            seen = next(
                (mention for mention in told if mention.slot in {"presence", "killed", "wounded", "losses", "control"}),
                None,
            )
            if seen is not None:
                for place, first, last in scene_places(entry, self._tables, located=located):
                    start, end = entry.range(first, last)
                    found.append(
                        Mention(
                            "where", place, start, end, seen.anchor, entry.sentence.index, type=seen.type, score=0.5
                        )
                    )
            elif _locates(entry):
                for place, first, last in scene_places(entry, self._tables):
                    start, end = entry.range(first, last)
                    found.append(Mention("where", place, start, end, start, entry.sentence.index, score=0.5))
            return found
        for place, first, last in scene_places(entry, self._tables, located=located):
            start, end = entry.range(first, last)
            event = governing(entry, start, end, real)
            found.append(
                Mention("where", place, start, end, event.start, entry.sentence.index, event.number, score=0.6)
            )
            event.place = event.place or place.name.lower()
        base = entry.sentence.start
        hanging: list[tuple[int, int]] = []
        for item in expressions(entry.sentence.text, self._tables):
            start, end = base + item.start, base + item.end
            saying = of_saying(entry, start, real, self._tables)
            if item.value.anchor is not None and (item.value.anchor.to or not saying):
                hanging.append((start, end))
            outside = [event for event in real if not start <= event.start < end]
            if not outside or saying:
                continue
            event = governing(entry, start, end, in_stage(outside, start))
            hung = item.value.anchor
            if hung is not None and hung.relation == "during" and _of_itself(event, real, start, end):
                continue
            if item.role != "end" and _BY.search(entry.sentence.text[: item.start]):
                continue  # "17 bodies by Wednesday 6 p.m.": how far a count had come, and no beginning
            slot = "when.end" if item.role == "end" else "when.start"
            found.append(
                Mention(slot, item.value, start, end, event.start, entry.sentence.index, event.number, score=0.6)
            )
        found.extend(one for one in order_words(entry, real, hanging) if not _within_another(one, told))
        found.extend(meanwhile(entry, real))
        return found

    def _captions(self, parsed: dict[int, Parsed], mentions: list[Mention]) -> list[Mention]:
        busy = {mention.sentence for mention in mentions}
        found = []
        for index, entry in parsed.items():
            if index not in busy or entry.sentence.kind is BlockKind.CAPTION:
                mention = caption_place(entry, self._tables)
                if mention is not None:
                    found.append(mention)
        return found

    def _phases(self, collected: Collected, mentions: list[Mention], events: dict[int, EventMention]) -> list[Mark]:
        named = max((event.phase for event in events.values() if event.phase is not None), default=0)
        marks = []
        for mention in mentions:
            value = mention.value
            if (
                mention.slot == "phase"
                and isinstance(value, Count)
                and value.low is not None
                and value.low > max(named, 1)
            ):
                note = f"{value.low} phases are announced, {named or 'none'} labelled"
                where = (mention.start, mention.end)
                marks.append(self._surveyor.mark(collected, MarkKind.UNLABELLED_PHASE, where, note))
        return marks


def _within_another(mention: Mention, told: Sequence[Mention]) -> bool:
    """Tell whether a longer statement of order holds a shorter one."""
    return any(one.slot == mention.slot and one.start <= mention.start and mention.end <= one.end for one in told)


def _of_itself(event: EventMention, real: Sequence[EventMention], start: int, end: int) -> bool:
    """Tell whether words would time a happening by itself: "was under fire during the shelling"."""
    inside = [other for other in real if start <= other.start < end]
    return any(other.happening == event.happening for other in inside)


def _locates(entry: Parsed) -> bool:
    """Tell whether a sentence says where the thing struck lay ("The position lay south of the airport.")."""
    return any(
        token.dep_ in {"nsubj", "nsubjpass"}
        and lemma(token)
        in {"position", "site", "target", "camp", "base", "post", "village", "building", "house", "convoy", "it"}
        and lemma(token.head) in {"lie", "locate", "situate", "stand", "sit"}
        for token in entry.doc
    )


def _year(published: str) -> int:
    return int(published[:4]) if published[:4].isdigit() else 0
