"""From scores to spans: tag schemes, the best valid tag path, and which source and content belong to which cue.

Standard library and numpy only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]
Span = tuple[int, int, str]

#: Parts of an attribution, after PolNeAR (Newell, Margolin and Ruths, LREC 2018).
ATTRIBUTION: Final = ("source", "cue", "content")
#: Roles of a MUC-4 template (Sundheim, MUC-4 proceedings 1992), in the reduced form of Du, Rush and Cardie (GTT, 2021).
ROLES: Final = ("perpetrator_individual", "perpetrator_organisation", "target", "victim", "weapon")
#: What happened to a person, after MUC-4's "effect of incident" slot.
CASUALTIES: Final = ("killed", "wounded")
#: MUC-4 incident types.
INCIDENTS: Final = ("arson", "attack", "bombing", "forced work stoppage", "kidnapping", "robbery")
#: Entity types of re3d with enough examples to learn.
ENTITIES: Final = (
    "Organisation",
    "Location",
    "Person",
    "Nationality",
    "Temporal",
    "Quantity",
    "Weapon",
    "Vehicle",
    "MilitaryPlatform",
    "DocumentReference",
    "Money",
)
#: Attribution tags: outside, then begin, inside, end, single for each part.
ATTRIBUTION_TAGS: Final = ("O", *(f"{mark}-{part}" for part in ATTRIBUTION for mark in "BIES"))
#: Size of one link vector.
LINK: Final = 48
#: Columns of the encoder's output, in order. Roles, casualties and entities have one O, B, I triple a label.
COLUMNS: Final = {
    "attribution": len(ATTRIBUTION_TAGS),
    "roles": 3 * len(ROLES),
    "casualties": 3 * len(CASUALTIES),
    "entities": 3 * len(ENTITIES),
    "incidents": len(INCIDENTS),
    "factuality": 1,
    "cue_to_source": LINK,
    "source_key": LINK,
    "content_to_cue": LINK,
    "cue_key": LINK,
}
IMPOSSIBLE: Final = -1e4
#: Columns of ``chances``: that a word belongs to a role, that a role's words begin with it, that it belongs to persons
#: killed or wounded, and that it tells of an incident.
CHANCES: Final = (
    *(f"in {role}" for role in ROLES),
    *(f"begins {role}" for role in ROLES),
    *(f"in {fate}" for fate in CASUALTIES),
    *(f"tells {kind}" for kind in INCIDENTS),
)


def split(scores: Floats) -> dict[str, Floats]:
    """Cut the encoder's output, shape (..., columns), into its heads."""
    edges = np.cumsum(list(COLUMNS.values()))[:-1]
    return dict(zip(COLUMNS, np.split(scores, edges, axis=-1), strict=True))


def allowed(tags: Sequence[str]) -> tuple[Floats, Floats, Floats]:
    """Return penalties that keep a path valid: between tags, (tags, tags), for the first tag and for the last."""
    size = len(tags)
    between = np.full((size, size), IMPOSSIBLE, dtype=np.float32)
    for i, left in enumerate(tags):
        for j, right in enumerate(tags):
            inside = left[0] in "BI"
            same = left[2:] == right[2:]
            if (inside and same and right[0] in "IE") or (not inside and right[0] in "OBS"):
                between[i, j] = 0.0
    first = np.array([0.0 if tag[0] in "OBS" else IMPOSSIBLE for tag in tags], dtype=np.float32)
    last = np.array([0.0 if tag[0] in "OES" else IMPOSSIBLE for tag in tags], dtype=np.float32)
    return between, first, last


def viterbi(emissions: Floats, lengths: Ints, between: Floats, first: Floats, last: Floats) -> list[Ints]:
    """Return the best tag path of each sequence (Viterbi, IEEE Trans. Inf. Theory 1967).

    ``emissions`` has shape (sequences, words, tags); only the first ``lengths`` words of each sequence count.
    """
    count, words, tags = emissions.shape
    best = emissions[:, 0] + first
    back = np.zeros((words, count, tags), dtype=np.int64)
    stay = np.arange(tags)
    incoming = np.ascontiguousarray(between.T)
    rows = np.arange(count * tags) * tags
    order = np.argsort(-lengths, kind="stable")
    still = np.searchsorted(-lengths[order], -np.arange(words), side="left")  # sequences longer than each word's number
    best = best[order]
    for word in range(1, words):
        here = int(still[word])
        reach = incoming + best[:here, None, :]
        source = reach.argmax(axis=2)
        back[word, :here], back[word, here:] = source, stay
        flat = reach.ravel()[rows[: here * tags] + source.ravel()]
        best[:here] = flat.reshape(here, tags) + emissions[order[:here], word]
    tag = (best + last).argmax(axis=1)
    paths = np.zeros((count, words), dtype=np.int64)
    every = np.arange(count)
    for word in range(words - 1, -1, -1):
        paths[order, word] = tag
        tag = back[word, every, tag]
    return [paths[row, :length] for row, length in enumerate(lengths.tolist())]


def attribution_spans(path: Ints) -> list[Span]:
    """Read word spans (first, past the last, part) off a valid attribution path."""
    found: list[Span] = []
    start = 0
    for index, tag in enumerate(path.tolist()):
        name = ATTRIBUTION_TAGS[tag]
        if name[0] in "BS":
            start = index
        if name[0] in "ES":
            found.append((start, index + 1, name[2:]))
    return found


def shares(scores: Floats, labels: int) -> Floats:
    """Return probabilities of O, B and I from scores of shape (words, 3 * labels), shape (words, labels, 3)."""
    triples = scores.reshape(len(scores), labels, 3)
    highest = np.maximum(np.maximum(triples[:, :, 0], triples[:, :, 1]), triples[:, :, 2])
    weights = np.exp(triples - highest[:, :, None])
    total = weights[:, :, 0] + weights[:, :, 1] + weights[:, :, 2]
    found: Floats = weights / total[:, :, None]
    return found


def label_spans(
    probabilities: Floats, labels: Sequence[str], threshold: float = 0.5
) -> list[tuple[int, int, str, float]]:
    """Read (first word, past the last, label, probability) off the probabilities that ``shares`` gives.

    A word belongs to a label where P(B) + P(I) reaches the threshold; a span begins where the word before does not
    belong or where B is likelier than I. Labels are independent, so spans of two labels may overlap.
    """
    inside = 1.0 - probabilities[:, :, 0]
    reached = inside >= threshold
    found: list[tuple[int, int, str, float]] = []
    for column in np.flatnonzero(reached.any(axis=0)).tolist():
        words: list[int] = np.flatnonzero(reached[:, column]).tolist()
        anew: list[bool] = (probabilities[words, column, 1] > probabilities[words, column, 2]).tolist()
        start = words[0]
        for place, word in enumerate(words):
            following = words[place + 1] if place + 1 < len(words) else None
            if following != word + 1 or anew[place + 1]:
                found.append((start, word + 1, labels[column], float(inside[start : word + 1, column].mean())))
                start = following or 0
    return found


def chances(roles: Floats, fates: Floats, told: Floats) -> Floats:
    """Return the probabilities of roles, casualties and incidents a word, shape (words, columns of ``CHANCES``).

    ``roles`` and ``fates`` are ``shares`` of these heads, ``told`` the scores of incidents.
    """
    likely = 1.0 / (1.0 + np.exp(-told))
    found: Floats = np.concatenate((1 - roles[:, :, 0], roles[:, :, 1], 1 - fates[:, :, 0], likely), axis=1)
    return found


def link(spans: Sequence[Span], heads: dict[str, Floats]) -> list[tuple[list[Span], Span, list[Span]]]:
    """Group the spans of one window into attributions: (sources, cue, contents) for each cue that has a content.

    Each cue chooses one source, or none, and each piece of content one cue, or none, by the product of two learned
    vectors read at the first word of the spans; choosing itself means none.
    """
    cues = [span for span in spans if span[2] == "cue"]
    sources = [span for span in spans if span[2] == "source"]
    contents = [span for span in spans if span[2] == "content"]
    members: dict[Span, list[Span]] = {cue: [] for cue in cues}
    for content in contents:
        chosen = _choose(content, cues, heads["content_to_cue"], heads["cue_key"])
        if chosen is not None:
            members[chosen].append(content)
    found = []
    for cue in cues:
        source = _choose(cue, sources, heads["cue_to_source"], heads["source_key"])
        found.append(([] if source is None else [source], cue, members[cue]))
    return found


def _choose(asking: Span, among: Sequence[Span], asks: Floats, keys: Floats) -> Span | None:
    options = [*among, asking]
    scores = keys[[option[0] for option in options]] @ asks[asking[0]]
    best = int(scores.argmax())
    return among[best] if best < len(among) else None
