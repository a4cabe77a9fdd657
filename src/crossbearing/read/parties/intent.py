"""What speakers say was meant, and why. The program infers nothing of the sort itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Basis
from crossbearing.model.values import Category, TextValue
from crossbearing.read.mentions import Mention
from crossbearing.read.sentences.grammar import (
    child,
    is_negated,
    lemma,
    noun_range,
    subjects,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon, pattern

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["intents", "motives"]

_NEGATIVE = frozenset({"not", "n't", "no", "never", "neither", "nor", "without", "hardly"})
_ACTION_WORDS = re.compile(
    r"\b(?:strike|attack|bomb|air ?strike|raid|action|operation|shell|kill|act\b|hit|aggression|target|assault"
    r"|missile|launch|fired?\b|shots?\b|drone|shell|incident|acted|acting|cause|it\b|this\b|that\b|investigation|intelligence|crew|pilot)",
    re.IGNORECASE,
)
_ADJECTIVE_OF_PLAN = frozenset({"strike", "attack", "disregard", "targeting", "planning"})
_OBLIGING = frozenset({"can", "could", "must", "should", "may", "ca", "shall", "ought"})
_SYSTEM = frozenset({"judicial", "judiciary", "spelling", "traffic", "car", "road", "train", "medical", "margin"})


def _token_at(parsed: Parsed, offset: int) -> Token | None:
    return next((token for token in parsed.tokens if token.idx <= offset < token.idx + len(token.text)), None)


def intents(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield what a sentence says was meant, as codes of the tree of intent, and how it is characterised in law.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["intent"]
    text = parsed.sentence.text
    taken: list[tuple[int, int]] = []
    codes = sorted(raw["codes"].items(), key=lambda item: -max(len(word) for word in item[1]))
    spots = [
        (match.start(), match.end(), code) for code, words in codes for match in pattern(tuple(words)).finditer(text)
    ]
    for start, end, code in sorted(spots, key=lambda spot: (-(spot[1] - spot[0]), spot[0])):
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        mention = _intent(parsed, start, end, code, tables)
        if mention is not None:
            yield mention
    yield from _taken_for(parsed, taken)
    for code, words in raw["legal"].items():
        for match in pattern(tuple(words)).finditer(text):
            token = _token_at(parsed, match.start())
            negated = token is not None and _negated_near(parsed, token)
            begin = parsed.sentence.start + match.start()
            yield Mention(
                "legal_characterisation",
                Category(match.group(), "legal_characterisation", code, negated=negated, exclusive=False),
                begin,
                parsed.sentence.start + match.end(),
                begin,
                parsed.sentence.index,
                score=0.6,
            )


def _intent(parsed: Parsed, start: int, end: int, code: str, tables: Lexicon) -> Mention | None:
    text = parsed.sentence.text
    word = text[start:end].lower()
    token = _token_at(parsed, start)
    if token is None:
        return None
    focus = _token_at(parsed, end - 1) or token
    if word in {"mistake", "error", "errors", "accident"} and any(other.lower_ in _SYSTEM for other in focus.lefts):
        return None
    if not _about_attack(parsed, focus, tables) or _only_a_word(token) or _of_nobody(focus):
        return None
    if code == "deliberate" and token.dep_ == "amod" and lemma(token.head) == "disregard":
        return None
    if (
        code == "deliberate"
        and token.dep_ == "amod"
        and "plan" in text.lower()
        and lemma(token.head) == "strike"
        and "became" in text.lower()
    ):
        return None
    foreseen: Any = tables.raw["intent"]["foreseen"]
    if word in foreseen["terms"] and not {lemma(other) for other in parsed.tokens} & set(foreseen["words"]):
        return None
    negated = _negated_near(parsed, focus) and not word.startswith(("no ", "not "))
    waved = code.startswith("mistake") and _waved_away(focus, frozenset(tables.raw["intent"]["waved"]["verbs"]))
    if waved:
        negated = False
    elif code.startswith("deliberate") and negated:
        code, negated = ("mistake", False) if _plainly_not(focus) else (code, True)
    elif code.startswith("mistake") and negated:
        code, negated = "deliberate", False
    spot = _stretch(parsed, focus, start, end)
    stance, basis, carrier = (Stance.DENIES, None, None) if waved else _leaning(focus, tables)
    return Mention(
        "intent",
        Category(text[start:end], "intent", code, negated=negated),
        spot[0],
        spot[1],
        parsed.sentence.start + start,
        parsed.sentence.index,
        stance=stance,
        basis=basis,
        carrier=carrier,
        score=0.75,
    )


def _taken_for(parsed: Parsed, taken: list[tuple[int, int]]) -> Iterator[Mention]:
    """Yield mistaken identity told by a verb and its object ("had mistaken the ferry for a smugglers' boat")."""
    for verb in parsed.tokens:
        if lemma(verb) not in {"mistake", "confuse", "misidentify"} or verb.pos_ != "VERB":
            continue
        held = child(verb, "dobj", "nsubjpass")
        wanted = {"with"} if lemma(verb) == "confuse" else {"for", "as"}
        marks = [other for top in (verb, held) if top is not None for other in top.children if other.dep_ == "prep"]
        mark = next((other for other in marks if other.lower_ in wanted and other.i > verb.i), None)
        if held is None or mark is None or any(start <= verb.idx < end for start, end in taken) or is_negated(verb):
            continue
        named = child(mark, "pobj")
        if named is None:
            continue
        first, last = int(min(verb.i, held.i)), int(max(named.i, mark.i))
        start, end = parsed.range(first, last)
        value = Category(parsed.words(first, last), "intent", "mistake.mistaken_identity")
        yield Mention("intent", value, start, end, parsed.start(verb), parsed.sentence.index, score=0.7)


def _only_a_word(token: Token) -> bool:
    """Tell whether the word itself is spoken of ("the word error", "the term accident")."""
    return token.i > 0 and lemma(token.doc[token.i - 1]) in {"word", "term", "phrase", "label", "expression"}


def _of_nobody(token: Token) -> bool:
    """Tell whether the clause speaks of nobody or of anyone ("nobody makes the same error for so long")."""
    for verb in (token, *token.ancestors):
        subject = next((other for other in verb.children if other.dep_ == "nsubj"), None)
        if subject is not None:
            return subject.lower_ in {"nobody", "no-one", "anyone", "anybody"}
    return False


def _about_attack(parsed: Parsed, token: Token, tables: Lexicon) -> bool:
    """Tell whether the clause around a word of intent is about an attack or an actor's doing."""
    top = token
    for _ in range(4):
        if top.dep_ == "ROOT" or (top.dep_ in {"ccomp", "relcl", "advcl", "acl"} and top.pos_ in {"VERB", "AUX"}):
            break
        top = top.head
    clause = parsed.sentence.text[top.left_edge.idx : top.right_edge.idx + len(top.right_edge.text)]
    if _ACTION_WORDS.search(clause):
        return True
    return any(lemma(other) in tables.triggers.nouns or lemma(other) in tables.triggers.verbs for other in top.subtree)


def _negated_near(parsed: Parsed, token: Token) -> bool:
    window = parsed.doc[max(0, token.i - 4) : token.i]
    if any(
        other.lower_ in _NEGATIVE
        for other in window
        if not any(mark.text in {",", ";"} for mark in parsed.doc[other.i : token.i])
    ):
        return True
    head = token.head
    return token.dep_ in {"advmod", "acomp", "attr", "pobj", "dobj"} and (
        is_negated(head) or (head.dep_ == "prep" and is_negated(head.head))
    )


def _waved_away(focus: Token, verbs: frozenset[str]) -> bool:
    """Tell whether the word is refused ("cannot be written off as a mishap", "must not be called an accident")."""
    top = focus
    for _ in range(4):
        if top.pos_ in {"VERB", "AUX"} or top.head.i == top.i:
            break
        top = top.head
    bound = any(other.dep_ == "aux" and other.lower_ in _OBLIGING for other in top.children)
    return lemma(top) in verbs and bound and is_negated(top)


def _plainly_not(token: Token) -> bool:
    """Tell whether "not intentional" is said of the act itself: then it names a mistake, as speakers use it."""
    return token.lower_ in {
        "intentional",
        "intentionally",
        "deliberate",
        "deliberately",
        "knowingly",
    } and token.dep_ in {"acomp", "advmod", "attr", "oprd"}


def _stretch(parsed: Parsed, token: Token, start: int, end: int) -> tuple[int, int]:
    """Return the offsets of the clause core around a word of intent: subject, verb and the word."""
    spots = [token.i]
    head = token
    for _ in range(4):
        if head.pos_ in {"VERB", "AUX"}:
            break
        head = head.head
    spots.append(head.i)
    for other in head.children:
        if other.dep_ in {"nsubj", "nsubjpass"}:
            spots.extend(noun_range(other))
    if token.dep_ == "amod":
        spots.extend(noun_range(token.head))
    spots = [spot for spot in spots if abs(spot - token.i) <= 25]
    first, last = min(spots), max(spots)
    begin, stop = parsed.range(first, last)
    return min(begin, parsed.sentence.start + start), max(stop, parsed.sentence.start + end)


def _leaning(token: Token, tables: Lexicon) -> tuple[Stance | None, Basis | None, Stance | None]:
    """Return stance and basis where the sentence presents the word of intent as inferred, opined or doubted."""
    for verb in token.ancestors:
        name = lemma(verb)
        if name in {"indicate", "suggest", "imply", "hint", "point", "fit"} and not is_negated(verb):
            subject = subjects(verb)
            if (
                not subject
                or lemma(subject[0]) in tables.cues.evidence
                or subject[0].pos_ == "PRON"
                or lemma(subject[0]) in {"irregularity", "detail", "circumstance", "whatever", "light"}
            ):
                return Stance.SUPPOSES, Basis.INFERENCE, None
        if name in {"doubt", "disbelieve"}:
            return Stance.DENIES, None, None
        if name in {"opinion", "view"}:
            return None, Basis.OPINION, None
    return None, None, None


def motives(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield stated reasons of an act ("in retaliation for ...", "for fear of ...").

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["intent"]
    harmful = [
        token
        for token in parsed.tokens
        if lemma(token) in tables.triggers.nouns
        or lemma(token) in tables.triggers.verbs
        or (lemma(token) == "open" and child(token, "dobj") is not None)
    ]
    if not harmful:
        return
    for match in pattern(tuple(raw["motive"]["words"])).finditer(parsed.sentence.text):
        token = _token_at(parsed, match.start())
        if token is None:
            continue
        stop = int(token.right_edge.i)
        last_word = _token_at(parsed, match.end() - 1)
        if last_word is not None:
            stop = max(stop, int(last_word.right_edge.i), int(last_word.i))
        if stop <= (last_word.i if last_word is not None else token.i):
            continue
        while stop > token.i and parsed.doc[stop].is_punct:
            stop -= 1
        outside = [other for other in harmful if not token.i <= other.i <= stop]
        if not outside:
            continue
        anchor = min(outside, key=lambda other: abs(other.i - token.i))
        start, end = parsed.range(int(token.i), stop)
        yield Mention(
            "motive",
            TextValue(parsed.words(int(token.i), stop)),
            start,
            end,
            parsed.start(anchor),
            parsed.sentence.index,
            score=0.6,
        )
