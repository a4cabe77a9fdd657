"""Excerpts: highlights that overlap, nothing reprinted whole, no name cut in half."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from crossbearing.model.documents import MarkKind
from crossbearing.model.values import TextValue
from crossbearing.show.dossier.excerpts import LARGEST_SHARE, excerpts, right_to_left
from crossbearing.show.dossier.privacy import WITHHELD, Veil, VeilSource, make_veil
from tests.show.memory import MemoryCase

LONG = (
    "The first sentence says that something fell in the north of the town. Nothing is claimed in this second sentence "
    "at all, it only fills. The third one, told by Omar Testman, 34, says that three tanks and two guns were "
    "destroyed. "
    "A fourth one fills again, at some length, so that the whole is much longer than what is shown of it in the end."
)
WORDS = LONG.split(" ")


def made(text: str, *quotes: str) -> tuple[MemoryCase, str]:
    """Return a case with one report and a claim on each quote."""
    case = MemoryCase()
    document = case.report("Paper", "2020-01-01", text)
    for quote in quotes:
        case.claim(document, quote, "other", TextValue(quote))
    return case, document


def shown(case: MemoryCase, veil: Veil | None = None) -> list[list[tuple[str, tuple[int, ...]]]]:
    """Return the excerpts as lists of (text, claim numbers)."""
    numbered = list(enumerate(case.claim_list, start=1))
    parts = excerpts(case.text_list[0], numbered, case.mark_list, veil or Veil()).parts
    return [[(segment.text, segment.claims) for segment in part.segments] for part in parts]


def test_nested_and_overlapping_claims() -> None:
    """Words under several claims become a segment of their own that names all of them."""
    case, _ = made(LONG, "three tanks and two guns were destroyed", "three tanks", "tanks and two guns")
    (segments,) = shown(case)
    assert ("three ", (1, 2)) in segments
    assert ("tanks", (1, 2, 3)) in segments
    assert (" and two guns", (1, 3)) in segments
    assert (" were destroyed", (1,)) in segments


def test_only_sentences_with_claims() -> None:
    """The sentence around a claim is shown and its neighbours are not."""
    case, _ = made(LONG, "something fell")
    text = "".join(segment for part in shown(case) for segment, _ in part)
    assert text == "The first sentence says that something fell in the north of the town."


def test_a_short_text_full_of_claims_is_cut_tighter() -> None:
    """Where sentences with claims come to most of a text, less than the sentence is shown."""
    text = "On Monday five people died in the town after shells fell there at noon. Nine people were hurt by them too."
    case, _ = made(text, "five people died", "Nine people were hurt")
    result = excerpts(case.text_list[0], list(enumerate(case.claim_list, 1)), (), Veil())
    assert result.share <= LARGEST_SHARE
    assert all("".join(segment.text for segment in part.segments) in text for part in result.parts)


def test_hidden_names_are_whole() -> None:
    """A claim that ends inside a hidden name takes in all of it; no half of the name is left."""
    case, _ = made(LONG, "told by Omar", "Testman, 34")
    text = "".join(segment for part in shown(case, make_veil(VeilSource(texts=(LONG,)))) for segment, _ in part)
    assert WITHHELD in text
    assert "Omar" not in text
    assert "Testman" not in text


def test_lists_of_names_are_one_stretch() -> None:
    """A stretch marked as a list of names is replaced as a whole."""
    case, document = made(LONG, "three tanks and two guns were destroyed")
    case.mark(document, "two guns", MarkKind.NAMES_LISTED, "2 names")
    text = "".join(segment for part in shown(case, make_veil(VeilSource())) for segment, _ in part)
    assert "three tanks and [name withheld] were destroyed" in text


def test_scripts_without_capitals_show_only_the_words() -> None:
    """Where no capitals tell names apart, only the claim's own words are shown."""
    case, _ = made("قال شاهد من البلدة إن خمسة أشخاص قتلوا في القصف على السوق يوم الجمعة.", "خمسة أشخاص قتلوا")
    assert shown(case) == [[("خمسة أشخاص قتلوا", (1,))]]
    assert right_to_left(case.text_list[0])


def test_a_claim_outside_all_blocks_is_left_to_the_list() -> None:
    """A span that does not fit the text shows nothing and breaks nothing."""
    case, _ = made(LONG, "something fell")
    result = excerpts(case.text_list[0], [], (), Veil())
    assert result.parts == ()
    assert result.share == 0


spans = st.tuples(st.integers(0, len(WORDS) - 1), st.integers(1, 12)).map(
    lambda pair: " ".join(WORDS[pair[0] : pair[0] + pair[1]])
)


@given(st.lists(spans, min_size=1, max_size=6, unique=True))
def test_segments_make_up_the_text_and_every_claim_has_one_beginning(quotes: list[str]) -> None:
    """Joined, the segments of an excerpt are words of the text; a claim begins once and its segments make it up."""
    case, _ = made(LONG, *quotes)
    numbered = list(enumerate(case.claim_list, start=1))
    parts = excerpts(case.text_list[0], numbered, (), Veil()).parts
    for part in parts:
        assert "".join(segment.text for segment in part.segments) in LONG
    begun = [key for part in parts for segment in part.segments for key in segment.begins]
    assert sorted(begun) == sorted({claim.id for claim in case.claim_list})
    for number, claim in numbered:
        words = "".join(segment.text for part in parts for segment in part.segments if number in segment.claims)
        assert words == claim.locator.quote  # type: ignore[union-attr]


@given(st.lists(spans, min_size=1, max_size=6))
def test_no_choice_of_claims_shows_a_hidden_name(quotes: list[str]) -> None:
    """Whatever is claimed, no piece of a hidden name is shown."""
    case, _ = made(LONG, *quotes)
    text = "".join(segment for part in shown(case, make_veil(VeilSource(texts=(LONG,)))) for segment, _ in part)
    assert "Omar" not in text
    assert "estman" not in text
