"""Those who speak: from a noun to a source, named or not, and the pronouns that stand for them."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from crossbearing.model.claims import Basis
from crossbearing.read.mentions import Source
from crossbearing.read.parties.doers import is_body
from crossbearing.read.sentences.grammar import agents, child, lemma, noun_range, prepositional
from crossbearing.read.sentences.names import name_behind
from crossbearing.read.sentences.parse import Parsed
from crossbearing.read.voices.memory import BODIES, GROUPS, PERSONS
from crossbearing.resources.lexicon import Cues

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["basis_of_source", "possessor", "sayer", "source_of"]

_PRONOUNS = PERSONS | GROUPS | BODIES | frozenset({"who", "which", "that", "one", "both", "i", "we"})
_TIMES = frozenset(
    {"monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "statement", "interview", "report"}
    | {"briefing", "time", "message", "post", "conference", "call", "speech", "morning", "evening", "tweet", "letter"}
    | {"video"}
)
_MEDIUM = re.compile(
    r"^(?:[\w'\u2019-]+ ){0,3}?(?:news agency|agency|newspaper|channel|broadcaster|daily)\s+"
    r"((?:[A-Z][\w-]+)(?: [A-Z][\w-]+){0,2})$"
)
_LONE_YEAR = re.compile(r"(?:19|20)\d\d$")
_NUMBERED = re.compile(r"\d{1,3}[/.)]$")
# What somebody counted or reckoned: he speaks by it.
_TALLIES = frozenset(
    {"figure", "toll", "count", "tally", "estimate", "number", "statistic", "datum", "data", "balance"}
)
_ISSUED = frozenset({"issue", "release", "publish", "sign", "make", "distribute", "circulate", "attribute", "post"})
# What somebody wrote or compiled, beside statements and counts.
_COMPILED = frozenset({"report", "list", "register", "survey", "inquiry"})
_LONGEST = 7  # tokens of a name that is known only by its saying something
# What says things that somebody wrote or made.
_WRITTEN = frozenset(
    {
        "sign",
        "poster",
        "banner",
        "label",
        "law",
        "rule",
        "caption",
        "title",
        "headline",
        "legend",
        "saying",
        "tradition",
    }
    | {"scripture", "theory", "plan", "map", "clock", "figure", "number", "datum", "data", "image", "footage"}
    | {
        "video",
        "photo",
        "graph",
        "chart",
        "table",
        "book",
        "article",
        "page",
        "post",
        "tweet",
        "treaty",
        "agreement",
        "deal",
    }
    | {
        "leaflet",
        "inscription",
        "verse",
        "poem",
        "song",
        "study",
        "research",
        "evidence",
        "account",
        "version",
        "story",
    }
)
_SOME = frozenset({"one", "two", "three", "some", "several", "many", "most", "others", "another", "all", "both"})
_OWN_VOICE = frozenset({"i", "we", "one", "you", "us", "me"})
_SPOKES = frozenset({"spokesman", "spokeswoman", "spokesperson"})
_DETERMINERS = ("the ", "a ", "an ", "some ", "several ", "many ", "other ", "these ", "those ", "local ")


def source_of(parsed: Parsed, head: Token, cues: Cues) -> Source | None:
    """Return the source that a noun names, or None where it names nobody who could speak.

    Args:
        parsed: Its sentence.
        head: The head noun or pronoun.
        cues: Cue tables of the language.
    """
    maker = _maker(head, cues) if head.pos_ == "NOUN" else None
    if maker is not None:
        return source_of(parsed, maker, cues)
    return _some_of_them(parsed, head) or _source_of(parsed, head, cues)


def _maker(head: Token, cues: Cues) -> Token | None:
    """Return who made a count ("figures compiled by the diocese", "a toll given by the office", "the army's count")."""
    if lemma(head) in {"news", "broadcast"} | _COMPILED:  # "reports on local radio", "a report by the commission"
        by = prepositional(head, "by") + [
            one for clause in head.children if clause.dep_ == "acl" for one in agents(clause)
        ]
        own = [one for one in by if _speaks(one, cues)]
        heard = (one for one in prepositional(head, "on", "in", "by") if lemma(one) in cues.media)
        return next(iter(own), None) or next(heard, None)
    signed = (one for one in head.children if lemma(one) == "sign" and one.tag_ == "VBN")
    if lemma(head) in cues.documents and (signer := next(signed, None)) is not None:
        return next(iter(agents(signer)), None)
    if lemma(head) not in _TALLIES:
        return None
    for clause in head.children:
        if clause.dep_ == "acl" and clause.tag_ == "VBN":
            by = agents(clause) or prepositional(clause, "from")
            if by and by[0].pos_ in {"NOUN", "PROPN"}:
                return by[0]
    for marker in head.children:
        if marker.dep_ in {"prep", "agent"} and marker.lower_ == "by":
            inner = child(marker, "pobj")
            if inner is not None and inner.pos_ in {"NOUN", "PROPN"}:
                return inner
    given = next((one for one in prepositional(head, "from") if _speaks(one, cues)), None)
    if given is not None:
        return given  # "figures from the health ministry", and not "the toll from the attack"
    owner = child(head, "poss")
    return owner if owner is not None and owner.pos_ in {"NOUN", "PROPN"} else None


def _issuer(paper: Token, cues: Cues) -> Token | None:
    """Return who issued a paper ("a statement issued by X", "read a statement from X", "a police statement")."""
    for clause in paper.children:
        if clause.dep_ == "acl" and clause.tag_ == "VBN" and lemma(clause) in _ISSUED:
            return next(iter(agents(clause)), None)
    if paper.dep_ in {"dobj", "nsubj"} and lemma(paper.head) == "read":
        return next(iter(prepositional(paper.head, "from", "by")), None)
    return next((one for one in paper.lefts if one.dep_ == "compound" and _speaks(one, cues)), None)


def _speaks(noun: Token, cues: Cues) -> bool:
    """Tell whether a noun is a word for a body or for persons who speak."""
    words = {lemma(noun), noun.lower_}
    return noun.pos_ in {"NOUN", "PROPN"} and bool(words & (cues.bodies | cues.organs | cues.titles | cues.unnamed))


def sayer(parsed: Parsed, head: Token, cues: Cues) -> Source | None:
    """Return the source that a common noun names only because it is what says something ("the navy said").

    Args:
        parsed: Its sentence.
        head: The head noun of the subject of a verb of saying.
        cues: Cue tables of the language.
    """
    word = lemma(head)
    if head.pos_ not in {"NOUN", "PROPN"} or word in cues.evidence | cues.documents | cues.silent | _WRITTEN:
        return None
    first, last = noun_range(head)
    first = _without_aside(parsed, _without_leading(parsed, first, last), int(head.i), cues)
    if last - first > _LONGEST or word.rstrip(".") in cues.dates | _TIMES or head.like_num:
        return None
    name = _bare(parsed.words(first, last))
    start, end = parsed.range(first, last)
    named = is_body(name) or any(token.pos_ == "PROPN" for token in parsed.doc[first : last + 1])
    return Source(name, start, end, named, word)


def _some_of_them(parsed: Parsed, head: Token) -> Source | None:
    """Return a pronoun for "one of them" and "some of these": who they are was told before."""
    marker = child(head, "prep") if head.lower_ in _SOME else None
    whole = child(marker, "pobj") if marker is not None and marker.lower_ == "of" else None
    if whole is None or whole.lower_ not in {"them", "these", "those"}:
        return None
    start, end = parsed.range(int(head.i), int(whole.i))
    return Source(parsed.words(int(head.i), int(whole.i)), start, end, False, "they", pronoun=True)


def _source_of(parsed: Parsed, head: Token, cues: Cues) -> Source | None:
    word = lemma(head)
    lower = head.lower_
    if lower in _OWN_VOICE:
        return None
    if head.pos_ == "PRON" or lower in _PRONOUNS:
        if lower not in PERSONS | GROUPS | BODIES:
            return None
        start, end = parsed.start(head), parsed.end(head)
        return Source(name=str(head.text), start=start, end=end, named=False, head=lower, pronoun=True)
    if word in cues.documents and head.pos_ == "NOUN":
        owner = possessor(head) or _issuer(head, cues)
        if owner is not None and owner.pos_ in {"PROPN", "NOUN"} and lemma(owner) not in cues.documents:
            return source_of(parsed, owner, cues) or sayer(parsed, owner, cues)
        first, last = noun_range(head)
        start, end = parsed.range(first, last)
        # "The statement on the raid from X" is no statement told of before.
        role = "further" if any(other.dep_ in {"prep", "acl", "relcl"} for other in head.rights) else ""
        return Source(_bare(parsed.words(first, last)), start, end, False, word, role=role)
    if head.pos_ not in {"NOUN", "PROPN", "ADJ", "NUM", "VERB"} or (word in cues.evidence and head.pos_ != "PROPN"):
        return None
    if (speaker := _introduced(parsed, head, cues)) is not None:
        return speaker
    first, last = noun_range(head)
    first = _without_leading(parsed, first, last)
    proper = any(token.pos_ == "PROPN" for token in parsed.doc[first : last + 1])
    named = proper and (head.pos_ == "PROPN" or word in cues.bodies or word not in cues.unnamed)
    if not named and word in cues.bodies and _definite(head):
        named = True
    if (
        not named
        and not proper
        and word not in cues.unnamed | cues.media | cues.bodies | cues.titles
        and not _acts(word)
    ):
        return None
    while (
        head.pos_ == "PROPN"
        and last + 1 < len(parsed.doc)
        and (
            parsed.doc[last + 1].pos_ == "PROPN"
            or (
                parsed.doc[last + 1].text == "-" and last + 2 < len(parsed.doc) and parsed.doc[last + 2].pos_ == "PROPN"
            )
        )
    ):
        last += 1
    behind = name_behind(head, last)
    named = named or behind > last
    last = behind if named else _placed(head, last)
    first = _without_aside(parsed, first, int(head.i), cues)
    if _cannot_speak(parsed, head, first, cues):
        return None
    return _named_source(parsed, head, (first, last), named, cues)


def _introduced(parsed: Parsed, head: Token, cues: Cues) -> Source | None:
    """Return whom a noun introduces: "the spokesman, Igor Konashenkov", "a spokesman for the Health Ministry"."""
    appositive = next(
        (
            other
            for other in head.rights
            if other.dep_ == "appos" and other.pos_ == "PROPN" and other.left_edge.i <= head.i + 2
        ),
        None,
    )
    if appositive is not None and head.pos_ == "NOUN" and lemma(appositive) not in cues.evidence:
        person = source_of(parsed, appositive, cues)
        return replace(person, role=lemma(head)) if person is not None else None
    if lemma(head) not in _SPOKES:
        return None
    joined = (token for token in head.children if token.dep_ == "prep" and token.lower_ in {"for", "of", "from", "at"})
    body = next((found for token in joined if (found := child(token, "pobj")) is not None), None)
    source = source_of(parsed, body, cues) if body is not None else None
    return source if source is not None and source.named else None


def _same_role(head: Token, position: int) -> bool:
    token = head.doc[position]
    return token.pos_ == "PROPN" and (token.head.i in {head.head.i, head.i} or token.dep_ == "compound")


def _named_source(parsed: Parsed, head: Token, span: tuple[int, int], named: bool, cues: Cues) -> Source:
    """Return the source with its name as shown: of "the state news agency X" the proper name alone."""
    (first, last), word = span, lemma(head)
    while word in cues.media and head.pos_ == "NOUN" and last + 1 < len(parsed.doc) and _same_role(head, last + 1):
        last += 1  # "the state news agency SANA said": two subjects to the parser
    name = parsed.words(first, last)
    medium = _MEDIUM.match(name)
    if medium is not None:
        end = parsed.end(parsed.doc[last])
        return Source(medium.group(1), end - len(medium.group(1)), end, True, word)
    start, end = parsed.range(first, last)
    kept = head.pos_ == "NOUN" and head.tag_ == "NN" and first + 1 == head.i and last == head.i and word in cues.bodies
    role = ""
    if head.pos_ == "PROPN":
        beside = (*head.lefts, *(other for other in head.rights if other.dep_ == "appos"))
        role = next((lemma(other) for other in beside if lemma(other) in cues.titles), "")
    return Source(
        name=name if kept and name.lower().startswith("the ") else _bare(name),
        start=start,
        end=end,
        named=named,
        head=word,
        role=role,
    )


def _without_aside(parsed: Parsed, first: int, head: int, cues: Cues) -> int:
    """Return the first token of a name behind adverbs, dates and the end of a quotation or bracket."""
    for position in range(head - 1, first - 1, -1):
        token = parsed.doc[position]
        if token.text in {")", "]", '"', "\u201d", ":", ";", "|"} or token.lower_.rstrip(".") in cues.dates:
            return position + 1
        if (token.tag_ == "CD" and _LONE_YEAR.match(token.text)) or (position == 0 and _NUMBERED.match(token.text)):
            return position + 1
        if position < head - 1 and token.pos_ == "ADV" and parsed.doc[position + 1].pos_ == "DET":
            return position + 1
    return first


def _cannot_speak(parsed: Parsed, head: Token, first: int, cues: Cues) -> bool:
    """Tell whether words are a count of persons, a date or what else says nothing."""
    numbered = any(token.like_num for token in parsed.doc[first : int(head.i)])
    word = lemma(head)
    if head.like_num or word.rstrip(".") in cues.dates or word in cues.silent:
        return True
    if word.rstrip(".") in {"no", "nr"}:
        return True  # "bulletin No. 14"
    return numbered and word in cues.counted and word not in cues.bodies


def _placed(head: Token, last: int) -> int:
    """Return the last token of "a source at the airport", "a doctor in the town": where an unnamed source is."""
    doc = head.doc
    for _ in range(2):
        marker = doc[last + 1] if last + 1 < len(doc) else None
        if marker is None or marker.pos_ != "ADP" or marker.lower_ not in {"at", "in", "inside", "within", "near"}:
            break
        inner = child(marker, "pobj")
        if (
            inner is None
            or inner.lower_ in _TIMES
            or inner.i - head.i > 9
            or inner.pos_ not in {"NOUN", "PROPN"}
            or lemma(inner) in _TIMES
        ):
            break
        last = max(last, noun_range(inner)[1])
    return last


def _without_leading(parsed: Parsed, first: int, last: int) -> int:
    while first < last and parsed.doc[first].text in {",", "-", "\u2014", "\u2013", '"', "\u201c", "(", "'"}:
        first += 1
    return first


def _definite(head: Token) -> bool:
    return any(other.dep_ == "det" and other.lower_ == "the" for other in head.children) or any(
        token.tag_ in {"JJ", "NNP", "POS"} and token.text[:1].isupper() for token in head.lefts
    )


def _acts(word: str) -> bool:
    return word.endswith(("man", "woman", "men", "ist", "ent", "or", "er", "people", "staff", "team", "crew"))


def _bare(name: str) -> str:
    """Return a name without its article and without a genitive ending."""
    lowered = name.lower()
    for article in ("the ", "a ", "an "):
        if lowered.startswith(article):
            name = name[len(article) :]
            break
    for ending in ("'s", "\u2019s", "'", "\u2019"):
        name = name.removesuffix(ending)
    name = name.removesuffix(" of course")
    return name.strip(' ,"\u201c\u201d')


def basis_of_source(source: Source, cues: Cues) -> Basis:
    """Return the basis that a kind of source suggests: people at the place saw what they tell."""
    return Basis.SAW if source.head in cues.witnesses and not source.named else Basis.UNKNOWN


def possessor(token: Token) -> Token | None:
    """Return who a noun belongs to, by genitive or by an "of" or "by" phrase."""
    owner = child(token, "poss")
    if owner is not None:
        return owner
    for marker in token.children:
        if marker.dep_ in {"prep", "agent"} and marker.lower_ in {"of", "by", "from"}:
            inner = child(marker, "pobj")
            if inner is not None and (marker.lower_ != "of" or inner.pos_ in {"PROPN", "PRON"}):
                return inner
    return None
