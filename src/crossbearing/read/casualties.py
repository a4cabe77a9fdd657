"""Killed, wounded, missing, captured: who and how many, as written.

A number is tied to what became of the persons either by the tree ("62 soldiers were killed", "killed 62 soldiers") or by
its neighbours ("over 100 wounded", "death toll rose to 83"), because parsers fail on the clipped style of bulletins.
"wounded soldiers" is a state and no count; "no casualties reported" is none reported and not zero; a negated or planned
killing gives nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count, CountKind, CountState, Group
from crossbearing.read.grammar import is_negated, is_passive, lemma, noun_range, objects, passive_subjects, subjects
from crossbearing.read.groups import Phrase, describe_group, is_person_word, phrase_behind, words_of
from crossbearing.read.mentions import Mention
from crossbearing.read.numbers import Number, find_numbers
from crossbearing.read.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

__all__ = ["casualties"]

_KILL = frozenset({"kill", "murder", "slay", "massacre", "slaughter", "assassinate", "execute", "behead", "martyr", "butcher"})
_DIE = frozenset({"die", "perish", "succumb"})
_WOUND = frozenset({"wound", "injure", "hurt", "maim"})
_CAPTURE = frozenset({"abduct", "kidnap", "capture", "imprison"})
_DEAD_WORDS = frozenset({"dead", "killed", "martyred", "slain", "died", "deaths", "fatalities", "martyrs"})
_WOUNDED_WORDS = frozenset({"wounded", "injured", "hurt", "injuries", "injury", "wounds"})
_MISSING_WORDS = frozenset({"missing", "unaccounted"})
_CASUALTY_WORDS = frozenset({"casualties", "casualty"})
_TOLL = frozenset({"toll", "count", "number", "figure", "tally"})
_DEATH_NOUNS = {
    "death": "killed",
    "fatality": "killed",
    "martyr": "killed",
    "casualty": "casualties",
    "injury": "wounded",
    "killing": "killed",
    "murder": "killed",
    "dead": "killed",
    "wounded": "wounded",
    "injured": "wounded",
}
_SKIP = frozenset(
    {"were", "was", "are", "is", "be", "been", "being", "have", "has", "had", "also", "reportedly", "allegedly", "others", "other", "more",
     "people", "persons", "and", "left", "who", "that", "all", "then", "now", "immediately", "instantly", "seriously", "severely", "critically", "mostly",
     "them", "to", "may", "might", "could", "got", "said", "believed", "confirmed", "feared", "known", "lightly", "slightly", "badly", "additional", "reported", "later", "shot"}
)  # fmt: skip
_HYPOTHETICAL = frozenset({"would", "will", "should", "can", "could", "shall"})
_PLANNED_HEADS = frozenset({"threaten", "plan", "want", "vow", "intend", "try", "attempt", "order", "call", "mean", "aim", "seek", "plot", "continue", "use"})


@dataclass(frozen=True, slots=True)
class _Tied:
    """A number tied to what became of the persons."""

    slot: str
    number: Number
    phrase: Phrase | None
    trigger: int
    score: float
    toll: bool = False


def casualties(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield the killed, wounded, missing and captured of one sentence.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.

    Yields:
        Mentions of the slots killed, wounded, casualties, missing and captured, anchored at the word that tells it.
    """
    doc = parsed.doc
    numbers = find_numbers(doc, tables)
    tied: dict[tuple[int, str], _Tied] = {}
    for number in numbers:
        for candidate in _tie(doc, number, numbers, tables):
            key = (number.core, candidate.slot)
            if key not in tied or tied[key].score < candidate.score:
                tied[key] = candidate
    kept = _exclusive(list(tied.values()))
    parts = _parts(doc, kept)
    for entry in kept:
        mention = _mention(parsed, entry, parts.get(entry.number.core, WHOLE), tables)
        if mention is not None:
            yield mention
    yield from _uncounted(parsed, kept, tables)


def _tie(doc: Doc, number: Number, numbers: list[Number], tables: Lexicon) -> Iterator[_Tied]:
    phrase = phrase_behind(doc, number.last)
    if phrase is not None and not _countable(doc, phrase, tables):
        phrase_noun = lemma(doc[phrase.head])
        if phrase_noun not in _DEATH_NOUNS:
            return
    if phrase is not None:
        noun = lemma(doc[phrase.head])
        if noun in _DEATH_NOUNS and noun not in {"dead", "wounded", "injured"}:
            yield _Tied(_DEATH_NOUNS[noun], number, phrase, phrase.head, 0.9)
            return
    head = doc[phrase.head] if phrase is not None else doc[number.core_last]
    yield from _by_tree(doc, number, phrase, head)
    yield from _by_right_neighbour(doc, number, phrase, numbers)
    yield from _by_left_neighbour(doc, number, phrase)
    yield from _by_toll(doc, number, phrase)


def _countable(doc: Doc, phrase: Phrase, tables: Lexicon) -> bool:
    """Tell whether a noun phrase denotes persons."""
    words = words_of(doc, phrase.first, phrase.last)
    if any(is_person_word(word, tables.persons) for word in (lemma(doc[phrase.head]), doc[phrase.head].lower_)):
        return True
    head = doc[phrase.head].lower_
    if head.endswith(("men", "women", "man", "woman", "ans", "ists", "ers", "is", "ese")) and doc[phrase.head].tag_ in {"NNS", "NNPS", "NNP"}:
        return lemma(doc[phrase.head]) not in tables.materiel and head not in {"others", "members"} or head in {"others", "members"}
    joined = " ".join(words)
    return any(f"{status}" in joined for status in tables.persons.phrases)


def _slot_of_verb(verb: Token) -> str:
    name = lemma(verb)
    if name in _KILL or name in _DIE:
        slot = "killed"
    elif name in _WOUND:
        slot = "wounded"
    elif name in _CAPTURE:
        slot = "captured"
    else:
        return ""
    # "killed and wounded twelve" counts both together; "killed twelve and wounded thirty" does not.
    for other in verb.conjuncts:
        theirs = lemma(other)
        if {slot, "killed" if theirs in _KILL else "wounded" if theirs in _WOUND else ""} == {"killed", "wounded"}:
            between = [token for token in verb.doc[min(verb.i, other.i) + 1 : max(verb.i, other.i)]]
            if all(token.lower_ in {"and", "or", "/", "either"} for token in between):
                return "casualties"
    return slot


def _unreal(verb: Token) -> bool:
    """Tell whether what a verb tells is planned, threatened or imagined."""
    words = {other.lower_ for other in verb.children if other.dep_ in {"aux", "auxpass"}}
    if words & _HYPOTHETICAL and not ({"have", "been"} & words and words & {"could"}):
        return True
    if "to" in words and verb.dep_ in {"xcomp", "advcl", "acl", "ccomp"}:
        return lemma(verb.head) in _PLANNED_HEADS or verb.head.pos_ == "NOUN"
    return False


def _by_tree(doc: Doc, number: Number, phrase: Phrase | None, head: Token) -> Iterator[_Tied]:
    for verb in doc:
        slot = _slot_of_verb(verb)
        if not slot or verb.pos_ not in {"VERB", "AUX", "ADJ"}:
            continue
        if verb.dep_ == "amod":
            continue
        name = lemma(verb)
        if name in _DIE:
            touched = subjects(verb) or passive_subjects(verb)
        elif is_passive(verb):
            touched = passive_subjects(verb)
        else:
            touched = objects(verb)
        if any(_same(doc, token, head, number) for token in touched) and not _unreal(verb):
            if number.state is CountState.NONE or not is_negated(verb):
                yield _Tied(slot, number, phrase, verb.i, 0.95)


def _same(doc: Doc, token: Token, head: Token, number: Number) -> bool:
    """Tell whether a tree's noun is the one that a number counts."""
    if token.i == head.i or number.first <= token.i <= number.last:
        return True
    if token.lower_ in {"dozens", "scores", "hundreds", "thousands", "number", "group", "total", "handful", "couple", "majority", "most"}:
        return any(part.i == head.i for part in token.subtree) and not any(
            number.last < other.i < head.i and other.dep_ == "relcl" for other in token.subtree
        )
    return False


def _slot_of_word(doc: Doc, position: int) -> str:
    word = doc[position].lower_
    if word in _DEAD_WORDS:
        slot = "killed"
    elif word in _WOUNDED_WORDS:
        slot = "wounded"
    elif word in _MISSING_WORDS:
        slot = "missing"
    elif word in _CASUALTY_WORDS:
        return "casualties"
    elif word in {"captured", "abducted", "kidnapped"}:
        return "captured"
    else:
        return ""
    if position + 2 < len(doc) and doc[position + 1].lower_ in {"and", "or", "/", "&"} and slot in {"killed", "wounded"}:
        other = doc[position + 2].lower_
        if (slot == "killed" and other in _WOUNDED_WORDS) or (slot == "wounded" and other in _DEAD_WORDS):
            return "casualties"
    return slot


def _by_right_neighbour(doc: Doc, number: Number, phrase: Phrase | None, numbers: list[Number]) -> Iterator[_Tied]:
    position = (phrase.last if phrase is not None else number.last) + 1
    position = _skip_aside(doc, position)
    steps = 0
    while position < len(doc) and steps < 7:
        token = doc[position]
        slot = _slot_of_word(doc, position)
        if slot:
            if slot in {"killed", "wounded"} and token.tag_ in {"VBD", "VBN"} and _has_object(token) and not _bare(doc, number, phrase, position):
                return
            if slot == "wounded" and token.lower_ in {"injured", "wounded"} and _before_noun(doc, position):
                return
            if _negative_between(doc, number.last, position) and number.state is not CountState.NONE:
                return
            yield _Tied(slot, number, phrase, position, 0.85 if steps <= 3 else 0.7)
            return
        if token.lower_ not in _SKIP and token.tag_ != "RB":
            return
        if any(other.first <= position <= other.last for other in numbers if other is not number):
            return
        if token.lower_ in _HYPOTHETICAL or token.lower_ in {"n't", "not"}:
            return
        position += 1
        steps += 1


def _skip_aside(doc: Doc, position: int) -> int:
    """Return the token behind an aside that opens at a token: "(...)", ", including ... ," or ", mostly women,"."""
    if position >= len(doc):
        return position
    if doc[position].text == "(":
        for stop in range(position + 1, min(len(doc), position + 14)):
            if doc[stop].text == ")":
                return stop + 1
    following = doc[position + 1].lower_ if position + 1 < len(doc) else ""
    if doc[position].text in {",", "\u2014", "-"} and following in {"including", "among", "most", "mostly", "mainly", "all", "some", "many", "at", "half", "one"}:
        for stop in range(position + 2, min(len(doc), position + 16)):
            if doc[stop].text in {",", "\u2014", "-"} and stop + 1 < len(doc) and doc[stop + 1].lower_ in {"were", "was", "have", "had", "died", "killed", "are", "is", "wounded", "injured"}:
                return stop + 1
    if doc[position].lower_ in {"including", "among"}:
        for stop in range(position + 1, min(len(doc), position + 12)):
            if doc[stop].lower_ in {"were", "was", "have", "had", "died"}:
                return stop
    if doc[position].lower_ in {"from", "in", "on", "at"} and position + 1 < len(doc):
        for stop in range(position + 1, min(len(doc), position + 9)):
            if doc[stop].lower_ in {"were", "was", "have", "had", "died"}:
                return stop
            if doc[stop].text in {",", ";"} or doc[stop].pos_ == "VERB":
                break
    return position


def _bare(doc: Doc, number: Number, phrase: Phrase | None, position: int) -> bool:
    return phrase is None and position == number.last + 1


def _has_object(token: Token) -> bool:
    return any(other.dep_ == "dobj" and other.i > token.i for other in token.children)


def _before_noun(doc: Doc, position: int) -> bool:
    return position + 1 < len(doc) and doc[position + 1].tag_.startswith("NN") and doc[position + 1].dep_ != "npadvmod" and doc[position].dep_ == "amod"


def _negative_between(doc: Doc, first: int, last: int) -> bool:
    return any(token.lower_ in {"not", "n't", "never", "neither"} for token in doc[first:last])


def _by_left_neighbour(doc: Doc, number: Number, phrase: Phrase | None) -> Iterator[_Tied]:
    position = number.first - 1
    steps = 0
    while position >= 0 and steps < 4:
        token = doc[position]
        name = lemma(token)
        lower = token.lower_
        slot = _slot_of_verb(token) if token.pos_ in {"VERB", "AUX", "ADJ", "NOUN"} or token.tag_ in {"VBN", "VBD", "VBG"} else ""
        if slot and name not in _DIE and token.dep_ != "amod" and not (is_passive(token) and token.tag_ == "VBN" and not _listing(doc, position)):
            if not _unreal(token) and (number.state is CountState.NONE or not is_negated(token)):
                yield _Tied(slot, number, phrase, position, 0.8)
            return
        if slot and _listing(doc, position):
            yield _Tied(slot, number, phrase, position, 0.8)
            return
        if name in {"life", "lives"} or lower == "lives":
            return
        if name in {"death", "killing", "murder", "slaying"} and doc[position + 1].lower_ in {"of", "to", ":"}:
            yield _Tied("killed", number, phrase, position, 0.8)
            return
        if name == "life" or lower not in {"of", "some", "about", ":", "|", "the", "-", "\u2013", "at", "around", "to", "over", "another", "also", "up", "a"}:
            return
        position -= 1
        steps += 1


def _listing(doc: Doc, position: int) -> bool:
    return position + 1 < len(doc) and doc[position + 1].text in {":", "|", "-", "\u2013"}


def _by_toll(doc: Doc, number: Number, phrase: Phrase | None) -> Iterator[_Tied]:
    """Tie "death toll rose from 30 to 83", "claimed the lives of 62", "62 lost their lives", "put the dead at 80", "left 12 dead"."""
    words = [token.lower_ for token in doc]
    after = words[(phrase.last if phrase else number.last) + 1 : (phrase.last if phrase else number.last) + 9]
    for offset, word in enumerate(after):
        if word in {"lost", "lose", "losing"} and {"life", "lives"} & set(after[offset : offset + 4]):
            yield _Tied("killed", number, phrase, (phrase.last if phrase else number.last) + 1 + offset, 0.9)
            return
        if word in {",", ";", "and"}:
            break
    before = words[max(0, number.first - 14) : number.first]
    base = max(0, number.first - 14)
    if before[-2:] == ["lives", "of"] or before[-3:] in (["lives", "of", "the"], ["life", "of", "the"]):
        yield _Tied("killed", number, phrase, number.first - 2, 0.9)
        return
    for offset in range(len(before) - 1, -1, -1):
        word = before[offset]
        place = base + offset
        follows = words[place + 1 : place + 2]
        if word == "toll" or (word in _TOLL and follows == ["of"]):
            slot = _toll_slot(words, place)
            if slot and _toll_value(words, place, number):
                yield _Tied(slot, number, phrase, place, 0.9, toll=True)
            return
        if word == "dead" and place and words[place - 1] == "the" and follows == ["at"]:
            yield _Tied("killed", number, phrase, place, 0.85, toll=True)
            return
        if word in {"killed", "wounded", "injured", "dead", "missing"} and follows == ["at"] and "number" in before:
            slot = "killed" if word in {"killed", "dead"} else "missing" if word == "missing" else "wounded"
            yield _Tied(slot, number, phrase, place, 0.85, toll=True)
            return
        if word in {";", "."}:
            return


def _toll_slot(words: list[str], place: int) -> str:
    if words[place] == "toll":
        return "wounded" if place and words[place - 1] in {"injury", "wounded"} else "casualties" if place and words[place - 1] == "casualty" else "killed"
    window = words[place + 1 : place + 12]
    for word in window:
        if word in _WOUNDED_WORDS:
            return "wounded"
        if word in _DEAD_WORDS or word in {"died", "dead", "victims"}:
            return "killed"
        if word in {"missing"}:
            return "missing"
        if word in _CASUALTY_WORDS:
            return "casualties"
    return ""


def _toll_value(words: list[str], place: int, number: Number) -> bool:
    """Tell whether a number is the present value of a toll and not the one it rose from."""
    before = words[number.first - 1] if number.first else ""
    if before in {"from", "than"}:
        return False
    between = words[place + 1 : number.first]
    if before in {"to", "at", "of", "is", "was", "reached", "reaches", "exceeded", "exceeds", "as", ":", "stood", "put", "hit", "passed", "be", "topped", "above", "surpassed", "past", "toll", "totaled", "totalled"}:
        return "," not in between or before in {"to", "at"}
    return not between


def _exclusive(entries: list[_Tied]) -> list[_Tied]:
    """Keep one reading a number: the surest; a number that counts both is not counted twice."""
    best: dict[int, _Tied] = {}
    for entry in entries:
        held = best.get(entry.number.core)
        if held is None or entry.score > held.score or (entry.score == held.score and abs(entry.trigger - entry.number.core) < abs(held.trigger - held.number.core)):
            best[entry.number.core] = entry
    return sorted(best.values(), key=lambda entry: entry.number.core)


def _parts(doc: Doc, entries: list[_Tied]) -> dict[int, str]:
    """Return the scope of numbers that count a part: behind "including", or joined to another of the same slot."""
    scopes: dict[int, str] = {}
    for slot in {entry.slot for entry in entries}:
        same = [entry for entry in entries if entry.slot == slot]
        by_trigger: dict[int, list[_Tied]] = {}
        for entry in same:
            by_trigger.setdefault(entry.trigger, []).append(entry)
        for group in by_trigger.values():
            if len(group) > 1 and not any(entry.toll for entry in group):
                for entry in group:
                    if entry.phrase is not None:
                        scopes[entry.number.core] = f"part: {doc[entry.phrase.first : entry.phrase.last + 1].text.lower()}"
    return scopes


def _mention(parsed: Parsed, entry: _Tied, scope: str, tables: Lexicon) -> Mention | None:
    doc = parsed.doc
    number, phrase = entry.number, entry.phrase
    last = phrase.last if phrase is not None else number.last
    text = parsed.words(number.first, last)
    state = number.state
    if state is CountState.NONE:
        negative = _none_state(doc, entry)
        if negative is None:
            return None
        state = negative
    kind = CountKind.TOTAL
    words = {token.lower_ for token in doc}
    if entry.toll or "bringing" in words and "toll" in words and number.first > next(token.i for token in doc if token.lower_ == "bringing"):
        kind = CountKind.CUMULATIVE if entry.toll else CountKind.TOTAL
    elif number.new and phrase is not None and _says_more(doc, number, phrase) and entry.slot == "killed":
        kind = CountKind.NEW
    low, high = (number.low, number.high) if state is CountState.NUMBER else (None, None)
    count = Count(text=parsed.words(number.first, number.last), low=low, high=high, about=number.about, kind=kind, state=state, word=number.word)
    named = words_of(doc, phrase.first, phrase.last) if phrase is not None else []
    group = describe_group(text, count, named, tables, _affiliation(doc, phrase))
    first = min(number.first, entry.trigger)
    start, end = parsed.range(first, max(last, entry.trigger))
    return Mention(
        slot=entry.slot,
        value=group,
        start=start,
        end=end,
        anchor=parsed.start(doc[entry.trigger]),
        sentence=parsed.sentence.index,
        type="killing",
        scope=scope,
        score=entry.score,
    )


def _says_more(doc: Doc, number: Number, phrase: Phrase) -> bool:
    """Tell whether words say "more" than counted before, not merely "others" beside them."""
    window = {token.lower_ for token in doc[number.first : phrase.last + 1]}
    return not window & {"others", "other"}


def _none_state(doc: Doc, entry: _Tied) -> CountState | None:
    words = [token.lower_ for token in doc]
    if {"report", "reports", "reported", "immediate", "word", "known"} & set(words) and ({"immediate", "immediately"} & set(words) or "reported" in words or "reports" in words):
        return CountState.NONE_REPORTED
    return CountState.NONE


def _affiliation(doc: Doc, phrase: Phrase | None) -> str:
    """Return the nationality or body that a noun phrase names, as written."""
    if phrase is None:
        return ""
    for token in doc[phrase.first : phrase.head + 1]:
        if token.pos_ in {"ADJ", "PROPN"} and token.text[:1].isupper() and token.i != phrase.head:
            return str(token.text)
    if phrase.last > phrase.head:
        return str(doc[phrase.head + 1 : phrase.last + 1].text.removeprefix("of ").strip())
    return ""


def _uncounted(parsed: Parsed, kept: list[_Tied], tables: Lexicon) -> Iterator[Mention]:
    """Yield the killed and wounded that are named without a number: "a woman was killed", "killing civilians", "no casualties"."""
    doc = parsed.doc
    counted = {position for entry in kept for position in range(entry.number.first, (entry.phrase.last if entry.phrase else entry.number.last) + 1)}
    done: set[tuple[str, int]] = set()
    for verb in doc:
        slot = _slot_of_verb(verb)
        if not slot or verb.dep_ == "amod" or verb.pos_ not in {"VERB", "AUX", "ADJ"} or is_negated(verb) or _unreal(verb):
            continue
        name = lemma(verb)
        touched = subjects(verb) if name in _DIE else passive_subjects(verb) if is_passive(verb) else objects(verb)
        for head in touched:
            if head.i in counted or any(token.i in counted and token.i <= head.i for token in head.subtree if token.head.i == head.i):
                continue
            if any(token.pos_ == "NUM" for token in head.children) or not is_person_word(lemma(head), tables.persons):
                continue
            if head.ent_type_ or head.pos_ == "PROPN" or (slot, head.i) in done:
                continue
            done.add((slot, head.i))
            yield _bare_mention(parsed, slot, head, verb, tables)


def _bare_mention(parsed: Parsed, slot: str, head: Token, verb: Token, tables: Lexicon) -> Mention:
    first, last = noun_range(head)
    text = parsed.words(first, last)
    plural = head.tag_ in {"NNS", "NNPS"} or head.lower_ in {"people", "police", "troops", "personnel"}
    if plural:
        count = Count(text=text, state=CountState.VAGUE)
    else:
        count = Count(text=text, low=1, high=1)
    group: Group = describe_group(text, count, words_of(parsed.doc, first, last), tables)
    start, end = parsed.range(min(first, verb.i), max(last, verb.i))
    return Mention(
        slot=slot,
        value=group,
        start=start,
        end=end,
        anchor=parsed.start(verb),
        sentence=parsed.sentence.index,
        type="killing",
        score=0.6,
    )
