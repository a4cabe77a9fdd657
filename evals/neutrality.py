"""Does the reading change when the parties change places? ``python -m evals.neutrality --data DIR``.

A metamorphic test (Chen, Cheung and Yiu 1998; for named parties: Ribeiro et al., CheckList, ACL 2020). The parties of
real texts change places, or one of them and a state that nobody speaks of, and the product's whole reading path reads
both: the claims and marks must be the same but for the names. ``--models DIR`` asks the tagger alone about invented
sentences filled with every ordered pair of parties.
"""

from __future__ import annotations

import argparse
import hashlib
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from pathlib import Path
from typing import Final

from crossbearing.model import ids
from crossbearing.model.documents import Block, BlockKind, Document, Publication, Text
from crossbearing.model.locators import TextSpan
from crossbearing.model.steps import Collected, Reading
from crossbearing.read.step import Read
from evals.exchange import Exchange, exchanges, level
from evals.loaders import muc4, polnear, re3d
from evals.reader import Answer, Reader, TaggerReader

#: All two words long, so that words can be compared by number.
PARTIES: Final = (
    "American forces",
    "British forces",
    "Iranian forces",
    "Iraqi forces",
    "Israeli forces",
    "Lebanese forces",
    "Palestinian forces",
    "Russian forces",
    "Saudi forces",
    "Syrian forces",
    "Turkish forces",
    "Ukrainian forces",
)
SENTENCES: Final = (
    "A spokesman for the {a} said that the {b} had shelled a depot near the river.",
    "According to the {a}, at least four soldiers were killed when the {b} bombed the bridge.",
    "The {b} denied on Monday that their aircraft had struck the hospital, as the {a} claimed.",
    "“The strike was a mistake,” the {a} said, while the {b} called it deliberate.",
    "The {a} attacked a convoy of the {b} with rockets, wounding six people, the agency reported.",
    "Officials accused the {a} of shelling the market; the {b} declined to comment.",
    "Witnesses told the agency that the {a} opened fire first and that the {b} withdrew.",
    "The ministry believes the {a} planned the raid, but the {b} may have carried it out.",
)
Signature = frozenset[tuple[str, str, int, int]]


@dataclass(frozen=True, slots=True)
class Swap:
    """One sentence: how many fillings were read, and how many differ from the commonest reading, by kind of mark."""

    sentence: str
    fillings: int
    differing: dict[str, int]


def swaps(reader: Reader, sentences: Sequence[str] = SENTENCES, parties: Sequence[str] = PARTIES) -> Iterator[Swap]:
    """Yield one Swap a sentence. Each must hold ``{a}`` and ``{b}``; parties must be of equally many words."""
    if len({len(party.split()) for party in parties}) != 1:
        raise ValueError("parties differ in their number of words: marks could not be compared by word number")
    for sentence in sentences:
        texts = [sentence.format(a=a, b=b) for a, b in permutations(parties, 2)]
        readings = [_signatures(text, answer) for text, answer in zip(texts, reader.read(texts), strict=True)]
        differing = {}
        for kind in readings[0]:
            counts = Counter(reading[kind] for reading in readings)
            differing[kind] = len(readings) - counts.most_common(1)[0][1]
        yield Swap(sentence, len(texts), differing)


def _signatures(text: str, answer: Answer) -> dict[str, Signature]:
    """Return the marks of each kind as (kind, label, number of first word, number of last word)."""

    def number(offset: int) -> int:
        return len(text[:offset].split()) - (not text[offset - 1 : offset].isspace() and offset > 0)

    found = {}
    for kind, marks in (("attribution", answer.parts), ("roles", answer.roles), ("entities", answer.entities)):
        found[kind] = frozenset(
            (kind, label, number(start), number(end)) for label, pairs in marks.items() for start, end in pairs
        )
    return found


@dataclass(frozen=True, slots=True)
class Difference:
    """A claim or mark that only one of two readings has.

    Args:
        text: Name of the text.
        exchange: The parties exchanged.
        side: `before` or `after`: which of the readings has it.
        told: What it says, names exchanged, so that both readings speak alike.
        context: The words around it, as the reading that has it saw them.
    """

    text: str
    exchange: Exchange
    side: str
    told: tuple[str, ...]
    context: str


@dataclass(frozen=True, slots=True)
class Comparison:
    """One text under one exchange: what was read before, and what differs after."""

    text: str
    exchange: Exchange
    read: int
    differences: tuple[Difference, ...]


def product_reader(gate: str = "events") -> Callable[[str], Reading]:
    """Return the product's reading path, from a text to its reading."""
    run = Read(gate=gate).open()

    def read(text: str) -> Reading:
        (reading,) = [one for one in run([_collected(text)]) if isinstance(one, Reading)]
        return reading

    return read


def compare(name: str, text: str, exchange: Exchange, read: Callable[[str], Reading]) -> Comparison:
    """Return how the reading of a text changes when two parties change places.

    Args:
        name: Of the text, for the report.
        text: The text.
        exchange: The parties.
        read: The reading path.
    """
    other = exchange.apply(text)
    before, after = read(text), read(other.text)
    mine = Counter(dict(_told(before, exchange.in_words, other.place)))
    theirs = Counter(dict(_told(after, level, lambda offset: offset)))
    found = []
    for side, surplus, content in (("before", mine - theirs, text), ("after", theirs - mine, other.text)):
        for told in surplus:
            start = int(told[-2])
            found.append(Difference(name, exchange, side, told, content[max(0, start - 80) : start + 160]))
    return Comparison(name, exchange, sum(mine.values()), tuple(found))


def _told(
    reading: Reading, words: Callable[[str], str], place: Callable[[int], int]
) -> Iterator[tuple[tuple[str, ...], int]]:
    """Yield each claim and mark as strings with its number of times, names by `words` and offsets by `place`."""
    found: Counter[tuple[str, ...]] = Counter()
    for claim in reading.claims:
        speakers = [
            f"{speaker.name}/{speaker.link}/{speaker.stance}/{speaker.named}/{speaker.cue}"
            for speaker in claim.speakers
        ]
        event = f"{claim.event.type}/{claim.event.negated}/{claim.event.modality}/{claim.event.phase}"
        told = (
            claim.slot,
            claim.value.canonical(),
            claim.scope,
            claim.stance,
            claim.basis,
            event,
            *claim.hedges,
            *speakers,
        )
        locator = claim.locator
        span = (place(locator.start), place(locator.end)) if isinstance(locator, TextSpan) else (0, 0)
        found[*(words(part) for part in told), str(span[0]), str(span[1])] += 1
    for mark in reading.marks:
        found[mark.kind, str(place(mark.start)), str(place(mark.end))] += 1
    yield from found.items()


def _collected(text: str) -> Collected:
    sha = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    document = ids.document_id(sha)
    return Collected(
        Document(document, sha, "", "text/plain", len(text), "text.txt", "2026-01-01T00:00:00Z"),
        Publication(ids.publication_id(document, "", "", ""), document),
        Text(ids.text_id(document, "eval"), document, "eval", "en", text, (Block(BlockKind.BODY, 0, len(text)),)),
        "",
    )


def real_texts(data: Path, most: int = 40) -> Iterator[tuple[str, str]]:
    """Yield names and texts: every n-th of the dev parts of polnear and muc4 and of re3d.

    Args:
        data: Folder with one folder a set.
        most: How many of each set.
    """
    sets: dict[str, list[tuple[str, str]]] = {
        "polnear": [(article.id, article.text) for article in polnear(data / "polnear" / "dev.jsonl")],
        "muc4": [(bulletin.id, bulletin.text) for bulletin in muc4(data / "muc4" / "dev.jsonl")],
        "re3d": [(document.id, document.text) for document in re3d(data)],
    }
    for name, texts in sets.items():
        step = max(1, len(texts) // most)
        for key, text in texts[::step][:most]:
            yield f"{name}/{key}", text


def report_texts(folder: Path) -> Iterator[tuple[str, str]]:
    """Yield names and texts of the plain reports of a folder, heads of metadata left out."""
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".txt", ".md"):
            text = path.read_text(encoding="utf-8")
            yield path.name, text.split("---\n", 2)[-1] if text.startswith("---\n") else text


def compare_all(texts: Iterable[tuple[str, str]], read: Callable[[str], Reading]) -> Iterator[Comparison]:
    """Yield every text under every exchange that it admits."""
    for number, (name, text) in enumerate(texts):
        for exchange in exchanges(text, number):
            yield compare(name, text, exchange, read)


def main() -> None:
    """Print how many readings change with the names."""
    parser = argparse.ArgumentParser(prog="python -m evals.neutrality", description=__doc__)
    parser.add_argument("--data", type=Path, help="folder with one folder a set: real texts, the product's reading")
    parser.add_argument("--reports", type=Path, help="folder of reports: likewise")
    parser.add_argument("--most", type=int, default=40, help="texts of each set")
    parser.add_argument("--out", type=Path, help="write each difference as a line of JSON")
    parser.add_argument("--models", type=Path, help="folder with the tagger's artefacts: invented sentences")
    parser.add_argument("--model", default="student")
    options = parser.parse_args()
    if options.data or options.reports:
        texts = [*(real_texts(options.data, options.most) if options.data else ())]
        texts += report_texts(options.reports) if options.reports else ()
        _print_reports(texts, options.out)
    if options.models:
        _print_templates(TaggerReader.open(options.models, options.model))


def _print_reports(texts: Sequence[tuple[str, str]], out: Path | None) -> None:
    read = product_reader()
    totals: dict[str, Counter[str]] = {}
    lines = []
    for one in compare_all(texts, read):
        total = totals.setdefault(one.text.partition("/")[0] if "/" in one.text else "reports", Counter())
        total.update(exchanges=1, read=one.read, differing=len(one.differences), changed=bool(one.differences))
        for found in one.differences:
            parties = f"{found.exchange.left}-{found.exchange.right}"
            lines.append(json.dumps([found.text, parties, found.side, found.told, found.context], ensure_ascii=False))
    for name, total in totals.items():
        rate = 100 * total["differing"] / max(1, 2 * total["read"])
        print(
            f"{name:10} {total['exchanges']:4} exchanges, {total['changed']:4} changed; "
            f"{total['read']:6} claims and marks, {total['differing']:5} of either reading differ ({rate:.2f} %)"
        )
    if out is not None:
        out.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _print_templates(reader: Reader) -> None:
    total: Counter[str] = Counter()
    fillings = 0
    for swap in swaps(reader):
        total.update(swap.differing)
        fillings += swap.fillings
        print(f"{swap.fillings:4}  {swap.differing}  {swap.sentence}")
    print(f"{fillings} readings; differing from the commonest of their sentence: {dict(total)}")


if __name__ == "__main__":
    main()
