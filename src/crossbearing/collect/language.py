"""In which language a text is written."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache

__all__ = ["UNKNOWN", "language_code", "language_teller"]

UNKNOWN = "und"
"""Code for a language that could not be told (ISO 639-2 "undetermined")."""
_ENOUGH = 25  # letters below which nothing is told from the text
_SURE = 200  # letters from which a clear finding outweighs what the metadata say
_CLEAR = 0.95
_LEFT_OUT = frozenset(("eo", "la", "sa", "vo", "qu", "an", "wa", "jv", "br"))
_CODES = {
    "eng": "en", "ara": "ar", "ukr": "uk", "rus": "ru", "fra": "fr", "fre": "fr", "deu": "de", "ger": "de",
    "spa": "es", "por": "pt", "ita": "it", "tur": "tr", "fas": "fa", "per": "fa", "heb": "he", "zho": "zh",
    "chi": "zh", "kur": "ku", "urd": "ur", "hin": "hi", "dan": "da", "nor": "no", "swe": "sv", "nld": "nl",
    "dut": "nl", "pol": "pl",
    "english": "en", "arabic": "ar", "ukrainian": "uk", "russian": "ru", "french": "fr", "german": "de",
    "spanish": "es", "portuguese": "pt", "italian": "it", "turkish": "tr", "persian": "fa", "farsi": "fa",
    "hebrew": "he", "chinese": "zh", "kurdish": "ku", "urdu": "ur", "hindi": "hi", "danish": "da", "norwegian": "no",
    "swedish": "sv", "dutch": "nl", "polish": "pl",
}  # fmt: skip

Teller = Callable[[str, str], tuple[str, str]]


def language_code(written: str) -> str:
    """Return the ISO 639-1 code of a language as written (`en-GB`, `ENG`, `English`), or an empty string."""
    word = written.strip().lower().replace("_", "-").split("-")[0]
    code = _CODES.get(word, word)
    return code if len(code) == 2 and code.isascii() and code.isalpha() else ""


@cache
def language_teller() -> Teller:
    """Load the language model once and return the function that tells a text's language.

    The function takes the text and the code that its metadata state (or an empty string) and returns a code, `und`
    where it could not be told, and how it was told, in words (empty where the metadata say so). Stated languages hold
    for short texts and wherever the text agrees; a long text that is clearly in another language outweighs them, for
    pages often carry the language of their template.
    """
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # The rarest languages and those nobody reports in take short English or Arabic texts from their neighbours.
    identifier.set_languages(
        sorted(code for code in set(identifier.nb_classes) if len(code) == 2 and code not in _LEFT_OUT)
    )

    def tell(text: str, stated: str) -> tuple[str, str]:
        sample = text[:4000]
        letters = sum(1 for char in sample if unicodedata.category(char)[0] == "L")
        if letters < _ENOUGH:
            return (stated, "") if stated else (UNKNOWN, "too few words to tell")
        code, share = identifier.classify(sample)
        if code == stated:
            return stated, ""
        if not stated:
            return str(code), "told from the text"
        if letters >= _SURE and float(share) >= _CLEAR:
            return str(code), f"told from the text, though '{stated}' is stated"
        return stated, ""

    return tell
