"""What a user says of publishers in `sources.toml`."""

from __future__ import annotations

from pathlib import Path

import pytest

from crossbearing.collect.sources import load_sources


@pytest.mark.parametrize(
    ("name", "kind", "read"),
    [
        ("Reuters", "agency", "news_agency"),
        ("AFP", "agency", "news_agency"),
        ("SANA", "agency", "state_media"),
        ("Press Trust of India", "agency", "news_agency"),
        ("Northland Ministry of Health", "agency", "agency"),
        ("Reuters", "government", "government"),
    ],
)
def test_an_agency_that_is_known_for_news(tmp_path: Path, name: str, kind: str, read: str) -> None:
    """Who is known as a news agency is one where the user writes "agency"; any other kind stays as the user has it."""
    path = tmp_path / "sources.toml"
    path.write_text(f'[publishers."{name}"]\nkind = "{kind}"\n[files."*.txt"]\npublisher = "{name}"\nkind = "{kind}"\n')
    sources = load_sources(path)
    assert sources.of_publisher(name)["kind"] == read
    assert sources.of_file("a.txt")["kind"] == read
