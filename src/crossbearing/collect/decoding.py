"""From bytes to characters, with what was assumed stated in words."""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from crossbearing.collect.language import language_teller
from crossbearing.collect.refusal import RefusedError

__all__ = ["Encoding", "choose_encoding", "declared_charset", "looks_binary"]

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16: its mark begins with that of UTF-16
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# The code pages that texts without a mark are met in; rarer ones only make short texts be told wrongly.
_CODE_PAGES = [
    "cp1252", "cp1251", "cp1256", "cp1250", "cp1253", "cp1254", "cp1255", "koi8_r", "koi8_u", "cp866", "iso8859_6",
    "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr",
]  # fmt: skip
_LATIN_PAGES = {
    "cp1250": frozenset(("pl", "cs", "sk", "hu", "hr", "sl", "bs", "ro", "sq")),
    "cp1254": frozenset(("tr", "az", "ku")),
    "cp1257": frozenset(("lt", "lv", "et")),
}
_HIGH = re.compile(rb"[\x80-\xff]+")
_LETTERS = re.compile(rb"[A-Za-z]+")
_CHARSET = re.compile(rb"""(?:charset|encoding)\s*=\s*["']?\s*([A-Za-z0-9_.:-]+)""", re.IGNORECASE)
_CONTROLS = bytes([*range(0x09), 0x0B, *range(0x0E, 0x1B), *range(0x1C, 0x20), 0x7F])
_REMEDY = "save it again as UTF-8"


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes are read.

    Args:
        name: Name of a codec.
        errors: Its error handling, `strict` or `replace`.
        note: What was assumed, in words; empty where the bytes say it themselves.
    """

    name: str
    errors: str = "strict"
    note: str = ""


def declared_charset(head: bytes) -> str:
    """Return the codec that the head of a page declares, or an empty string where it names none that exists."""
    match = _CHARSET.search(head[:4096])
    if match is None:
        return ""
    try:
        return codecs.lookup(match[1].decode("ascii")).name
    except LookupError:
        return ""


def looks_binary(sample: bytes) -> bool:
    """Return whether bytes hold more control characters than any text does (a stray few, or one in a hundred)."""
    controls = len(sample) - len(sample.translate(None, _CONTROLS))
    return controls > max(3, len(sample) // 100)


def _plausible(text: str) -> bool:
    """Return whether decoded characters look like words: letters, digits, spaces and marks, and few scripts."""
    if not text:
        return False
    odd = sum(1 for char in text if unicodedata.category(char) in ("Cc", "Cn", "Co", "Cs") and char not in "\r\n\t")
    ordinary = sum(1 for char in text if char.isspace())
    scripts = {unicodedata.name(char, "?").split()[0] for char in text if char.isalpha()}
    return odd == 0 and len(scripts) <= 4 and ordinary / len(text) > 0.02


def _unmarked_utf16(sample: bytes) -> str:
    """Return the codec of UTF-16 text without a mark, or an empty string."""
    if b"\x00" not in sample:
        return ""
    even, odd = sample[0::2].count(0), sample[1::2].count(0)
    name = "utf-16-le" if odd > even else "utf-16-be"
    try:
        text = sample[: len(sample) // 2 * 2][:4096].decode(name)
    except UnicodeDecodeError:
        return ""
    return name if _plausible(text) else ""


def _mostly_utf8(sample: bytes) -> bool:
    """Return whether a text is UTF-8 with a few broken places rather than something else."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    good = sum(1 for char in text if ord(char) > 127) - broken
    return good >= 4 * broken


def choose_encoding(sample: bytes, *, valid_utf8: bool, declared: str = "") -> Encoding:
    """Decide how bytes are read.

    A byte order mark decides; then valid UTF-8; then a declared code page; then charset-normalizer over the code pages
    that are met in practice.

    Args:
        sample: The beginning of the bytes, or those lines of them that are not ASCII.
        valid_utf8: Whether *all* bytes are valid UTF-8.
        declared: Codec that the bytes declare, or empty.

    Raises:
        RefusedError: `binary_file` or `wrong_encoding`.
    """
    for mark, name in _BOMS:
        if sample.startswith(mark):
            return Encoding(name, errors="replace")
    unmarked = _unmarked_utf16(sample)
    if unmarked:
        return Encoding(unmarked, errors="replace", note=f"read as {unmarked.upper()}, though no mark says so")
    if looks_binary(sample):
        raise RefusedError(
            "binary_file", "is binary data, not text", remedy="export it as text, HTML, PDF or a table and try again"
        )
    if valid_utf8:
        return Encoding("utf-8")
    if _mostly_utf8(sample):
        return Encoding("utf-8", errors="replace", note="UTF-8 with broken places, shown as \ufffd")
    if declared and declared not in ("utf-8", "ascii"):
        try:
            sample.decode(declared)
        except UnicodeDecodeError:
            pass
        else:
            return Encoding(declared, errors="replace")
    return _guessed(sample, declared=declared)


def _guessed(sample: bytes, *, declared: str) -> Encoding:
    against = f", though it declares {declared}" if declared else ""
    if _is_latin(sample):
        name = _latin_page(sample)
        return Encoding(name, errors="replace", note=f"read as {name}, told from its language{against}")
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_CODE_PAGES).best()
    if best is None:
        raise RefusedError("wrong_encoding", "its characters fit no known encoding", remedy=_REMEDY)
    return Encoding(best.encoding, errors="replace", note=f"read as {best.encoding}, told from its bytes{against}")


def _is_latin(sample: bytes) -> bool:
    """Return whether bytes are text in Latin letters: the others stand singly among many ASCII letters.

    In Cyrillic, Greek, Arabic or Chinese code pages they come in whole words.
    """
    runs = _HIGH.findall(sample)
    high = sum(map(len, runs))
    letters = sum(map(len, _LETTERS.findall(sample)))
    return high <= 1.5 * len(runs) and high <= 0.3 * (high + letters)


def _latin_page(sample: bytes) -> str:
    """Return the code page of a text in Latin letters, by its language; statistics of bytes mix these pages up."""
    language, _ = language_teller()(sample.decode("cp1252", "replace"), "")
    return next((page for page, languages in _LATIN_PAGES.items() if language in languages), "cp1252")
