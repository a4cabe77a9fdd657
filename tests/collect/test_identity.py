"""Ids, publications, languages and encodings."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.collect.cleaning import clean
from crossbearing.collect.credit import find_credit
from crossbearing.collect.decoding import choose_encoding
from crossbearing.collect.draft import Part, lay_out
from crossbearing.collect.language import language_code, language_teller
from crossbearing.collect.step import Collect
from crossbearing.model.documents import BlockKind
from crossbearing.model.steps import Step
from tests.collect.making import BODY, SECOND, basis, collect, collect_one

RUSSIAN = (
    "Самолёты нанесли удар по складу на окраине города, сообщили в администрации порта. По данным управления "
    "здравоохранения, погибли не менее четырёх человек, ещё одиннадцать получили ранения."
)
ARABIC = (
    "قصفت طائرات مستودعا على أطراف المدينة يوم الأربعاء، حسبما أعلنت إدارة الميناء. وقتل أربعة أشخاص على الأقل "
    "وأصيب أحد عشر آخرون، وفق ما ذكرت مديرية الصحة في المنطقة."
)
UKRAINIAN = (
    "Літаки завдали удару по складу на околиці міста, повідомили в адміністрації порту. За даними управління охорони "
    "здоров'я, загинули щонайменше четверо людей, ще 11 дістали поранення."
)
POLISH = (
    "Samoloty uderzyły w magazyn na obrzeżach miasta, poinformował zarząd portu. Co najmniej cztery osoby zginęły, "
    "a jedenaście zostało rannych, podał regionalny urząd zdrowia."
)
SPANISH = (
    "Unos aviones atacaron un almacén en las afueras de la ciudad, dijo la autoridad portuaria. Según la oficina de "
    "salud, al menos cuatro personas murieron; entre los heridos hay niños pequeños."
)
FRENCH = (
    "Des avions ont frappé un entrepôt à la périphérie de la ville, a annoncé l'autorité portuaire. Au moins quatre "
    "personnes ont été tuées et onze blessées, selon la direction régionale de la santé."
)


def test_the_same_bytes_from_two_outlets_are_one_document(tmp_path: Path) -> None:
    """Two copies under two publishers share the document's id and differ in their publications."""
    for folder, publisher in (("a", "Northport Gazette"), ("b", "Harbour Monitor")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "text.txt").write_text(BODY)
        (tmp_path / folder / "sources.toml").write_text(f'[files."*"]\npublisher = "{publisher}"\n')
    first, second = collect(tmp_path)[0]
    assert first.document.id == second.document.id
    assert first.text.id == second.text.id
    assert first.publication.id != second.publication.id
    assert {first.publication.publisher, second.publication.publisher} == {"Northport Gazette", "Harbour Monitor"}


def test_collecting_again_gives_the_same_ids(tmp_path: Path) -> None:
    """Neither the moment of collection nor the folder enters any id."""
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "a.txt").write_text(BODY)
    (tmp_path / "one" / "t.csv").write_text(f'text,publisher\n"{BODY}",Gazette\n"{SECOND}",Monitor\n')
    shutil.copytree(tmp_path / "one", tmp_path / "two")
    first, second = (collect(tmp_path / name)[0] for name in ("one", "two"))
    ids = [[(entry.document.id, entry.publication.id, entry.text.id) for entry in run] for run in (first, second)]
    assert ids[0] == ids[1]
    assert len(set(ids[0])) == 3


def test_the_original_is_named_by_its_bytes(tmp_path: Path) -> None:
    """Hash and size are those of the file itself, and the file is left as it was."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"\xef\xbb\xbf" + BODY.encode() + b"\r\n")
    before = path.read_bytes()
    document = collect_one(path).document
    assert document.sha256 == hashlib.sha256(before).hexdigest()
    assert document.size == len(before)
    assert path.read_bytes() == before


def test_the_step_keeps_its_word() -> None:
    """It is a step, its id depends on its settings, and the same settings give the same id."""
    assert isinstance(Collect(), Step)
    assert Collect().id == Collect().id
    assert Collect(max_bytes=1).id != Collect().id


@pytest.mark.parametrize(
    ("text", "encoding", "language"),
    [
        (BODY, "utf-8", "en"),
        (RUSSIAN, "utf-8-sig", "ru"),
        (RUSSIAN, "utf-16", "ru"),
        (ARABIC, "utf-16-le", "ar"),
        (BODY, "utf-16-be", "en"),
        (RUSSIAN, "cp1251", "ru"),
        (UKRAINIAN, "cp1251", "uk"),
        (ARABIC, "cp1256", "ar"),
        (FRENCH, "cp1252", "fr"),
        (FRENCH, "latin-1", "fr"),
        (SPANISH, "cp1252", "es"),
        (POLISH, "cp1250", "pl"),
        (RUSSIAN, "koi8-r", "ru"),
    ],
)
def test_encodings_are_told(tmp_path: Path, text: str, encoding: str, language: str) -> None:
    """Texts in each encoding come out as written, their language is told, and what was assumed is said."""
    path = tmp_path / "a.txt"
    path.write_bytes(text.encode(encoding))
    document = collect_one(path)
    assert document.text.content == text
    assert document.text.language == language
    assumed = encoding not in ("utf-8", "utf-8-sig", "utf-16")
    assert ("encoding" in basis(document)) == assumed


def test_a_few_broken_places_do_not_make_a_text_something_else(tmp_path: Path) -> None:
    """UTF-8 with a cut character stays UTF-8; the cut shows as such and is said."""
    path = tmp_path / "a.txt"
    path.write_bytes(RUSSIAN.encode()[:-1] + b"\xff and more.")
    document = collect_one(path)
    assert document.text.content.startswith(RUSSIAN[:60])
    assert "\ufffd" in document.text.content
    assert "broken" in basis(document)["encoding"]


def test_one_stray_byte_does_not_cost_a_text(tmp_path: Path) -> None:
    """A text in ASCII with one apostrophe of a Windows code page is read, and the assumption is said."""
    path = tmp_path / "a.txt"
    path.write_bytes(f"{BODY} The ministry".encode() + b"\x92s spokesman declined to comment.")
    document = collect_one(path)
    assert "ministry\u2019s spokesman" in document.text.content
    assert basis(document)["encoding"]


def test_what_decides_can_stand_far_down(tmp_path: Path) -> None:
    """A text that is plain ASCII for a hundred thousand characters and then is not, is read by what follows."""
    path = tmp_path / "a.txt"
    path.write_bytes((f"{SECOND}\n\n" * 1000).encode() + RUSSIAN.encode("cp1251"))
    assert RUSSIAN in collect_one(path).text.content


@pytest.mark.parametrize(
    ("text", "stated", "code"),
    [
        (RUSSIAN, "", "ru"),
        (UKRAINIAN, "", "uk"),
        (ARABIC, "", "ar"),
        (FRENCH, "", "fr"),
        (BODY, "", "en"),
        ("Harbour, 4 dead", "no", "no"),
        ("Harbour, 4 dead", "", "und"),
        (RUSSIAN * 2, "en", "ru"),
        (BODY, "en", "en"),
        ("62", "", "und"),
    ],
)
def test_languages_are_told(text: str, stated: str, code: str) -> None:
    """A stated language holds for short texts; a long text clearly in another outweighs it; few words tell nothing."""
    assert language_teller()(text, stated)[0] == code


@pytest.mark.parametrize(
    ("written", "code"),
    [("en", "en"), ("en-GB", "en"), ("ENG", "en"), ("English", "en"), ("pt_BR", "pt"), ("", ""), ("klingon", "")],
)
def test_languages_as_written(written: str, code: str) -> None:
    """Codes of two and three letters, with regions, and English names lead to the same code."""
    assert language_code(written) == code


@pytest.mark.parametrize(
    ("title", "paragraphs", "credit"),
    [
        ("Warehouse struck (AP)", [BODY], "(AP)"),
        ("Warehouse struck - AFP", [BODY], "AFP"),
        ("", [f"NORTHPORT (AP) — {BODY}"], "(AP)"),
        ("", [f"NORTHPORT, March 4 (Reuters) - {BODY}"], "(Reuters)"),
        ("", [f"NORTHPORT, March 4. /TASS/. {BODY}"], "/TASS/"),
        ("", [f"Northport, SANA - {BODY}"], "SANA"),
        ("", ["By Associated Press", BODY], "By Associated Press"),
        ("", ["By Jane Doe, Reuters", BODY], "By Jane Doe, Reuters"),
        ("", [BODY, "AFP"], "AFP"),
        ("", [BODY, f"{SECOND} (AP)"], "(AP)"),
        ("", [BODY, "© 2021 AFP"], "© 2021 AFP"),
        ("", [f"نورثبورت (أ ف ب) - {ARABIC}"], "(أ ف ب)"),
        ("", [BODY, SECOND], ""),
        ("Strike (in the north)", [BODY], ""),
        ("", [f"The office (an arm of the ministry) said so. {BODY}"], ""),
        ("", ["Reuters reported on Monday that the harbour was closed.", BODY], ""),
    ],
)
def test_credit_lines_are_kept_as_written(title: str, paragraphs: list[str], credit: str) -> None:
    """Agency tags at the head, in the dateline and at the end are found; an agency named in a sentence is no credit."""
    assert find_credit(title, paragraphs) == credit


def test_a_publisher_named_in_metadata_gets_its_kind(tmp_path: Path) -> None:
    """`[publishers]` holds wherever metadata name that publisher, by any of its names; the text's own kind does not."""
    (tmp_path / "a.md").write_text(f"---\npublisher: the  gazette\nkind: wire\n---\n{BODY}\n")
    (tmp_path / "b.md").write_text(f"---\npublisher: Monitor\nkind: bulletin\n---\n{SECOND}\n")
    (tmp_path / "sources.toml").write_text(
        '[publishers."Northport Gazette"]\nkind = "newspaper"\ncountry = "no"\naliases = ["The Gazette"]\n'
        '[default]\ncountry = "SE"\n'
    )
    first, second = collect(tmp_path)[0]
    assert (first.publication.kind, first.publication.country) == ("newspaper", "NO")
    assert (second.publication.kind, second.publication.country) == ("bulletin", "SE")


def test_a_language_nobody_reads_is_still_collected(tmp_path: Path) -> None:
    """Whether a text can be read is for the readers to say; it is collected with its language."""
    path = tmp_path / "a.txt"
    path.write_text(
        "Vélar réðust á vöruhús í útjaðri bæjarins á miðvikudag, að sögn hafnaryfirvalda. Fjórir létust. " * 2
    )
    assert collect_one(path).text.language == "is"


def test_characters_without_words_are_made_harmless(tmp_path: Path) -> None:
    """Control characters, direction overrides and soft hyphens go; joiners that spell words stay."""
    path = tmp_path / "a.txt"
    spelt = "می\u200cروند"
    path.write_text(
        f"\u202eAircraft\u202c st\u00adruck\x00\x07 the\u00a0har\u200bbour,\u200f {spelt} and left.\u2066\n{SECOND}"
    )
    content = collect_one(path).text.content
    assert content.startswith(f"Aircraft struck the harbour, {spelt} and left.")


@given(st.text())
def test_cleaning_is_stable(text: str) -> None:
    """Cleaning a cleaned text changes nothing, and no control or direction character survives it."""
    cleaned = clean(text)
    assert clean(cleaned) == cleaned
    assert not set(cleaned) & {"\x00", "\r", "\u202e", "\u200f", "\ufeff", "\x85"}
    cleaned.encode("utf-8")


PARTS = st.lists(st.builds(Part, st.sampled_from(BlockKind), st.text(max_size=20)))


@given(PARTS, st.sampled_from(["\n", "\n\n"]))
def test_blocks_point_at_their_words(parts: list[Part], separator: str) -> None:
    """Each part is found again at the offsets of its block; blocks stand in order and cover all but separators."""
    content, blocks = lay_out(parts, separator=separator)
    filled = [part for part in parts if part.text]
    assert [content[block.start : block.end] for block in blocks] == [part.text for part in filled]
    assert [block.kind for block in blocks] == [part.kind for part in filled]
    assert content == separator.join(part.text for part in filled)


@settings(deadline=None)  # the first undeclared text loads the language model
@given(st.binary(max_size=400))
def test_no_bytes_whatever_raise_anything_but_a_refusal(data: bytes) -> None:
    """Whatever the bytes are, an encoding is chosen in which they can be read, or they are refused."""
    from crossbearing.collect.refusal import RefusedError

    try:
        data.decode("utf-8")
        valid = True
    except UnicodeDecodeError:
        valid = False
    try:
        encoding = choose_encoding(data, valid_utf8=valid)
    except RefusedError:
        return
    assert isinstance(data.decode(encoding.name, encoding.errors), str)
