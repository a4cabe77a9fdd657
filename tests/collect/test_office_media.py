"""Word-processor documents, pictures and videos."""

from __future__ import annotations

from pathlib import Path

from crossbearing.model.documents import READ_BY_DEFAULT, BlockKind
from tests.collect.making import BODY, SECOND, basis, blocks, collect_one
from tests.collect.packing import docx, jpeg, mp4, odt, png


def test_a_docx_gives_its_paragraphs_without_what_was_deleted(tmp_path: Path) -> None:
    """Runs are joined, cells of tables are paragraphs, deleted words and codes of fields are left out."""
    extra = (
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>In a cell.</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"
        "<w:p><w:del><w:r><w:delText>Deleted.</w:delText></w:r></w:del><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    (tmp_path / "a.docx").write_bytes(docx(BODY, SECOND, extra=extra, title="Strike on a warehouse"))
    document = collect_one(tmp_path / "a.docx")
    assert document.publication.title == "Strike on a warehouse"
    assert blocks(document, BlockKind.BODY)[:2] == [BODY, SECOND]
    assert "In a cell." in document.text.content
    assert "Deleted" not in document.text.content
    assert "PAGE" not in document.text.content
    assert basis(document)["published"] == "not stated; the document was made on 2021-03-04"
    assert document.publication.published == ""


def test_an_odt_gives_its_paragraphs_and_heading(tmp_path: Path) -> None:
    """Spans are joined; the heading stands above the text."""
    (tmp_path / "a.odt").write_bytes(odt(BODY, SECOND))
    document = collect_one(tmp_path / "a.odt")
    assert blocks(document, BlockKind.BODY) == [BODY, SECOND]
    assert document.text.content.startswith("Strike on a warehouse")


def test_a_picture_is_kept_with_what_its_camera_wrote(tmp_path: Path) -> None:
    """Date and position of EXIF metadata are shown as the file's own statement; nothing of it is read as a report."""
    (tmp_path / "a.jpg").write_bytes(jpeg())
    document = collect_one(tmp_path / "a.jpg")
    assert document.document.media_type == "image/jpeg"
    assert "Taken, by the camera's clock: 2021:03:03 05:40:00" in document.text.content
    assert "35.50000, 40.25000" in document.text.content
    assert "40 × 30" in document.text.content
    assert not any(block.kind in READ_BY_DEFAULT for block in document.text.blocks)
    assert document.publication.published == ""
    assert document.text.language == "und"


def test_a_position_beyond_the_poles_is_not_shown(tmp_path: Path) -> None:
    """Metadata that cannot be true are left out."""
    (tmp_path / "a.jpg").write_bytes(jpeg(latitude=(135, 0, 0)))
    assert "Position" not in collect_one(tmp_path / "a.jpg").text.content


def test_a_picture_without_metadata_is_kept(tmp_path: Path) -> None:
    """A PNG is kept with its size, whatever its name."""
    (tmp_path / "a").write_bytes(png())
    document = collect_one(tmp_path / "a")
    assert (document.document.media_type, "40 × 30" in document.text.content) == ("image/png", True)


def test_the_head_of_a_video_is_found_behind_its_data(tmp_path: Path) -> None:
    """Length and moment of making are read, also in a film too long to be held in memory."""
    for name, padding in (("short.mp4", 16), ("long.mp4", 20_000_000)):
        (tmp_path / name).write_bytes(mp4(padding=padding))
        content = collect_one(tmp_path / name).text.content
        assert "Length, seconds: 12.5" in content
        assert "2021-03-02" in content
