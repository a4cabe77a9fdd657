"""Rival explanations say no more than those who put them forward."""

from __future__ import annotations

import pytest

from crossbearing.link.linking import link
from crossbearing.model.actors import Stance
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.values import ActorRef, Actors, Category, TextValue
from crossbearing.weigh.causes import code_of_words
from crossbearing.weigh.weighing import Weighing
from tests.invented_claims import Report, case_of
from tests.weigh.test_positions import report


def explanations(*reports: Report) -> tuple[Hypothesis, ...]:
    """Return the explanations proposed from reports of one incident."""
    case = case_of(*reports)
    case.with_links(link(case))
    return Weighing()(case.incident_list[0], case).hypotheses


def meant(code: str) -> Category:
    """Return an answer on intent."""
    return Category(code, "intent", code)


def test_an_explanation_is_worded_as_generally_as_its_most_general_holder() -> None:
    """Who says "a mistake" is not said to hold that it was a technical error."""
    found = explanations(
        report("Gazette").says("intent", meant("mistake"), "Council of Northtown"),
        report("Post").says("intent", meant("mistake.technical_error"), "Council of Southtown"),
    )
    assert [(one.code, one.text) for one in found] == [("mistake", "Air strikes were a mistake")]
    assert set(found[0].held_by) == {"Council of Northtown", "Council of Southtown"}


def test_an_explanation_that_all_its_holders_narrow_stays_narrow() -> None:
    """If everyone says that it was a technical error, so does the explanation."""
    found = explanations(
        report("Gazette").says("intent", meant("mistake.technical_error"), "Council of Northtown"),
        report("Post").says("intent", meant("deliberate"), "Council of Southtown"),
    )
    assert [one.code for one in found] == ["mistake.technical_error", "deliberate"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("human error", "mistake"),
        ("errors by several people", "mistake"),
        ("a mistake of the crew", "mistake"),
        ("a targeting error", "mistake.technical_error"),
        ("a targeting error and a mistake of the crew", "mistake"),
        ("the negligence of the guards", "negligence"),
        # Ruled out, of two branches, or of none.
        ("no malfunction but an order", ""),
        ("a mistake or negligence", ""),
        ("a failed fuse", ""),
    ],
)
def test_what_free_words_of_a_cause_mean(words: str, code: str) -> None:
    """Free words of a cause mean a code of the tree of intent, where they hold its words and rule none out."""
    assert code_of_words(words) == code


def told(words: str) -> TextValue:
    """Return a cause in free words."""
    return TextValue(words)


def test_causes_that_mean_what_others_say_are_one_explanation_with_it() -> None:
    """A cause in free words joins the explanation that says so; what says something else stands apart."""
    found = explanations(
        report("Gazette").says("intent", meant("mistake"), "Council of Northtown"),
        report("Post").says("cause", told("a mistake of the crew"), "Council of Southtown"),
        report("Star").says("cause", told("a failed fuse"), "River Watch"),
        report("Sun").says("cause", told("a targeting error"), "Harbour Board"),
    )
    assert [(one.slot, one.text, one.held_by) for one in found] == [
        ("intent", "Air strikes were a mistake", ("Council of Northtown", "Council of Southtown", "Harbour Board")),
        ("cause", "Said of the cause: a failed fuse", ("River Watch",)),
    ]


def test_a_vaguer_cause_is_not_made_to_say_more() -> None:
    """Who says "a mistake" of the cause is not put under a technical error."""
    found = explanations(
        report("Gazette").says("intent", meant("mistake.technical_error"), "Council of Northtown"),
        report("Post").says("cause", told("a mistake of the crew"), "Council of Southtown"),
    )
    assert [one.held_by for one in found] == [("Council of Northtown",), ("Council of Southtown",)]


def test_causes_that_mean_one_thing_stand_together() -> None:
    """Two causes that mean one thing are one explanation, in the words of both."""
    found = explanations(
        report("Gazette").says("cause", told("human error"), "Council of Northtown"),
        report("Post").says("cause", told("errors by several people"), "Council of Southtown"),
    )
    assert [(one.text, one.held_by) for one in found] == [
        (
            "Said of the cause: human error; errors by several people",
            ("Council of Northtown", "Council of Southtown"),
        )
    ]


def by(name: str) -> Actors:
    """Return an answer that names one body as the attacker."""
    return Actors(name, (ActorRef(name),))


def test_who_attacked_is_an_explanation_where_accounts_differ() -> None:
    """Each side's attacker is an explanation, in its own words for the happening; a body merely named is none."""
    found = explanations(
        report("Gazette").says("attacker", by("Danish army"), "Council of Northtown"),
        report("Post").says("attacker", by("Royal Navy"), "Danish army", kind="missile_attack"),
        report("Star").says("attacker", by("Danish army"), "Danish army", stance=Stance.DENIES),
        report("Sun").says("attacker", by("Polish police"), "River Watch"),
    )
    assert [(one.slot, one.text, one.held_by) for one in found] == [
        ("attacker", "Air strikes were carried out by Danish army", ("Council of Northtown",)),
        ("attacker", "Missile attacks were carried out by Royal Navy", ("Danish army",)),
    ]
    assert found[0].denied_by == ("Danish army",)


def test_one_attacker_named_by_all_is_no_rival_explanation() -> None:
    """Where every account names the same body, who attacked is a finding and explains nothing more."""
    found = explanations(
        report("Gazette").says("attacker", by("Danish army"), "Council of Northtown"),
        report("Post").says("attacker", by("Danish army"), "Council of Southtown"),
    )
    assert found == ()


def test_who_is_blamed_and_who_attacked_are_one_explanation() -> None:
    """Blame and the name of an attacker stand together where they name one body, and the other side's beside them."""
    found = explanations(
        report("Gazette").says("responsibility", by("Danish army"), "River Watch"),
        report("Star").says("attacker", by("Danish army"), "Council of Northtown"),
        report("Post").says("attacker", by("Royal Navy"), "Danish army"),
    )
    assert [(one.text, one.held_by) for one in found] == [
        ("Air strikes were carried out by Danish army", ("River Watch", "Council of Northtown")),
        ("Air strikes were carried out by Royal Navy", ("Danish army",)),
    ]


def test_an_explanation_names_the_body_that_is_known() -> None:
    """Where one says "authorities" and another names the body, the explanation has the body's name."""
    known = Actors("Danish army", (ActorRef("Danish army", actor="denmark-military"),))
    found = explanations(
        report("Gazette").says("responsibility", by("authorities"), "River Watch"),
        report("Star").says("responsibility", known, "Council of Northtown"),
    )
    assert [one.text for one in found] == ["Air strikes were carried out by Danish army"]


def test_a_common_noun_for_a_known_body_gives_way_to_its_name() -> None:
    """An explanation says whose authorities are meant, where that is known."""
    meant_body = Actors("authorities", (ActorRef("authorities", actor="mali-government"),))
    found = explanations(report("Gazette").says("responsibility", meant_body, "River Watch"))
    assert found[0].text == "Air strikes were carried out by Government of Mali"
