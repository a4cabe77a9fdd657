"""The tagger at work: texts in, marked spans out, with onnxruntime, tokenizers and numpy alone.

A folder of artefacts holds ``tokenizer.json``, ``words.npz`` (the word vectors as bytes with a scale a row, shared by
all models) and, for each model, ``NAME.onnx`` with its tag transitions ``NAME.npz``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from crossbearing.model.errors import ResourceError
from crossbearing.read.tagger import decode
from crossbearing.read.tagger.features import Floats, Ints, Tokens, Window, tokenise, windows
from crossbearing.read.tagger.parties import PartyNames, party_names
from crossbearing.read.tagger.posterior import Scored

_EDGE: Final = np.array([[4, 2, 0]], dtype=np.int64)
#: The exported tables of positions end here, CLS and SEP counted besides.
LONGEST_WINDOW: Final = 320
_LINKS: Final = ("cue_to_source", "source_key", "content_to_cue", "cue_key")
#: Texts are read in groups of about this many characters, which bounds memory.
_GROUP_CHARS: Final = 400_000
#: Heads whose words bear labels, and these.
_LABELS: Final = {"roles": decode.ROLES, "casualties": decode.CASUALTIES, "entities": decode.ENTITIES}
#: Windows whose tags are decided at once.
_TOGETHER: Final = 64
#: Pieces of one window, their ids and features, shapes (length,) and (length, 3).
Given = tuple[Ints, Ints]
#: From windows to their scores, shape (length, columns) each. Each window is read alone: activations are quantised by
#: the range of all that is read at once, so that one read beside others would be scored by what stands in these.
Scorer = Callable[[Sequence[Given]], list[Floats]]


class TaggerError(ResourceError):
    """The tagger cannot be opened; the message names the file and what to do."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A labelled stretch of the text, characters ``start`` to ``end``, with a score between 0 and 1."""

    start: int
    end: int
    label: str
    score: float = 1.0


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: the cue, the pieces of its source (none where unnamed) and the pieces of its content."""

    cue: Mark
    sources: tuple[Mark, ...]
    contents: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Telling:
    """A sentence, characters ``start`` to ``end``, that tells an incident of a type.

    ``trigger`` is the likeliest word.
    """

    start: int
    end: int
    type: str
    score: float
    trigger: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the tagger marks in one text; every offset indexes the text as given.

    ``spans`` are all attribution parts, linked or not. ``word_starts``, ``word_ends`` and ``factuality`` have one entry
    a word read; factuality runs from -3 (did not happen) to 3 (happened) and means something at event words only.
    ``chances``, shape (words, columns of ``decode.CHANCES``), are the probabilities behind roles, casualties and
    tellings, for those who weigh them against other evidence rather than by a threshold. ``scored`` are the scores of
    attribution, a window each, for a second look at spans and links.
    """

    attributions: tuple[Attribution, ...]
    spans: tuple[Mark, ...]
    roles: tuple[Mark, ...]
    casualties: tuple[Mark, ...]
    entities: tuple[Mark, ...]
    tellings: tuple[Telling, ...]
    word_starts: Ints
    word_ends: Ints
    factuality: Floats
    chances: Floats
    scored: tuple[Scored, ...] = ()

    def factuality_at(self, start: int, end: int) -> float | None:
        """Return the score at the first word that characters ``start`` to ``end`` touch, or None where none does."""
        place = int(np.searchsorted(self.word_ends, start, side="right"))
        if place >= len(self.word_starts) or self.word_starts[place] >= end:
            return None
        return float(self.factuality[place])


@dataclass(frozen=True, slots=True)
class TaggerSettings:
    """How to read: which model in which folder, and how texts are cut.

    ``window`` and ``stride`` are word pieces (see ``features.windows``); thresholds are the least probability for a
    word to belong to a role or entity, or a sentence to a type.
    """

    folder: Path
    model: str = "student"
    window: int = 128
    stride: int = 32
    threads: int = 1
    role_threshold: float = 0.4
    entity_threshold: float = 0.5
    telling_threshold: float = 0.5

    def open(self) -> Tagger:
        """Load the model. Raises TaggerError where a file is missing or the window is longer than the models read."""
        if self.window > LONGEST_WINDOW:
            raise TaggerError(
                f"a window of {self.window} is longer than the models read",
                where="window",
                remedy=f"give {LONGEST_WINDOW} or less",
            )
        paths = {
            "tokenizer": self.folder / "tokenizer.json",
            "words": self.folder / "words.npz",
            "model": self.folder / f"{self.model}.onnx",
            "tags": self.folder / f"{self.model}.npz",
        }
        for path in paths.values():
            if not path.is_file():
                raise TaggerError(
                    "no such file", where=str(path), remedy="reinstall, or write it with `python -m training`"
                )
        # Loaded here and not above: it takes long, and only a reader that uses the tagger needs it.
        import onnxruntime  # type: ignore[import-untyped]

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        options.inter_op_num_threads = 1
        # Tiny attention weights are denormal numbers, on which softmax is many times slower. Rounding them to zero
        # changes how the whole thread computes from then on, so the model has a thread of its own.
        options.add_session_config_entry("session.set_denormal_as_zero", "1")
        thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="tagger")
        session = thread.submit(
            onnxruntime.InferenceSession,
            str(paths["model"]),
            options,
            providers=["CPUExecutionProvider"],
            # onnxruntime's kernel that adds and normalises at once is slower than its two: an eighth of the whole run.
            disabled_optimizers=["SkipLayerNormFusion"],
        ).result()
        with np.load(paths["words"]) as stored:
            table: NDArray[np.int8] = stored["table"]
            scale: Floats = stored["scale"].astype(np.float32)
        with np.load(paths["tags"]) as stored:
            transitions = (stored["between"], stored["first"], stored["last"])

        def score(some: Sequence[Given]) -> list[Floats]:
            def work() -> list[Floats]:
                found = []
                for ids, features in some:
                    vectors = table[ids] * scale[ids][:, None]
                    mask = np.ones((1, len(ids)), dtype=np.int64)
                    given = {"vectors": vectors[None], "features": features[None], "mask": mask}
                    (scores,) = session.run(None, given)
                    found.append(scores[0])
                return found

            return thread.submit(work).result()

        return Tagger(self, _tokenizer(paths["tokenizer"]), score, transitions)


@dataclass(frozen=True, slots=True)
class _Found:
    """What the encoder and decoding say of some words, one row a word.

    ``heads`` are scores by head, ``labels`` probabilities by head of ``_LABELS``, ``chances`` as in ``Reading``,
    ``told`` probabilities of incidents, of shape (words, types).
    """

    heads: dict[str, Floats]
    labels: dict[str, Floats]
    chances: Floats
    told: NDArray[np.float64]

    def between(self, first: int, behind: int) -> _Found:
        """Return the same of the words from number ``first`` to before ``behind``."""
        return _Found(
            {name: rows[first:behind] for name, rows in self.heads.items()},
            {name: rows[first:behind] for name, rows in self.labels.items()},
            self.chances[first:behind],
            self.told[first:behind],
        )


@dataclass(slots=True)
class _Draft:
    """Marks of one text while its windows are read."""

    tokens: Tokens
    attributions: list[Attribution] = field(default_factory=list)
    spans: list[Mark] = field(default_factory=list)
    roles: list[Mark] = field(default_factory=list)
    casualties: list[Mark] = field(default_factory=list)
    entities: list[Mark] = field(default_factory=list)
    tellings: list[Telling] = field(default_factory=list)
    factuality: dict[int, Floats] = field(default_factory=dict)
    chances: dict[int, Floats] = field(default_factory=dict)
    scored: dict[int, Scored] = field(default_factory=dict)

    def finish(self) -> Reading:
        first = self.tokens.first
        starts = self.tokens.starts[first]
        ends = _word_ends(self.tokens)
        scores = [self.factuality[place] for place in sorted(self.factuality)]
        chances = [self.chances[place] for place in sorted(self.chances)]
        return Reading(
            attributions=tuple(sorted(self.attributions, key=lambda item: item.cue.start)),
            spans=_sorted(self.spans),
            roles=_sorted(self.roles),
            casualties=_sorted(self.casualties),
            entities=_sorted(self.entities),
            tellings=tuple(sorted(self.tellings, key=lambda item: (item.start, item.type))),
            word_starts=starts,
            word_ends=ends,
            factuality=np.concatenate(scores) if scores else np.zeros(0, dtype=np.float32),
            chances=np.concatenate(chances) if chances else np.zeros((0, len(decode.CHANCES)), dtype=np.float32),
            scored=tuple(self.scored[place] for place in sorted(self.scored)),
        )


@dataclass(frozen=True, slots=True)
class Tagger:
    """An opened tagger. ``transitions`` are the scores between attribution tags, of the first tag and of the last."""

    settings: TaggerSettings
    tokenizer: Tokenizer
    score: Scorer
    transitions: tuple[Floats, Floats, Floats]
    parties: PartyNames = field(default_factory=party_names)

    def read(self, texts: Iterable[str], *, decide: bool = True) -> Iterator[Reading]:
        """Yield one Reading a text, in order. Any string is accepted; an empty one gives an empty Reading.

        Where ``decide`` is false, spans and attributions are left to a second look at ``Reading.scored``.
        """
        group: list[str] = []
        size = 0
        for text in texts:
            group.append(text)
            size += len(text)
            if size >= _GROUP_CHARS:
                yield from self._read_group(group, decide)
                group, size = [], 0
        yield from self._read_group(group, decide)

    def _read_group(self, texts: Sequence[str], decide: bool) -> Iterator[Reading]:
        drafts = [_Draft(tokenise(text, self.tokenizer, self.parties)) for text in texts]
        work = [
            (draft, window)
            for draft in drafts
            for window in windows(draft.tokens, self.settings.window, self.settings.stride)
            if draft.tokens.first[window.start : window.end].any()
        ]
        for first in range(0, len(work), _TOGETHER):
            self._read_windows(work[first : first + _TOGETHER], decide)
        for draft in drafts:
            yield draft.finish()

    def _read_windows(self, some: Sequence[tuple[_Draft, Window]], decide: bool) -> None:
        edges = [np.array([self.tokenizer.token_to_id(name)]) for name in ("[CLS]", "[SEP]")]
        given = [
            (
                np.concatenate((edges[0], draft.tokens.ids[w.start : w.end], edges[1])),
                np.concatenate((_EDGE, draft.tokens.features[w.start : w.end], _EDGE)),
            )
            for draft, w in some
        ]
        words = [np.flatnonzero(draft.tokens.first[w.start : w.end]) for draft, w in some]
        scores = [rows[places + 1] for rows, places in zip(self.score(given), words, strict=True)]
        paths = self._paths(scores) if decide else [None] * len(some)
        heads = decode.split(np.concatenate(scores))
        of_labels = [decode.shares(heads[name], len(labels)) for name, labels in _LABELS.items()]
        found = _Found(
            heads=heads,
            labels=dict(zip(_LABELS, of_labels, strict=True)),
            chances=decode.chances(of_labels[0], of_labels[1], heads["incidents"]),
            told=1.0 / (1.0 + np.exp(-heads["incidents"].astype(np.float64))),
        )
        behind = 0
        for row, (draft, window) in enumerate(some):
            first, behind = behind, behind + len(words[row])
            self._keep(draft, window, words[row] + window.start, paths[row], found.between(first, behind))

    def _paths(self, scores: Sequence[Floats]) -> Sequence[Ints]:
        """Return the best attribution tags of windows, of the scores of their words."""
        lengths = np.array([len(rows) for rows in scores])
        columns = decode.COLUMNS["attribution"]
        emissions = np.zeros((len(scores), int(lengths.max()), columns), dtype=np.float32)
        for row, rows in enumerate(scores):
            emissions[row, : len(rows)] = rows[:, :columns]
        return decode.viterbi(emissions, lengths, *self.transitions)

    def _keep(self, draft: _Draft, window: Window, words: Ints, path: Ints | None, found: _Found) -> None:
        """Write the answers of one window into its draft. ``words`` are the tokens that begin a word."""
        tokens = draft.tokens
        starts: list[int] = tokens.starts[words].tolist()
        edges = np.append(words[1:], window.end)
        ends: list[int] = tokens.ends[edges - 1].tolist()
        kept = (words >= window.keep_start) & (words < window.keep_end)
        keeps: list[bool] = kept.tolist()

        def mark(span: decode.Span, score: float = 1.0) -> Mark:
            return Mark(starts[span[0]], ends[span[1] - 1], span[2], score)

        spans = [] if path is None else decode.attribution_spans(path)
        draft.spans += [mark(span) for span in spans if keeps[span[0]]]
        for sources, cue, contents in decode.link(spans, found.heads):
            if keeps[cue[0]]:
                draft.attributions.append(Attribution(mark(cue), tuple(map(mark, sources)), tuple(map(mark, contents))))
        for head, into, threshold in (
            ("roles", draft.roles, self.settings.role_threshold),
            ("casualties", draft.casualties, self.settings.role_threshold),
            ("entities", draft.entities, self.settings.entity_threshold),
        ):
            for start, end, label, score in decode.label_spans(found.labels[head], _LABELS[head], threshold):
                if keeps[start]:
                    into.append(mark((start, end, label), score))
        sentences = np.flatnonzero(tokens.sentence[words])
        if len(words) and (not len(sentences) or sentences[0] != 0):
            sentences = np.concatenate(([0], sentences))
        bounds = [*sentences.tolist(), len(words)]
        for low, high in pairwise(bounds):
            if not keeps[low]:
                continue
            likeliest: list[int] = found.told[low:high].argmax(axis=0).tolist()
            for column, kind in enumerate(decode.INCIDENTS):
                best = low + likeliest[column]
                score = float(found.told[best, column])
                if score >= self.settings.telling_threshold:
                    draft.tellings.append(Telling(starts[low], ends[high - 1], kind, score, (starts[best], ends[best])))
        draft.factuality[window.keep_start] = found.heads["factuality"][kept, 0]
        draft.chances[window.keep_start] = found.chances[kept]
        ranges = (tokens.starts[words], tokens.ends[edges - 1])
        links = {name: found.heads[name] for name in _LINKS}
        draft.scored[window.keep_start] = Scored(*ranges, kept, found.heads["attribution"], links)


def _sorted(marks: list[Mark]) -> tuple[Mark, ...]:
    return tuple(sorted(marks, key=lambda item: (item.start, item.end, item.label)))


def _word_ends(tokens: Tokens) -> Ints:
    """Return where each word ends: at its last piece."""
    places = np.flatnonzero(tokens.first)
    if not len(places):
        return np.zeros(0, dtype=np.int64)
    ends: Ints = tokens.ends[np.append(places[1:], len(tokens)) - 1]
    return ends


def _tokenizer(path: Path) -> Tokenizer:
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
