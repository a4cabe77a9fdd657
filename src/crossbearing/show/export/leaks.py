"""Looking for what should be gone in every byte of what was written: a second net under the first.

Packed files are looked into: members of zip files (Word), cells of Parquet, text of PDF pages with their metadata.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from pathlib import Path

from crossbearing.model.errors import CaseError
from crossbearing.model.ids import normalised_words
from crossbearing.show.outward import TRACE

__all__ = ["contents", "refuse_leaks", "says_one"]

_APART = 3  # other characters that may stand between the words of a name
_TAG = re.compile(r"<[^<>]{0,400}>")


def refuse_leaks(root: Path, names: Sequence[str], traces: Collection[tuple[str, ...]] = ()) -> None:
    """Look for hidden names and for words held back in all files of a folder, their own names included.

    Args:
        root: The folder.
        names: Names of several words, which no other words could be.
        traces: Runs of words, normalised, that only what is held back says.

    Raises:
        CaseError: If any is found; it is not repeated in the message.
    """
    wanted: dict[str, list[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(re.findall(r"\w+", name.casefold()))
        if words:
            wanted.setdefault(words[0], []).append(words)
    for path in sorted(root.rglob("*")):
        parts = (path.name.encode(), *contents(path)) if path.is_file() else (path.name.encode(),)
        for part in parts:
            text = part.decode("utf-8", "replace")
            if _names_one(text.casefold(), wanted):
                raise _leak("a name that should be hidden stands in it", path)
            if traces and says_one(text, traces):
                raise _leak("words that are held back stand in it", path)


def _leak(what: str, path: Path) -> CaseError:
    remedy = "report this fault, and narrow the export with --incident meanwhile"
    return CaseError(f"{what}; nothing was exported", where=path.suffix or "a file", remedy=remedy)


def _names_one(text: str, wanted: Mapping[str, Sequence[tuple[str, ...]]]) -> bool:
    """Tell whether the words of a name stand one behind the other, with at most three other characters between them."""
    found = [(word[0], word.start(), word.end()) for word in re.finditer(r"\w+", text)] if wanted else []
    for n, (word, _start, _end) in enumerate(found):
        for words in wanted.get(word, ()):
            here = found[n : n + len(words)]
            near = all(
                after[1] - before[2] <= _APART and '"' not in text[before[2] : after[1]]
                for before, after in pairwise(here)
            )
            if near and tuple(one[0] for one in here) == words:
                return True
    return False


def says_one(text: str, traces: Collection[tuple[str, ...]]) -> bool:
    """Tell whether one of some runs of words stands in a text, or in it without its mark-up."""
    for plain in dict.fromkeys((text, _TAG.sub(" ", text))):
        words = normalised_words(plain.replace("\\n", " ")).split()
        if any(tuple(words[start : start + TRACE]) in traces for start in range(len(words) - TRACE + 1)):
            return True
    return False


def contents(path: Path) -> Iterator[bytes]:
    """Yield the bytes of a file and, where it is a packed one, what is packed in it."""
    data = path.read_bytes()
    yield data
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name) for name in archive.namelist())
            yield "\n".join(archive.namelist()).encode()
    elif data.startswith(b"PAR1"):
        import pyarrow.parquet

        for row in pyarrow.parquet.read_table(path).to_pylist():
            yield "\n".join(str(cell) for cell in row.values()).encode("utf-8", "replace")
    elif data.startswith(b"%PDF-"):
        yield from _pdf(path)


def _pdf(path: Path) -> Iterator[bytes]:
    import pypdfium2

    with pypdfium2.PdfDocument(path) as document:
        yield "\n".join(document.get_metadata_dict().values()).encode("utf-8", "replace")
        for number in range(len(document)):
            page = document[number]
            yield page.get_textpage().get_text_bounded().encode("utf-8", "replace")
