"""The documents of a dossier: metadata, excerpts, their claims and what else was noticed."""

from __future__ import annotations

from dataclasses import dataclass

from crossbearing.model.documents import MarkKind
from crossbearing.show.covering import COVERED, Covers
from crossbearing.show.dossier.excerpts import Excerpt, Excerpts, excerpts, right_to_left
from crossbearing.show.dossier.material import NO_PUBLISHER, CaseMaterial
from crossbearing.show.dossier.privacy import Veil
from crossbearing.show.dossier.statements import Statement, Statements
from crossbearing.show.dossier.words import MARK_WORDS, date_words, plural

__all__ = ["DocumentView", "MarkLine", "Numbered", "PublicationLine", "documents"]


@dataclass(frozen=True, slots=True)
class PublicationLine:
    """One publication of a document: by whom, of what kind and country, when, where."""

    publisher: str
    kind: str
    country: str
    published: str
    credit: str
    url: str


@dataclass(frozen=True, slots=True)
class Numbered:
    """A statement of a document; `loose` where its words stand in no excerpt and are printed with it."""

    statement: Statement
    loose: bool


@dataclass(frozen=True, slots=True)
class MarkLine:
    """Something noticed that is no claim: what, the words (empty where they are not to be shown), and a note."""

    kind: str
    code: str
    quote: str
    note: str


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document, ready to be shown.

    Args:
        anchor: Its place on the page.
        title: Headline, or file name.
        publications: By whom it was published.
        language: ISO 639-1 code.
        rtl: Whether its text runs from right to left.
        excerpts: The stretches shown.
        coverage: How much of the text they show, in words.
        statements: Its claims, numbered.
        marks: What else was noticed.
        sha256: First 16 digits of the original's hash.
        name: File name.
        cover: What is said of it before it is opened; empty where it need not be covered.
    """

    anchor: str
    title: str
    publications: tuple[PublicationLine, ...]
    language: str
    rtl: bool
    excerpts: tuple[Excerpt, ...]
    coverage: str
    statements: tuple[Numbered, ...]
    marks: tuple[MarkLine, ...]
    sha256: str
    name: str
    cover: str = ""


def _link(url: str, veil: Veil) -> str:
    """Return an address that may become a link: of the web, and without a hidden name in it."""
    return veil.address(url) if url.lower().startswith(("http://", "https://")) else ""


def documents(
    material: CaseMaterial, statements: Statements, veil: Veil, covers: Covers | None = None
) -> tuple[DocumentView, ...]:
    """Return the documents that carry claims shown in full, in order of first publication."""
    covers = covers or Covers()
    result = []
    for key, document in material.documents.items():
        claims = statements.in_document(key)
        said = statements.of(claim.id for claim in claims)
        numbered = [(statement.number, claim) for statement, claim in zip(said, claims, strict=True)]
        text = material.texts.get(key)
        shown = excerpts(text, numbered, material.marks.get(key, ()), veil) if text else Excerpts((), 0.0)
        placed = {begun for part in shown.parts for segment in part.segments for begun in segment.begins}
        publications = material.publications.get(key, ())
        title = next((item.title for item in publications if item.title), "") or document.name
        result.append(
            DocumentView(
                anchor=f"d-{key}",
                title=COVERED if covers.text(key, title) else title,
                publications=tuple(
                    PublicationLine(
                        publisher=item.publisher or NO_PUBLISHER,
                        kind=item.kind.replace("_", " "),
                        country=item.country,
                        published=date_words(item.published) if item.published else "date not stated",
                        credit=item.credit,
                        url=_link(item.url, veil),
                    )
                    for item in publications
                ),
                language=text.language if text else "und",
                rtl=bool(text and right_to_left(text)),
                excerpts=shown.parts,
                coverage=_coverage(shown, len(claims)),
                statements=tuple(Numbered(statement, statement.claim not in placed) for statement in said),
                marks=tuple(
                    MarkLine(
                        MARK_WORDS[mark.kind],
                        mark.kind.value,
                        "" if mark.kind is MarkKind.NAMES_LISTED else " ".join(mark.quote.split()),
                        mark.note,
                    )
                    for mark in material.marks.get(key, ())
                ),
                sha256=document.sha256[:16],
                name=document.name,
                cover=covers.note(key, text.content if text else ""),
            )
        )
    return tuple(result)


def _coverage(shown: Excerpts, claims: int) -> str:
    if not shown.parts:
        return plural(claims, "statement")
    share = round(shown.share * 100)
    return f"{plural(claims, 'statement')}; {share} % of the text shown"
