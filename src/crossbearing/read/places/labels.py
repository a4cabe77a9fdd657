"""Places as labels before what happened there: "Aleppo province: a drone hit a car", "Kherson: 1 killed, 4 wounded".

Where its sentence names another place, the label is only what that place lies in. A town before a colon may also be
where the author writes ("NEW DELHI: the minister condemned the attack"): it counts only where nobody is told of who
says anything; the name of a province or a village beside its noun counts wherever it stands alone.
"""

from __future__ import annotations

import re

from crossbearing.read.parties.doers import nation_of, no_place
from crossbearing.read.places.stated import PlaceWords
from crossbearing.read.sentences.grammar import all_capitals, lemma
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.tree import written
from crossbearing.resources.lexicon import Lexicon
from crossbearing.resources.place_names import place_names, states_named, town_names

__all__ = ["place_label"]

_LONGEST = 6  # words of a label
_FEWEST_BEHIND = 3
_BEARING = re.compile(
    r"^(?:[nsew]{1,2}\.?|(?:north|south)?-?(?:east|west|north|south)ern|central|rural|countryside of)\s+"
)
_AREAS = frozenset({"province", "district"})
_SPEAKING = frozenset(
    """say tell condemn announce report warn urge call declare add claim deny accuse confirm demand vow meet discuss
    visit state ask order hold""".split()  # noqa: SIM905
)


def place_label(parsed: Parsed, words: PlaceWords, tables: Lexicon, *, alone: bool) -> tuple[int, int] | None:
    """Return the first and last token of a place that stands as a label before its sentence, or None.

    Args:
        parsed: The sentence.
        words: Words about places.
        tables: Word tables of its language.
        alone: Whether the sentence names no other place.
    """
    doc = parsed.doc
    if not alone:
        return None
    mark = next((token.i for token in doc[: _LONGEST + 1] if token.text in {":", "|"}), 0)
    if not mark or len(doc) - mark <= _FEWEST_BEHIND or not doc[0].text[:1].isupper():
        return None
    name = written(doc[:mark]).strip()
    if no_place(name) or nation_of(name, tables) or states_named(name) or states_named(name.title()):
        return None
    last = int(mark) - 1
    area = last > 0 and words.heads.get(lemma(doc[last])) in _AREAS and doc[last].text.islower()
    if area and all(token.text[:1].isupper() or token.text in {"-", "'", "\u2019"} for token in doc[:last]):
        return 0, last
    bare = _BEARING.sub("", name.lower())
    known = bare in town_names() or bare in place_names()
    writes = name.isupper() and not all_capitals(doc)
    if not known or writes or any(lemma(token) in _SPEAKING for token in doc[mark + 1 :]):
        return None
    return 0, last
