"""Search finds all words, in any script, and any characters are safe in it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossbearing.model.steps import Reading
from crossbearing.store.case import Case
from tests.store import making

TEXTS = {
    "en": "Shells hit the al-Tin camp; 62 soldiers' tents burnt, officials said.",
    "ar": "قُتِلَ مدنيّون في غارة على المدينة",
    "uk": "Обстріл зруйнував під'їзд будинку",
    "fr": "Une frappe a tué dix civils à l’aube",
    "odd": "emoji 🚁 and \0 NUL and a tab\tand [brackets]",
}


@pytest.fixture(scope="module", params=["folder", "server"])
def searched(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Case:
    """A case with texts of several scripts."""
    folder = tmp_path_factory.mktemp("searched")
    in_folder = request.param == "folder"
    place = str(folder / "a.case") if in_folder else f"{request.getfixturevalue('server')}&case=searched"
    with Case.create(place) as case:
        case.add_readings(
            Reading(making.collected(folder, text, name=name, title=f"Report {name}", shown=text))
            for name, text in TEXTS.items()
        )
    return Case.open(place)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("shells", ["Report en"]),
        ("SHELLS camp", ["Report en"]),
        ("shells aube", []),
        ("al-Tin", ["Report en"]),
        ("soldiers'", ["Report en"]),
        ("62", ["Report en"]),
        ("مدنيون", ["Report ar"]),
        ("مدنيّون", ["Report ar"]),
        ("قتل", ["Report ar"]),
        ("обстріл", ["Report uk"]),
        ("під'їзд", ["Report uk"]),
        ("tue", ["Report fr"]),
        ("l’aube", ["Report fr"]),
        ("brackets", ["Report odd"]),
        ("report fr", ["Report fr"]),
        ("", []),
        ('"', []),
        ("AND", ["Report odd"]),
        ("NOT shells", []),
        ("shells OR aube", []),
        ("content:shells", []),
        ("shell*", []),
        ("shells *", ["Report en"]),
        ("(shells", ["Report en"]),
        ('"shells', ["Report en"]),
        ("shells -camp", ["Report en"]),
        ("NEAR(shells camp)", []),
        ("\ud800", []),
        ("\0", []),
        ("🚁", []),
        ("x" * 100_000, []),
        ("shells " * 10_000, ["Report en"]),
    ],
)
def test_query(searched: Case, query: str, found: list[str]) -> None:
    """A query means its words, all of them, and nothing in it is an operator."""
    assert [hit.title for hit in searched.search(query)] == found


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(query=st.text(st.characters()) | st.lists(st.sampled_from("\"*()^:-+{}[]NEAR AND OR NOT \0'%_;")).map("".join))
def test_any_query_is_safe(searched: Case, query: str) -> None:
    """No query raises an error."""
    assert len(searched.search(query)) <= len(TEXTS)


def test_snippets_show_the_match(searched: Case) -> None:
    """The words found stand in brackets, with words around them."""
    (hit,) = searched.search("soldiers camp")
    assert hit.snippet == "Shells hit the al-Tin [camp]; 62 [soldiers]' tents burnt, officials said."


def test_title_counts_more(case: Case, folder: Path) -> None:
    """A document with the word in its title comes before one that has it in its text."""
    case.add_readings(
        [
            Reading(making.collected(folder, "A dam broke. " + "A dam. " * 3, title="Flood")),
            Reading(making.collected(folder, "Water everywhere, and so on and on.", title="The dam")),
        ]
    )
    assert [hit.title for hit in case.search("dam")] == ["The dam", "Flood"]
    assert len(case.search("dam", limit=1)) == 1
    assert case.search("dam", limit=0) == []
