"""Who carries whom, as the dossier lists it."""

from __future__ import annotations

from dataclasses import replace

from crossbearing.model.incidents import Carry, CarryReason, Certainty, Origin
from crossbearing.resources.outlines import outlines
from crossbearing.show.dossier.carries import carriers
from crossbearing.show.dossier.material import load
from crossbearing.show.dossier.page import render_dossier
from crossbearing.show.dossier.statements import Statements
from tests.show.cast import LABELS
from tests.show.invented import invented_case
from tests.show.memory import MemoryCase


def origin(*carries: Carry) -> Origin:
    """Return an origin with edges."""
    return Origin("o", "Some body", ("Some body",), "killed", "62", Certainty.STATED, (), (), "XXX", carries=carries)


def some(case: MemoryCase) -> tuple[str, str, str]:
    """Return the ids of three claims that the page shows."""
    one, two, three, *_ = load(case, incident=None, in_full=3).claims()
    return one, two, three


def test_stated_lines_come_first_and_two_reasons_are_one_line() -> None:
    """One pair of names is one line with all that shows it; what is only suspected stands behind what is stated."""
    case = invented_case()
    one, two, three = some(case)
    quotes = Carry("Post", "Ministry", CarryReason.QUOTES, claims=(one,))
    credit = Carry("Post", "Agency", CarryReason.CREDITS, claims=(two, three))
    copies = Carry("Post", "Ministry", CarryReason.COPIES, claims=(two,))
    statements = Statements(load(case, incident=None, in_full=3), LABELS)
    (post,) = carriers([origin(quotes, credit), origin(replace(quotes, claims=(three,)), copies)], statements)
    assert [(line.name, line.stated, line.how) for line in post.carried] == [
        ("Ministry", True, ("named as its source", "its text, copied or retold")),
        ("Agency", False, ("credit line",)),
    ]
    assert [statement.claim for statement in post.carried[0].statements] == [one, three, two]


def test_a_line_without_words_is_left_out() -> None:
    """An edge whose claims the page does not show is not listed, since nothing there would lead to its words."""
    case = invented_case()
    statements = Statements(load(case, incident=None, in_full=3), LABELS)
    assert carriers([origin(Carry("Post", "Ministry", CarryReason.QUOTES, claims=("gone",)))], statements) == ()


def test_every_line_of_the_page_leads_to_words() -> None:
    """On the page each line quotes at least one statement, whose anchor stands on the page."""
    case = invented_case()
    one, two, _ = some(case)
    case.origin_list.append(
        replace(
            origin(
                Carry("Post", "Ministry", CarryReason.QUOTES, claims=(one,)),
                Carry("Post", "Agency", CarryReason.CREDITS, claims=(two,), circular=True),
            ),
            claims=(one, two),
        )
    )
    page = render_dossier(case, labels=LABELS, outlines=outlines())
    listed = page[page.index("Who carries whom</h4>") :]
    listed = listed[: listed.index("</dl>")]
    assert "carries <b><bdi>Ministry</bdi></b>" in listed
    assert "suspected" in listed
    assert "in a circle" in listed
    for claim in (one, two):
        assert f'href="#w-{claim}"' in listed
        assert f'id="w-{claim}"' in page
