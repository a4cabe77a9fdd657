"""What short lines of a report are for, and how hard-wrapped lines become paragraphs."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from crossbearing.model.documents import BlockKind

__all__ = ["ends_sentence", "heading_kind", "is_byline", "is_caption_cue", "line_kind", "reflow", "wrap_width"]

_TERMINAL = re.compile(r"[.!?…:;。！？؟۔।]['\"”’»)\]]*\s*$")
_CAPTION = re.compile(
    r"^[(\[]?\s*(?:file\s+)?(?:photos?|photograph|image|picture|pic|caption|graphic|map|video|illustration|infographic"
    r"|foto|bild|abbildung|imagen|immagine|fotografía|légende|crédit\s+photo|carte|görsel|fotoğraf"
    r"|صورة|الصورة|خريطة|фото|фотография|світлина|карта|зображення)(?:\s+(?:credit|by|courtesy(?:\s+of)?))?\s*[:/©]",
    re.IGNORECASE,
)
_RELATED = re.compile(
    r"^(?:\W{0,3})(?:read\s+(?:more|also|next|on)|also\s+read|see\s+also|related(?:\s+(?:stor(?:y|ies)|articles?|news|content"
    r"|posts?|coverage|topics?|links?))?|more\s+(?:stories|news|coverage|on\s+this|from\s+\w+)|recommended(?:\s+for\s+you)?"
    r"|you\s+(?:may|might)\s+(?:also\s+)?like|most\s+(?:read|popular|viewed|shared)|trending(?:\s+now)?|latest\s+(?:news|stories)"
    r"|don['’]t\s+miss|watch\s+(?:also|next)|editors?['’]?\s+picks?|further\s+reading"
    r"|lire\s+aussi|à\s+lire\s+aussi|voir\s+aussi|lesen\s+sie\s+auch|lea\s+también|leggi\s+anche"
    r"|اقرأ\s+أيضا[ًً]?|اقرأ\s+المزيد|مواضيع\s+ذات\s+صلة|читайте\s+также|по\s+теме|смотрите\s+также|читайте\s+також)\b",
    re.IGNORECASE,
)
_RELATED_ALONE = re.compile(
    r"^\W*(?:related|recommended|trending|latest\s+\w+|most\s+\w+|further\s+reading)\W*$", re.IGNORECASE
)
_COMMENTS = re.compile(
    r"^\W*(?:\d+\s+)?(?:(?:reader\s+)?comments?|responses?|replies|discussion|leave\s+a\s+(?:reply|comment)|join\s+the\s+"
    r"(?:conversation|discussion)|post\s+a\s+comment|commentaires?|kommentare?|comentarios|التعليقات|تعليقات|комментарии|коментарі)"
    r"(?:\s*\(\d+\)|\s+\d+)?\W*$",
    re.IGNORECASE,
)
_BOILERPLATE = re.compile(
    r"^\W{0,3}(?:share\s+(?:this|on)|follow\s+us|subscribe|sign\s+up|copyright\b|©|all\s+rights\s+reserved|advertisement$"
    r"|terms\s+of\s+(?:use|service)|privacy\s+policy|cookie|print\s+this|click\s+here|filed\s+under|tags?:|posted\s+(?:by|on)"
    r"|published(?:\s+on)?:?\s+\d|updated:?\s+\d|last\s+(?:updated|modified))",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"^(?:by|par|von|por|di|автор:?|بقلم)\s+[^\W\d_][\w.'’-]*(?:[\s,&]+(?:and\s+)?[^\W\d_][\w.'’-]*){0,8}\W?$",
    re.IGNORECASE,
)


def ends_sentence(line: str) -> bool:
    """Return whether a line ends as a sentence or clause does, in any script."""
    return _TERMINAL.search(line) is not None


def is_caption_cue(line: str) -> bool:
    """Return whether a line says itself that it belongs to a picture ("Photo: ...")."""
    return len(line) <= 400 and _CAPTION.match(line) is not None


def is_byline(line: str) -> bool:
    """Return whether a line names an author and nothing else."""
    return len(line) <= 90 and not ends_sentence(line.rstrip(".")) and _BYLINE.match(line) is not None


def heading_kind(line: str) -> BlockKind | None:
    """Return what stands under a heading: comments or other stories, or None for the report itself."""
    if len(line) > 80:
        return None
    if _COMMENTS.match(line):
        return BlockKind.COMMENT
    if _RELATED.match(line) and (len(line.split()) <= 5 or _RELATED_ALONE.match(line)):
        return BlockKind.RELATED
    return None


def line_kind(line: str) -> BlockKind:
    """Return what a paragraph of the report is for, by its own words alone."""
    if is_caption_cue(line):
        return BlockKind.CAPTION
    if len(line) <= 250:
        match = _RELATED.match(line)
        if match and (
            line[match.end() :].lstrip()[:1] in (":", "–", "—", "-", ">", "»", "|", "") or len(line.split()) <= 4
        ):
            return BlockKind.RELATED
        if _BOILERPLATE.match(line) or is_byline(line):
            return BlockKind.BOILERPLATE
    return BlockKind.BODY


def wrap_width(lines: Sequence[str]) -> int:
    """Return the width at which lines are hard-wrapped, or 0 where they are not.

    A text counts as wrapped if most lines that are followed by another run close to the common width and break off in
    the middle of a sentence.

    Args:
        lines: Of the whole text, without line ends; blank ones separate paragraphs.

    Returns:
        Characters.
    """
    stripped = [" ".join(line.split()) for line in lines]
    inner = [line for line, after in pairwise(stripped) if line and after]
    if len(inner) < 3:
        return 0
    width = sorted(len(line) for line in inner)[int(len(inner) * 0.9)]
    full = sum(1 for line in inner if len(line) >= 0.7 * width)
    ended = sum(1 for line in inner if ends_sentence(line))
    return width if width <= 140 and full >= 0.6 * len(inner) and ended <= 0.5 * len(inner) else 0


def reflow(lines: Sequence[str], *, width: int | None = None) -> list[str]:
    """Join hard-wrapped lines into paragraphs; where lines are not wrapped, each is a paragraph of its own.

    A line clearly shorter than the width ends its paragraph, and so does the end of a sentence that leaves room for the
    next word.

    Args:
        lines: Without line ends; blank ones separate paragraphs.
        width: At which the text is wrapped, 0 where it is not; None to tell from these lines.

    Returns:
        The paragraphs, none empty.
    """
    width = wrap_width(lines) if width is None else width
    stripped = [" ".join(line.split()) for line in lines]
    paragraphs: list[str] = []
    open_ = False
    for line, after in zip_longest(stripped, stripped[1:], fillvalue=""):
        if not line:
            open_ = False
            continue
        if open_:
            paragraphs[-1] = _joined(paragraphs[-1], line)
        else:
            paragraphs.append(line)
        # A wrapped line breaks where the next word no longer fits; one that leaves room for it has ended on purpose.
        room = len(line) + 1 + len(after.partition(" ")[0]) <= 0.9 * width
        open_ = len(line) >= 0.6 * width > 0 and not (room and ends_sentence(line))
    return paragraphs


def _joined(before: str, line: str) -> str:
    """Join two lines, closing a word that was divided at the line end."""
    if before.endswith("-") and len(before) > 2 and before[-2].isalpha() and line[:1].islower():
        return before[:-1] + line
    return f"{before} {line}"
