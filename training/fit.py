"""One training run: seeded, resumable, on a GPU where there is one and on one or two CPU cores otherwise."""

from __future__ import annotations

import json
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

    ``budget`` is padded word pieces a batch; ``teacher_share`` and ``hidden_share`` weigh the distance to a teacher's
    heads and to its last hidden states against the gold answers.
    """

    epochs: int = 6
    seed: int = 7
    budget: int = 2048
    rate: float = 2e-4
    head_rate: float = 1e-3
    warm_up: float = 0.06
    weight_decay: float = 0.01
    clip: float = 1.0
    teacher_share: float = 1.0
    hidden_share: float = 1.0
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
        while done < len(batches):
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


def forward(tagger: Tagger, batch: Batch, *, bfloat16: bool) -> tuple[Tensor, dict[str, Tensor]]:
    """Return the hidden states at word starts, (batch, words, hidden), and each head's scores there, in float32."""
    with torch.autocast(batch.ids.device.type, torch.bfloat16, enabled=bfloat16):
        vectors = functional.embedding(batch.ids, tagger.words)
        hidden = tagger.encoder.hidden(vectors, batch.features, batch.mask)
    places = batch.words[:, :, None].expand(-1, -1, hidden.shape[2])
    read = hidden.float().gather(1, places)
    return read, split_scores(tagger.encoder.heads(tagger.encoder.dropout(read)))


def _loss(tagger: Tagger, batch: Batch, settings: FitSettings, teacher: Tagger | None) -> Tensor:
    hidden, scores = forward(tagger, batch, bfloat16=settings.bfloat16)
    loss = head_loss(tagger, scores, batch)
    if teacher is None:
        return loss
    with torch.no_grad():
        wanted_hidden, wanted = forward(teacher, batch, bfloat16=settings.bfloat16)
    mask = batch.word_mask
    apart = functional.mse_loss(hidden[mask], wanted_hidden[mask])
    return loss + settings.teacher_share * teacher_loss(scores, wanted, mask) + settings.hidden_share * apart


def _groups(tagger: Tagger, settings: FitSettings) -> list[dict[str, Any]]:
    """Group parameters by rate and decay: new ones learn faster, gains and offsets do not decay."""
    new = ("encoder.heads", "encoder.surface", "between", "first", "last")
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
