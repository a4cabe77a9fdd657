"""When two parties of a text change places, the reading is the same but for their names."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from evals.exchange import Exchange, Exchanged, exchanges
from evals.neutrality import Comparison, compare, compare_all, product_reader, real_texts, report_texts
from hypothesis import given
from hypothesis import strategies as st

from crossbearing.model.steps import Reading
from crossbearing.read.sentences.alike import as_written, under_one_name
from crossbearing.read.sentences.parse import load_model
from tests.command_line import REPORTS, SHARED

BENCH = SHARED / "bench"
STATES = ("SY", "RU", "IL", "UA", "IR", "IQ", "PS", "TR")

# Written for this test; every exchange of the two states in each must leave no difference at all.
OWN = {
    "strike": (
        "Syrian warplanes bombed a market in Idlib on Monday, killing 14 civilians, Israel said. Damascus denied that "
        "its jets had been in the air. An Israeli army spokesman said the Syrian strike was deliberate, while Syria "
        "called it a mistake. Six Syrians and two Israelis were wounded."
    ),
    "clash": (
        "According to the Syrian defence ministry, at least 20 Israeli soldiers were killed when Syrian artillery "
        "shelled a convoy near the border. Jerusalem confirmed that three soldiers had died. Syria informed Israel "
        "before the operation, Syrian officials told reporters; Israel said it had received no notice."
    ),
    "downing": (
        "Israel shot down a Syrian helicopter at 16:30 Damascus time. Both pilots were killed. Israel claimed "
        "responsibility, and the Syrian government accused Israelis of firing first. Israeli forces wrecked two tanks."
    ),
    "headline": (
        "SYRIAN TROOPS KILL 12 ISRAELIS IN RAID, ISRAEL SAYS. Twelve Israelis were killed by Syrian troops, including "
        "three children, Israeli police said. Syria's army said that Israelis had opened fire on its post."
    ),
    "plain": (
        "syria denied today that syrian soldiers attacked a farm. a report by israel said that four syrians and nine "
        "israelis had been killed in the attack. israeli radio quoted the syrian army as saying that the attack failed."
    ),
}


@cache
def reader() -> Callable[[str], Reading]:
    """The product's reading path, opened once."""
    return product_reader()


def shown(found: list[Comparison]) -> str:
    """Return the differences as lines to look at."""
    return "\n".join(
        f"{one.text} {one.exchange.left}-{one.exchange.right} {one.side}: {one.told}"
        for comparison in found
        for one in comparison.differences
    )


@pytest.mark.parametrize("text", OWN.values(), ids=OWN.keys())
def test_own_reports(text: str) -> None:
    """Reports of our own are read alike whoever stands in whose place: no claim, chain, stance or span differs."""
    pairs = {(party, other) for party in ("SY", "IL") for other in STATES if other != party}
    found = [compare("own", text, Exchange(*pair), reader()) for pair in sorted(pairs)]
    assert all(comparison.read > 3 for comparison in found)
    assert not shown(found)


def test_example() -> None:
    """The example's 25 reports, each under two exchanges: claims and marks that differ stay below a maximum."""
    found = list(compare_all(report_texts(REPORTS), reader()))
    assert sum(comparison.read for comparison in found) > 400
    assert sum(len(comparison.differences) for comparison in found) <= 0, shown(found)


@pytest.mark.skipif(not BENCH.is_dir(), reason="needs ../shared/bench")
@pytest.mark.slow
def test_real_reports() -> None:
    """Real reports of three sets: claims and marks that differ stay below a maximum."""
    found = list(compare_all(real_texts(BENCH, most=10), reader()))
    assert sum(comparison.read for comparison in found) > 100
    assert sum(len(comparison.differences) for comparison in found) <= 0, shown(found)


@pytest.mark.parametrize(
    ("text", "after"),
    [
        ("A Syrian jet hit an Iranian post.", "An Iranian jet hit a Syrian post."),
        ("AN IRANIAN POST", "A SYRIAN POST"),
        ("Damascus said Syrians fled; Syria's army did not.", "Tehran said Iranians fled; Iran's army did not."),
        ("iran said a syrian fled", "syria said an iranian fled"),
        ("The assyrian wall", "The assyrian wall"),
        ("Pro-Syrian forces", "Pro-Iranian forces"),
    ],
)
def test_exchange(text: str, after: str) -> None:
    """Names, adjectives, peoples and capitals change places, in the case and with the article that they need."""
    assert Exchange("SY", "IR").apply(text).text == after


@given(
    st.lists(st.sampled_from(["Syrian", "an Iranian", "A Syrian", "Damascus", "x", "the", ".", "Iran's"]), max_size=20)
)
def test_exchange_undoes_itself(words: list[str]) -> None:
    """Exchanging twice gives the text again, and offsets of unchanged words are carried along."""
    text = " ".join(words)
    once = Exchange("SY", "IR").apply(text)
    again = Exchange("SY", "IR").apply(once.text).text
    assert Exchange("SY", "IR").apply(again).text == once.text
    for offset, char in enumerate(text):
        if char in "x.":
            assert once.text[once.place(offset)] == char
    assert once.place(len(text)) == len(once.text)


def test_exchange_without_names() -> None:
    """A text that names no state is left as it is, and offers no exchange."""
    assert Exchange("SY", "IR").apply("Twelve people died.") == Exchanged("Twelve people died.", ((), ()))
    assert not list(exchanges("Twelve people died."))


def test_parses_are_alike() -> None:
    """Tags, heads and relations of a sentence are the same with every state; words and offsets are as written."""
    nlp = load_model("auto")
    texts = [Exchange("SY", other).apply(OWN["strike"]).text for other in STATES[1:]]
    parses = set()
    for text in texts:
        written = nlp.make_doc(text)
        (read,) = nlp.pipe([under_one_name(written)])
        doc = as_written(read, written)
        assert doc.text == text
        assert [text[token.idx : token.idx + len(token)] for token in doc] == [token.text for token in doc]
        parses.add(tuple((token.tag_, token.pos_, token.dep_, token.head.i) for token in doc))
    assert len(set(texts)) == len(STATES) - 1
    assert len(parses) == 1
