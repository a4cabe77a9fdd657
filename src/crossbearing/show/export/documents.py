"""The dossier as a Markdown file and as a Word file, both with exhibit numbers and footnotes.

The Word file is written part by part (ECMA-376, WordprocessingML), because the usual library has no footnotes; nothing
in it depends on the clock, so that the same case gives the same bytes.
"""

from __future__ import annotations

import re
import zipfile
from pathlib import Path
from xml.sax.saxutils import escape

from crossbearing.show.export.settings import Codes
from crossbearing.show.export.shared import SharedCase
from crossbearing.show.export.telling import Brief, Paragraph, tell

__all__ = ["docx_parts", "markdown", "write_docx", "write_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$^&!])")
_LEADING = re.compile(r"^(\d+)([.)])|^([-+=])")
_AUTOLINK = re.compile(r"(?i)\b(https?|ftp)(:)(//)|\b(www)(\.)")
_HEADINGS = {"title": "# ", "heading1": "## ", "heading2": "### ", "heading3": "#### "}
_RTL = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_STYLES = {
    "title": ("Title", "Title", 40, True),
    "heading1": ("Heading1", "heading 1", 32, True),
    "heading2": ("Heading2", "heading 2", 26, True),
    "heading3": ("Heading3", "heading 3", 24, True),
    "text": ("Normal", "Normal", 22, False),
    "bullet": ("ListParagraph", "List Paragraph", 22, False),
    "exhibit": ("Exhibit", "Exhibit", 20, False),
}


def write_markdown(case: SharedCase, path: Path, codes: Codes) -> dict[str, int]:
    """Write the dossier as Markdown (CommonMark with footnotes). Returns numbers of footnotes and exhibits."""
    brief = tell(case, codes)
    path.write_text(markdown(brief), encoding="utf-8", newline="\n")
    return _counts(brief)


def write_docx(case: SharedCase, path: Path, codes: Codes) -> dict[str, int]:
    """Write the dossier as a Word file with real footnotes. Returns numbers of footnotes and exhibits."""
    brief = tell(case, codes)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in docx_parts(brief, author=case.settings.who).items():
            member = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            member.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(member, text.encode("utf-8"))
    return _counts(brief)


def _counts(brief: Brief) -> dict[str, int]:
    exhibits = sum(paragraph.style == "exhibit" for paragraph in brief.paragraphs)
    return {"footnotes": len(brief.footnotes), "exhibits": exhibits}


def markdown(brief: Brief) -> str:
    """Return a dossier as Markdown; whatever a source wrote stands as text, never as mark-up, link or picture."""
    lines = [_paragraph(paragraph) for paragraph in brief.paragraphs]
    notes = [f"[^{number}]: {_plain(text)}" for number, text in enumerate(brief.footnotes, start=1)]
    return "\n\n".join([*lines, *notes]) + "\n"


def _paragraph(paragraph: Paragraph) -> str:
    marks = " ".join(f"[^{number}]" for number in paragraph.notes)
    before = _HEADINGS.get(paragraph.style, "- " if paragraph.style in ("bullet", "exhibit") else "")
    return f"{before}{_plain(paragraph.text)}{' ' if marks else ''}{marks}"


def _plain(text: str) -> str:
    text = _SPECIAL.sub(r"\\\1", text)
    text = _AUTOLINK.sub(lambda found: "".join(f"\\{part}" if part in (":", ".") else part or ""
                                               for part in found.groups()), text)  # fmt: skip
    return _LEADING.sub(lambda found: f"{found[1] or ''}\\{found[2] or found[3]}", text)


def docx_parts(brief: Brief, *, author: str = "") -> dict[str, str]:
    """Return the parts of a Word file by name."""
    body = "".join(_word_paragraph(paragraph) for paragraph in brief.paragraphs)
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:pPr><w:pStyle w:val="FootnoteText"/></w:pPr>'
        f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteRef/></w:r>{_run(f" {text}")}</w:p>'
        "</w:footnote>"
        for number, text in enumerate(brief.footnotes, start=1)
    )
    separators = "".join(
        f'<w:footnote w:type="{kind}" w:id="{number}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for number, kind in ((-1, "separator"), (0, "continuationSeparator"))
    )
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relationships(
            (("officeDocument", "word/document.xml", _OFFICE), ("metadata/core-properties", "docProps/core.xml", ""))
        ),
        "docProps/core.xml": _core(brief.title, author),
        "word/document.xml": f'{_HEAD}<w:document xmlns:w="{_W}"><w:body>{body}<w:sectPr>'
        '<w:pgSz w:w="11906" w:h="16838"/>'
        '<w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1134" '
        'w:header="708" w:footer="708" w:gutter="0"/>'
        "</w:sectPr></w:body></w:document>",
        "word/footnotes.xml": f'{_HEAD}<w:footnotes xmlns:w="{_W}">{separators}{notes}</w:footnotes>',
        "word/styles.xml": _styles(),
        "word/_rels/document.xml.rels": _relationships(
            (("styles", "styles.xml", _OFFICE), ("footnotes", "footnotes.xml", _OFFICE))
        ),
    }


def _word_paragraph(paragraph: Paragraph) -> str:
    style = _STYLES[paragraph.style][0]
    sign = "• " if paragraph.style == "bullet" else ""
    notes = _run(" ").join(
        f'<w:r><w:rPr><w:rStyle w:val="FootnoteReference"/></w:rPr><w:footnoteReference w:id="{number}"/></w:r>'
        for number in paragraph.notes
    )
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{_run(sign + paragraph.text)}{notes}</w:p>'


def _run(text: str) -> str:
    rtl = "<w:rPr><w:rtl/></w:rPr>" if len(_RTL.findall(text)) * 2 > len(text) else ""
    return f'<w:r>{rtl}<w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _content_types() -> str:
    base = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    parts = (
        ("/word/document.xml", f"{base}.document.main+xml"),
        ("/word/styles.xml", f"{base}.styles+xml"),
        ("/word/footnotes.xml", f"{base}.footnotes+xml"),
        ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    )
    overrides = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in parts)
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}</Types>'
    )


def _relationships(targets: tuple[tuple[str, str, str], ...]) -> str:
    entries = "".join(
        f'<Relationship Id="rId{number}" Type="{base or _PACKAGE + "/relationships"}/{kind}" Target="{target}"/>'
        for number, (kind, target, base) in enumerate(targets, start=1)
    )
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{entries}</Relationships>'


def _core(title: str, author: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title><dc:creator>{escape(author)}</dc:creator></cp:coreProperties>"
    )


def _styles() -> str:
    made = "".join(
        f'<w:style w:type="paragraph"{" w:default=" + chr(34) + "1" + chr(34) if key == "text" else ""} '
        f'w:styleId="{ident}"><w:name w:val="{name}"/>'
        + ("" if key == "text" else '<w:basedOn w:val="Normal"/>')
        + "<w:pPr>"
        + ("<w:keepNext/>" if bold else "")
        + '<w:spacing w:after="120"/>'
        + ('<w:ind w:left="360"/>' if key == "bullet" else "")
        + (f'<w:outlineLvl w:val="{int(key[-1]) - 1}"/>' if key.startswith("heading") else "")
        + "</w:pPr><w:rPr>"
        + ("<w:b/>" if bold else "")
        + f'<w:sz w:val="{size}"/></w:rPr></w:style>'
        for key, (ident, name, size, bold) in _STYLES.items()
    )
    return (
        f'{_HEAD}<w:styles xmlns:w="{_W}">{made}'
        '<w:style w:type="paragraph" w:styleId="FootnoteText"><w:name w:val="footnote text"/>'
        '<w:basedOn w:val="Normal"/><w:rPr><w:sz w:val="18"/></w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="FootnoteReference"><w:name w:val="footnote reference"/>'
        '<w:rPr><w:vertAlign w:val="superscript"/></w:rPr></w:style></w:styles>'
    )
