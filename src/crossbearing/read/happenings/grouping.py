"""Which event mentions of a report are one happening.

Several incidents in one report are kept apart by kind, day, place, year and words that set them apart; attacks told in
general words ("the strike") go back to the last happening of that sort; phases are parts of a happening.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from crossbearing.model.claims import Event, EventRelation, EventRelationKind, Modality
from crossbearing.model.ids import event_id
from crossbearing.read.happenings.events import AIR_KINDS
from crossbearing.read.mentions import EventMention

__all__ = ["Happening", "Happenings"]

_HARM = frozenset(
    {
        "air_strike",
        "drone_strike",
        "helicopter_attack",
        "barrel_bombing",
        "shelling",
        "missile_attack",
        "chemical_attack",
        "bombing",
        "suicide_bombing",
        "landmine",
        "ground_assault",
        "armed_clash",
        "small_arms_fire",
        "killing",
        "execution",
        "abduction",
        "arson",
        "attack",
        "aircraft_downed",
    }
)
_EXPLOSIVE = AIR_KINDS | {"bombing", "shelling", "chemical_attack"}
_FIGHTING = frozenset({"ground_assault", "armed_clash"})
# Of one massacre a report says "they opened fire", "the assault", "the arson".
_ON_THE_GROUND = _FIGHTING | {"small_arms_fire", "execution", "arson"}


@dataclass(slots=True)
class Happening:
    """A happening as one document tells it: the event mentions that are about it."""

    number: int
    type: str
    negated: bool
    modality: Modality
    day: str = ""
    year: int = 0
    place: str = ""
    phase: int | None = None
    label: str = ""
    parent: int | None = None
    item: int = 0
    repelled: bool = False
    mentions: list[int] = field(default_factory=list)


class Happenings:
    """The happenings of one document, built by taking in its event mentions in order.

    Args:
        document: Document id, for event ids.
        kind: Kind of attack that the report as a whole suggests, or None.
    """

    def __init__(self, document: str, kind: str | None) -> None:
        self._document = document
        self._kind = kind
        self._all: list[Happening] = []
        self._made: dict[int, Event] = {}

    def __len__(self) -> int:
        return len(self._all)

    def take(self, mention: EventMention, shown: str | None, hint: str | None) -> None:
        """Join an event mention to the happening it is about, or begin a new one.

        Args:
            mention: The mention; its `happening` is set.
            shown: Kind of attack that its own doers, means and modifiers show, or None.
            hint: Kind of attack that other words of its sentence suggest, or None.
        """
        kind = mention.type
        if mention.generic and kind in {"attack", "killing", "bombing"} and shown is not None:
            kind = shown
        target = self._find(mention, kind)
        if target is None:
            if mention.generic and kind in {"attack", "bombing"} and mention.modality is Modality.NEWS:
                kind = hint or (self._kind if not mention.repelled and not _told_apart(mention) else None) or kind
            target = self._new(mention, kind)
        elif target.type in {"attack", "killing"} and kind not in {"attack", "killing"}:
            target.type = kind
        elif target.type == "killing" and kind == "attack":
            target.type = hint or (self._kind if not mention.item else None) or kind
        target.day = target.day or mention.day
        target.place = target.place or mention.place
        target.year = target.year or mention.year
        if mention.phase is not None:
            target = self._phase(self._announced(mention) or target, mention, kind)
        mention.happening = target.number
        target.mentions.append(mention.number)

    def _find(self, mention: EventMention, kind: str) -> Happening | None:
        if mention.separate and mention.lemma not in {"kill", "wound", "injure"}:
            return None
        if mention.along is not None and kind in _ON_THE_GROUND:
            before = next((known for known in self._all if mention.along in known.mentions), None)
            if before is not None and before.type in _ON_THE_GROUND and before.parent is None:
                return before
        goes_back = mention.back and kind in _ON_THE_GROUND - {"small_arms_fire"}
        for taking_up in (False, True) if goes_back else (False,):
            found = self._last_of(mention, kind, taking_up=taking_up)
            if found is not None:
                return found
        return None

    def _last_of(self, mention: EventMention, kind: str, *, taking_up: bool) -> Happening | None:
        """Return the last happening of a kind that a mention can be of, or of any kind of killing on the ground."""
        for known in reversed(self._all):
            if known.parent is not None or known.negated != mention.negated or known.modality is not mention.modality:
                continue
            if (mention.item and known.item != mention.item) or _answers(known, mention):
                continue
            killed_there = mention.type == "killing" and mention.generic and kind == "small_arms_fire"
            same = known.type in _ON_THE_GROUND if taking_up or killed_there else False
            if not same and not _same_kind(known.type, kind, mention.generic, self._kind):
                continue
            if mention.day and known.day and mention.day != known.day:
                continue
            if mention.year and known.year and mention.year != known.year:
                continue
            return known
        return None

    def _new(self, mention: EventMention, kind: str) -> Happening:
        made = Happening(
            number=len(self._all),
            type=kind,
            negated=mention.negated,
            modality=mention.modality,
            day=mention.day,
            year=mention.year,
            place=mention.place,
            item=mention.item,
            repelled=mention.repelled,
        )
        self._all.append(made)
        return made

    def _announced(self, mention: EventMention) -> Happening | None:
        """Return the happening whose phases a report announced, if the mention is of one of them."""
        if mention.whole is None:
            return None
        whole = next((known for known in self._all if mention.whole in known.mentions), None)
        return whole if whole is None or whole.parent is None else self._all[whole.parent]

    def _phase(self, parent: Happening, mention: EventMention, kind: str) -> Happening:
        for known in self._all:
            if known.parent == parent.number and known.phase == mention.phase:
                return known
        same = mention.whole is None or mention.generic or _same_kind(parent.type, kind, mention.generic, self._kind)
        made = Happening(
            number=len(self._all),
            type=parent.type if same or kind == "killing" else kind,
            negated=mention.negated,
            modality=mention.modality,
            day=parent.day,
            year=parent.year,
            place=parent.place,
            phase=mention.phase,
            label=mention.label,
            parent=parent.number,
            item=parent.item,
        )
        self._all.append(made)
        return made

    def plain(self, kind: str, modality: Modality = Modality.NEWS, item: int = 0) -> int:
        """Return the number of a happening of a kind that no word tells of, made if there is none.

        Args:
            kind: The kind.
            modality: How it stands to the report.
            item: Number of the item of a round-up that it is told in, or 0.
        """
        for known in self._all:
            same = known.type == kind and not known.negated and known.modality is modality and known.parent is None
            if same and (not item or known.item == item):
                return known.number
        made = Happening(number=len(self._all), type=kind, negated=False, modality=modality, item=item)
        self._all.append(made)
        return made.number

    def main(self) -> int | None:
        """Return the number of the happening that the report is about: the harmful one told most, or None."""
        news = [
            known
            for known in self._all
            if known.modality is Modality.NEWS and not known.negated and known.parent is None
        ]
        harmful = [known for known in news if known.type in _HARM] or news
        if not harmful:
            return None
        weight = {known.number: len(known.mentions) for known in harmful}
        for known in self._all:
            if known.parent in weight:
                weight[known.parent] += len(known.mentions)
        return max(harmful, key=lambda known: (weight[known.number], -known.number)).number

    def event(self, number: int) -> Event:
        """Return a happening as an event of the vocabulary."""
        if number not in self._made:
            known = self._all[number]
            ordinal = sum(
                1
                for other in self._all[:number]
                if other.type == known.type and other.parent == known.parent and other.phase == known.phase
            )
            key = f"{ordinal}|{'not' if known.negated else ''}|{known.modality}|{known.phase or ''}"
            relations: tuple[EventRelation, ...] = ()
            if known.parent is not None:
                relations = (EventRelation(EventRelationKind.PART_OF, self.event(known.parent).id),)
            self._made[number] = Event(
                id=event_id(self._document, known.type, key),
                type=known.type,
                negated=known.negated,
                phase=known.phase,
                label=known.label,
                modality=known.modality,
                relations=relations,
            )
        return self._made[number]

    def get(self, number: int) -> Happening:
        """Return a happening by its number."""
        return self._all[number]


def _told_apart(mention: EventMention) -> bool:
    """Tell whether an item of a round-up says what was done by a word of its own, and not by "attacks" alone."""
    return bool(mention.item) and mention.lemma not in {"attack", "strike", "incident"}


def _answers(known: Happening, mention: EventMention) -> bool:
    """Tell whether an attack is another one than the one beaten back before: its answer, and not its harm."""
    return known.repelled and not (mention.repelled or mention.back or mention.type == "killing")


def _same_kind(known: str, kind: str, generic: bool, main: str | None) -> bool:
    if known == kind:
        return True
    if "aircraft_downed" in {known, kind}:
        return False
    if generic and kind in {"attack", "killing"}:
        return known in _HARM
    if known in {"attack", "killing"}:
        return kind in _HARM and (main is None or kind == main or known == "killing")
    if generic and kind == "bombing":
        return known in _EXPLOSIVE | {"suicide_bombing"}
    if known in AIR_KINDS and kind in AIR_KINDS and "air_strike" in {known, kind} and "barrel_bombing" in {known, kind}:
        return True
    return known in _FIGHTING and kind in _FIGHTING
