"""What speakers say was meant, why, by whose leave and by whose fault. The program infers nothing of the sort itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.claims import Basis
from crossbearing.model.values import ActorRef, Actors, Category, TextValue
from crossbearing.read.grammar import agents, child, is_negated, is_passive, lemma, noun_range, passive_subjects, prepositional, subjects
from crossbearing.read.mentions import Mention
from crossbearing.read.parse import Parsed
from crossbearing.resources.lexicon import Lexicon, pattern

if TYPE_CHECKING:
    from spacy.tokens import Token

__all__ = ["causes", "intents", "motives", "parties"]

_NEGATIVE = frozenset({"not", "n't", "no", "never", "neither", "nor", "without", "hardly"})
_ACTION_WORDS = re.compile(r"\b(?:strike|attack|bomb|air ?strike|raid|action|operation|shell|kill|act\b|hit|aggression|target|assault|missile|incident|acted|acting|cause|it\b|this\b|that\b|investigation|intelligence|crew|pilot)", re.IGNORECASE)
_ADJECTIVE_OF_PLAN = frozenset({"strike", "attack", "disregard", "targeting", "planning"})
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
    spots = [(match.start(), match.end(), code) for code, words in codes for match in pattern(tuple(words)).finditer(text)]
    for start, end, code in sorted(spots, key=lambda spot: (-(spot[1] - spot[0]), spot[0])):
        if any(start < other_end and other_start < end for other_start, other_end in taken):
            continue
        taken.append((start, end))
        mention = _intent(parsed, start, end, code, tables)
        if mention is not None:
            yield mention
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
    if not _about_attack(parsed, focus, tables):
        return None
    if code == "deliberate" and token.dep_ == "amod" and lemma(token.head) in {"disregard"}:
        return None
    if code == "deliberate" and token.dep_ == "amod" and "plan" in text.lower() and lemma(token.head) == "strike" and "became" in text.lower():
        return None
    negated = _negated_near(parsed, focus) and not word.startswith(("no ", "not "))
    if code.startswith("deliberate") and negated:
        code, negated = ("mistake", False) if _plainly_not(parsed, focus) else (code, True)
    elif code.startswith("mistake") and negated:
        code, negated = "deliberate", False
    spot = _stretch(parsed, focus, start, end)
    stance, basis, carrier = _leaning(parsed, focus, tables)
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


def _about_attack(parsed: Parsed, token: Token, tables: Lexicon) -> bool:
    """Tell whether the clause around a word of intent is about an attack or an actor's doing."""
    top = token
    for _ in range(4):
        if top.dep_ == "ROOT" or top.dep_ in {"ccomp", "relcl", "advcl", "acl"} and top.pos_ in {"VERB", "AUX"}:
            break
        top = top.head
    clause = parsed.sentence.text[top.left_edge.idx : top.right_edge.idx + len(top.right_edge.text)]
    if _ACTION_WORDS.search(clause):
        return True
    return any(lemma(other) in tables.triggers.nouns or lemma(other) in tables.triggers.verbs for other in top.subtree)


def _negated_near(parsed: Parsed, token: Token) -> bool:
    window = parsed.doc[max(0, token.i - 4) : token.i]
    if any(other.lower_ in _NEGATIVE for other in window if not any(mark.text in {",", ";"} for mark in parsed.doc[other.i : token.i])):
        return True
    head = token.head
    return token.dep_ in {"advmod", "acomp", "attr", "pobj", "dobj"} and (is_negated(head) or (head.dep_ == "prep" and is_negated(head.head)))


def _plainly_not(parsed: Parsed, token: Token) -> bool:
    """Tell whether "not intentional" is said of the act itself: then it names a mistake, as speakers use it."""
    return token.lower_ in {"intentional", "intentionally", "deliberate", "deliberately", "knowingly"} and token.dep_ in {"acomp", "advmod", "attr", "oprd"}


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
            spots.extend(range(*(lambda pair: (pair[0], pair[1] + 1))(noun_range(other))))
    if token.dep_ == "amod":
        spots.extend(range(*(lambda pair: (pair[0], pair[1] + 1))(noun_range(token.head))))
    spots = [spot for spot in spots if abs(spot - token.i) <= 25]
    first, last = min(spots), max(spots)
    begin, stop = parsed.range(first, last)
    return min(begin, parsed.sentence.start + start), max(stop, parsed.sentence.start + end)


def _leaning(parsed: Parsed, token: Token, tables: Lexicon) -> tuple[Stance | None, Basis | None, Stance | None]:
    """Return stance and basis where the sentence presents the word of intent as inferred, opined or doubted."""
    for verb in token.ancestors:
        name = lemma(verb)
        if name in {"indicate", "suggest", "imply", "hint", "point", "fit"} and not is_negated(verb):
            subject = subjects(verb)
            if not subject or lemma(subject[0]) in tables.cues.evidence or subject[0].pos_ == "PRON" or lemma(subject[0]) in {"irregularity", "detail", "circumstance", "whatever", "light"}:
                return Stance.SUPPOSES, Basis.INFERENCE, None
        if name in {"doubt", "disbelieve"}:
            return Stance.DENIES, None, None
        if name == "opinion" or name == "view":
            return None, Basis.OPINION, None
    return None, None, None


def motives(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield stated reasons of an act ("in retaliation for ...", "for fear of ...").

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["intent"]
    harmful = [token for token in parsed.tokens if lemma(token) in tables.triggers.nouns or lemma(token) in tables.triggers.verbs or (lemma(token) == "open" and child(token, "dobj") is not None)]
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
        yield Mention("motive", TextValue(parsed.words(int(token.i), stop)), start, end, parsed.start(anchor), parsed.sentence.index, score=0.6)


def parties(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield collusion, responsibility and notice given beforehand.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    yield from _collusion(parsed, tables)
    yield from _responsibility(parsed, tables)
    yield from _notice(parsed, tables)


def _collusion(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    raw: Any = tables.raw["intent"]
    for match in pattern(tuple(raw["collusion"]["words"])).finditer(parsed.sentence.text):
        first, last = _token_at(parsed, match.start()), _token_at(parsed, match.end() - 1)
        if first is None or last is None:
            continue
        partner = next((token for token in parsed.doc[last.i + 1 : last.i + 6] if token.pos_ in {"NOUN", "PROPN"} and token.dep_ in {"pobj", "dobj"}), None)
        if partner is None:
            partner = next((token for token in last.subtree if token.pos_ in {"NOUN", "PROPN"} and token.i >= last.i), None)
        if partner is None:
            continue
        members = []
        verb = first
        for _ in range(4):
            if verb.pos_ in {"VERB", "AUX"}:
                break
            verb = verb.head
        who = subjects(verb)[:1] if verb.pos_ in {"VERB", "AUX"} else []
        for head in [*who, partner]:
            if head.pos_ in {"NOUN", "PROPN"}:
                members.append(ActorRef(_plain(parsed.words(*noun_range(head)))))
        stop = max(noun_range(partner)[1], last.i)
        begin = min([first.i, *(noun_range(head)[0] for head in who)])
        start, end = parsed.range(begin, stop)
        yield Mention(
            "collusion",
            Actors(text=parsed.words(int(first.i), stop), members=tuple(members)),
            start,
            end,
            parsed.start(first),
            parsed.sentence.index,
            score=0.6,
        )


def _plain(name: str) -> str:
    for article in ("the ", "The ", "a ", "A ", "an ", "An "):
        name = name.removeprefix(article)
    return name.strip()


def _responsibility(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    raw: Any = tables.raw["intent"]["responsibility"]  # type: ignore[index]
    text = parsed.sentence.text
    nobody = pattern(tuple(raw["nobody"])).search(text)
    if nobody is not None:
        return
    for stance, words in ((Stance.ASSERTS, raw["claimed"]), (Stance.DENIES, raw["denied"])):
        for match in pattern(tuple(words)).finditer(text):
            token = _token_at(parsed, match.start())
            verb = token if token is None or token.pos_ in {"VERB", "AUX"} else token.head
            who = subjects(verb) if verb is not None else []
            if not who or verb is None or who[0].pos_ not in {"NOUN", "PROPN"} or is_negated(verb):
                continue
            name = _plain(parsed.words(*noun_range(who[0])))
            start, end = parsed.range(noun_range(who[0])[0], max(verb.i, noun_range(who[0])[1]))
            value = Actors(text=name, members=(ActorRef(name),), open=False)
            yield Mention("responsibility", value, start, max(end, parsed.sentence.start + match.end()), parsed.start(verb), parsed.sentence.index, stance=stance, score=0.7)
    for verb in parsed.tokens:
        if lemma(verb) not in {"blame", "accuse", "attribute", "hold"} or verb.pos_ != "VERB":
            continue
        accused = _accused(verb)
        for head in accused[:1]:
            if head.pos_ not in {"NOUN", "PROPN"} or lemma(head) in tables.triggers.nouns:
                continue
            name = _plain(parsed.words(*noun_range(head)))
            start, end = parsed.range(min(verb.i, noun_range(head)[0]), max(verb.i, noun_range(head)[1]))
            yield Mention("responsibility", Actors(text=name, members=(ActorRef(name),), open=False), start, end, parsed.start(head), parsed.sentence.index, score=0.65)


def _accused(verb: Token) -> list[Token]:
    name = lemma(verb)
    if name == "attribute":
        return prepositional(verb, "to")
    if name == "hold":
        held = child(verb, "dobj")
        return [held] if held is not None and any(lemma(other) == "responsible" for other in verb.subtree) else []
    if is_passive(verb) and verb.tag_ == "VBN":
        on = prepositional(verb, "on")
        return on if name == "blame" and on else passive_subjects(verb)
    on = prepositional(verb, "on")
    held = child(verb, "dobj")
    if name == "blame" and on:
        return on
    return [held] if held is not None else []


def _notice(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield notice given before an attack ("had told Russian counterparts beforehand")."""
    raw: Any = tables.raw["intent"]["deconfliction"]  # type: ignore[index]
    text = parsed.sentence.text.lower()
    if "notice" in text or "notification" in text:
        yield from _notice_given(parsed)
    if not pattern(tuple(raw["before"])).search(text):
        return
    informing = frozenset({"inform", "notify", "advise", "alert", "warn", "tell"})
    for verb in parsed.tokens:
        if lemma(verb) not in informing or verb.pos_ != "VERB":
            continue
        told = passive_subjects(verb) if is_passive(verb) else [other for other in verb.children if other.dep_ in {"dobj", "dative"}]
        words = {part.lower_ for head in told for part in head.subtree}
        if not words & frozenset(raw["parties"]) or not pattern(tuple(raw["before"])).search(" ".join(part.lower_ for part in verb.subtree)):
            continue
        if agents(verb) and lemma(agents(verb)[0]) in {"command"}:
            continue
        first = min([int(verb.i), *(noun_range(head)[0] for head in told)])
        last = max([int(verb.i), *(noun_range(head)[1] for head in told)])
        start, end = parsed.range(first, last)
        code = "not_told" if is_negated(verb) else "told_beforehand"
        yield Mention("deconfliction", Category(parsed.words(first, last), "deconfliction", code), start, end, parsed.start(verb), parsed.sentence.index, score=0.6)


def _notice_given(parsed: Parsed) -> Iterator[Mention]:
    """Yield "gave Russia notice of the operation", "was given notice", "received no notice"."""
    for noun in parsed.tokens:
        if lemma(noun) not in {"notice", "notification", "warning"} or noun.pos_ != "NOUN" or noun.dep_ not in {"dobj", "oprd", "nsubjpass"}:
            continue
        verb = noun.head
        if lemma(verb) not in {"give", "receive", "get", "send", "issue"} or (lemma(noun) == "warning" and lemma(verb) != "receive"):
            continue
        refused = is_negated(verb) or any(other.lower_ == "no" for other in noun.children)
        first, last = sorted((int(verb.i), int(noun.i)))
        start, end = parsed.range(first, last)
        value = Category(parsed.words(first, last), "deconfliction", "not_told" if refused else "told_beforehand")
        yield Mention("deconfliction", value, start, end, parsed.start(verb), parsed.sentence.index, score=0.6)


def causes(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield what is said to have caused an attack or its harm ("was caused by human error").

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    for verb in parsed.tokens:
        if lemma(verb) != "cause" or verb.pos_ != "VERB" or not is_passive(verb):
            continue
        effects = passive_subjects(verb)
        if not any(lemma(head) in tables.triggers.nouns or lemma(head) in tables.harm.nouns or lemma(head) in {"it", "damage", "destruction", "loss"} for head in effects):
            continue
        for head in agents(verb)[:1]:
            first, last = noun_range(head)
            start, end = parsed.range(min(first, verb.i), max(last, verb.i))
            yield Mention("cause", TextValue(parsed.words(first, last)), start, end, parsed.start(verb), parsed.sentence.index, score=0.6)
