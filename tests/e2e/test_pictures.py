"""Pictures of a case: copies are found by how they look; where one was taken is kept with a second person's word."""

from __future__ import annotations

import io
import random
import struct
import zlib
from pathlib import Path

import pytest

from crossbearing import picturing
from crossbearing.collect.confined import Confined
from crossbearing.collect.refusal import RefusedError
from crossbearing.store.case import Case
from tests.command_line import run, succeed

Image = pytest.importorskip("PIL.Image", reason="the extra `pictures` is not installed")
Draw = pytest.importorskip("PIL.ImageDraw", reason="the extra `pictures` is not installed")
pytest.importorskip("imagehash", reason="the extra `pictures` is not installed")


def scene(seed: int) -> Image.Image:
    """A made-up picture: bright and dark shapes before a sky."""
    chance = random.Random(seed)
    picture = Image.new("RGB", (640, 480), (120, 150, 190))
    draw = Draw.Draw(picture)
    for _ in range(14):
        left, top = chance.randrange(600), chance.randrange(440)
        box = (left, top, left + chance.randrange(30, 300), top + chance.randrange(30, 250))
        draw.rectangle(box, fill=tuple(chance.randrange(256) for _ in range(3)))
    return picture


def saved(picture: Image.Image, kind: str, **how: object) -> bytes:
    """Return a picture as a file."""
    stream = io.BytesIO()
    picture.save(stream, kind, **how)
    return stream.getvalue()


@pytest.fixture(scope="module")
def case(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A case with a report, three unlike pictures, three copies of one of them, and one that cannot be unpacked."""
    folder = tmp_path_factory.mktemp("pictures")
    reports = folder / "reports"
    reports.mkdir()
    (reports / "report.txt").write_text("Two people were wounded in Idlib on 3 May 2017, the governor said.")
    first = scene(1)
    files = {
        "a-original.png": saved(first, "PNG"),
        "b-again.jpg": saved(first, "JPEG", quality=40),
        "c-small.jpg": saved(first.resize((213, 160)), "JPEG", quality=80),
        "d-brighter.png": saved(first.point(lambda value: min(255, value + 20)), "PNG"),
        "e-other.jpg": saved(scene(2), "JPEG"),
        "f-third.png": saved(scene(3), "PNG"),
        "g-broken.png": saved(scene(4), "PNG")[:300],
    }
    for name, data in files.items():
        (reports / name).write_bytes(data)
    succeed("build", reports, "--case", folder / "a.case", "--tagger", "off", "--quiet")
    return folder / "a.case"


def test_copies_are_found_and_others_not(case: Path) -> None:
    """Scaled, brightened and saved again a picture is found; unlike ones are not; the broken one is named."""
    seen = picturing.look(case)
    names = {one.id: one.name.rpartition("/")[2] for one in seen.documents}
    copies = {"a-original.png", "b-again.jpg", "c-small.jpg", "d-brighter.png"}
    assert len(seen.documents) == 7
    assert {frozenset((names[pair.first], names[pair.second])) for pair in seen.alike} == {
        frozenset((one, other)) for one in copies for other in copies if one != other
    }
    assert max(pair.distance for pair in seen.alike) <= 6
    assert [names[document] for document, _why in seen.refused] == ["g-broken.png"]
    again = picturing.look(case)
    assert again.alike == seen.alike
    with Case.open(case) as opened:
        assert len(list(opened.records().of("Likeness", history=True))) == 6, "what is known is not computed again"
    succeed("verify", case)


def test_listed(case: Path) -> None:
    """The command lists pictures and pairs, and says what it could not compare."""
    told = succeed("pictures", case)
    assert "7 pictures" in told
    assert "6 pairs of pictures look alike (a hint: look at both)" in told
    assert "not compared" in told
    assert "0 pairs" in succeed("pictures", case, "--within", 0) or "of 64 bits differ" in told


def test_geolocated_by_two(case: Path) -> None:
    """An assessor keeps where a picture was taken; only a second person can confirm it; all versions stay."""
    document = picturing.look(case).documents[0].id
    told = succeed(
        "pictures", case, "--locate", document, "--at", "35.93,36.63", "--radius", 40,
        "--feature", "water tower by a crossing=satellite picture of 2017-05-09", "--who", "first assessor",
    )  # fmt: skip
    record = told.split()[1]
    alone = run("pictures", case, "--confirm", record, "--who", "first assessor")
    assert alone.returncode == 2
    assert "second person" in alone.stderr
    assert "confirmed" in succeed("pictures", case, "--confirm", record, "--who", "second assessor")
    assert "confirmed by second assessor" in succeed("pictures", case)
    with Case.open(case) as opened:
        versions = list(opened.records().of("Geolocation", history=True))
    assert [(one.status.value, one.signed_by) for one in versions] == [
        ("proposed", ""), ("confirmed", "second assessor"),
    ]  # fmt: skip
    succeed("verify", case)


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (["--locate", "nothing", "--at", "1,2", "--radius", 5, "--feature", "a=b", "--who", "x"], "no such document"),
        (["--locate", "nothing", "--at", "here", "--who", "x"], "--at"),
        (["--locate", "nothing", "--at", "1,2", "--feature", "a"], "--feature"),
        (["--locate", "nothing", "--at", "1,2", "--who", "x"], "no feature"),
        (["--locate", "nothing", "--at", "1,2", "--feature", "a=b"], "--who"),
        (["--confirm", "nothing", "--who", "x"], "no such record"),
        (["--within", 99], "--within"),
    ],
)
def test_bad_arguments(case: Path, arguments: list[object], word: str) -> None:
    """What cannot be done is refused in one line."""
    done = run("pictures", case, *arguments)
    assert done.returncode == 2
    assert word in done.stderr
    assert "Traceback" not in done.stderr


def test_bomb() -> None:
    """A small file that states a giant picture is refused before it is unpacked."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 2, 0, 0, 0)
    bomb = (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", head)
        + chunk(b"IDAT", zlib.compress(b"\0" * 100_000))
        + chunk(b"IEND", b"")
    )
    confined = Confined(seconds=20)
    try:
        with pytest.raises(RefusedError) as refused:
            confined.call("likeness", bomb)
    finally:
        confined.close()
    assert refused.value.kind == "too_large"
