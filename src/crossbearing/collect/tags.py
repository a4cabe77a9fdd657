"""Pieces of pages inside other things: cells, feeds, messages."""

from __future__ import annotations

import re
from html import unescape

__all__ = ["without_tags"]

_TAGS = re.compile(r"</(?:p|div|a|span|strong|em|li|h[1-6])>|<br ?/?>|<p>", re.IGNORECASE)
_BREAKS = re.compile(r"</?(?:p|div|li|ul|ol|h[1-6]|blockquote|tr|table)(?:\s[^<>]*)?>|<br ?/?>", re.IGNORECASE)
_OPENED = re.compile(r"<(script|style)\b|<!--", re.IGNORECASE)
_ANY_TAG = re.compile(r"</?[A-Za-z!][^<>]{0,1000}>")


def without_tags(text: str) -> str:
    """Return the words of a piece of a page, paragraphs kept; text without tags as it is."""
    if not _TAGS.search(text):
        return text
    broken = _BREAKS.sub("\n\n", _seen(text))
    return unescape(_ANY_TAG.sub("", broken))


def _seen(text: str) -> str:
    """Return a piece without scripts, styles and comments, each searched once: a pattern would be quadratic."""
    pieces: list[str] = []
    at = 0
    lowered = text.lower() if text.isascii() else re.sub(r"[A-Z]", lambda match: match[0].lower(), text)
    while match := _OPENED.search(text, at):
        pieces.append(text[at : match.start()])
        close = f"</{match[1].lower()}" if match[1] else "-->"
        end = lowered.find(close, match.end())
        if end < 0:
            return " ".join(pieces)
        at = lowered.find(">", end) + 1
        if at == 0:
            return " ".join(pieces)
    return " ".join([*pieces, text[at:]])
