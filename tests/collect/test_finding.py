"""Which files are found, under which names, and what their surroundings say of them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from crossbearing.collect.finding import find_items
from crossbearing.model.errors import InputError
from tests.collect.making import BODY, collect


def _fill(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"{name}. {BODY}")


def test_finds_folders_recursively_in_a_stable_order(tmp_path: Path) -> None:
    """Files come before the subfolders beside them, by name, each under its path inside the folder given."""
    _fill(tmp_path, "b.txt", "a.md", "deep/er/c.txt", "deep/d.txt")
    items, rejects = find_items([tmp_path])
    assert [item.name for item in items] == ["a.md", "b.txt", "deep/d.txt", "deep/er/c.txt"]
    assert rejects == []
    assert find_items([tmp_path]) == (items, rejects)


def test_passes_over_what_is_no_report(tmp_path: Path) -> None:
    """Hidden files, case folders, lock files, settings of ours and files about the folder are not collected."""
    _fill(tmp_path, "a.txt", ".hidden.txt", ".git/x.txt", "old.case/y.txt", "~$t.xlsx", "sources.toml", "README.md")
    (tmp_path / "sources.toml").write_text("")
    _fill(tmp_path, "mapping.toml", "t.mapping.toml", "LICENSE", "Thumbs.db")
    items, rejects = find_items([tmp_path])
    assert [item.name for item in items] == ["a.txt"]
    assert rejects == []


def test_takes_a_readme_that_is_named_itself(tmp_path: Path) -> None:
    """A file about a folder is passed over in the folder, and taken where the user names it."""
    _fill(tmp_path, "README.md")
    assert [item.name for item in find_items([tmp_path / "README.md"])[0]] == ["README.md"]


def test_survives_circles_of_links(tmp_path: Path) -> None:
    """Links to folders above, and links that point at each other, end the search in that place only."""
    _fill(tmp_path, "a.txt", "sub/b.txt")
    (tmp_path / "sub" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "x.txt").symlink_to(tmp_path / "y.txt")
    (tmp_path / "y.txt").symlink_to(tmp_path / "x.txt")
    documents, rejects = collect(tmp_path)
    assert sorted(document.document.name for document in documents) == ["a.txt", "sub/b.txt"]
    assert {reject.where for reject in rejects} == {"x.txt", "y.txt"}
    assert all(reject.reason for reject in rejects)


def test_pipes_are_refused_without_being_opened(tmp_path: Path) -> None:
    """A named pipe would block whoever opens it; it becomes a reject."""
    _fill(tmp_path, "a.txt")
    os.mkfifo(tmp_path / "pipe.txt")
    documents, rejects = collect(tmp_path)
    assert len(documents) == 1
    assert [(reject.where, reject.kind) for reject in rejects] == [("pipe.txt", "not_a_file")]


def test_each_file_has_a_name_of_its_own(tmp_path: Path) -> None:
    """Files of the same relative path in two folders given are set apart by their folders."""
    _fill(tmp_path, "one/a.txt", "two/a.txt")
    items, _ = find_items([tmp_path / "one", tmp_path / "two", tmp_path / "one" / "a.txt"])
    assert [item.name for item in items] == ["a.txt", "two/a.txt"]


@pytest.mark.parametrize("prepare", ["nothing", "only_programs", "only_hidden"])
def test_a_folder_without_readable_files_is_an_error_with_a_remedy(tmp_path: Path, prepare: str) -> None:
    """Nothing at all to collect is an error that names the place, the reason and the remedy."""
    if prepare == "only_programs":
        (tmp_path / "a.exe").write_bytes(b"MZ")
    if prepare == "only_hidden":
        (tmp_path / ".a.txt").write_text("x")
    with pytest.raises(InputError) as caught:
        find_items([tmp_path])
    assert all((caught.value.where, caught.value.what, caught.value.remedy))
    assert caught.value.exit_code == 2


def test_a_missing_path_does_not_stop_the_others(tmp_path: Path) -> None:
    """One path that does not exist becomes a reject beside the files of the others."""
    _fill(tmp_path, "a.txt")
    items, rejects = find_items([tmp_path / "absent", tmp_path])
    assert len(items) == 1
    assert [(reject.kind, reject.fatal) for reject in rejects] == [("missing_file", True)]


def test_a_case_is_not_collected_even_if_named(tmp_path: Path) -> None:
    """A case folder given as input is refused: its originals would come in a second time."""
    _fill(tmp_path, "old.case/originals/x.txt", "a.txt")
    _, rejects = find_items([tmp_path / "old.case", tmp_path / "a.txt"])
    assert [reject.kind for reject in rejects] == ["case_folder"]


def test_the_nearest_sources_file_holds(tmp_path: Path) -> None:
    """A subfolder's `sources.toml` goes before the one above it."""
    _fill(tmp_path, "a.txt", "sub/b.txt", "sub/deep/c.txt")
    (tmp_path / "sources.toml").write_text('[default]\ncountry = "NO"\n')
    (tmp_path / "sub" / "sources.toml").write_text('[files."deep/*.txt"]\npublisher = "Northport Gazette"\n')
    hints = {item.name: dict(item.hints) for item in find_items([tmp_path])[0]}
    assert hints["a.txt"]["default.country"] == "NO"
    assert "default.country" not in hints["sub/b.txt"]
    assert hints["sub/deep/c.txt"]["publisher"] == "Northport Gazette"


@pytest.mark.parametrize(
    ("content", "part"),
    [
        ("[default\n", "valid TOML"),
        ("[publisher.x]\n", "[publisher]"),
        ('[publishers."X"]\nkindd = "y"\n', "kindd"),
        ('[publishers."X"]\naliases = "y"\n', "aliases"),
        ("default = 3\n", "[default]"),
    ],
)
def test_a_broken_sources_file_is_noted_and_passed_over(tmp_path: Path, content: str, part: str) -> None:
    """A mistake in `sources.toml` costs its statements, not the files, and the note names the mistake."""
    _fill(tmp_path, "a.txt")
    (tmp_path / "sources.toml").write_text(content)
    items, (reject,) = find_items([tmp_path])
    assert len(items) == 1
    assert not reject.fatal
    assert part in reject.reason
    assert reject.remedy


def test_tables_find_their_mapping_by_name(tmp_path: Path) -> None:
    """`TABLE.mapping.toml` goes before `mapping.toml`; one that is given goes before both; texts have none."""
    _fill(tmp_path, "a.csv", "b.csv.gz", "c.txt", "mapping.toml", "a.mapping.toml", "given.toml")
    found = {item.name: Path(item.mapping).name for item in find_items([tmp_path])[0]}
    assert found == {"a.csv": "a.mapping.toml", "b.csv.gz": "mapping.toml", "c.txt": ""}
    given = find_items([tmp_path], mapping=tmp_path / "given.toml")[0]
    assert {Path(item.mapping).name for item in given if item.mapping} == {"given.toml"}


def test_a_mapping_that_does_not_exist_is_an_error(tmp_path: Path) -> None:
    """A mapping named by the user and not there stops at once."""
    _fill(tmp_path, "a.csv")
    with pytest.raises(InputError, match="mapping"):
        find_items([tmp_path], mapping=tmp_path / "absent.toml")
