"""Whose name is hidden and whose is not."""

from __future__ import annotations

import pytest

from crossbearing.model.actors import Speaker
from crossbearing.show.dossier.privacy import WITHHELD, Veil, VeilSource, make_veil


def veiled(*texts: str, show: str = "", **source: object) -> str:
    """Return a text as the veil of some texts shows it; the first of them unless another is given."""
    return make_veil(VeilSource(texts=texts, **source)).text(show or texts[0])  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("A farmer, Omar Testman, saw it.", "Omar Testman"),
        ("Omar Testman, 34, saw it.", "Omar Testman"),
        ("Among the dead was Bekzat Inventov (7).", "Bekzat Inventov"),
        ("His brother Xavi was taken away.", "Xavi"),
        ("Mrs. Inventia Examply wept.", "Inventia Examply"),
        ("Captain Norvin Examply reported it.", "Norvin Examply"),
        ("CAPTAIN NORVIN EXAMPLY reported it.", "NORVIN EXAMPLY"),
        ("Norvin Examply told our reporter that it was dark.", "Norvin Examply"),
        ("They brought Fatima al-Examply to a clinic.", "Fatima al-Examply"),
        ("Umm Examply cried for help.", "Examply"),
        ("A man named Norvin ran.", "Norvin"),
        ("The former minister Ali Examply spoke.", "Ali Examply"),
        ("Norvin Examply, a spokesman for the family, wept.", "Norvin Examply"),
        ("Ali Examply, who heads the village council, wept.", "Ali Examply"),
        ("Ali Examply, the commander of the Red brigade, wept.", "Ali Examply"),
        ("Очевидец Иван Примеров рассказал об этом.", "Иван Примеров"),
        ("Пришёл Кирилл Примерович.", "Кирилл Примерович"),
        ("قال محمد الفلاني إن الطائرات جاءت", "محمد الفلاني"),
        ("Une habitante, Marie Exemplaire, a tout vu.", "Marie Exemplaire"),
        ("Four died, said Norvin Testman, a farmer. Defence Minister Ali Examply denied it.", "Norvin Testman"),
    ],
)
def test_private_persons_are_hidden(text: str, name: str) -> None:
    """A given name, a form of address, a trade, kinship, an age or speech beside a name hides it."""
    shown = veiled(text)
    assert name not in shown
    assert WITHHELD in shown


@pytest.mark.parametrize(
    "text",
    [
        "Defence Minister Sergei Shoigu said so.",
        "Igor Konashenkov, a spokesman of the Russian Defence Ministry, said so.",
        "Maj. Gen. Igor Konashenkov gave the figure.",
        "Peter Cook (Pentagon press secretary) regretted it.",
        "US Secretary of State John Kerry answered.",
        "Vladimir Savchenko, who heads the Russian reconciliation centre in Syria, gave the hours.",
        "President Bashar al-Assad denied it.",
        "Ambassador Samantha Power spoke in New York.",
        "Министр Сергей Лавров ответил.",
        "Syrian Army General Command said that it was so.",
        "The Syrian Observatory for Human Rights said 30 died.",
        "Abu Kamal and Sheikh Maqsoud were quiet on Monday.",
        "At least 62 were killed near Deir ez-Zor, Inside Syria Media Center said.",
    ],
)
def test_officials_bodies_and_places_stay(text: str) -> None:
    """A public office right beside a name keeps it; bodies and places are no persons."""
    assert veiled(text) == text


def test_hidden_wherever_it_stands() -> None:
    """Once a name is known to be private it is hidden in every other text, alone, in capitals and in an address."""
    known = "Omar Testman, 34, saw it."
    for other in ("Testman left.", "TESTMAN LEFT", "https://example.org/omar-testman-saw-it", "omar_testman.html",
                  "Omar\nTestman"):  # fmt: skip
        assert "testman" not in veiled(known, other, show=other).casefold()


def test_an_official_is_kept_everywhere() -> None:
    """An office beside a name in one text keeps the bare surname in another, article or no article."""
    assert veiled("President Bashar al-Assad spoke.", "Assad said so.", show="Assad said so.") == "Assad said so."


def test_speakers() -> None:
    """A speaker known as a person, or unknown and named like one, is hidden; known bodies are not."""
    speakers = (
        Speaker("Norvin Examply", kind="person"),
        Speaker("Quellor Inventius"),
        Speaker("Deutsche Welle", kind="medium"),
        Speaker("Red Example Brigade", actor="red-example-brigade"),
        Speaker("Gen. Norbert Officius", kind="person"),
    )
    text = "Norvin Examply, Quellor Inventius, Deutsche Welle, Red Example Brigade and Gen. Norbert Officius"
    shown = veiled(text, speakers=speakers)
    assert shown == f"{WITHHELD}, {WITHHELD}, Deutsche Welle, Red Example Brigade and Gen. Norbert Officius"


def test_publishers() -> None:
    """A publisher keeps its name, unless it is a private person or an account."""
    publishers = (("Ali Examply", "expert"), ("Omar Testman", "social_media"))
    shown = veiled("By Ali Examply and by Omar Testman", publishers=publishers)
    assert shown == f"By Ali Examply and by {WITHHELD}"


def test_places_named_after_persons() -> None:
    """A place the case knows keeps its name."""
    assert veiled("Near Omar Testville at night", places=("Omar Testville",)) == "Near Omar Testville at night"


@pytest.mark.parametrize(
    "listed", ["Aa Bb, Cc Dd and Ee Ff", "1. Aa Bb\n2. Cc Dd\n3. Ee Ff", "Aa Bb (4); Cc Dd; Ee Ff"]
)
def test_lists_of_the_dead(listed: str) -> None:
    """Every name in a list of names is hidden, in the list and elsewhere."""
    shown = veiled(f"{listed}. Later, Cc Dd was found.", listed=(listed,))
    for name in ("Aa Bb", "Cc Dd", "Ee Ff"):
        assert name not in shown


def test_an_address_with_a_name_is_left_out() -> None:
    """An address that spells a hidden name is not given at all; others are."""
    veil = make_veil(VeilSource(texts=("Omar Testman, 34, saw it.",)))
    assert veil.address("https://example.org/omar-testman") == ""
    assert veil.address("https://example.org/strike") == "https://example.org/strike"


def test_no_veil_hides_nothing() -> None:
    """With names asked for, text passes unchanged."""
    assert Veil().text("Omar Testman, 34, saw it.") == "Omar Testman, 34, saw it."


def test_sweep() -> None:
    """The second net takes a hidden name out of a finished page however its words are joined."""
    veil = make_veil(VeilSource(texts=("Omar Testman, 34, saw it.",)))
    assert "estman" not in veil.sweep("<p title='omar&nbsp;x'>Omar <b></b>Omar_Testman</p>")
