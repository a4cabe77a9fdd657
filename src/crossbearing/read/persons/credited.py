"""Figures that are told as somebody's, by the words around a bare number.

"The 52 that the group listed", "the 14 of the Observatory", "the police had spoken of 23", "their own count is 31",
"the 64 given on Monday": such a number does not say itself what became of the persons; what was told before does.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import TYPE_CHECKING, Final

from crossbearing.model.claims import WHOLE
from crossbearing.model.values import Count, CountState, Group
from crossbearing.read.mentions import Mention, Source
from crossbearing.read.persons.given_alone import given_alone
from crossbearing.read.persons.groups import Phrase, describe_group, phrase_behind, words_of
from crossbearing.read.persons.tying import countable
from crossbearing.read.persons.unharmed import unharmed_last
from crossbearing.read.sentences.grammar import lemma, noun_range, subjects
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.sentences.segment import Sentence
from crossbearing.read.values.numbers import Number, find_numbers
from crossbearing.read.voices.across_sentences import Voices
from crossbearing.read.voices.sources import source_of
from crossbearing.resources.lexicon import Lexicon, lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Doc, Token

__all__ = ["credited"]

_HARMED: Final = ("killed", "wounded", "casualties")
_COUNTED: Final = (*_HARMED, "missing", "captured")
_BACK: Final = 4  # sentences that a bare number reaches back for what became of the persons
_REACH: Final = 12  # tokens between a verb that gives a number and the number
_CLAUSE: Final = 14  # tokens from a number to the verb of "that the group listed"
_POINTING: Final = frozenset({"the", "those", "these", "all"})
_RELATIVES: Final = frozenset({"that", "which", "whom"})
_BEHIND: Final = frozenset(
    {".", ",", ";", ":", "and", "but", "on", "in", "while", "(", ")", "the", "by", "at", "for", "as", "though", "of"}
    | {"when", "after", "last", "before", "so", "-", "\u2013", "\u2014", '"', "\u201d"}
)
_ARTICLE: Final = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
_WORD: Final = re.compile(r"[a-z]+")
_SCORE: Final = 0.62  # above what single persons without a number get
_LOWERING: Final = frozenset({"bring", "lower", "raise", "revise", "cut", "correct", "reduce"})
_SURE: Final = frozenset({"count", "list", "tally", "speak", "record", "document", "register"})


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: frozenset[str]
    steps: Mapping[str, frozenset[str]]
    fillers: frozenset[str]
    counting: frozenset[str]
    figures: frozenset[str]
    persons: frozenset[str]
    taken_up: frozenset[str]
    deadly: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Given:
    """A number that somebody is said to have given; the source is None where he is not named beside it."""

    number: Number
    phrase: Phrase | None
    source: Source | None


def credited(
    sentences: Mapping[int, Parsed],
    mentions: Sequence[Mention],
    voices: Voices,
    tables: Lexicon,
    *,
    every: Sequence[Sentence],
) -> list[Mention]:
    """Return the mentions of a document with the numbers that are told as somebody's figures.

    Args:
        sentences: Its sentences, by index and in order.
        mentions: What was read so far; a number among them gets the one who gave it, where nobody else tells it.
        voices: Who speaks where.
        tables: Word tables of its language.
        every: All its sentences, parsed or not, in order.
    """
    words = _words_of(tables.language)
    found = list(mentions)
    order = list(sentences)
    for place, index in enumerate(order):
        parsed = sentences[index]
        if not parsed.numbers:
            continue
        near = order[max(0, place - _BACK) : place + 1]
        around = {
            word for one in every[max(0, index - _BACK) : index + _BACK] for word in _WORD.findall(one.text.lower())
        }
        for given in _given(parsed, words, tables, figures=bool(around & words.figures)):
            if (known := _known(found, parsed, given)) is not None:
                _credit(found, known, given, voices)
                continue
            if given.phrase is None and unharmed_last([sentences[one] for one in near[:-1]], found):
                continue
            slot = _slot(given, parsed, [one for one in found if one.sentence in near], tables=tables)
            if not slot and given.source is not None and around & words.deadly:
                slot = "killed"
            if slot:
                found.append(_mention(parsed, given, slot, voices, tables=tables))
        found.extend(list(given_alone(parsed, [sentences[one] for one in near[:-1]], found, voices, tables)))
    return found


def _given(parsed: Parsed, words: _Words, tables: Lexicon, *, figures: bool) -> Iterator[_Given]:
    doc = parsed.doc
    for number in parsed.numbers:
        if number.state is not CountState.NUMBER:
            continue
        of_others = number.last + 1 < len(doc) and doc[number.last + 1].lower_ == "of"
        phrase = None if of_others else phrase_behind(doc, number.last)
        if phrase is not None and not _may_count(doc, phrase, words, tables):
            continue
        given = (
            _listed(parsed, number, phrase, words, tables)
            or (_of_body(parsed, number, tables) if figures else None)
            or _owned(parsed, number, phrase, words, tables)
            or _told(parsed, number, phrase, words, tables)
            or _taken_up(parsed, number, words)
            or _there_were(doc, number, tables)
        )
        if given is not None:
            yield given


def _may_count(doc: Doc, phrase: Phrase, words: _Words, tables: Lexicon) -> bool:
    noun = lemma(doc[phrase.head])
    return noun in words.persons or noun in tables.harm.nouns or countable(doc, phrase, tables)


def _listed(parsed: Parsed, number: Number, phrase: Phrase | None, words: _Words, tables: Lexicon) -> _Given | None:
    """Read "the 52 that the group listed", "all nine of those whom the commissioner had named"."""
    doc = parsed.doc
    at = (phrase.last if phrase is not None else number.last) + 1
    opened = [token.lower_ for token in doc[at : at + 3]]
    if opened[:2] in (["of", "those"], ["of", "them"]):
        at += 2
    elif phrase is None and not _definite(doc, number):
        return None
    relative = at < len(doc) and doc[at].lower_ in _RELATIVES
    for verb in doc[at : at + _CLAUSE]:
        if verb.text in {",", ";", "."} or verb.lower_ in {"and", "but"}:
            return None
        if lemma(verb) not in words.verbs or verb.pos_ not in {"VERB", "AUX"} or verb.lower_ == lemma(verb) == "have":
            continue
        if verb.i + 1 < len(doc) and lemma(verb) == "have" and doc[verb.i + 1].tag_ == "VBN":
            continue  # "had listed"
        told_of = [head for head in subjects(verb) if at <= head.i < verb.i and head.lower_ not in _RELATIVES]
        behind = [token.lower_ for token in doc[verb.i + 1 : verb.i + 4]]
        if behind[:1] == ["as"] and not any(word in tables.harm.words for word in behind):
            return None  # "the 87 prisoners whom the service reports as recaptured"
        if not told_of and relative:
            # Parsers lose the clause: "that a local observatory listed" taken for an observatory that was listed.
            nouns = [token for token in doc[at : verb.i] if token.pos_ in {"NOUN", "PROPN"}]
            told_of = [one for one in nouns if doc[one.i + 1].pos_ not in {"NOUN", "PROPN"}][:1]
        if not told_of or not (relative or phrase is None or verb.dep_ == "relcl"):
            return None
        source = _giver(parsed, told_of[0], lemma(verb), tables)
        return _Given(number, phrase, source) if source is not None and not source.pronoun else None
    return None


def _definite(doc: Doc, number: Number) -> bool:
    """Tell whether a number is one that was told of: "the 52", "all nine"."""
    before = [token.lower_ for token in doc[max(0, number.first - 1) : number.core]]
    return bool(_POINTING & set(before))


def _of_body(parsed: Parsed, number: Number, tables: Lexicon) -> _Given | None:
    """Read "the 14 of the Observatory", where a report sets figures side by side."""
    doc, cues = parsed.doc, tables.cues
    at = number.last + 1
    if not _definite(doc, number) or at + 1 >= len(doc) or doc[at].lower_ != "of":
        return None
    for head in doc[at + 1 : at + 8]:
        if head.pos_ not in {"NOUN", "PROPN", "DET", "ADJ", "ADP", "PUNCT", "PART", "CCONJ"} or head.text in {",", ";"}:
            break
        following = doc[head.i + 1] if head.i + 1 < len(doc) else None
        if head.pos_ not in {"NOUN", "PROPN"} or (following is not None and following.pos_ in {"NOUN", "PROPN"}):
            continue
        source = source_of(parsed, head, cues)
        if source is not None and not source.pronoun and (source.named or source.head in cues.unnamed | cues.bodies):
            return _Given(number, None, source)
    return None


def _owned(parsed: Parsed, number: Number, phrase: Phrase | None, words: _Words, tables: Lexicon) -> _Given | None:
    """Read "the ministry's figure is 23", "the group has a count of its own, which is 31", "the police count of 19"."""
    doc = parsed.doc
    before = doc[max(0, number.first - 8) : number.first]
    noun = next((token for token in reversed(before) if token.lower_ in words.figures), None)
    if noun is None or (phrase is not None and doc[phrase.head].lower_ in words.figures):
        return None
    between = [token.lower_ for token in doc[noun.i + 1 : number.first]]
    links = {"is", "was", "of", "stands", "stood", "at", "which", ",", "its", "own", "now", "being", ":", "a", "the"}
    if not between or not set(between) <= links or not {"is", "was", "at", "of", ":", "being"} & set(between):
        return None
    if between == ["of"] and not any(other.dep_ == "poss" for other in noun.children):
        return None  # "a total of 23", "the number of 14 that ..."
    owner = next((other for other in noun.children if other.dep_ == "poss"), None)
    if owner is None and "own" in between:
        verb = next((above for above in _upwards(noun) if above.pos_ in {"VERB", "AUX"}), None)
        owner = next(iter(subjects(verb)), None) if verb is not None else None
    source = source_of(parsed, owner, tables.cues) if owner is not None else None
    if source is None:
        return None
    return _Given(number, phrase, None if source.pronoun else source)


def _told(parsed: Parsed, number: Number, phrase: Phrase | None, words: _Words, tables: Lexicon) -> _Given | None:
    """Read "the police had spoken of 23", "the committee counted 26", "the services brought the number down to 25"."""
    doc = parsed.doc
    first = max(0, number.first - _REACH)
    for place in range(number.first - 1, first - 1, -1):
        token = doc[place]
        name = lemma(token)
        if token.pos_ in {"VERB", "AUX"} and name in words.verbs and token.tag_ != "VBG":
            return _by_verb(parsed, token, number, phrase, words=words, tables=tables)
        if token.lower_ not in words.fillers and name not in words.persons and name not in words.figures:
            return None
    return None


def _by_verb(
    parsed: Parsed, verb: Token, number: Number, phrase: Phrase | None, *, words: _Words, tables: Lexicon
) -> _Given | None:
    doc, name = parsed.doc, lemma(verb)
    between = [token.lower_ for token in doc[verb.i + 1 : number.first]]
    bare = phrase is None or lemma(doc[phrase.head]) in words.persons
    steps = words.steps.get(name)
    if steps is not None and not steps & set(between):
        return None
    if phrase is not None and lemma(doc[phrase.head]) not in words.persons | tables.harm.nouns.keys():
        return None  # "the club counted 20 members"
    behind = doc[number.last + 1].lower_ if number.last + 1 < len(doc) else "."
    figures = bool(words.figures & set(between)) or bool({"dead", "killed", "deaths", "victims"} & set(between))
    if name in words.counting and bare and not figures and behind not in tables.harm.words:
        return None  # "the camp had 40", "found 12"
    if name in _LOWERING and not figures:
        return None
    if phrase is None and behind not in _BEHIND and behind not in tables.harm.words:
        return None  # "gave 20 minutes", "counted 52 per cent"
    if behind == "of" and doc[min(number.last + 2, len(doc) - 1)].lower_ not in {"them", "those"}:
        return None
    if _is_passive_telling(verb):
        return None
    heads = [head for head in subjects(verb) if head.i < verb.i]
    source = _giver(parsed, heads[0], name, tables) if heads else None
    if source is None:
        return None
    return _Given(number, phrase, None if source.pronoun else source)


def _giver(parsed: Parsed, head: Token, verb: str, tables: Lexicon) -> Source | None:
    """Return the source that a subject names; whoever counts the dead is one, known to the tables or not."""
    source = source_of(parsed, head, tables.cues)
    if source is not None or verb not in _SURE or head.pos_ != "NOUN":
        return source
    first, last = noun_range(head)
    start, end = parsed.range(first, last)
    return Source(_ARTICLE.sub("", parsed.words(first, last)), start, end, False, lemma(head))


def _is_passive_telling(verb: Token) -> bool:
    return any(other.dep_ in {"auxpass", "nsubjpass"} for other in verb.children)


def _taken_up(parsed: Parsed, number: Number, words: _Words) -> _Given | None:
    """Read "the 64 given on Monday should no longer be used"."""
    doc, at = parsed.doc, number.last + 1
    if not _definite(doc, number) or at >= len(doc):
        return None
    at += doc[at].lower_ in {"first", "originally", "initially", "earlier", "previously"}
    if at >= len(doc) or doc[at].lower_ not in words.taken_up or doc[at].tag_ not in {"VBN", "VBD", "JJ"}:
        return None
    return _Given(number, None, None)


def _there_were(doc: Doc, number: Number, tables: Lexicon) -> _Given | None:
    """Read "... that inmates killed one another, and that there were 20 of them": whoever speaks gives the number."""
    if not any(lemma(token) in tables.harm.verbs for token in doc[: number.first]):
        return None
    before = [token.lower_ for token in doc[max(0, number.first - 2) : number.first]]
    behind = [token.lower_ for token in doc[number.last + 1 : number.last + 3]]
    told = before in (["there", "were"], ["there", "are"], ["there", "was"]) and behind == ["of", "them"]
    return _Given(number, None, None) if told else None


def _known(found: Sequence[Mention], parsed: Parsed, given: _Given) -> int | None:
    """Return the place of the mention that has a number already, or None."""
    start, end = parsed.range(given.number.core, given.number.core_last)
    return next(
        (
            place
            for place, one in enumerate(found)
            if one.start <= start and end <= one.end and isinstance(one.value, Group)
        ),
        None,
    )


def _credit(found: list[Mention], place: int, given: _Given, voices: Voices) -> None:
    """Give a mention that nobody is made to tell to the one who gave its number."""
    one = found[place]
    if given.source is None or one.told_by is not None or voices.at(one.sentence, one.anchor):
        return
    for at, other in enumerate(found):
        # "The ministry had six dead and two wounded": of both.
        joined = other.sentence == one.sentence and other.start >= one.start and other.slot in _HARMED
        if joined and other.told_by is None and not voices.at(other.sentence, other.anchor):
            found[at] = replace(other, told_by=(given.source,))


def _slot(given: _Given, parsed: Parsed, near: Sequence[Mention], *, tables: Lexicon) -> str:
    """Return what became of the persons: by their noun, or by the last number of persons harmed told before."""
    if given.phrase is not None:
        slot = tables.harm.nouns.get(lemma(parsed.doc[given.phrase.head]), "")
        before = (one.lower_ for one in parsed.doc[given.number.last + 1 : given.phrase.head])
        if slot := slot or next((tables.harm.words[word] for word in before if word in tables.harm.words), ""):
            return slot if slot in _HARMED else ""
    start = parsed.start(parsed.doc[given.number.first])
    told = [one for one in near if one.slot in _COUNTED and one.start < start and not one.scope.startswith("part")]
    if not told:
        return ""
    last = max(told, key=lambda one: one.start)
    # "23 dead and 14 wounded. The police had spoken of 20.": of the dead, where both were told.
    return "killed" if any(one.slot == "killed" and one.sentence == last.sentence for one in told) else last.slot


def _mention(parsed: Parsed, given: _Given, slot: str, voices: Voices, *, tables: Lexicon) -> Mention:
    number, phrase = given.number, given.phrase
    count = _count(parsed, number, tables)
    last = phrase.last if phrase is not None else number.last
    described = words_of(parsed.doc, phrase.first, phrase.last) if phrase is not None else []
    start, end = parsed.range(number.first, last)
    anchor = parsed.start(parsed.doc[number.core])
    told = given.source is not None and not _tells(voices, parsed, anchor, given.source)
    return Mention(
        slot,
        describe_group(parsed.words(number.first, last), count, described, tables),
        start,
        end,
        anchor,
        parsed.sentence.index,
        type="killing",
        scope=WHOLE,
        score=_SCORE,
        told_by=(given.source,) if told and given.source is not None else None,
    )


def _count(parsed: Parsed, number: Number, tables: Lexicon) -> Count:
    """Return a number as a value; in "fewer than the 52 that the group listed" the group's number is 52."""
    doc = parsed.doc
    before = [token.lower_ for token in doc[number.first : number.core]]
    if "the" in before and "than" in before:
        bare = find_numbers([token.lower_ for token in doc[number.core : number.core_last + 1]], tables)
        if len(bare) == 1:
            return Count(text=parsed.words(number.core, number.core_last), low=bare[0].low, high=bare[0].high)
    text = parsed.words(number.first, number.last)
    return Count(text=text, low=number.low, high=number.high, about=number.about)


def _tells(voices: Voices, parsed: Parsed, anchor: int, source: Source) -> bool:
    """Tell whether the attributions of the text have a source speak at an offset already."""
    told = voices.at(parsed.sentence.index, anchor)
    return any(entry.source.start < source.end and source.start < entry.source.end for entry in told)


def _upwards(token: Token) -> Iterator[Token]:
    seen = 0
    while token.head.i != token.i and seen < 20:
        token, seen = token.head, seen + 1
        yield token


@cache
def _words_of(language: str) -> _Words:
    """Return the words of a language for figures that somebody gives."""
    raw = lexicon(language).raw["figures"]
    given, words = raw["given"], {name: frozenset(listed) for name, listed in raw["words"].items()}
    return _Words(
        verbs=frozenset(given["verbs"]),
        steps={name: frozenset(listed) for name, listed in given["steps"].items()},
        fillers=frozenset(given["fillers"]),
        counting=frozenset(given["counting"]),
        **words,
    )
