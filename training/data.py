"""Training examples from the train parts of the four sets that may be learned from.

PolNeAR gives attributions; MUC-4 roles, casualties and incident types; re3d entities; the factuality files scores.
No other set is read here: the rest name victims and private persons and serve evaluation alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from tokenizers import Tokenizer

from crossbearing.read.tagger.decode import ENTITIES, INCIDENTS, ROLES
from crossbearing.read.tagger.features import Ints, Tokens, tokenise
from crossbearing.read.tagger.parties import party_names
from evals import loaders

#: Where the reduced templates of MUC-4 keep each role.
MUC_ROLES: Final = dict(zip(("PerpInd", "PerpOrg", "Target", "Victim", "Weapon"), ROLES, strict=True))
FACTUALITY_FILES: Final = ("meantime", "rp", "uds_ih2")
#: Every fifth re3d document, in order of folder and id, is held out: the set has no split of its own.
RE3D_HELD_OUT: Final = 5
#: Folders of re3d whose licence forbids commercial use (CC BY-NC): scored, never learned from.
NOT_FREE: Final = frozenset({"bbc_online"})
_EFFECTS: Final = {"DEATH": "killed", "INJURY": "wounded"}
_QUOTED: Final = re.compile(r'"([^"]+)"')


@dataclass(frozen=True, slots=True)
class Linked:
    """One attribution as token indices of the first word of its cue, its source (or None) and each piece of content."""

    cue: int
    source: int | None
    contents: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Example:
    """One tokenised text with what is known of it. Spans are (first token, past the last token, label).

    ``task`` says which heads it teaches; ``incidents`` has one row a sentence of (first token, past the last, states),
    where each state is 1 (an incident of that type is told here), 0 (surely not) or -1 (not known);
    ``scores`` are (token, factuality).
    """

    task: str
    tokens: Tokens
    spans: tuple[tuple[int, int, str], ...] = ()
    links: tuple[Linked, ...] = ()
    incidents: tuple[tuple[int, int, tuple[int, ...]], ...] = ()
    scores: tuple[tuple[int, float], ...] = ()
    word_starts: Ints = field(default_factory=lambda: np.zeros(0, dtype=np.int64))


def re3d_split(documents: Sequence[loaders.Document]) -> tuple[list[loaders.Document], list[loaders.Document]]:
    """Return the documents to learn from and the held-out ones (every fifth)."""
    train = [document for index, document in enumerate(documents) if index % RE3D_HELD_OUT]
    return train, [document for index, document in enumerate(documents) if index % RE3D_HELD_OUT == 0]


def to_tokens(tokens: Tokens, start: int, end: int) -> tuple[int, int] | None:
    """Return the tokens (first, past the last) of the words that a character span touches, or None for none."""
    low = int(np.searchsorted(tokens.ends, start, side="right"))
    high = int(np.searchsorted(tokens.starts, end, side="left"))
    if low >= high:
        return None
    while low > 0 and not tokens.first[low]:
        low -= 1
    while high < len(tokens) and not tokens.first[high]:
        high += 1
    return low, high


def load(data: Path, tokenizer: Tokenizer) -> list[Example]:
    """Read every train part under ``data`` into examples, in a fixed order."""
    found: list[Example] = []
    parties = party_names()
    for article in loaders.polnear(_train(data, "polnear")):
        found.append(attribution_example(article, tokenise(article.text, tokenizer, parties)))
    for bulletin in loaders.muc4(_train(data, "muc4")):
        found.append(event_example(bulletin, tokenise(bulletin.text, tokenizer, parties)))
    for document in re3d_split(loaders.re3d(data))[0]:
        if document.folder in NOT_FREE:
            continue
        found.append(entity_example(document, tokenise(document.text, tokenizer, parties)))
    for name, path in loaders.split_files(data, "factuality").items():
        if name not in FACTUALITY_FILES:
            continue
        sentences: dict[str, list[loaders.Target]] = {}
        for target in loaders.factuality(path):
            if target.split == "train":
                sentences.setdefault(target.text, []).append(target)
        for text, targets in sentences.items():
            found.append(factuality_example(targets, tokenise(text, tokenizer, parties)))
    return [example for example in found if len(example.tokens)]


def attribution_example(article: loaders.QuotedArticle, tokens: Tokens) -> Example:
    """Mark sources, cues and contents, and which belong together."""
    spans: set[tuple[int, int, str]] = set()
    links: list[Linked] = []
    for item in article.attributions:
        parts: dict[str, list[tuple[int, int]]] = {}
        for name, pieces in (("source", item.source), ("cue", item.cue), ("content", item.content)):
            parts[name] = [place for start, end in pieces if (place := to_tokens(tokens, start, end))]
            spans.update((low, high, name) for low, high in parts[name])
        if parts["cue"]:
            source = parts["source"][0][0] if parts["source"] else None
            links.append(Linked(parts["cue"][0][0], source, tuple(low for low, _ in parts["content"])))
    return Example("attribution", tokens, tuple(sorted(spans)), tuple(links))


def event_example(bulletin: loaders.Bulletin, tokens: Tokens) -> Example:
    """Mark every occurrence of a role filler, persons killed or wounded, and sentences that tell an incident.

    The key has no offsets: a filler marks each place where its words stand. A sentence is taken to tell an incident of
    a type where it holds a filler of such a template, and surely tells none of the types that no template has.
    """
    spans: set[tuple[int, int, str]] = set()
    touched: dict[str, set[int]] = {kind: set() for kind in INCIDENTS}
    for template in bulletin.templates:
        for role, entities in template.roles.items():
            for surface in (form for entity in entities for form in entity):
                for place in occurrences(bulletin.text, surface, tokens):
                    spans.add((*place, MUC_ROLES[role]))
                    for kind in template.incident_type.split(" / "):
                        touched.setdefault(kind, set()).update(range(*place))
    for key in bulletin.full_key:
        for fate, surface in _fates(key):
            for place in occurrences(bulletin.text, surface.lower(), tokens):
                spans.add((*place, fate))
    edges = [*np.flatnonzero(tokens.sentence).tolist(), len(tokens)]
    incidents = []
    for start, end in pairwise(edges):
        states = tuple(
            0 if not touched[kind] else 1 if any(start <= t < end for t in touched[kind]) else -1 for kind in INCIDENTS
        )
        incidents.append((start, end, states))
    return Example("events", tokens, tuple(sorted(spans)), incidents=tuple(incidents))


def entity_example(document: loaders.Document, tokens: Tokens) -> Example:
    """Mark the entity types that are learned."""
    places = ((to_tokens(tokens, item.start, item.end), item.type) for item in document.mentions)
    spans = {(*place, kind) for place, kind in places if place and kind in ENTITIES}
    return Example("entities", tokens, tuple(sorted(spans)))


def factuality_example(targets: Sequence[loaders.Target], tokens: Tokens) -> Example:
    """Attach each score to the first token of its target."""
    places = ((to_tokens(tokens, *target.span), target.label) for target in targets)
    return Example("factuality", tokens, scores=tuple((place[0], label) for place, label in places if place))


def occurrences(text: str, surface: str, tokens: Tokens) -> list[tuple[int, int]]:
    """Return the tokens of every place where the words of ``surface`` stand as whole words."""
    pattern = rf"(?<!\w){re.escape(surface)}(?!\w)"
    found = (to_tokens(tokens, *match.span()) for match in re.finditer(pattern, text))
    return [place for place in found if place]


def _fates(key: dict[str, list[str] | None]) -> list[tuple[str, str]]:
    """Return (killed or wounded, name or description as written) for the persons of one key template."""
    everyone = [name for slot in ("hum_tgt_name", "hum_tgt_description") for name in key.get(slot) or []]
    found = []
    for line in key.get("hum_tgt_effect_of_incident") or []:
        effect, _, persons = line.partition(":")
        fate = _EFFECTS.get(effect.strip())
        if fate is None:
            continue
        named = [persons] if persons else everyone
        found += [(fate, surface) for text in named for surface in _QUOTED.findall(text)]
    return found


def _train(data: Path, name: str) -> Path:
    files = loaders.split_files(data, name)
    if "train" not in files:
        raise loaders.DataError(f"{data / name}: no train.jsonl or train.jsonl.gz: training needs the train part")
    return files["train"]
