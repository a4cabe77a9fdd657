"""Exports of social-media posts and of archivers are tables whose rows say more than a text and a date."""

from __future__ import annotations

import json
from pathlib import Path

from tests.collect.making import BODY, SECOND, basis, collect

PICTURE = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def test_a_csv_of_posts_names_its_authors_and_keeps_hashes(tmp_path: Path) -> None:
    """Author, handle, time, address and hashes of media go into the publication; the client's name does not."""
    (tmp_path / "posts.csv").write_text(
        "post_id,author_name,handle,created_at,text,url,source,media_url,media_sha256\n"
        f'1,Northport Port Authority,@northport,2021-03-04T08:00Z,"{BODY}",https://social.example/1,Web client,'
        f"https://social.example/a.jpg,{PICTURE}\n"
        f'2,,@harbour,2021-03-04T09:00Z,"{SECOND}",https://social.example/2,Web client,,\n'
    )
    (first, second), rejects = collect(tmp_path)
    assert not rejects
    assert (first.publication.publisher, second.publication.publisher) == ("Northport Port Authority", "@harbour")
    assert basis(first)["publisher"] == "author of the post; handle @northport"
    assert basis(first)["media hash"] == f"{PICTURE} (column 'media_sha256')"
    assert first.publication.url == "https://social.example/1"
    assert first.publication.published == "2021-03-04T08:00Z"
    assert "media hash" not in basis(second)


def test_the_sheet_of_an_archiver_keeps_when_and_where_it_archived(tmp_path: Path) -> None:
    """Columns as auto-archiver writes them: the post's own time is its date, the archive's time stays beside it."""
    (tmp_path / "sheet.csv").write_text(
        "Link,Archive status,Archive location,Archive date,Upload timestamp,Upload title,Text content,Hash\n"
        "https://social.example/1,success,https://archive.example/1,2021-03-05T10:00:00Z,2021-03-04T08:00:00Z,Strike,"
        f'"{BODY}",{PICTURE}\n'
    )
    (document,), rejects = collect(tmp_path)
    assert not rejects
    assert document.publication.published.startswith("2021-03-04")
    assert document.publication.title == "Strike"
    assert document.publication.url == "https://social.example/1"
    assert basis(document)["captured"].startswith("2021-03-05T10:00:00Z")
    assert basis(document)["archive"].startswith("https://archive.example/1")
    assert basis(document)["media hash"].startswith(PICTURE)


def test_a_record_with_its_media_is_one_document(tmp_path: Path) -> None:
    """Media listed inside a JSON record are its own, not rows; their names and hashes stay with it."""
    post = {
        "metadata": {"content": BODY, "timestamp": "2021-03-04T08:00:00Z", "url": "https://social.example/1"},
        "media": [{"filename": "a.jpg", "properties": {"hash": PICTURE}}, {"filename": "b.mp4"}],
    }
    (tmp_path / "a.json").write_text(json.dumps(post))
    (document,), rejects = collect(tmp_path)
    assert not rejects
    assert document.publication.published.startswith("2021-03-04T08:00")
    assert basis(document)["media"].startswith("a.jpg, b.mp4")
    assert basis(document)["media hash"].startswith(PICTURE)


def test_an_export_of_a_channel_gives_its_messages(tmp_path: Path) -> None:
    """Telegram's export: words in pieces are joined, the channel is the publisher, service messages are named."""
    messages = [
        {"id": 1, "type": "message", "date": "2021-03-04T08:00:00", "from": "Northport Port Authority",
         "from_id": "channel1", "text": [BODY[:30], {"type": "bold", "text": BODY[30:]}]},
        {"id": 2, "type": "service", "date": "2021-03-04T09:00:00", "action": "pin", "text": ""},
    ]  # fmt: skip
    (tmp_path / "result.json").write_text(json.dumps({"name": "Port", "type": "public_channel", "messages": messages}))
    (document,), (reject,) = collect(tmp_path)
    assert document.text.content == BODY
    assert document.publication.publisher == "Northport Port Authority"
    assert reject.kind == "empty_row"


def test_the_author_of_an_article_is_not_its_publisher(tmp_path: Path) -> None:
    """A table of articles with a column of authors but none that only posts have names no publisher."""
    (tmp_path / "a.csv").write_text(f'title,author,text\nStrike,Staff,"{BODY}"\n')
    (document,), _ = collect(tmp_path)
    assert document.publication.publisher == ""
