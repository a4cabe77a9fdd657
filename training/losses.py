"""What training lowers: one loss a head, and the distance to a teacher."""

from __future__ import annotations

from typing import Final

import torch
from torch import Tensor
from torch.nn import functional

from crossbearing.read.tagger.decode import COLUMNS, LINK
from training.batches import IGNORED, Batch
from training.model import Tagger

#: Shares in the sum, set so that each task's gradient in the encoder is of one size (about 2 to 4 after one epoch; with
#: equal shares links pulled four times as hard as attribution tags, and roles ten times less than entities).
SHARES: Final = {
    "attribution": 3.0,
    "roles": 8.0,
    "casualties": 8.0,
    "entities": 1.0,
    "links": 0.1,
    "incidents": 2.0,
    "factuality": 1.0,
}
#: Likewise for the distance to a teacher; the heads of many labels are sums over these.
TEACHER_SHARES: Final = {"attribution": 0.5, "roles": 0.1, "casualties": 0.1, "entities": 0.1}
TEMPERATURE: Final = 2.0


def head_loss(tagger: Tagger, scores: dict[str, Tensor], batch: Batch) -> Tensor:
    """Return the loss of one batch. ``scores`` holds each head's (batch, words, columns), in float32."""
    total = next(iter(scores.values())).new_zeros(())
    for head, tags in batch.tags.items():
        if head == "attribution":
            total = total + SHARES[head] * path_loss(tagger, scores[head], tags, batch.word_mask)
        else:
            # Summed over labels: each label is a decision of its own.
            triples = scores[head].reshape(-1, 3)
            wrong = functional.cross_entropy(triples, tags.flatten(), ignore_index=IGNORED)
            total = total + SHARES[head] * wrong * tags.shape[2]
    if batch.links:
        total = total + SHARES["links"] * _link_loss(scores, batch)
    if batch.sentences:
        total = total + SHARES["incidents"] * _incident_loss(scores["incidents"], batch)
    if batch.scores:
        rows, words, values = (list(column) for column in zip(*batch.scores, strict=True))
        wanted = torch.tensor(values, dtype=torch.float32)
        total = total + SHARES["factuality"] * functional.smooth_l1_loss(scores["factuality"][rows, words, 0], wanted)
    return total


def path_loss(tagger: Tagger, emissions: Tensor, tags: Tensor, mask: Tensor) -> Tensor:
    """Return minus the log probability of the gold tag paths a word.

    A linear-chain conditional random field (Lafferty, McCallum and Pereira, ICML 2001). ``emissions`` is
    (batch, words, tags), ``tags`` and ``mask`` (batch, words).
    """
    between, first, last = tagger.transitions()
    gold = tags.clamp(min=0)
    lengths = mask.sum(1)
    final = gold.gather(1, (lengths - 1)[:, None])[:, 0]
    path = (emissions.gather(2, gold[..., None])[..., 0] * mask).sum(1) + first[gold[:, 0]] + last[final]
    path = path + (between[gold[:, :-1], gold[:, 1:]] * mask[:, 1:]).sum(1)
    alpha = emissions[:, 0] + first
    for word in range(1, emissions.shape[1]):
        arrived = torch.logsumexp(alpha[:, :, None] + between, dim=1) + emissions[:, word]
        alpha = torch.where(mask[:, word, None], arrived, alpha)
    return (torch.logsumexp(alpha + last, dim=1) - path).sum() / mask.sum()


def teacher_loss(student: dict[str, Tensor], teacher: dict[str, Tensor], mask: Tensor) -> Tensor:
    """Return how far a student's heads are from its teacher's (Hinton, Vinyals and Dean 2015), over all heads.

    Every text teaches every head here, also those that no gold answer of its set covers.
    """
    total = mask.new_zeros((), dtype=torch.float32)
    for head in ("attribution", "roles", "casualties", "entities"):
        width = COLUMNS[head] if head == "attribution" else 3
        shape = (int(mask.sum()), -1, width)
        ours, theirs = (side[head][mask].view(shape) / TEMPERATURE for side in (student, teacher))
        distance = functional.kl_div(ours.log_softmax(2), theirs.log_softmax(2), log_target=True, reduction="none")
        total = total + TEACHER_SHARES[head] * distance.sum((1, 2)).mean() * TEMPERATURE**2
    ours, theirs = student["incidents"][mask], teacher["incidents"][mask]
    total = total + functional.binary_cross_entropy_with_logits(ours, theirs.sigmoid())
    return total + functional.smooth_l1_loss(student["factuality"][mask], teacher["factuality"][mask])


def _link_loss(scores: dict[str, Tensor], batch: Batch) -> Tensor:
    keys = {"cue_to_source": "source_key", "content_to_cue": "cue_key"}
    longest = max(len(options) for _, _, options, _, _ in batch.links)
    parts = []
    for head, key in keys.items():
        chosen = [item for item in batch.links if item[4] == head]
        if not chosen:
            continue
        rows = torch.tensor([item[0] for item in chosen])
        asking = torch.tensor([item[1] for item in chosen])
        options = torch.tensor([item[2] + [0] * (longest - len(item[2])) for item in chosen])
        real = torch.tensor([[1.0] * len(item[2]) + [0.0] * (longest - len(item[2])) for item in chosen])
        asks = scores[head][rows, asking]
        offered = scores[key][rows[:, None], options]
        product = (offered @ asks[:, :, None])[..., 0] + (1.0 - real) * -1e4
        parts.append(functional.cross_entropy(product, torch.tensor([item[3] for item in chosen])))
    return torch.stack(parts).sum()


def _incident_loss(scores: Tensor, batch: Batch) -> Tensor:
    """A sentence tells an incident where its likeliest word does (multiple instances, Dietterich et al. 1997)."""
    best = torch.stack([scores[row, low:high].amax(0) for row, low, high, _ in batch.sentences])
    states = torch.tensor([states for *_, states in batch.sentences], dtype=torch.float32)
    known = (states >= 0).float()
    each = functional.binary_cross_entropy_with_logits(best, states.clamp(min=0), reduction="none")
    return (each * known).sum() / known.sum().clamp(min=1)


def split_scores(scores: Tensor) -> dict[str, Tensor]:
    """Cut (..., columns) into heads, as ``decode.split`` does for arrays."""
    if scores.shape[-1] != sum(COLUMNS.values()):
        raise ValueError(f"{scores.shape[-1]} columns, expected {sum(COLUMNS.values())} with links of {LINK}")
    return dict(zip(COLUMNS, torch.split(scores, list(COLUMNS.values()), dim=-1), strict=True))
