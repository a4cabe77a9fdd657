"""The tagger as a torch module: a small BERT encoder over fixed word vectors, and linear heads read at word starts.

Architecture: Devlin et al., BERT, NAACL 2019, with the sizes of MiniLM-L6-H384 (Wang et al., NeurIPS 2020). Three small
tables describe what uncased word pieces lose: letter case, the gap before a piece, and quotation. Word vectors are not
trained, so that both exported models share one table.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from crossbearing.read.tagger.decode import ATTRIBUTION_TAGS, COLUMNS, LINK, allowed
from crossbearing.read.tagger.features import FEATURE_SIZES

#: The student is the encoder up to here.
EXIT: Final = 3


@dataclass(frozen=True, slots=True)
class Shape:
    """Sizes of an encoder; the defaults are MiniLM-L6-H384's."""

    layers: int = 6
    hidden: int = 384
    inner: int = 1536
    attention_heads: int = 12
    positions: int = 512
    norm_epsilon: float = 1e-12
    dropout: float = 0.1
    #: A second set of heads reads after this many layers while training; None for none.
    exit_after: int | None = None


class ChannelDropout(nn.Module):
    """Dropout of whole channels, one draw a sequence (Gal and Ghahramani 2016): a draw a value costs a CPU too much."""

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        """Return x, shape (batch, length, channels), with channels dropped while training."""
        if not self.training or self.rate == 0.0:
            return x
        keep = torch.rand(x.shape[0], 1, x.shape[2], device=x.device) >= self.rate
        return x * (keep.to(x.dtype) / (1.0 - self.rate))


class Layer(nn.Module):
    """One transformer layer, normalised after each residual as in BERT.

    Attention is written out: the fused CPU kernel's backward pass was measured four times slower in bfloat16.
    """

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.heads = shape.attention_heads
        self.query = nn.Linear(shape.hidden, shape.hidden)
        self.key = nn.Linear(shape.hidden, shape.hidden)
        self.value = nn.Linear(shape.hidden, shape.hidden)
        self.output = nn.Linear(shape.hidden, shape.hidden)
        self.attention_norm = nn.LayerNorm(shape.hidden, eps=shape.norm_epsilon)
        self.up = nn.Linear(shape.hidden, shape.inner)
        self.down = nn.Linear(shape.inner, shape.hidden)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.norm_epsilon)
        self.dropout = ChannelDropout(shape.dropout)
        self.scale = (shape.hidden // shape.attention_heads) ** -0.5

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        """Return the next hidden states; ``bias``, shape (batch, 1, 1, length), is very negative on padding."""
        query = self._by_head(self.query(x) * self.scale)
        weights = torch.softmax(query @ self._by_head(self.key(x)).transpose(2, 3) + bias, dim=-1)
        read = (weights @ self._by_head(self.value(x))).transpose(1, 2).flatten(2)
        x = self.attention_norm(x + self.dropout(self.output(read)))
        after: Tensor = self.norm(x + self.dropout(self.down(functional.gelu(self.up(x)))))
        return after

    def _by_head(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], x.shape[1], self.heads, -1).transpose(1, 2)


class Encoder(nn.Module):
    """From word vectors and surface features to all head columns, one row a token."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.position = nn.Embedding(shape.positions, shape.hidden)
        self.segment = nn.Parameter(torch.zeros(shape.hidden))
        self.surface = nn.ModuleList(nn.Embedding(size, shape.hidden) for size in FEATURE_SIZES)
        self.norm = nn.LayerNorm(shape.hidden, eps=shape.norm_epsilon)
        self.dropout = ChannelDropout(shape.dropout)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.layers))
        self.heads = _heads(shape)
        self.exit_heads = None if shape.exit_after is None else _heads(shape)
        for table in self.surface:
            nn.init.zeros_(table.weight)  # type: ignore[arg-type]

    def hidden(self, vectors: Tensor, features: Tensor, mask: Tensor) -> list[Tensor]:
        """Return the hidden states after each layer, (batch, length, hidden), of vectors (batch, length, hidden).

        ``features`` is (batch, length, 3) as in ``features.tokenise``; ``mask`` (batch, length) is 1 on real tokens.
        """
        x = vectors + self.position.weight[: vectors.shape[1]] + self.segment
        for column, table in enumerate(self.surface):
            x = x + table(features[:, :, column])
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * -1e4
        after: list[Tensor] = []
        for layer in self.layers:
            x = layer(x, bias)
            after.append(x)
        return after

    def forward(self, vectors: Tensor, features: Tensor, mask: Tensor) -> Tensor:
        """Return the scores of every head, (batch, length, columns in the order of ``decode.COLUMNS``)."""
        scores: Tensor = self.heads(self.dropout(self.hidden(vectors, features, mask)[-1]))
        return scores


def _heads(shape: Shape) -> nn.Linear:
    heads = nn.Linear(shape.hidden, sum(COLUMNS.values()))
    nn.init.normal_(heads.weight, std=0.02)
    # Links are products of two vectors: started as small as the rest, neither side would learn for long.
    nn.init.normal_(heads.weight[-4 * LINK :], std=0.05)
    nn.init.zeros_(heads.bias)
    return heads


class Tagger(nn.Module):
    """The encoder with its fixed word vectors and the learned transitions between attribution tags."""

    words: Tensor
    between_rule: Tensor
    first_rule: Tensor
    last_rule: Tensor

    def __init__(self, shape: Shape, vocabulary: int = 30522) -> None:
        super().__init__()
        self.encoder = Encoder(shape)
        tags = len(ATTRIBUTION_TAGS)
        self.between = nn.Parameter(torch.zeros(tags, tags))
        self.first = nn.Parameter(torch.zeros(tags))
        self.last = nn.Parameter(torch.zeros(tags))
        self.register_buffer("words", torch.zeros(vocabulary, shape.hidden))
        for name, rule in zip(("between", "first", "last"), allowed(ATTRIBUTION_TAGS), strict=True):
            self.register_buffer(f"{name}_rule", torch.from_numpy(rule))

    def transitions(self) -> tuple[Tensor, Tensor, Tensor]:
        """Return learned scores plus validity penalties: between tags, for the first tag, for the last."""
        return self.between + self.between_rule, self.first + self.first_rule, self.last + self.last_rule

    def trained(self) -> dict[str, Tensor]:
        """Return what training changes: everything but the word vectors and the rules."""
        fixed = {"words", "between_rule", "first_rule", "last_rule"}
        return {name: value for name, value in self.state_dict().items() if name not in fixed}


def from_minilm(folder: Path) -> Tagger:
    """Return a six-layer tagger that starts from the MiniLM weights in ``folder`` (config.json, model.safetensors).

    Raises ValueError where the sizes are others.
    """
    config: dict[str, Any] = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    shape = Shape(exit_after=EXIT)
    expected = (shape.hidden, shape.inner, shape.attention_heads)
    got = (config["hidden_size"], config["intermediate_size"], config["num_attention_heads"])
    if got != expected:
        raise ValueError(f"{folder}/config.json: sizes {got}, expected {expected}: give the folder of a MiniLM-L6-H384")
    weights = {k.removeprefix("bert."): v for k, v in load_file(str(folder / "model.safetensors")).items()}
    tagger = Tagger(shape, vocabulary=int(config["vocab_size"]))
    named = {
        "query": "attention.self.query",
        "key": "attention.self.key",
        "value": "attention.self.value",
        "output": "attention.output.dense",
        "attention_norm": "attention.output.LayerNorm",
        "up": "intermediate.dense",
        "down": "output.dense",
        "norm": "output.LayerNorm",
    }
    with torch.no_grad():
        tagger.words.copy_(weights["embeddings.word_embeddings.weight"])
        tagger.encoder.position.weight.copy_(weights["embeddings.position_embeddings.weight"])
        tagger.encoder.segment.copy_(weights["embeddings.token_type_embeddings.weight"][0])
        tagger.encoder.norm.weight.copy_(weights["embeddings.LayerNorm.weight"])
        tagger.encoder.norm.bias.copy_(weights["embeddings.LayerNorm.bias"])
        for source, layer in enumerate(tagger.encoder.layers):
            for ours, theirs in named.items():
                for part in ("weight", "bias"):
                    parameter = getattr(getattr(layer, ours), part)
                    parameter.copy_(weights[f"encoder.layer.{source}.{theirs}.{part}"])
    return tagger


def student_of(teacher: Tagger) -> Tagger:
    """Return the lower layers of a six-layer tagger with the heads that read there, as a tagger of its own."""
    shape = teacher.encoder.shape
    if shape.exit_after is None:
        raise ValueError("this tagger has no heads below its last layer: build it with Shape(exit_after=...)")
    student = Tagger(replace(shape, layers=shape.exit_after, exit_after=None), vocabulary=teacher.words.shape[0])
    kept: dict[str, Tensor] = {}
    for name, value in teacher.state_dict().items():
        if name.startswith("encoder.exit_heads."):
            kept[name.replace("exit_heads", "heads")] = value
        elif not name.startswith("encoder.heads."):
            kept[name] = value
    wanted = student.state_dict()
    student.load_state_dict({name: value for name, value in kept.items() if name in wanted})
    return student
