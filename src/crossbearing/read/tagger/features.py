"""From characters to what the encoder sees: tokens with offsets, surface features, and windows of bounded length.

Standard library, numpy and ``tokenizers`` only. All offsets are indices into the original Python string.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from crossbearing.read.tagger.parties import PartyNames

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]

#: Sizes of the three surface feature tables: letter case, the gap before a token, and whether it stands inside quotes.
FEATURE_SIZES: Final = (6, 3, 2)
_LOWER, _TITLE, _UPPER, _MIXED, _NO_LETTER, _UNCASED_TEXT = range(6)
_NO_GAP, _SPACE, _NEW_BLOCK = range(3)

#: One line is one block. A line longer than this is cut, so that one endless line costs linear time.
MAX_BLOCK_CHARS: Final = 20_000
_BLOCK: Final = re.compile(r"[^\r\n\u2028\u2029]+")
_OPENING: Final = frozenset("“«„‟")
_CLOSING: Final = frozenset("”»")
_QUOTES: Final = frozenset((*_OPENING, *_CLOSING, '"'))
_STOPS: Final = frozenset(".!?")
_AFTER_STOP: Final = frozenset("\"'”’»)")


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of one text, special tokens left out.

    Arrays have one entry a token: vocabulary ``ids``; ``features`` of shape (tokens, 3); character offsets ``starts``
    and ``ends``; ``first``, true on the first piece of a word (only there are labels read and written); ``sentence``,
    true where a sentence may begin; ``block``, true where a line begins.
    """

    ids: Ints
    features: Ints
    starts: Ints
    ends: Ints
    first: NDArray[np.bool_]
    sentence: NDArray[np.bool_]
    block: NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.ids)


@dataclass(frozen=True, slots=True)
class Window:
    """Tokens ``start`` to ``end`` are read together; answers are kept for ``keep_start`` to ``keep_end`` only."""

    start: int
    end: int
    keep_start: int
    keep_end: int


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the lines of a text with their offsets; blank lines are left out, endless ones cut at a blank."""
    for found in _BLOCK.finditer(text):
        start, end = found.span()
        while end - start > MAX_BLOCK_CHARS:
            cut = text.rfind(" ", start + 1, start + MAX_BLOCK_CHARS)
            cut = start + MAX_BLOCK_CHARS if cut < 0 else cut
            yield start, text[start:cut]
            start = cut
        if text[start:end].strip():
            yield start, text[start:end]


def tokenise(text: str, tokenizer: Tokenizer, parties: PartyNames | None = None) -> Tokens:
    """Cut a text into word pieces and describe each; names that ``parties`` finds are read as one word each.

    Surrogates left over from broken decoding are replaced one for one before the tokenizer sees them, so offsets hold.
    """
    readable = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    if len(readable) != len(text):
        readable = "".join("\ufffd" if 0xD800 <= ord(c) <= 0xDFFF else c for c in text)
    pieces = [_neutral(offset, block, parties) for offset, block in blocks(readable)]
    encoded = tokenizer.encode_batch([block.read for block in pieces], add_special_tokens=False)
    uncased = readable == readable.lower() or readable == readable.upper()
    found = [
        _described(block, encoding, uncased=uncased)
        for block, encoding in zip(pieces, encoded, strict=True)
        if len(encoding)
    ]
    if not found:
        none = np.zeros(0, dtype=np.int64)
        never = none.astype(np.bool_)
        return Tokens(none, np.zeros((0, 3), dtype=np.int64), none, none, never, never, never)
    return Tokens(
        ids=np.concatenate([one.ids for one in found]),
        features=np.concatenate([one.features for one in found]),
        starts=np.concatenate([one.starts for one in found]),
        ends=np.concatenate([one.ends for one in found]),
        first=np.concatenate([one.first for one in found]),
        sentence=np.concatenate([one.sentence for one in found]),
        block=np.concatenate([one.block for one in found]),
    )


def _described(block: _Block, encoding: Encoding, *, uncased: bool) -> Tokens:
    """Describe the pieces of one line; there is at least one."""
    offsets = encoding.offsets
    written = [block.read[start:end] for start, end in offsets]
    edges = np.array(offsets, dtype=np.int64)
    words = encoding.word_ids
    size = len(written)
    gaps = np.where(edges[:, 0] > np.append(0, edges[:-1, 1]), _SPACE, _NO_GAP)
    gaps[0] = _NEW_BLOCK
    features = np.zeros((size, 3), dtype=np.int64)
    features[:, 0] = _UNCASED_TEXT if uncased else [_letter_case(piece) for piece in written]
    features[:, 1] = gaps
    if not _QUOTES.isdisjoint(written):
        features[:, 2] = _quoted(written)
    shifts = np.array(block.shifts)
    breaks = np.array(block.breaks)
    starts = edges[:, 0] + shifts[np.searchsorted(breaks, edges[:, 0], side="right") - 1]
    ends = edges[:, 1] + shifts[np.searchsorted(breaks, edges[:, 1], side="right") - 1]
    for number in np.flatnonzero(np.isin(edges[:, 0], list(block.named))).tolist() if block.named else ():
        ends[number] = block.named[offsets[number][0]]
        if not uncased and len(written[number]) > 1:
            features[number, 0] = _TITLE
    begins = np.zeros(size, dtype=np.bool_)
    begins[0] = True
    return Tokens(
        ids=np.array(encoding.ids, dtype=np.int64),
        features=features,
        starts=starts,
        ends=ends,
        first=np.array([True, *(one != other for one, other in pairwise(words))]),
        sentence=begins | (np.array(_after_stop(written)) & (gaps == _SPACE)),
        block=begins,
    )


def _after_stop(written: Sequence[str]) -> list[bool]:
    """Say of each piece whether a sentence may have ended right before it; the line's beginning counts as an end."""
    after = [True, *(piece in _STOPS for piece in written[:-1])]
    for number in range(1, len(after)):
        if after[number - 1] and written[number - 1] in _AFTER_STOP:
            after[number] = True
    return after


def _quoted(written: Sequence[str]) -> list[int]:
    """Say of each piece whether it stands inside a quotation; its marks themselves stand outside."""
    found: list[int] = []
    quoted = False
    for piece in written:
        opens, closes = _quote_marks(piece, quoted)
        quoted = quoted and not closes
        found.append(int(quoted))
        quoted = quoted or opens
    return found


@dataclass(frozen=True, slots=True)
class _Block:
    """One line as the encoder reads it.

    ``named`` gives, for each place in ``read`` where a word stands for a name, the end of that name in the text;
    ``breaks`` are the places in ``read`` from which on the matching entry of ``shifts`` leads to the text.
    """

    read: str
    named: dict[int, int]
    breaks: list[int]
    shifts: list[int]


def _neutral(offset: int, block: str, parties: PartyNames | None) -> _Block:
    """Put each party's word in place of its name."""
    parts: list[str] = []
    named: dict[int, int] = {}
    breaks, shifts = [0], [offset]
    behind, length = 0, 0
    for party in parties.find(block) if parties is not None else ():
        parts += (block[behind : party.start], party.word)
        length += party.start - behind
        named[length] = offset + party.end
        length += len(party.word)
        behind = party.end
        breaks.append(length)
        shifts.append(offset + behind - length)
    parts.append(block[behind:])
    return _Block("".join(parts), named, breaks, shifts)


def windows(tokens: Tokens, size: int, stride: int) -> list[Window]:
    """Cover a text with windows of at most ``size`` tokens.

    Whole lines are packed together; a line that is too long is cut at a sentence; a sentence that is too long is cut
    anywhere, and the windows on both sides of such a cut then share ``stride`` tokens of context.
    """
    if size <= 2 * stride:
        raise ValueError(f"window size {size} must be more than twice the stride {stride}: give a larger size")
    total = len(tokens)
    starts_block = np.flatnonzero(tokens.block)
    starts_sentence = np.flatnonzero(tokens.sentence)
    starts_word = np.flatnonzero(tokens.first)
    found: list[Window] = []
    keep = 0
    context = 0
    while keep < total:
        start = keep - context
        limit = start + size
        if limit >= total:
            found.append(Window(start, total, keep, total))
            break
        context = 0
        end = _last_before(starts_block, keep, limit)
        if end is None or end - start < size // 2:
            end = _last_before(starts_sentence, keep, limit) or end
        if end is None:
            end = _last_before(starts_word, keep, limit - stride) or limit - stride
            context = stride
        found.append(Window(start, end if context == 0 else limit, keep, end))
        keep = end
    return found


def pad(rows: Sequence[Ints], *, fill: int = 0, multiple: int = 1) -> Ints:
    """Stack rows of different lengths into one array of shape (rows, longest, ...), filled at the end.

    The longest length is rounded up to a multiple of ``multiple``.
    """
    longest = -(-max(len(row) for row in rows) // multiple) * multiple
    out = np.full((len(rows), longest, *rows[0].shape[1:]), fill, dtype=np.int64)
    for index, row in enumerate(rows):
        out[index, : len(row)] = row
    return out


def _last_before(places: Ints, low: int, high: int) -> int | None:
    """Return the last place p with low < p <= high."""
    index = int(np.searchsorted(places, high, side="right")) - 1
    return int(places[index]) if index >= 0 and places[index] > low else None


def _quote_marks(written: str, quoted: bool) -> tuple[bool, bool]:
    """Say whether a token opens and whether it closes a quotation. The straight mark opens where none is open."""
    if written in _OPENING:
        return True, False
    if written in _CLOSING:
        return False, True
    if written == '"':
        return (not quoted, quoted)
    return False, False


@lru_cache(maxsize=32_768)
def _letter_case(written: str) -> int:
    if not any(c.isalpha() for c in written):
        return _NO_LETTER
    if written.islower():
        return _LOWER
    if written.isupper():
        return _UPPER if len(written) > 1 else _TITLE
    return _TITLE if written[0].isupper() and written[1:].islower() else _MIXED
