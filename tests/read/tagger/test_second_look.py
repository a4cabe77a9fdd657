"""Spans are chosen by what they promise: chances from all tag paths, evidence of the parse, the best set of spans."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crossbearing.read.sentences.parse import DEFAULT_MODEL, load_model, parse
from crossbearing.read.sentences.segment import sentences
from crossbearing.read.tagger.decode import ATTRIBUTION, ATTRIBUTION_TAGS, LINK, allowed, attribution_spans
from crossbearing.read.tagger.evidence import evidence, words_of
from crossbearing.read.tagger.posterior import Candidate, Chances, Scored, chances
from crossbearing.read.tagger.runtime import Reading
from crossbearing.read.tagger.second_look import SecondLook, chosen, completed, revised, second_look
from crossbearing.resources.lexicon import lexicon
from tests.read.support import collected

TAGS = len(ATTRIBUTION_TAGS)
TEXT = 'The ministry said the depot had burned. "Nobody was hurt," the spokesman said.'


def window(emissions: np.ndarray) -> Scored:
    """Return a window of words of one letter each, a blank between them."""
    words = len(emissions)
    starts = np.arange(words) * 2
    links = dict.fromkeys(("cue_to_source", "source_key", "content_to_cue", "cue_key"), np.zeros((words, LINK)))
    return Scored(starts, starts + 1, np.ones(words, dtype=bool), emissions.astype(np.float32), links)


def transitions(seed: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Return made-up transitions that keep paths valid."""
    rng = np.random.default_rng(seed)
    between, first, last = (part + rng.normal(size=part.shape) for part in allowed(ATTRIBUTION_TAGS))
    return between.astype(np.float32), first.astype(np.float32), last.astype(np.float32)


def by_counting(emissions: np.ndarray, steps: tuple[np.ndarray, np.ndarray, np.ndarray]) -> dict[tuple, float]:
    """Return the chance of each span by going through every tag path."""
    between, first, last = (part.astype(np.float64) for part in steps)
    total, found = 0.0, {}
    for path in product(range(TAGS), repeat=len(emissions)):
        score = first[path[0]] + last[path[-1]] + sum(emissions[i, tag] for i, tag in enumerate(path))
        score += sum(between[a, b] for a, b in pairwise(path))
        weight = np.exp(score)
        total += weight
        for span in attribution_spans(np.array(path)):
            found[span] = found.get(span, 0.0) + weight
    return {span: weight / total for span, weight in found.items() if weight > 0}


@pytest.mark.parametrize("words", [1, 2, 3])
def test_chances_of_spans_are_those_of_all_paths(words):
    """Sums from both sides give each span the share of the paths that hold it, also beside a longer window."""
    rng = np.random.default_rng(words)
    emissions = rng.normal(size=(words, TAGS)).astype(np.float32)
    steps = transitions(words)
    longer = window(rng.normal(size=(words + 3, TAGS)))
    found = chances([longer, window(emissions)], steps, 1e-4)[1]
    wanted = {span: chance for span, chance in by_counting(emissions, steps).items() if chance > 2e-4}
    ours = {(one.first, one.behind, one.part): one.chance for one in found.candidates}
    assert set(wanted) <= set(ours)
    for span, chance in wanted.items():
        assert ours[span] == pytest.approx(chance, rel=1e-4)
    contents = sum((high - low) * chance for (low, high, part), chance in wanted.items() if part == "content")
    assert found.told[-1] == pytest.approx(contents, abs=0.01)


def test_no_windows_have_no_chances():
    """A document of which nothing was read has nothing to weigh."""
    assert chances([], transitions(0), 0.1) == []


SPANS = st.lists(
    st.tuples(st.integers(0, 7), st.integers(1, 4), st.sampled_from(ATTRIBUTION), st.floats(0.05, 1.0)), max_size=8
)


@given(SPANS)
@settings(max_examples=60, deadline=None)
def test_the_chosen_spans_promise_most(spans):
    """No set of spans that do not overlap is worth more than the chosen one."""
    offered = [Candidate(first, first + size, part, chance) for first, size, part, chance in spans]
    found = Chances(tuple(offered), np.zeros(20))

    def worth(some: tuple[Candidate, ...]) -> float:
        return sum(
            one.chance - 0.4 - (0.0075 * (one.behind - one.first) if one.part == "content" else 0) for one in some
        )

    def apart(some: tuple[Candidate, ...]) -> bool:
        return all(a.behind <= b.first or b.behind <= a.first for a, b in combinations(some, 2))

    ours = tuple(chosen(offered, found))
    assert apart(ours)
    best = max(worth(some) for size in range(len(offered) + 1) for some in combinations(offered, size) if apart(some))
    assert worth(ours) == pytest.approx(best)


def test_words_surely_told_are_kept_though_their_end_is_in_doubt():
    """Of two contents that differ in their end, each less likely than not, one is taken where the words are told."""
    offered = [Candidate(0, 20, "content", 0.35), Candidate(0, 18, "content", 0.3)]
    told = np.concatenate(([0.0], np.cumsum(np.full(20, 0.95))))
    assert chosen(offered, Chances(tuple(offered), told)) == offered[:1]
    assert chosen(offered, Chances(tuple(offered), np.zeros(21))) == []


def test_a_cue_without_source_is_given_the_one_that_is_tied_to_it():
    """A likely source is added where the link ties it to the bare cue; none that is unlikely, untied or in the way."""
    scored = window(np.zeros((6, TAGS)))
    links = {name: np.zeros((6, LINK), dtype=np.float32) for name in scored.links}
    links["source_key"][0, 0] = links["source_key"][1, 0] = links["cue_to_source"][2, 0] = 1.0
    scored = Scored(scored.starts, scored.ends, scored.kept, scored.emissions, links)
    cue, content = Candidate(2, 3, "cue", 0.9), Candidate(4, 6, "content", 0.9)
    likely, unlikely = Candidate(0, 1, "source", 0.35), Candidate(1, 2, "source", 0.2)
    untied, in_the_way = Candidate(3, 4, "source", 0.38), Candidate(1, 3, "source", 0.39)
    found = completed(scored, [cue, content], [cue, content, likely, unlikely, untied, in_the_way])
    assert found == [cue, content, likely]
    assert completed(scored, [likely, cue], [likely, cue, unlikely]) == [likely, cue]


@pytest.fixture(scope="module")
def read():
    """Return a parser of a text."""
    nlp, tables = load_model(DEFAULT_MODEL), lexicon("en")
    return lambda text: list(parse(nlp, sentences(collected(text).text, 10_000), tables))


def about(read, text: str, words: str, part: str) -> dict[str, float]:
    """Return what speaks for some words of a text as a part, each word a window's word."""
    parsed = read(text)
    row = words_of(parsed)
    count = len(row.starts)
    scored = Scored(np.array(row.starts), np.array(row.ends), np.ones(count, dtype=bool), np.zeros((count, TAGS)), {})
    start = text.index(words)
    first = row.starts.index(start)
    behind = row.ends.index(start + len(words)) + 1
    one = Candidate(first, behind, part, 0.5)
    return evidence(row, scored, Chances((one,), np.zeros(count + 1)))[0]


@pytest.mark.parametrize(
    ("words", "part", "there", "absent"),
    [
        ("The ministry", "source", ("begins the sentence", "hangs on a word behind"), ("a word before hangs on it",)),
        (
            "the depot had burned",
            "content",
            ("ends the sentence but for marks", "its head is a ccomp", "words without a head inside: 1"),
            ("ends the sentence", "the next word hangs on it", "holds a quotation mark"),
        ),
        ("depot had burned", "content", ("the word before hangs on it",), ("begins the sentence",)),
        ("the depot had", "content", (), ("ends the sentence but for marks",)),
        (
            '"Nobody was hurt,"',
            "content",
            ("in quotation marks", "begins the sentence"),
            ("begins within a quotation",),
        ),
        ("Nobody was hurt", "content", ("begins within a quotation", "quotation mark right before"), ()),
        ('Nobody was hurt,"', "content", ("holds the end of a quotation alone",), ("in quotation marks",)),
        ('"Nobody was hurt', "content", ("holds the start of a quotation alone",), ("in quotation marks",)),
        ('burned. "Nobody', "content", ("over sentences",), ()),
    ],
)
def test_parse_and_quotation_marks_speak(read, words, part, there, absent):
    """Ends of clauses, sentences and quotations are seen as such, and only where they are."""
    found = about(read, TEXT, words, part)
    assert [name for name in there if not found.get(name)] == []
    assert [name for name in absent if found.get(name)] == []


def test_without_weights_of_the_parse_the_look_is_the_taggers_own():
    """The log odds alone with weight 1 give back the tagger's chance."""
    plain = SecondLook({part: {"log odds": 1.0} for part in ATTRIBUTION}, dict.fromkeys(ATTRIBUTION, 0.0))
    assert plain.chance("cue", {"log odds": np.log(3.0), "length": 5.0}) == pytest.approx(0.75)


def test_the_table_holds_evidence_that_exists(read):
    """Every part has weights, and the likelier the tagger holds a stretch, the likelier it stays."""
    look = second_look()
    for part in ATTRIBUTION:
        low, high = ({"log odds": odds, "lead over best rival": odds} for odds in (-2.0, 2.0))
        assert look.chance(part, low) < look.chance(part, high)


def test_spans_are_chosen_anew_and_tied(read):
    """Source, cue and content come out of the scores of a window, links between them too, and the scores are let go."""
    text = "Police said the train is burning"
    words = read(text)[0].tokens
    starts = np.array([token.idx for token in words])
    ends = np.array([token.idx + len(token.text) for token in words])
    tags = ("S-source", "S-cue", "B-content", "I-content", "I-content", "E-content")
    emissions = np.full((6, TAGS), -4.0, dtype=np.float32)
    links = {name: np.zeros((6, LINK), dtype=np.float32) for name in ("source_key", "cue_key")}
    links |= {name: np.zeros((6, LINK), dtype=np.float32) for name in ("cue_to_source", "content_to_cue")}
    for word, tag in enumerate(tags):
        emissions[word, ATTRIBUTION_TAGS.index(tag)] = 4.0
    links["source_key"][0, 0] = links["cue_to_source"][1, 0] = 1.0
    links["cue_key"][1, 1] = links["content_to_cue"][2, 1] = 1.0
    scored = Scored(starts, ends, np.ones(6, dtype=bool), emissions, links)
    none = np.zeros(0)
    given = Reading((), (), (), (), (), (), starts, ends, none, none, scored=(scored,))
    found = revised(given, read(text), second_look(), allowed(ATTRIBUTION_TAGS))
    assert found.scored == ()
    (item,) = found.attributions
    assert [text[mark.start : mark.end] for mark in (*item.sources, item.cue, *item.contents)] == [
        "Police",
        "said",
        "the train is burning",
    ]
    assert {mark.label for mark in found.spans} == set(ATTRIBUTION)
