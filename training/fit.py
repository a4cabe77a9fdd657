"""One training run: seeded, resumable, on a GPU where there is one and on one or two CPU cores otherwise."""

from __future__ import annotations

import ctypes
import json
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn
from torch.nn import functional

from training.batches import Batch, epoch
from training.data import Example
from training.losses import head_loss, split_scores, teacher_loss
from training.model import Tagger

#: A checkpoint is written this often (seconds); at most so much work is lost.
SAVE_EVERY: Final = 240.0
_LOG_EVERY: Final = 100


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How to train. Rates are the peak: they rise over ``warm_up`` of the run, then fall to zero in a straight line.

    ``epochs`` may end within one. ``budget`` is padded word pieces a batch; ``teacher_share`` weighs the distance to a
    teacher's heads against the gold answers, and ``exit_share`` what the heads at the exit lose against what the last
    ones do.
    """

    epochs: float = 4.0
    seed: int = 7
    budget: int = 1024
    rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    weight_decay: float = 0.01
    clip: float = 5.0
    teacher_share: float = 1.0
    exit_share: float = 0.5
    bfloat16: bool = True


def fit(
    tagger: Tagger,
    examples: Sequence[Example],
    settings: FitSettings,
    *,
    folder: Path,
    teacher: Tagger | None = None,
) -> None:
    """Train a tagger in place; continue from ``folder/checkpoint.pt`` where a run with equal settings was cut off.

    Writes one line of JSON to ``folder/log.jsonl`` every hundred batches (speed: word pieces a second).
    Raises ValueError where the checkpoint comes from other settings.
    """
    folder.mkdir(parents=True, exist_ok=True)
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    # Sharp attention leaves tiny weights; as denormal numbers they made softmax ten times slower.
    torch.set_flush_denormal(True)
    keep_memory()
    tagger.to(device)
    optimiser = torch.optim.AdamW(_groups(tagger, settings), betas=(0.9, 0.98), fused=True)
    checkpoint = folder / "checkpoint.pt"
    number, done = 0, 0
    torch.manual_seed(settings.seed)
    if checkpoint.is_file():
        state: dict[str, Any] = torch.load(checkpoint, map_location=device, weights_only=True)
        if state["settings"] != asdict(settings):
            raise ValueError(f"{checkpoint}: from a run with other settings: remove it or choose another folder")
        tagger.load_state_dict(state["tagger"], strict=False)
        optimiser.load_state_dict(state["optimiser"])
        torch.set_rng_state(state["rng"])
        number, done = int(state["epoch"]), int(state["batch"])
    losses: dict[str, list[float]] = {}
    pieces, since, saved = 0, time.monotonic(), time.monotonic()
    tagger.train()
    while number < settings.epochs:
        batches = list(epoch(examples, seed=settings.seed, number=number, budget=settings.budget))
        while done < len(batches) and number + done / len(batches) < settings.epochs:
            batch = batches[done]
            _set_rates(optimiser, settings, (number + done / len(batches)) / settings.epochs)
            loss = _loss(tagger, batch, settings, teacher)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()  # type: ignore[no-untyped-call]
            nn.utils.clip_grad_norm_(tagger.parameters(), settings.clip)
            optimiser.step()
            losses.setdefault(batch.task, []).append(float(loss.detach()))
            pieces += int(batch.mask.sum())
            done += 1
            now = time.monotonic()
            if done % _LOG_EVERY == 0:
                line = {task: round(sum(values) / len(values), 4) for task, values in sorted(losses.items())}
                entry = {
                    "epoch": number,
                    "batch": done,
                    "of": len(batches),
                    "pieces_per_second": round(pieces / (now - since)),
                }
                with (folder / "log.jsonl").open("a", encoding="utf-8") as log:
                    log.write(json.dumps({**entry, **line}) + "\n")
                losses, pieces, since = {}, 0, now
            if now - saved > SAVE_EVERY:
                _save(checkpoint, tagger, optimiser, settings, (number, done))
                saved = now
        number, done = number + 1, 0
        _save(checkpoint, tagger, optimiser, settings, (number, done))
    tagger.eval()


def keep_memory() -> None:
    """Ask glibc to keep freed memory: fetching the pages of each large array anew took a third of the run."""
    if not sys.platform.startswith("linux"):
        return
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt is not None:
        # M_MMAP_MAX, M_TRIM_THRESHOLD and M_TOP_PAD of malloc.h.
        for parameter, value in ((-4, 0), (-1, 2**31 - 1), (-2, 200_000_000)):
            mallopt(parameter, value)


def forward(tagger: Tagger, batch: Batch, *, bfloat16: bool) -> list[dict[str, Tensor]]:
    """Return the scores of the heads at word starts, in float32: those after the last layer, then those at the exit."""
    encoder = tagger.encoder
    with torch.autocast(batch.ids.device.type, torch.bfloat16, enabled=bfloat16):
        vectors = functional.embedding(batch.ids, tagger.words)
        after = encoder.hidden(vectors, batch.features, batch.mask)
    places = batch.words[:, :, None].expand(-1, -1, after[-1].shape[2])
    found = [split_scores(encoder.heads(encoder.dropout(after[-1].float().gather(1, places))))]
    if encoder.exit_heads is not None and encoder.shape.exit_after is not None:
        middle = after[encoder.shape.exit_after - 1].float().gather(1, places)
        found.append(split_scores(encoder.exit_heads(encoder.dropout(middle))))
    return found


def _loss(tagger: Tagger, batch: Batch, settings: FitSettings, teacher: Tagger | None) -> Tensor:
    """Return the loss against gold answers and against a teacher: another tagger, or this one's own last layer."""
    scores = forward(tagger, batch, bfloat16=settings.bfloat16)
    loss = head_loss(tagger, scores[0], batch)
    if teacher is not None:
        with torch.no_grad():
            wanted = forward(teacher, batch, bfloat16=settings.bfloat16)[0]
        return loss + settings.teacher_share * teacher_loss(scores[0], wanted, batch.word_mask)
    if len(scores) > 1:
        wanted = {name: value.detach() for name, value in scores[0].items()}
        lower = head_loss(tagger, scores[1], batch) + teacher_loss(scores[1], wanted, batch.word_mask)
        loss = loss + settings.exit_share * lower
    return loss


def _groups(tagger: Tagger, settings: FitSettings) -> list[dict[str, Any]]:
    """Group parameters by rate and decay: new ones learn faster, gains and offsets do not decay."""
    new = ("encoder.heads", "encoder.exit_heads", "encoder.surface", "between", "first", "last")
    groups: dict[tuple[float, float], list[nn.Parameter]] = {}
    for name, parameter in tagger.named_parameters():
        rate = settings.head_rate if name.startswith(new) else settings.rate
        decay = settings.weight_decay if parameter.ndim > 1 and "position" not in name else 0.0
        groups.setdefault((rate, decay), []).append(parameter)
    return [
        {"params": parameters, "lr": rate, "peak": rate, "weight_decay": decay}
        for (rate, decay), parameters in groups.items()
    ]


def _set_rates(optimiser: torch.optim.Optimizer, settings: FitSettings, progress: float) -> None:
    share = min(progress / settings.warm_up, (1.0 - progress) / (1.0 - settings.warm_up))
    for group in optimiser.param_groups:
        group["lr"] = group["peak"] * max(share, 0.0)


def _save(
    path: Path, tagger: Tagger, optimiser: torch.optim.Optimizer, settings: FitSettings, place: tuple[int, int]
) -> None:
    """Write a checkpoint beside the last one, then take its place: a cut leaves one of the two whole."""
    state = {
        "settings": asdict(settings),
        "tagger": tagger.trained(),
        "optimiser": optimiser.state_dict(),
        "rng": torch.get_rng_state(),
        "epoch": place[0],
        "batch": place[1],
    }
    beside = path.with_suffix(".new")
    torch.save(state, beside)
    beside.replace(path)
