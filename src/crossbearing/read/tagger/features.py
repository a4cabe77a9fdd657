"""From characters to what the encoder sees: tokens with offsets, surface features, and windows of bounded length.

Standard library, numpy and ``tokenizers`` only. All offsets are indices into the original Python string.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

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
    ids: list[int] = []
    starts: list[int] = []
    ends: list[int] = []
    first: list[bool] = []
    sentence: list[bool] = []
    block_starts: list[bool] = []
    features: list[tuple[int, int, int]] = []
    for block, encoding in zip(pieces, encoded, strict=True):
        quoted = False
        previous_word: int | None = None
        after_stop = True
        previous_end = -1
        for piece, (start, end), word in zip(encoding.ids, encoding.offsets, encoding.word_ids, strict=True):
            is_first = word != previous_word
            written = block.read[start:end]
            named = start in block.named
            begins = previous_end < 0
            gap = _NEW_BLOCK if begins else _SPACE if start > previous_end else _NO_GAP
            opens, closes = _quote_marks(written, quoted)
            if closes:
                quoted = False
            case = _UNCASED_TEXT if uncased else _TITLE if named and len(written) > 1 else _letter_case(written)
            features.append((case, gap, int(quoted)))
            if opens:
                quoted = True
            ids.append(piece)
            starts.append(block.place(start))
            ends.append(block.named[start] if named else block.place(end))
            first.append(is_first)
            block_starts.append(begins)
            sentence.append(begins or (after_stop and gap == _SPACE))
            after_stop = written in _STOPS or (after_stop and written in _AFTER_STOP)
            previous_word, previous_end = word, end
    return Tokens(
        ids=np.asarray(ids, dtype=np.int64),
        features=np.asarray(features, dtype=np.int64).reshape(-1, 3),
        starts=np.asarray(starts, dtype=np.int64),
        ends=np.asarray(ends, dtype=np.int64),
        first=np.asarray(first, dtype=np.bool_),
        sentence=np.asarray(sentence, dtype=np.bool_),
        block=np.asarray(block_starts, dtype=np.bool_),
    )


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

    def place(self, at: int) -> int:
        """Return the offset in the text of a place in ``read`` that is not inside a word standing for a name."""
        return at + self.shifts[bisect_right(self.breaks, at) - 1]


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


def _letter_case(written: str) -> int:
    if not any(c.isalpha() for c in written):
        return _NO_LETTER
    if written.islower():
        return _LOWER
    if written.isupper():
        return _UPPER if len(written) > 1 else _TITLE
    return _TITLE if written[0].isupper() and written[1:].islower() else _MIXED
