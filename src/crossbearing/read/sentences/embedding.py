"""Vectors of words for the parser, kept where the same word was seen before.

The first half of spaCy's `tok2vec` gives each word a vector that depends on the word alone: on its form, its norm and
whether a blank follows. It takes almost half of the time of `tok2vec`, and nearly all words of a text were seen before.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["KnownVectors", "with_known_vectors"]

_MOST: Final = 65_536
"""Vectors kept, 25 MB with 96 numbers each. Beyond them all are forgotten and made anew."""
_KEY: Final = ("NORM", "ORTH", "SPACY")
_OF_THE_WORD: Final = frozenset({*_KEY, "LOWER", "PREFIX", "SUFFIX", "SHAPE", "IS_SPACE"})
"""What the word's form, norm and blank decide."""


class KnownVectors:
    """Gives words the vectors that an embedding gives them.

    Args:
        embed: A thinc model: extraction of features of words, and layers that look at one word at a time.
    """

    def __init__(self, embed: Any) -> None:
        self._features, *self._layers = embed.layers
        self._rows: dict[tuple[int, ...], int] = {}
        self._table: NDArray[np.float32] = np.zeros((0, 0), dtype=np.float32)

    def __call__(self, docs: list[Doc]) -> list[NDArray[np.float32]]:
        """Return one array a sentence, one row a word."""
        keys = [list(map(tuple, doc.to_array(list(_KEY)).tolist())) for doc in docs]
        if len(self._rows) + sum(map(len, keys)) > _MOST:
            self._rows.clear()
        rows = self._rows
        unseen = {
            key: (number, place)
            for number, words in enumerate(keys)
            for place, key in enumerate(words)
            if key not in rows
        }
        if unseen:
            self._learn(docs, unseen)
        return [self._table[[rows[key] for key in words]] for words in keys]

    def _learn(self, docs: list[Doc], unseen: dict[tuple[int, ...], tuple[int, int]]) -> None:
        holding = sorted({number for number, _ in unseen.values()})
        features = dict(zip(holding, self._features.predict([docs[number] for number in holding]), strict=True))
        found: Any = [np.stack([features[number][place] for number, place in unseen.values()])]
        for layer in self._layers:
            found = layer.predict(found)
        vectors: NDArray[np.float32] = found[0]
        first = len(self._rows)
        if first + len(vectors) > len(self._table):
            table = np.zeros((max(2 * len(self._table), first + len(vectors), 1024), vectors.shape[1]), vectors.dtype)
            table[:first] = self._table[:first] if first else 0
            self._table = table
        self._table[first : first + len(vectors)] = vectors
        self._rows.update({key: first + number for number, key in enumerate(unseen)})


def with_known_vectors(nlp: Language) -> Language:
    """Return a pipeline whose `tok2vec` keeps the vectors of words, where its features are those of single words.

    Args:
        nlp: Any pipeline; one without such a component is returned as it is.
    """
    pipe: Any = nlp.get_pipe("tok2vec") if "tok2vec" in nlp.pipe_names else None
    model: Any = getattr(pipe, "model", None)
    embed = model.layers[0] if model is not None and model.layers else None
    if embed is None or len(embed.layers) < 2 or embed.layers[0].name != "extract_features":
        return nlp
    if not _OF_THE_WORD.issuperset(embed.layers[0].attrs["columns"]) or any(
        layer.name == "with_array" and layer.attrs.get("pad") for layer in embed.layers
    ):
        return nlp
    from thinc.api import Model

    known = KnownVectors(embed)

    def forward(_: Any, docs: list[Doc], is_train: bool) -> tuple[list[NDArray[np.float32]], Any]:
        if is_train:
            given: tuple[list[NDArray[np.float32]], Any] = embed(docs, is_train)
            return given
        return known(docs), _no_gradient

    pipe.model.layers[0] = Model("known_vectors", forward, layers=[embed], dims={"nO": embed.maybe_get_dim("nO")})
    return nlp


def _no_gradient(_: Any) -> list[Any]:
    return []
