"""The inventory of a sealed hand-over: one page that people read without any program but a browser."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from crossbearing.model.documents import Custody, Document, Publication
from crossbearing.model.protocols import CaseReader

__all__ = ["write_inventory"]

_STYLE = """\
body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem;color:#1a1a1a;background:#fff}
.warning{border:3px solid #8a1c1c;padding:1rem;font-weight:600}
table{border-collapse:collapse;width:100%;margin:1rem 0 2rem}
th,td{border:1px solid #767676;padding:.3rem .5rem;text-align:start;vertical-align:top}
td.hash{font:12px/1.4 ui-monospace,monospace;overflow-wrap:anywhere}
caption{text-align:start;font-weight:600}
"""


def write_inventory(
    path: Path, reader: CaseReader, log: Sequence[Mapping[str, Any]], about: Mapping[str, Any], *, warning: str
) -> None:
    """Write the inventory, piece by piece: a case may hold very many documents.

    Args:
        path: File to write, in the folder that holds `originals/` and `texts/`.
        reader: The case.
        log: Entries of its log.
        about: What the bag says of itself.
        warning: What stands first.
    """
    with path.open("w", encoding="utf-8", errors="replace", newline="\n") as file:
        for part in _page(reader, log, about, warning):
            file.write(part)


def _page(
    reader: CaseReader, log: Sequence[Mapping[str, Any]], about: Mapping[str, Any], warning: str
) -> Iterator[str]:
    case, part = about["case"], about["part_of"]
    name = escape(case["name"] or "a case without a name")
    yield (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        f"<title>Inventory: {name}</title>\n<style>\n{_STYLE}</style>\n</head>\n<body>\n<main>\n"
        f'<h1>Inventory: {name}</h1>\n<p class="warning">{escape(warning)}</p>\n'
    )
    facts = {
        "Made": f"{about['made_at']} by crossbearing {about['version']}",
        "Made by": about["made_by"] or "not stated",
        "Case made": f"{case['created']} by crossbearing {case['version']}",
        "Case id": case["id"],
        "Last entry of the log": f"{case['log_head']['n']}: {case['log_head']['sha256']}",
    }
    if part:
        facts["Part"] = (
            f"incident {part['incident']} with the documents it rests on, out of case {part['case']}, whose log ended "
            f"with entry {part['n']}: {part['sha256']}. Documents stand whole, whatever else they tell."
        )
    yield from _table("What this is", ("", ""), ((escape(key), escape(value)) for key, value in facts.items()))
    yield from _table(
        "Records", ("table", "rows"), ((escape(key), f"{number:,}") for key, number in about["counts"].items())
    )
    yield from _table(
        "Incidents",
        ("id", "title", "claims", "documents"),
        (
            (escape(one.id), escape(one.title), str(len(one.members)), str(len({m.document for m in one.members})))
            for one in reader.incidents()
        ),
    )
    yield from _documents(reader)
    yield from _table(
        "Log",
        ("entry", "UTC", "what was done", "hash"),
        ((str(row["n"]), escape(row["utc"]), escape(row["action"]), f"<code>{row['hash']}</code>") for row in log),
    )
    yield "</main>\n</body>\n</html>\n"


def _documents(reader: CaseReader) -> Iterator[str]:
    claims = Counter(claim.document for claim in reader.claims())
    texts = {text.document for text in reader.texts()}
    publications: dict[str, list[Publication]] = {}
    for one in reader.publications():
        publications.setdefault(one.document, []).append(one)
    rows = (
        _document(one, publications.get(one.id, []), claims[one.id], text=one.id in texts) for one in reader.documents()
    )
    head = ("document", "as published", "collected", "claims", "SHA-256 of the original, and files")
    yield from _table("Documents", head, rows)


def _document(
    document: Document, publications: Sequence[Publication], claims: int, *, text: bool
) -> tuple[str, str, str, str, str]:
    place = f" ({escape(document.locator)})" if document.locator else ""
    published = "<br>".join(
        escape(", ".join(part for part in (one.publisher, one.published, one.title, one.url) if part)) or "not stated"
        for one in publications
    )
    sha256 = document.sha256
    files = f'<a href="originals/{sha256[:2]}/{sha256}">original</a>' if sha256 else "withdrawn"
    if text:
        files += f', <a href="texts/{quote(document.id)}.txt">working text</a>'
    return (
        f"{escape(document.name)}{place}<br><code>{escape(document.id)}</code>",
        published,
        f"{escape(document.collected_at)}<br>{escape(document.clock)}<br>{escape(document.media_type)}, "
        f"{document.size:,} bytes{''.join(f'<br>{escape(_link(one))}' for one in document.custody)}",
        str(claims),
        f"<code>{escape(sha256)}</code><br>SHA-512 <code>{escape(document.sha512)}</code><br>{files}",
    )


def _link(one: Custody) -> str:
    told = (one.how, one.source, one.collected_at, one.who)
    return "; ".join(part for part in told if part)


def _table(caption: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """Yield a table; cells are HTML already."""
    names = "".join(f'<th scope="col">{escape(name)}</th>' for name in head) if any(head) else ""
    yield f"<table>\n<caption>{escape(caption)}</caption>\n" + (f"<thead><tr>{names}</tr></thead>\n" if names else "")
    yield "<tbody>\n"
    for row in rows:
        cells = "".join(f"<td>{cell}</td>" for cell in row)
        yield f"<tr>{cells}</tr>\n"
    yield "</tbody>\n</table>\n"
