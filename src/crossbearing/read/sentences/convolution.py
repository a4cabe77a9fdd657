"""The parser's convolutions, computed in fewer and larger steps.

The second half of spaCy's `tok2vec` looks at each word with its neighbours, four times: a window of three words, a
product with a matrix, the best of three answers, a norm, and the word itself added (Strubell et al., EMNLP 2017, for
the kind of network). It is the largest single cost of parsing. Here the same numbers come from numpy's matrix product,
half as long again as fast as the one that spaCy ships, on stretches that stay in the processor's cache.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from spacy.language import Language

__all__ = ["Convolution", "with_convolutions"]

_ROWS: Final = 512
"""Words computed at once: with a matrix of 288 columns, a megabyte."""
_LEAST: Final = 16
"""Fewest rows of a product; below, the library that computes it takes another path, which rounds otherwise, and a
sentence would be parsed by how many words stand beside it."""
_TINY: Final = 1e-8
"""Added to the variance, as thinc's layer norm does."""

_Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Convolution:
    """One layer: a window of words, a maxout of `pieces` answers, a layer norm, and what it was given added.

    Args:
        weights: Shape (3 * width, pieces * width), piece by piece.
        offsets: Shape (pieces * width).
        scales: Of the norm, shape (width).
        shifts: Of the norm, shape (width).
    """

    weights: _Floats
    offsets: _Floats
    scales: _Floats
    shifts: _Floats

    def __call__(self, given: _Floats) -> _Floats:
        """Return the layer's answer for rows of words, shape (words, width), of any number above 0."""
        rows, width = given.shape
        around = np.zeros((rows + 2, width), dtype=np.float32)
        around[1:-1] = given
        found = np.empty_like(given)
        most = max(min(rows, _ROWS), _LEAST)
        windows = np.zeros((most, 3 * width), dtype=np.float32)
        answers = np.empty((most, self.weights.shape[1]), dtype=np.float32)
        for first in range(0, rows, _ROWS):
            size = min(_ROWS, rows - first)
            for place in range(3):
                windows[:size, place * width : (place + 1) * width] = around[first + place : first + place + size]
            computed = max(size, _LEAST)
            product = np.matmul(windows[:computed], self.weights, out=answers[:computed])[:size]
            product += self.offsets
            best = product[:, :width]
            for piece in range(width, product.shape[1], width):
                best = np.maximum(best, product[:, piece : piece + width])
            best -= best.mean(axis=1, keepdims=True)
            variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + np.float32(_TINY)
            best *= (variance ** np.float32(-0.5))[:, None]
            best *= self.scales
            best += self.shifts
            np.add(best, given[first : first + size], out=found[first : first + size])
        return found


def with_convolutions(nlp: Language) -> Language:
    """Return a pipeline whose `tok2vec` computes its convolutions so, where they are of the kind described.

    Args:
        nlp: Any pipeline; one without such a component is returned as it is.
    """
    pipe: Any = nlp.get_pipe("tok2vec") if "tok2vec" in nlp.pipe_names else None
    model: Any = getattr(pipe, "model", None)
    encode = model.layers[1] if model is not None and len(model.layers) == 2 else None
    if encode is None or encode.name.partition("(")[0] != "with_array":
        return nlp
    stack = encode.layers[0]
    found = [_layer(one) for one in (stack.layers if len(stack.layers) > 1 else (stack,))]
    layers = [layer for layer in found if layer is not None]
    if len(layers) < len(found):
        return nlp
    pad = int(encode.attrs["pad"])
    from thinc.api import Model

    def forward(_: Any, given: list[_Floats], is_train: bool) -> tuple[list[_Floats], Any]:
        if is_train:
            trained: tuple[list[_Floats], Any] = encode(given, is_train)
            return trained
        if not sum(map(len, given)):
            return given, _no_gradient
        rows = encode.ops.flatten(given, pad=pad)
        for layer in layers:
            rows = layer(rows)
        answers: list[_Floats] = encode.ops.unflatten(rows, [len(one) for one in given], pad=pad)
        return answers, _no_gradient

    width = encode.maybe_get_dim("nO")
    model.layers[1] = Model("crossbearing_convolutions", forward, layers=[encode], dims={"nO": width})
    return nlp


def _layer(model: Any) -> Convolution | None:
    """Return one layer of a model of thinc, or None where it is of another kind."""
    if not model.name.startswith("residual(") or len(model.layers) != 1:
        return None
    parts = {part.name: part for part in model.walk()}
    window, maxout, norm = parts.get("expand_window"), parts.get("maxout"), parts.get("layernorm")
    if window is None or maxout is None or norm is None or window.attrs["window_size"] != 1:
        return None
    weights = maxout.get_param("W")  # shape (width, pieces, 3 * width)
    if weights.shape[2] != 3 * weights.shape[0]:
        return None
    turned = weights.transpose(1, 0, 2).reshape(-1, weights.shape[2])
    return Convolution(
        np.ascontiguousarray(turned.T, dtype=np.float32),
        np.ascontiguousarray(maxout.get_param("b").T.reshape(-1), dtype=np.float32),
        np.asarray(norm.get_param("G"), dtype=np.float32),
        np.asarray(norm.get_param("b"), dtype=np.float32),
    )


def _no_gradient(_: Any) -> list[Any]:
    return []
