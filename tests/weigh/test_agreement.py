"""How far two persons agree: Krippendorff's worked examples, and counting by question."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.model.actors import Speaker, Stance
from crossbearing.model.claims import Claim, Event
from crossbearing.model.judgements import Decision, Judgement, TargetKind
from crossbearing.model.locators import TextSpan
from crossbearing.model.values import Count
from crossbearing.weigh.agreement import agreement_of, nominal_alpha


@pytest.mark.parametrize(
    ("one", "other", "alpha"),
    [
        ("0100000010", "1110010000", 0.095),
        ("aabbdcccedda", "babbbccceddd", 0.692),
    ],
)
def test_alpha_of_worked_examples(one: str, other: str, alpha: float) -> None:
    """Sections A and C of Krippendorff (2011), two observers without missing data."""
    assert nominal_alpha(list(zip(one, other, strict=True))) == pytest.approx(alpha, abs=0.0005)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=30))
def test_alpha_takes_both_alike(pairs: list[tuple[str, str]]) -> None:
    """Swapping the persons changes nothing; full agreement is 1 where anything varies, and no alpha exceeds it."""
    alpha = nominal_alpha(pairs)
    assert alpha == nominal_alpha([(other, one) for one, other in pairs])
    if alpha is not None:
        assert alpha <= 1
        assert (alpha == 1) == all(one == other for one, other in pairs)


def test_nothing_that_could_differ_has_no_alpha() -> None:
    """Where everything was decided the same way, chance would have agreed as well: alpha is not defined."""
    assert nominal_alpha([("accept", "accept")] * 5) is None
    assert nominal_alpha([("accept", "reject")]) is None


def claim(key: str, slot: str) -> Claim:
    """Return a claim that only its statement and slot matter of."""
    return Claim(
        id=key,
        statement=f"s-{key}",
        document="d",
        locator=TextSpan("t", 0, 1, "5"),
        event=Event("e", "air_strike"),
        slot=slot,
        value=Count("5", 5, 5),
        speakers=(Speaker("a paper"),),
        stance=Stance.ASSERTS,
        step="reader-1",
        sentence="5",
    )


def decided(number: int, target: str, decision: Decision, who: str, low: int | None = None) -> Judgement:
    value = None if low is None else Count(text=str(low), low=low, high=low)
    when = f"2031-01-01T00:00:{number:02}+00:00"
    return Judgement(f"j{number}", TargetKind.STATEMENT, target, decision, who, when, value=value)


def test_agreement_by_question() -> None:
    """The last decision of each person counts, corrections agree on the same answer, and others' do not count."""
    claims = [claim(f"c{number}", "killed" if number < 3 else "wounded") for number in range(5)]
    statements = [one.statement for one in claims]
    made = [
        decided(1, statements[0], Decision.REJECT, "Ann"),
        decided(2, statements[0], Decision.ACCEPT, "Ann"),
        decided(3, statements[0], Decision.ACCEPT, "ben"),
        decided(4, statements[1], Decision.CORRECT, "Ann", 5),
        decided(5, statements[1], Decision.CORRECT, "Ben", 6),
        decided(6, statements[2], Decision.ACCEPT, "Cid"),
        decided(7, statements[3], Decision.CORRECT, "Ann", 5),
        decided(8, statements[3], Decision.CORRECT, " Ben ", 5),
    ]
    whole, killed, wounded = agreement_of(claims, made, "Ann", "Ben")
    assert (whole.slot, whole.claims, whole.both, whole.agreed) == ("", 5, 3, 2)
    assert (killed.both, killed.agreed, killed.differ) == (2, 1, (statements[1],))
    assert (wounded.claims, wounded.first, wounded.second, wounded.both, wounded.share) == (2, 1, 1, 1, 1.0)
