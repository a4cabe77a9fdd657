"""From a trained tagger to what the product loads: ONNX with 8-bit weights, a shared word table, a smaller vocabulary.

Dynamic quantisation: weights as signed bytes with a scale a column, activations quantised as they come (Jacob et al.,
CVPR 2018, in onnxruntime's implementation). The heads stay in float32: they are small and feed exact comparisons.
"""

from __future__ import annotations

import json
import tempfile
import unicodedata
from pathlib import Path
from typing import Final

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic  # type: ignore[import-untyped]

from crossbearing.read.tagger.decode import COLUMNS
from crossbearing.read.tagger.runtime import LONGEST_WINDOW
from training.model import Tagger

#: The table of positions is cut where the longest window ends, CLS and SEP included.
POSITIONS: Final = LONGEST_WINDOW + 2
_OPSET: Final = 17


def kept_vocabulary(tokenizer: Path) -> list[str]:
    """Return the pieces worth shipping, in order: all but the reserved ones and those of scripts other than Latin.

    The tagger reads English; a piece of another script would only reach vectors that no training text has touched.
    """
    vocabulary: dict[str, int] = json.loads(tokenizer.read_text(encoding="utf-8"))["model"]["vocab"]
    ordered = sorted(vocabulary, key=lambda piece: vocabulary[piece])
    return [piece for piece in ordered if not piece.startswith("[unused") and _readable(piece.removeprefix("##"))]


def write_shared(tagger: Tagger, tokenizer: Path, folder: Path) -> None:
    """Write ``tokenizer.json`` and ``words.npz`` (int8 ``table`` and float16 ``scale`` a row) for the kept pieces."""
    folder.mkdir(parents=True, exist_ok=True)
    description = json.loads(tokenizer.read_text(encoding="utf-8"))
    old: dict[str, int] = description["model"]["vocab"]
    pieces = kept_vocabulary(tokenizer)
    new = {piece: index for index, piece in enumerate(pieces)}
    description["model"]["vocab"] = new
    description["truncation"] = description["padding"] = None
    for item in description["added_tokens"]:
        item["id"] = new[item["content"]]
    for item in description["post_processor"]["special_tokens"].values():
        item["ids"] = [new[token] for token in item["tokens"]]
    text = json.dumps(description, ensure_ascii=False, separators=(",", ":"))
    (folder / "tokenizer.json").write_text(text, encoding="utf-8")
    vectors = tagger.words.detach().cpu().numpy()[[old[piece] for piece in pieces]]
    scale = (np.abs(vectors).max(axis=1) / 127.0).astype(np.float16)
    table = np.clip(np.rint(vectors / scale.astype(np.float32)[:, None]), -127, 127).astype(np.int8)
    np.savez(folder / "words.npz", table=table, scale=scale)


def write_model(tagger: Tagger, folder: Path, name: str, *, quantised: bool = True) -> None:
    """Write ``NAME.onnx`` and ``NAME.npz`` (tag transitions). Inputs: vectors, features, mask; output: scores."""
    folder.mkdir(parents=True, exist_ok=True)
    tagger = tagger.cpu().eval()
    transitions = [part.detach().numpy().astype(np.float32) for part in tagger.transitions()]
    np.savez(folder / f"{name}.npz", between=transitions[0], first=transitions[1], last=transitions[2])
    encoder = tagger.encoder
    whole = encoder.position.weight.data
    encoder.position.weight.data = whole[:POSITIONS].clone()
    batch, length = 2, 24
    example = (
        torch.zeros(batch, length, encoder.shape.hidden),
        torch.zeros(batch, length, 3, dtype=torch.int64),
        torch.ones(batch, length, dtype=torch.int64),
    )
    with tempfile.TemporaryDirectory() as scratch:
        plain = Path(scratch) / "plain.onnx"
        torch.onnx.export(
            encoder,
            example,
            str(plain),
            input_names=["vectors", "features", "mask"],
            output_names=["scores"],
            dynamic_axes={key: {0: "batch", 1: "length"} for key in ("vectors", "features", "mask", "scores")},
            opset_version=_OPSET,
            dynamo=False,
        )
        encoder.position.weight.data = whole
        target = folder / f"{name}.onnx"
        if not quantised:
            target.write_bytes(plain.read_bytes())
            return
        graph = onnx.load(str(plain)).graph
        width = sum(COLUMNS.values())
        wide = {item.name for item in graph.initializer if width in item.dims}
        heads = [node.name for node in graph.node if wide & set(node.input)]
        quantize_dynamic(
            plain,
            target,
            op_types_to_quantize=["MatMul", "Gemm"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            nodes_to_exclude=heads,
            extra_options={"MatMulConstBOnly": True},
        )


def _readable(piece: str) -> bool:
    if piece in {"[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"}:
        return True
    return all("LATIN" in unicodedata.name(c, "") for c in piece if c.isalpha())
