"""The gazetteer file: built whole or not at all, opened fast, damage noticed, spellings met."""

from __future__ import annotations

import multiprocessing
import shutil
import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.model.errors import ResourceError
from crossbearing.resolve.gazetteer import Gazetteer, build, ensure_gazetteer
from crossbearing.resolve.gazetteer.names import close, key, readable, script, skeleton
from crossbearing.resolve.gazetteer.sources import SourcePlace
from crossbearing.resources.place_tables import countries, divisions, named_places

_FEW = (
    SourcePlace("t:1", "Deir ez-Zor", ("Deir al-Zor",), "SY", "", "city", 35.3, 40.1, 3000, 271_800, 5.4, "", ""),
    SourcePlace("t:2", "Mayadin", (), "SY", "", "town", 35.0, 40.45, 2000, 44_000, 4.6, "Asia/Damascus", ""),
)  # fmt: skip


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A path for a gazetteer of two places, built in a moment."""
    monkeypatch.setattr(build, "source_places", lambda: iter(_FEW))
    return tmp_path / "cache" / "few.sqlite"


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("Deir Ezzor", "Deir ez-Zor"),
        ("Dayr az-Zawr", "Deir ez-Zor"),
        ("DEIR AL-ZOUR", "Deir ez-Zor"),
        ("Khan Sheikhun", "Kh\u0101n Shaykh\u016bn"),
        ("Bakmut", "Bakhmut"),
        ("Hodaida", "Al \u1e28udaydah"),
        ("\u062d\u0644\u0628", "Aleppo"),
        ("\u0425\u0430\u0440\u043a\u0456\u0432", "Kharkiv"),
    ],
)
def test_spellings_meet(gazetteer: Gazetteer, written: str, expected: str) -> None:
    """Spellings of one name, in any script, find the same town."""
    assert expected in {match.place.name for match in gazetteer.find(written).matches}


def test_no_match_says_why(gazetteer: Gazetteer) -> None:
    """A name that nothing has comes back without matches and with a reason."""
    found = gazetteer.find("Qwxzptlkburg")
    assert found.matches == ()
    assert "no place of this name" in found.reason


def test_small_us_is_a_word(gazetteer: Gazetteer) -> None:
    """The pronoun finds no country, the abbreviation does."""
    assert gazetteer.find("us").matches == ()
    assert gazetteer.find("US").matches[0].place.kind == "country"


def test_opening_is_quick(gazetteer: Gazetteer) -> None:
    """Opening a gazetteer that is there takes well under a tenth of a second."""
    start = time.perf_counter()
    Gazetteer(gazetteer.path).close()
    assert time.perf_counter() - start < 0.1


def test_file_is_small(gazetteer: Gazetteer) -> None:
    """The file stays under 150 MB."""
    assert gazetteer.path.stat().st_size < 150_000_000


def test_missing_file_is_built(few: Path) -> None:
    """Asking for a gazetteer that is not there builds it and leaves nothing else behind."""
    assert ensure_gazetteer(few) == few
    assert [path.name for path in few.parent.iterdir()] == [few.name]
    with Gazetteer(few) as opened:
        assert opened.find("Deir al-Zor").matches[0].place.id == "t:1"


@pytest.mark.parametrize("damage", ["truncated", "overwritten", "empty", "foreign"])
def test_damage_is_named_and_mended(few: Path, damage: str) -> None:
    """A damaged file is refused with its name and the remedy, and built again where it is the default one."""
    ensure_gazetteer(few)
    if damage == "truncated":
        few.write_bytes(few.read_bytes()[:5000])
    elif damage == "overwritten":
        few.write_bytes(b"\xff" * 4096)
    elif damage == "empty":
        few.write_bytes(b"")
    else:
        few.unlink()
        with closing(sqlite3.connect(few)) as connection:
            connection.execute("CREATE TABLE other (x)")
            connection.commit()
    with pytest.raises(ResourceError) as caught:
        Gazetteer(few)
    assert few.name in str(caught.value)
    assert "built again" in str(caught.value)
    ensure_gazetteer(few)
    with Gazetteer(few) as opened:
        assert opened.find("Mayadin").matches


def test_damage_inside_is_named(few: Path) -> None:
    """A page overwritten in the middle is noticed when it is read, and named."""
    ensure_gazetteer(few)
    content = bytearray(few.read_bytes())
    content[4096:] = b"\xa5" * (len(content) - 4096)
    few.write_bytes(bytes(content))
    with pytest.raises(ResourceError, match=few.name), Gazetteer(few) as opened:
        opened.find("Mayadin")


def test_failed_building_leaves_nothing(few: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where a source breaks off, neither a file nor a draft nor a lock stays behind."""

    def broken() -> list[SourcePlace]:
        raise ResourceError("table is missing", where="resources/x", remedy="reinstall")

    monkeypatch.setattr(build, "source_places", broken)
    with pytest.raises(ResourceError):
        ensure_gazetteer(few)
    assert list(few.parent.iterdir()) == []


def test_unwritable_folder_is_explained(few: Path) -> None:
    """A cache folder that cannot be made gives an error with the remedy."""
    few.parent.parent.joinpath("cache").write_text("a file, no folder")
    with pytest.raises(ResourceError, match="CROSSBEARING_CACHE"):
        ensure_gazetteer(few)


def _ensure(path: str) -> int:
    build.source_places = lambda: iter(_FEW)  # type: ignore[assignment]
    ensure_gazetteer(Path(path))
    with Gazetteer(Path(path)) as opened:
        return len(opened.find("Mayadin").matches)


def test_processes_build_together(tmp_path: Path) -> None:
    """Four processes that need the file at once all get it whole."""
    target = str(tmp_path / "shared" / "few.sqlite")
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        assert pool.map(_ensure, [target] * 4) == [1, 1, 1, 1]
    assert [path.name for path in Path(target).parent.iterdir()] == ["few.sqlite"]


def test_lock_of_a_killed_process_is_taken_over(few: Path) -> None:
    """A lock left behind by a process that is gone does not keep others waiting."""
    gone = multiprocessing.get_context("spawn").Process(target=print)
    gone.start()
    gone.join()
    few.parent.mkdir()
    few.with_name(few.name + ".lock").write_text(str(gone.pid))
    start = time.perf_counter()
    assert ensure_gazetteer(few) == few
    assert time.perf_counter() - start < 5
    assert [path.name for path in few.parent.iterdir()] == [few.name]


def test_copied_file_opens(gazetteer: Gazetteer, few: Path) -> None:
    """A gazetteer can be copied to another place and opened there."""
    ensure_gazetteer(few)
    copy = few.with_name("copy.sqlite")
    shutil.copy(few, copy)
    with Gazetteer(copy) as opened:
        assert opened.find("Deir ez-Zor").matches


def test_tables_are_sound() -> None:
    """Every row of the program's own tables lies on the globe, has a radius, a kind and a source, and its own id."""
    for rows in (list(countries()), [row.place for row in divisions()], list(named_places())):
        assert len({row.id for row in rows}) == len(rows)
        for row in rows:
            assert -90 <= row.latitude <= 90, row
            assert -180 <= row.longitude <= 180, row
            assert (row.latitude, row.longitude) != (0.0, 0.0), row
            assert row.radius > 0, row
            assert row.name.strip(), row
            assert row.kind, row
            assert row.source, row


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Deir ez-Zor", "Dayr az Zawr"),
        ("Khan Shaykhun", "Khan Cheikhoun"),
        ("Al-Hasakah", "Hassakeh"),
        ("Kharkiv", "Kharkov"),
    ],
)
def test_skeletons(first: str, second: str) -> None:
    """Transliterations of one name share their consonants."""
    assert skeleton(key(first)) == skeleton(key(second)) != ""
    assert close(key(first), key(second)) > 0.7


@given(st.text(max_size=150))
def test_keys_are_stable(name: str) -> None:
    """The key of a key is the key itself, and holds nothing a query language would read."""
    form = key(name)
    assert key(form) == form
    assert not set(form) & set("\"'*():^{}-;")


def test_long_names_are_refused() -> None:
    """Ten thousand characters are no place name, and the reason gives the number."""
    assert "10,000" in readable("x" * 10_000)


@pytest.mark.parametrize(("text", "expected"), [("Aleppo", "latin"), ("\u062d\u0644\u0628", "arabic"), ("1", "")])
def test_scripts(text: str, expected: str) -> None:
    """The script of a name is told by its letters."""
    assert script(text) == expected
