"""``python -m evals.unread --data DIR --out FILE``: numbers in sentences of harm that no claim uses.

A number (digits, words, or one person: "a man", "her husband") in a sentence with a word of death, injury,
disappearance, capture or burial counts as used where a claim of that sentence about persons harmed has it. Most of what
is left is rightly unread (other persons, things, history); what is not is for a person to sort, so FILE gets one a line
as JSON, drawn at random. It must lie outside the repository, for no text of a set may come into it. Ages, dates, years,
clock times, sums and shares are left out beforehand by their form.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from crossbearing.model.claims import Claim
from crossbearing.model.errors import CrossbearingError
from crossbearing.model.locators import TextSpan
from crossbearing.model.values import Count, Group
from crossbearing.read.step import Read
from evals import loaders
from evals.linking import airwars_syria_texts, records_of
from evals.loaders import DataError
from evals.reader import document

__all__ = ["SOURCES", "Stated", "Unread", "stated", "texts_of", "unread"]

_HARM: Final = re.compile(
    r"kill|dead|\bdie[sd]?\b|\bdying\b|death|martyr|fatal|\blives\b|\blife\b|toll|casualt|wound|injur|hurt|\bbod(?:y|ies)\b"
    r"|corpse|\bburi|victim|murder|slain|massacre|missing|disappear|kidnap|abduct|captur|hostage|detain|arrest|neutrali"
    r"|\bshot\b|stabb|execut|hospitali|eliminat",
    re.IGNORECASE,
)
_SENTENCE: Final = re.compile(r"[^.!?\n]+(?:[.!?]+(?![\s\"”])[^.!?\n]*)*")
_ONES: Final = "one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905
_TEENS: Final = "thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()  # noqa: SIM905
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety".split()  # noqa: SIM905
_VALUES: Final = {
    **{word: number for number, word in enumerate([*_ONES, *_TEENS], start=1)},
    **{word: 10 * number for number, word in enumerate(_TENS, start=2)},
    "dozen": 12,
    "dozens": 24,
    "both": 2,
}
_PERSON: Final = (
    "man|woman|boy|girl|child|person|civilian|soldier|policeman|officer|guard|teenager|teen|baby|infant|husband|wife|son"
    "|daughter|brother|sister|mother|father|journalist|doctor|nurse|driver|student|suspect|gunman|resident|worker|peasant"
)
_MONTH: Final = r"jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_DIGITS: Final = re.compile(r"(?<![\w.,:/$€£#-])\d{1,3}(?:,\d{3})*(?![\w:/%]|[.,]\d)")
_WORDS: Final = re.compile(
    rf"\b(?:(?:{'|'.join(_TENS)})(?:-(?:{'|'.join(_ONES[:9])}))?|{'|'.join([*_ONES, *_TEENS])}|dozens?|both)\b",
    re.IGNORECASE,
)
_SINGLE: Final = re.compile(
    rf"\b(?:a|an|another|his|her|their)\s+(?:[\w'-]+\s+){{0,2}}?(?:{_PERSON})\b(?!\s+who\b)", re.IGNORECASE
)
_NO_PERSONS: Final = re.compile(
    r"^(?:-|\s)*(?:years?|yrs?|year-old|months?|days?|weeks?|hours?|minutes?|seconds?|am|pm|a\.m|p\.m|per\s?cent|percent|times?"
    r"|miles?|km|kilomet|met(?:er|re)s?|feet|dollars?|euros?|million|billion|o'clock|of\s+(?:the\s+)?most)"
    rf"|^\s*(?:of\s+)?(?:{_MONTH})[a-z]*\b|^\s*,?\s*(?:19|20)\d\d|^(?:st|nd|rd|th)\b",
    re.IGNORECASE,
)
_DATED: Final = re.compile(
    rf"(?:\b(?:{_MONTH})[a-z]*\.?\s+|\bage[ds]?\s+|\b(?:aged?|from)(?:\s+(?:between|from))?\s+\d+\s+(?:and|to)\s+|\bsection\s+|\bno\.\s*|\broute\s+|\bhighway\s+|\barticle\s+|(?-i:[A-Z])[\w.'-]+,\s+|(?-i:[A-Z])[\w.'’-]*\s*\("
    r"|\bimage\s+|\bimage\s+\d+\s+of\s+|\b(?:news|channel|tower|block|abc|fox|nbc|cbs)\s+)$",
    re.IGNORECASE,
)
_ABOUT: Final = frozenset({"killed", "wounded", "casualties", "missing", "captured"})


@dataclass(frozen=True, slots=True)
class Stated:
    """A number that stands in a sentence of harm.

    Args:
        start: Offset of its first character.
        end: Offset behind its last one.
        value: What it stands for; one for a person told without a number.
        sentence: Offsets of its sentence.
    """

    start: int
    end: int
    value: int
    sentence: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Unread:
    """A number that no claim uses, with the words around it (the number between ``[[`` and ``]]``)."""

    set: str
    text: str
    number: str
    context: str
    claims: tuple[str, ...]


def stated(text: str) -> Iterator[Stated]:
    """Yield the numbers of a text's sentences of harm, without ages, dates, clock times, sums and shares."""
    for sentence in _SENTENCE.finditer(text):
        words = sentence.group()
        if not _HARM.search(words):
            continue
        singles = [(one.span(), 1) for one in _SINGLE.finditer(words)]
        digits = [(one.span(), int(one.group().replace(",", ""))) for one in _DIGITS.finditer(words)]
        spelled = [(one.span(), _value(one.group().lower())) for one in _WORDS.finditer(words)]
        for (start, end), value in sorted([*singles, *digits, *spelled]):
            if _NO_PERSONS.match(words[end:]) or _DATED.search(words[:start]) or 1900 <= value < 2100:
                continue
            base = sentence.start()
            yield Stated(base + start, base + end, value, (base, sentence.end()))


def _value(word: str) -> int:
    return sum(_VALUES[part] for part in word.split("-"))


def unread(text: str, claims: Iterable[Claim]) -> Iterator[tuple[Stated, tuple[str, ...]]]:
    """Yield the numbers that no claim of their sentence about persons harmed has, with what these claims have.

    Args:
        text: The text.
        claims: All its claims.
    """
    told = [
        (claim.locator.start, claim.locator.end, claim.value)
        for claim in claims
        if claim.slot in _ABOUT and isinstance(claim.locator, TextSpan) and isinstance(claim.value, Group)
    ]
    for one in stated(text):
        near = [entry for entry in told if entry[0] < one.sentence[1] and one.sentence[0] < entry[1]]
        if not any(_uses(text, one, entry) for entry in near):
            yield one, tuple(f"{entry[2].text}" for entry in near)


def _uses(text: str, one: Stated, entry: tuple[int, int, Group]) -> bool:
    start, end, group = entry
    words = text[one.start : one.end].lower()
    count: Count = group.count
    if one.value in {count.low, count.high} and (one.value > 1 or start <= one.start < end):
        return True
    if re.search(rf"\b{re.escape(words)}\b", group.text.lower()):
        return True
    # A list of persons is counted as a whole ("3 listed persons").
    return start <= one.start < end and "listed" in group.text


def texts_of(name: str, data: Path, *, split: str = "dev") -> list[tuple[str, str]]:
    """Return (id, text) of a set's texts.

    Args:
        name: The set.
        data: Folder of the sets.
        split: `dev` or `train`, of the sets that are divided.

    Raises:
        DataError: The set cannot be read.
    """
    return SOURCES[name](data, split)


def _gva(data: Path, _split: str) -> list[tuple[str, str]]:
    return [
        (row["doc_id"], f"{row['title'] or ''}\n\n{row['content']}")
        for row in records_of(data / "gva" / "docs.jsonl.gz")
    ]


def _gaza(data: Path, _split: str) -> list[tuple[str, str]]:
    return [(one.id, one.text) for one in loaders.airwars_gaza(data / "airwars_gaza" / "dev.jsonl")]


def _syria(data: Path, _split: str) -> list[tuple[str, str]]:
    return [(one.id, one.text) for one, script in airwars_syria_texts(data)[0] if script == "latin"]


def _muc4(data: Path, split: str) -> list[tuple[str, str]]:
    return [(one.id, one.text) for one in loaders.muc4(loaders.split_files(data, "muc4")[split])]


def _polnear(data: Path, split: str) -> list[tuple[str, str]]:
    return [(one.id, one.text) for one in loaders.polnear(loaders.split_files(data, "polnear")[split])]


SOURCES: Final[dict[str, Callable[[Path, str], list[tuple[str, str]]]]] = {
    "gva": _gva,
    "airwars_gaza": _gaza,
    "airwars_syria": _syria,
    "muc4": _muc4,
    "polnear": _polnear,
}
"""The sets whose texts are asked, and what loads them; of those that are divided, never the test part."""


def _chosen(texts: Iterable[tuple[str, str]], skip: int, count: int) -> list[tuple[str, str]]:
    """Return so many texts with numbers of harm, in an order that their ids fix, behind so many others."""
    ordered = sorted(texts, key=lambda pair: blake2b(pair[0].encode()).hexdigest())
    found: list[tuple[str, str]] = []
    for pair in ordered:
        if len(found) == skip + count:
            break
        if next(stated(pair[1]), None) is not None:
            found.append(pair)
    return found[skip:]


def main(arguments: Sequence[str] | None = None) -> int:
    """Print how many numbers are used, a set, and write a draw of those that are not. Returns 0; 2 for bad input."""
    parser = argparse.ArgumentParser(prog="python -m evals.unread", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder with one folder a set")
    parser.add_argument("--set", action="append", choices=SOURCES, help="this set only; may be repeated")
    parser.add_argument(
        "--split", choices=("dev", "train"), default="dev", help="of sets that are divided; default: dev"
    )
    parser.add_argument("--texts", type=int, default=100, help="texts a set; default: 100")
    parser.add_argument("--skip", type=int, default=0, help="texts to pass over before, for a draw not looked at")
    parser.add_argument("--count", type=int, default=200, help="how many numbers are written; 0: all")
    parser.add_argument("--seed", type=int, default=7, help="of the drawing; default: 7")
    parser.add_argument("--out", type=Path, required=True, help="file to write, outside the repository")
    options = parser.parse_args(arguments)
    if options.out.resolve().is_relative_to(Path(__file__).resolve().parent.parent):
        print(f"{options.out} lies in the repository, where no set's text may go; give another --out", file=sys.stderr)
        return 2
    found: list[Unread] = []
    try:
        reader = Read().open()
        for name in options.set or SOURCES:
            tally: Counter[str] = Counter()
            for text, content in _chosen(
                texts_of(name, options.data, split=options.split), options.skip, options.texts
            ):
                reading = next(iter(reader([document(content)])))
                left = list(unread(content, getattr(reading, "claims", ())))
                tally["stated"] += sum(1 for _ in stated(content))
                tally["unread"] += len(left)
                found += [
                    Unread(name, text, content[one.start : one.end], _shown(content, one), had) for one, had in left
                ]
            print(f"{name}: {tally['stated']} numbers in sentences of harm, {tally['unread']} in no claim")
    except (DataError, CrossbearingError, OSError) as error:
        print(error, file=sys.stderr)
        return 2
    drawn = random.Random(options.seed).sample(found, min(options.count or len(found), len(found)))  # noqa: S311
    options.out.write_text(
        "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in drawn), encoding="utf-8"
    )
    print(f"{len(drawn)} of {len(found)}, seed {options.seed}: {options.out}")
    return 0


def _shown(text: str, one: Stated) -> str:
    start, end = one.sentence
    return f"{text[start : one.start]}[[{text[one.start : one.end]}]]{text[one.end : end]}".strip()


if __name__ == "__main__":
    sys.exit(main())
