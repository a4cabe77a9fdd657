"""Credit lines: the agency tag that a text carries, as written."""

from __future__ import annotations

import re
from collections.abc import Sequence

__all__ = ["agency_named", "find_credit"]

# News agencies by the names and tags that credit lines use, of all sides alike. Not a rating, and not complete: in a
# dateline any name in brackets counts.
_AGENCIES = (
    "The Associated Press", "Associated Press", "AP", "Agence France-Presse", "Agence France Presse", "AFP",
    "Thomson Reuters", "Reuters", "United Press International", "UPI", "Bloomberg", "Deutsche Presse-Agentur", "dpa",
    "DPA", "EFE", "ACAN-EFE", "ANSA", "Press Association", "PA Media", "AAP", "Australian Associated Press",
    "The Canadian Press", "Canadian Press", "Kyodo", "Jiji", "Yonhap", "Xinhua", "CNS", "PTI", "Press Trust of India",
    "ANI", "IANS", "APP", "TASS", "ITAR-TASS", "RIA Novosti", "RIA", "Interfax", "Interfax-Ukraine", "Ukrinform",
    "UNIAN",
    "BelTA", "Sputnik", "SANA", "IRNA", "Fars", "FNA", "Tasnim", "Mehr", "ISNA", "Anadolu Agency", "Anadolu", "AA",
    "DHA", "IHA", "WAM", "SPA", "KUNA", "QNA", "BNA", "MENA", "Petra", "NNA", "INA", "WAFA", "Saba", "Ma'an", "JTA",
    "TPS", "Hawar News Agency", "ANHA", "NTB", "TT", "STT", "Ritzau", "APA", "Belga", "ANP", "Lusa", "PAP", "CTK",
    "MTI",
    "Agerpres", "Beta", "Tanjug", "Hina", "Keystone-ATS", "ATS", "Prensa Latina", "Inter Press Service", "IPS",
    "AFP-JIJI", "NPR", "Euronews",
    "رويترز", "أ ف ب", "ا ف ب", "فرانس برس", "سانا", "الأناضول", "ТАСС", "РИА Новости", "Интерфакс", "Рейтер",
    "Укринформ", "Укрінформ", "УНИАН", "УНІАН",
)  # fmt: skip
_NAME = "(?:" + "|".join(sorted((re.escape(name) for name in _AGENCIES), key=len, reverse=True)) + ")"
_NAMES = rf"{_NAME}(?:\s*(?:/|,|and|&|-|–)\s*{_NAME})*"
_EDGE = r"(?<![\w-])"
_OUT = r"(?![\w-])"
_BRACKETED = re.compile(rf"[(\[]\s*{_NAMES}\s*[)\]]")
_AT_END = re.compile(rf"(?:[-–—|/]\s*|©\s*(?:\d{{4}}\s*)?)(?P<credit>{_NAMES})\s*\.?\s*$")
_ALONE = re.compile(
    rf"^\W{{0,3}}(?:(?:by|source|via|from|credit|copyright|©)\s*:?\s*(?:©\s*)?(?:\d{{4}}\s*)?)?{_NAMES}"
    rf"(?:\s+(?:staff|news agency|in \w+))?\W{{0,3}}$",
    re.IGNORECASE,
)
_BYLINE = re.compile(rf"^by\s+[^.]{{2,80}}?[,|/–—-]\s*{_NAMES}\s*\.?$", re.IGNORECASE)
# "BEIRUT (AP) -", "Aleppo, Sept 17 (Reuters) --", "MOSCOW, April 4. /TASS/.", "GUATEMALA CITY, 4 FEB 90 (ACAN-EFE)"
_DATELINE = re.compile(
    r"^(?:[^\W\d_][^()\[\]/.!?\n]{0,60}?(?:\.\s*)?)?"
    r"(?P<credit>[(\[]\s*[^\W\d_][\w .,'&/-]{1,40}\s*[)\]])"
    r"\s*(?:[-–—:]|$)"
)
_DATELINE_SLASHED = re.compile(
    r"^[^\W\d_][^()/\n]{0,60}?[\s.,](?P<credit>/\s*[^\W\d_][\w -]{1,30}\s*/)\.?\s*[-–—:]?\s*\w"
)
_DATELINE_PLAIN = re.compile(rf"^[^\W\d_][^()\n]{{0,60}}?[,.]\s*(?P<credit>{_NAMES})\s*[-–—:]\s")


def agency_named(text: str) -> bool:
    """Return whether a short text is nothing but the name of an agency, possibly after "by" or "source:"."""
    return len(text) <= 80 and (_ALONE.match(text) is not None or _BYLINE.match(text) is not None)


def find_credit(title: str, paragraphs: Sequence[str]) -> str:
    """Find the credit line of a text at its headline, its first two paragraphs or its last one.

    Args:
        title: Headline, or empty.
        paragraphs: Of the body and captions, in order.

    Returns:
        The tag as written, such as `(AP)` or `By Associated Press`, or an empty string.
    """
    if title:
        if match := re.search(_BRACKETED.pattern + r"\W{0,2}$", title):
            return match[0].strip()
        if match := _AT_END.search(title):
            return match["credit"]
    for paragraph in paragraphs[:3]:
        if agency_named(paragraph):
            return paragraph.strip()
        for pattern in (_DATELINE, _DATELINE_SLASHED, _DATELINE_PLAIN):
            if match := pattern.match(paragraph[:160]):
                return match["credit"].strip()
    if paragraphs:
        last = paragraphs[-1].strip()
        if agency_named(last):
            return last
        if match := re.search(_BRACKETED.pattern + r"\W{0,2}$", last[-80:]):
            return match[0].strip()
        if match := _AT_END.search(last[-80:]):
            return match["credit"]
    return ""
