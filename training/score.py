"""Dev figures of a torch tagger, run behind the same windows and decoding as the exported files."""

from __future__ import annotations

from pathlib import Path

import torch
from evals.reader import TaggerReader
from evals.sets import SETS, Row
from tokenizers import Tokenizer

from crossbearing.read.tagger.features import Floats, Ints
from crossbearing.read.tagger.runtime import Tagger, TaggerSettings
from training.model import Tagger as Model


def float_reader(model: Model, tokenizer: Tokenizer, settings: TaggerSettings) -> TaggerReader:
    """Return a reader that runs a torch model in float32; ``settings.folder`` is not used."""
    torch.set_flush_denormal(True)
    model.eval()

    def score(ids: Ints, features: Ints, mask: Ints) -> Floats:
        with torch.no_grad():
            vectors = model.words[torch.from_numpy(ids)]
            scores: Floats = model.encoder(vectors, torch.from_numpy(features), torch.from_numpy(mask)).numpy()
            return scores

    between, first, last = (part.detach().numpy() for part in model.transitions())
    return TaggerReader(Tagger(settings, tokenizer, score, (between, first, last)))


def dev_rows(data: Path, reader: TaggerReader) -> list[Row]:
    """Return the rows of every set that the tagger reads."""
    return [row for item in SETS if item.score is not None for row in item.score(data, reader)]
