"""What followed: inquiries opened, asked for and closed, teams sent, rules broken or kept, money paid, posts lost."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from crossbearing.model.actors import Stance
from crossbearing.model.values import TextValue
from crossbearing.read.mentions import Mention
from crossbearing.read.sentences.grammar import (
    children,
    is_passive,
    lemma,
    noun_range,
    objects,
    passive_subjects,
    prepositional,
    subjects,
    verb_key,
)
from crossbearing.read.sentences.parse import Parsed
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["proceedings"]

# Nouns that name other things too, with verbs that do not tell.
_OTHER = frozenset({"case", "commission", "panel", "trial", "hearing", "review", "audit", "inspection"})
_VAGUE = frozenset(
    {
        "hold",
        "lead",
        "start",
        "end",
        "announce",
        "conduct",
        "establish",
        "create",
        "form",
        "begin",
        "set",
        "file",
        "halt",
    }
)

_LOOKERS = frozenset({"prosecutor", "police", "officer", "forensic", "examiner", "pathologist", "rapporteur"})


def proceedings(parsed: Parsed, tables: Lexicon) -> Iterator[Mention]:
    """Yield steps of inquiries, courts and amends.

    Args:
        parsed: The sentence.
        tables: Word tables of its language.
    """
    raw: Any = tables.raw["intent"]["inquiries"]
    for verb in parsed.tokens:
        if verb.pos_ not in {"VERB", "AUX"} or verb.dep_ in {"aux", "auxpass"}:
            continue
        span = (
            _inquiry(verb, raw)
            or _asked_for(verb, raw)
            or _is_looked_into(verb, raw)
            or _team(verb, raw)
            or _rules(verb, raw)
            or _paid(verb, raw)
            or _removed(verb, raw, tables)
            or _tried(verb, raw)
            or _ruled(verb, raw)
            or _judged(verb, raw)
            or _gathered(verb, raw)
        )
        if span is not None:
            yield _mention(parsed, verb, span)


def _mention(parsed: Parsed, verb: Token, span: tuple[int, int]) -> Mention:
    particle = next((int(one.i) for one in verb.children if one.dep_ == "prt"), int(verb.i))
    first, last = min(int(verb.i), *span), max(int(verb.i), particle, *span)
    start, end = parsed.range(first, last)
    value = TextValue(parsed.words(first, last))
    # "No inquiry was opened" says it itself.
    stance = (
        Stance.DENIES if any(other.dep_ == "neg" and not first <= other.i <= last for other in verb.children) else None
    )
    return Mention(
        "process", value, start, end, parsed.start(verb), parsed.sentence.index, type="investigation", stance=stance,
        score=0.55,
    )  # fmt: skip


def _things(verb: Token) -> list[Token]:
    return passive_subjects(verb) if is_passive(verb) else objects(verb)


def _named(verb: Token, words: Any) -> bool:
    return lemma(verb) in words or verb_key(verb) in words


def _inquiry(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "opened an investigation into the bombing", "the case was closed"."""
    if not _named(verb, raw["opening"]) and not _named(verb, raw["closing"]):
        return None
    for head in _things(verb)[:1]:
        if lemma(head) not in raw["nouns"]:
            continue
        if lemma(head) in _OTHER and lemma(verb) in _VAGUE and not _into(head):
            continue
        return noun_range(head)[0], _with_object(head)
    return None


def _into(head: Token) -> bool:
    looked = any(part.lower_ in {"inquiry", "enquiry", "investigate", "into"} for part in head.subtree)
    return looked or bool(prepositional(head, "into", "of"))


def _with_object(head: Token) -> int:
    """Return the last token of an inquiry with what it is into."""
    about = [one for one in head.children if one.dep_ == "prep" and one.lower_ in {"into", "of", "on"}]
    ends = [noun_range(inner)[1] for marker in about for inner in children(marker, "pobj")]
    return max([noun_range(head)[1], *ends])


def _asked_for(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "called for an independent inquiry", "demanded a review"."""
    if not _named(verb, raw["asking"]):
        return None
    heads = [*prepositional(verb, "for", "on"), *children(verb, "dobj")]
    head = next((one for one in heads if lemma(one) in raw["nouns"] and lemma(one) not in {"case", "panel"}), None)
    if head is None or (lemma(head) in {"review", "trial", "commission", "hearing"} and not _into(head)):
        return None
    return noun_range(head)[0], _with_object(head)


def _is_looked_into(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "the incident is under investigation", "the strike is being investigated"."""
    if lemma(verb) == "be":
        held = [head for head in prepositional(verb, "under") if lemma(head) in raw["under"]]
        return (noun_range(held[0])[0], int(held[0].i)) if held else None
    ongoing = any(other.lower_ in {"being", "should", "must", "ought"} for other in verb.children)
    if lemma(verb) == "investigate" and is_passive(verb) and ongoing:
        heads = passive_subjects(verb)
        return (noun_range(heads[0])[0], int(verb.i)) if heads else None
    return None


def _team(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "sent a team of four experts to examine the bodies"."""
    if lemma(verb) not in raw["sending"]:
        return None
    going = lemma(verb) in {"arrive", "visit", "travel", "fly"}
    for head in (subjects(verb) if going and not is_passive(verb) else _things(verb))[:1]:
        words = {lemma(part) for part in head.subtree}
        clauses = [
            one
            for carrier in (verb, head)
            for one in carrier.children
            if one.dep_ in {"advcl", "xcomp", "acl", "relcl"}
        ]
        looking = any(lemma(part) in raw["looking"] for one in clauses for part in (one, *one.conjuncts))
        if words & set(raw["teams"]) and looking:
            return noun_range(head)
    return None


def _rules(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "(found that) the crew had violated the rules of engagement", "did not comply with the law of war"."""
    if lemma(verb) not in raw["keeping"]:
        return None
    heads = [*children(verb, "dobj"), *prepositional(verb, "with", "to", "against", "within", "outside")]
    inner = next((one for one in verb.children if one.dep_ == "xcomp"), None)
    if lemma(verb) == "fail" and inner is not None and lemma(inner) in raw["keeping"]:
        heads = [*children(inner, "dobj"), *prepositional(inner, "with", "to")]
    rule = next((one for one in heads if lemma(one) in raw["rules"]), None)
    found = verb.head if verb.dep_ == "ccomp" else None
    if (
        rule is None
        or found is None
        or lemma(found) not in {"find", "conclude", "determine", "establish", "rule", "say"}
    ):
        return None
    if lemma(found) == "say" and not any(lemma(one) in raw["nouns"] for one in subjects(found)):
        return None
    who = subjects(verb)
    return (noun_range(who[0])[0] if who else int(verb.i)), noun_range(rule)[1]


def _tried(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "seven gendarmes will stand trial", "faces charges of manslaughter"."""
    if lemma(verb) not in raw["standing"]:
        return None
    heads = [*children(verb, "dobj"), *(prepositional(verb, "on") if lemma(verb) == "go" else [])]
    held = next((head for head in heads if lemma(head) in raw["ordeals"]), None)
    who = subjects(verb)
    if held is None or not who:
        return None
    return noun_range(who[0])[0], noun_range(held)[1]


def _ruled(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "the coroner ruled that the men had been unlawfully killed", "found the officers guilty"."""
    if lemma(verb) not in raw["ruling"] or not any(lemma(head) in raw["courts"] for head in subjects(verb)):
        return None
    if any(other.dep_ == "aux" and other.tag_ == "MD" for other in verb.children):
        return None
    for clause in children(verb, "ccomp", "oprd", "xcomp"):
        told = {part.lower_ for part in clause.subtree}
        if told & set(raw["faulted"]):
            return int(verb.i), min(int(clause.right_edge.i), int(clause.i) + 6)
    return None


def _judged(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "upheld the ten-year sentence", "nobody has been brought to justice"."""
    if lemma(verb) in {"bring", "hold", "call"}:
        to = [head for head in prepositional(verb, "to") if lemma(head) in {"justice", "account", "trial", "book"}]
        heads = _things(verb)
        return (noun_range(heads[0])[0], int(to[0].i)) if to and heads else None
    if lemma(verb) not in raw["judging"] and verb_key(verb) not in raw["judging"]:
        return None
    held = next((head for head in _things(verb) if lemma(head) in raw["judgements"]), None)
    return noun_range(held) if held is not None else None


def _gathered(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "investigators have interviewed thirty witnesses"."""
    if lemma(verb) not in raw["looking_at"] and lemma(verb) not in raw["looking"]:
        return None
    led = verb.head if verb.dep_ == "conj" else verb
    if any(other.dep_ == "aux" and other.tag_ == "MD" for one in (verb, led) for other in one.children):
        return None
    who = subjects(verb)
    official = any(
        lemma(head) in raw["teams"] or lemma(head) in raw["courts"] or lemma(head) in _LOOKERS for head in who
    )
    held = next((head for head in _things(verb) if lemma(head) in raw["evidence"]), None)
    return (noun_range(who[0])[0], noun_range(held)[1]) if official and held is not None else None


def _paid(verb: Token, raw: Any) -> tuple[int, int] | None:
    """Return "paid 6,000 dollars to each of the families", "the families were compensated"."""
    if lemma(verb) not in raw["paying"]:
        return None
    subtree = [part for part in verb.subtree if part.dep_ != "advcl"]
    money = next((part for part in subtree if lemma(part) in raw["money"]), None)
    harmed = next((part for part in subtree if lemma(part) in raw["harmed"]), None)
    if lemma(verb) == "compensate":
        heads = [head for head in _things(verb) if lemma(head) in raw["harmed"]]
        return noun_range(heads[0]) if heads else None
    if money is None or harmed is None or abs(money.i - verb.i) > 12:
        return None
    return int(money.i), int(harmed.i)


def _removed(verb: Token, raw: Any, tables: Lexicon) -> tuple[int, int] | None:
    """Return "the commander was removed from his post", "two officers resigned"."""
    if lemma(verb) == "resign":
        heads = [head for head in subjects(verb) if head.pos_ in {"NOUN", "PROPN"}]
        return noun_range(heads[0]) if heads and not prepositional(verb, "to") else None
    if lemma(verb) not in raw["removing"]:
        return None
    posts = [head for head in prepositional(verb, "from", "of") if lemma(head) in raw["posts"]]
    for head in _things(verb)[:1]:
        held = tables.persons.status.get(lemma(head)) is not None or head.pos_ == "PROPN"
        if posts and held:
            return noun_range(head)[0], int(posts[0].i)
    return None
