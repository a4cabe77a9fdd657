"""Who had given a figure that the sentences before told: "The number comes from the parish priest."."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from crossbearing.read.mentions import Attribution, Source
from crossbearing.read.sentences.grammar import agents, child, is_negated, is_passive, lemma, prepositional, subjects
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.segment import Sentence
from crossbearing.read.voices.memory import Memory
from crossbearing.read.voices.sources import basis_of_source, sayer, source_of
from crossbearing.resources.lexicon import Cues

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["Givers", "Whence", "whence"]

_FIGURES: Final = frozenset({"figure", "number", "toll", "count", "estimate", "tally", "total"})
_COMING: Final = frozenset({"come", "stem", "originate", "derive", "date", "be"})
_GIVING: Final = frozenset({"give", "provide", "supply", "pass", "send", "communicate", "report", "tell"})
_TELLING: Final = frozenset({"report", "announce", "state", "communicate", "say", "tell", "disclose", "write"})
_MAKING: Final = _GIVING | {"compile", "collect", "establish", "release", "publish", "draw", "make"}
_STANDING: Final = frozenset({"be", "remain", "stand", "rise", "climb", "reach", "stay"})
_ISSUING: Final = frozenset({"announce", "release", "publish", "issue", "disclose"})
_HAVING: Final = frozenset({"have", "get", "obtain", "receive", "take", "hear", "learn"})
_CITING: Final = frozenset({"cite", "quote", "invoke"})
_BACK: Final = 4
"""Sentences with numbers in which a figure is looked for that somebody is then said to have given."""
_POINTING: Final = frozenset({"the", "this", "that", "these", "those", "its", "their", "his", "her", "both"})


@dataclass(frozen=True, slots=True)
class Whence:
    """Whom a figure told before came from.

    Args:
        source: Who gave it, as written.
        cue: The word that says so.
        cue_start: Its offset in the text.
        number: The figure, where it is said again, or None.
        here: Whether the sentence itself tells the figure ("the number remains 11, as established by X").
    """

    source: Source
    cue: str
    cue_start: int
    number: int | None
    here: bool = False


class Givers:
    """Who is said to have given the figures that sentences before told.

    Args:
        memory: The sources of the document so far.
        cues: Cue tables of its language.
    """

    def __init__(self, memory: Memory, cues: Cues) -> None:
        self._memory = memory
        self._cues = cues
        self._given: dict[int, list[tuple[Attribution, int | None]]] = {}
        self._counted: list[tuple[Sentence, frozenset[int]]] = []

    def note(self, parsed: Parsed) -> None:
        """Note who gave a figure that a sentence before told, where this one says so; and what figures it tells.

        Args:
            parsed: The next sentence.
        """
        here = parsed.sentence
        found = whence(parsed, self._cues)
        if found is not None:
            source = self._memory.resolve(found.source) or found.source
            basis = basis_of_source(source, self._cues)
            entry = Attribution(source, (), found.cue, found.cue_start, basis=basis, order=5)
            if found.here:
                self._given.setdefault(here.index, []).append((entry, found.number))
            for sentence, numbers in () if found.here else reversed(self._counted[-_BACK:]):
                if here.paragraph - sentence.paragraph <= 1 and found.number in {None, *numbers}:
                    self._given.setdefault(sentence.index, []).append((entry, found.number))
                    break
        told = frozenset(number.low for number in parsed.numbers if number.low is not None)
        if told:
            self._counted.append((here, told))

    def of(self, sentence: int, number: int | None) -> Attribution | None:
        """Return who is said to have given the figure of a sentence, or None.

        Args:
            sentence: Index of the sentence.
            number: The figure.
        """
        for entry, said in self._given.get(sentence, ()):
            if number is not None and said in {None, number}:
                return entry
        return None


def whence(parsed: Parsed, cues: Cues) -> Whence | None:
    """Return whom a sentence names as the one who gave a figure that was told before it, or None.

    Args:
        parsed: The sentence.
        cues: Cue tables of its language.
    """
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or is_negated(verb):
            continue
        for giver, figure in _given(verb):
            source = source_of(parsed, giver, cues) or (sayer(parsed, giver, cues) if lemma(verb) == "be" else None)
            if source is not None and not source.pronoun:
                stood = _stands_at(parsed, verb, figure)
                number = stood if stood is not None else _said_again(parsed, figure)
                return Whence(source, str(verb.text), parsed.start(verb), number, here=stood is not None)
    return None


def _given(verb: Token) -> Sequence[tuple[Token, Token | None]]:
    """Return who gives a figure by a verb, with the word for the figure where there is one."""
    name, held = lemma(verb), child(verb, "dobj")
    if is_passive(verb) and verb.tag_ == "VBN":
        what = child(verb, "nsubjpass")
        if what is not None and what.lower_ in {"this", "that"} and name in _TELLING and not _clause(verb):
            return [(giver, None) for giver in agents(verb)][:1]  # "This was reported by the press office."
        made = next((one for one in subjects(verb) if _figure(one)), child(verb, "nsubjpass"))
        if made is not None and _figure(made) and name in _MAKING:
            return [(giver, made) for giver in agents(verb) or prepositional(verb, "from", "by")][:1]
        if held is not None and _figure(held) and name in _GIVING:
            return [(giver, held) for giver in agents(verb)][:1]  # "it was given the figure by X"
        return []
    who = subjects(verb)
    if name == "be" and who and lemma(who[0]) == "source" and _of_this(who[0]):
        return [(giver, None) for giver in [child(verb, "attr")] if giver is not None]
    if name in _COMING and any(_figure(one) for one in who):
        return [(giver, who[0]) for giver in prepositional(verb, "from")][:1]
    if name in _HAVING and held is not None and (_figure(held) or held.lower_ == "it") and _figures_near(verb):
        return [(giver, held) for giver in prepositional(verb, "from") + prepositional(held, "from")][:1]
    to = child(verb, "dative")
    if name in _GIVING and held is not None and _figure(held) and (to is not None or prepositional(verb, "to")):
        return [(who[0], held)] if who else []
    if name in _ISSUING and held is not None and _figure(held) and who and verb.dep_ in {"ROOT", "ccomp"}:
        return [(who[0], held)]  # "The prosecutor's office announced the new figure on Tuesday."
    if name in _CITING and held is not None and held.pos_ in {"NOUN", "PROPN"} and verb.dep_ == "ROOT":
        # "The spokesman cites the priest, who gave him the figure of 43."
        giving = [clause for clause in held.subtree if clause.dep_ == "relcl" and lemma(clause) in _GIVING]
        figures = [figure for clause in giving if (figure := child(clause, "dobj")) is not None and _figure(figure)]
        return [(held, figures[0])] if figures else []
    return []


def _clause(verb: Token) -> bool:
    return any(other.dep_ in {"ccomp", "xcomp", "advcl"} for other in verb.children)


def _of_this(source: Token) -> bool:
    """Tell whether a source is that of what was told before ("the source for that", "the source of this figure")."""
    behind = prepositional(source, "for", "of")
    return any(one.lower_ in {"that", "this", "it"} or _figure(one) for one in behind)


def _figure(noun: Token) -> bool:
    return lemma(noun) in _FIGURES and any(other.lower_ in _POINTING for other in noun.lefts)


def _figures_near(verb: Token) -> bool:
    """Tell whether a sentence speaks of a figure at all ("the figure, which it had from a nurse")."""
    return any(lemma(token) in _FIGURES for token in verb.doc)


def _stands_at(parsed: Parsed, verb: Token, figure: Token | None) -> int | None:
    """Return the number at which a figure stands by another verb of the sentence, or None."""
    above = figure.head if figure is not None and figure.dep_ == "nsubj" else None
    if above is None or above.i >= verb.i or lemma(above) not in _STANDING:
        return None
    return next((one.low for one in parsed.numbers if above.i < one.first < verb.i), None)


def _said_again(parsed: Parsed, figure: Token | None) -> int | None:
    """Return the number behind "the figure of", or None."""
    if figure is None:
        return None
    inner = prepositional(figure, "of")
    place = int(inner[0].i) if inner else -1
    return next((one.low for one in parsed.numbers if one.first <= place <= one.last), None)
