"""Makes documents for reading tests."""

from __future__ import annotations

import hashlib
from functools import cache

from crossbearing.model import ids
from crossbearing.model.documents import Block, BlockKind, Document, Publication, Text
from crossbearing.model.steps import Collected, Reading, StepRun
from crossbearing.read.step import Read


def collected(
    body: str,
    *,
    title: str = "",
    publisher: str = "",
    published: str = "",
    language: str = "en",
    caption: str = "",
    comment: str = "",
) -> Collected:
    """Return a document with one block a part."""
    content, blocks = "", []
    for kind, part in (
        (BlockKind.TITLE, title),
        (BlockKind.BODY, body),
        (BlockKind.CAPTION, caption),
        (BlockKind.COMMENT, comment),
    ):
        if part:
            content += "\n\n" if content else ""
            blocks.append(Block(kind, len(content), len(content) + len(part)))
            content += part
    sha = hashlib.sha256(content.encode("utf-8", "surrogatepass")).hexdigest()
    document = ids.document_id(sha)
    return Collected(
        Document(document, sha, "", "text/plain", len(content), "report.txt", "2026-01-01T00:00:00Z"),
        Publication(
            ids.publication_id(document, publisher, "", published),
            document,
            publisher=publisher,
            published=published,
            title=title,
        ),
        Text(ids.text_id(document, "test@1"), document, "test@1", language, content, tuple(blocks)),
        "/dev/null",
    )


@cache
def reader(gate: str = "events") -> StepRun:
    """Return an opened reader, one a gate setting."""
    return Read(gate=gate).open()


def read(body: str, *, gate: str = "events", **more: str) -> Reading:
    """Read one document."""
    found = list(reader(gate)([collected(body, **more)]))
    assert len(found) == 1
    assert isinstance(found[0], Reading)
    return found[0]
