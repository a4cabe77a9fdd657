"""What stands between scores and spans: windows, tag paths, links; without any model."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tokenizers import Tokenizer, models, normalizers, pre_tokenizers

from crossbearing.read.tagger.decode import (
    ATTRIBUTION_TAGS,
    COLUMNS,
    IMPOSSIBLE,
    allowed,
    attribution_spans,
    label_spans,
    link,
    shares,
    viterbi,
)
from crossbearing.read.tagger.features import tokenise, windows
from crossbearing.read.tagger.runtime import Tagger, TaggerError, TaggerSettings

TEXT = "The ministry said: “The depot is closed.” It named no reason.\nThe agency did not reply.\n"


def tokenizer() -> Tokenizer:
    """Return a tokenizer that knows letters only, so that every word has several pieces."""
    letters = "abcdefghijklmnopqrstuvwxyz0123456789.,:;!?\"'“”()-"
    pieces = ["[UNK]", "[CLS]", "[SEP]", *letters, *(f"##{letter}" for letter in letters)]
    found = Tokenizer(models.WordPiece({piece: i for i, piece in enumerate(pieces)}, unk_token="[UNK]"))
    found.normalizer = normalizers.BertNormalizer(lowercase=True)
    found.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return found


TOKENIZER = tokenizer()


def silent(some):
    """Score as a model that finds nothing."""
    found = []
    for ids, _ in some:
        scores = np.zeros((len(ids), sum(COLUMNS.values())), dtype=np.float32)
        scores[:, 0] = 5.0
        for start, labels in ((13, 5), (28, 2), (34, 11)):
            scores[:, start : start + 3 * labels : 3] = 5.0
        scores[:, 67:73] = -5.0
        found.append(scores)
    return found


READER = Tagger(TaggerSettings(folder=None, window=40, stride=4), TOKENIZER, silent, allowed(ATTRIBUTION_TAGS))  # type: ignore[arg-type]


def test_offsets_of_words_stand_in_the_original_text():
    tokens = tokenise(TEXT, TOKENIZER)
    firsts = np.flatnonzero(tokens.first)
    assert TEXT[tokens.starts[firsts[1]] : tokens.ends[firsts[2] - 1]] == "ministry"


def test_lines_and_sentences_begin_where_they_do():
    tokens = tokenise(TEXT, TOKENIZER)
    assert [TEXT[start] for start in tokens.starts[tokens.block]] == ["T", "T"]
    assert [TEXT[start : start + 3] for start in tokens.starts[tokens.sentence]] == ["The", "It ", "The"]


def test_words_between_quotation_marks_are_known_as_quoted():
    tokens = tokenise(TEXT, TOKENIZER)
    quoted = "".join(TEXT[s:e] for s, e, f in zip(tokens.starts, tokens.ends, tokens.features, strict=True) if f[2])
    assert quoted == "Thedepotisclosed."


@given(st.text(max_size=400), st.sampled_from([(20, 4), (33, 8), (64, 0)]))
def test_windows_keep_every_token_once_and_never_grow(text, sizes):
    size, stride = sizes
    tokens = tokenise(text, TOKENIZER)
    kept = 0
    for window in windows(tokens, size, stride):
        assert window.keep_start == kept < window.keep_end <= window.end
        assert window.start <= window.keep_start
        assert window.end - window.start <= size
        kept = window.keep_end
    assert kept == len(tokens)


def test_a_window_too_small_for_its_stride_is_refused():
    with pytest.raises(ValueError, match="larger size"):
        windows(tokenise(TEXT, TOKENIZER), 10, 5)


@given(st.integers(0, 2**32 - 1), st.integers(1, 9))
def test_the_best_path_is_valid_and_no_other_is_better(seed, length):
    rng = np.random.default_rng(seed)
    emissions = rng.normal(size=(1, length, len(ATTRIBUTION_TAGS))).astype(np.float32)
    between, first, last = allowed(ATTRIBUTION_TAGS)

    def value(path):
        steps = sum(between[a, b] for a, b in pairwise(path))
        return first[path[0]] + last[path[-1]] + steps + sum(emissions[0, i, t] for i, t in enumerate(path))

    best = viterbi(emissions, np.array([length]), between, first, last)[0]
    assert value(best) > IMPOSSIBLE / 2
    for _ in range(50):
        assert value(rng.integers(0, len(ATTRIBUTION_TAGS), length)) <= value(best) + 1e-3


def test_sequences_of_a_batch_are_decoded_as_if_alone():
    rng = np.random.default_rng(1)
    emissions = rng.normal(size=(2, 6, len(ATTRIBUTION_TAGS))).astype(np.float32)
    rules = allowed(ATTRIBUTION_TAGS)
    together = viterbi(emissions, np.array([6, 3]), *rules)
    alone = viterbi(emissions[1:, :3], np.array([3]), *rules)
    assert together[1].tolist() == alone[0].tolist()


def test_spans_are_read_off_a_path():
    tags = ["S-source", "O", "S-cue", "B-content", "I-content", "E-content"]
    path = np.array([ATTRIBUTION_TAGS.index(tag) for tag in tags])
    assert attribution_spans(path) == [(0, 1, "source"), (2, 3, "cue"), (3, 6, "content")]


def test_spans_of_two_labels_may_overlap():
    scores = np.full((3, 6), -9.0, dtype=np.float32)
    scores[:, 0] = scores[:, 3] = 0.0
    scores[0, 1] = scores[1, 2] = scores[1, 4] = 9.0
    assert [(s, e, name) for s, e, name, _ in label_spans(shares(scores, 2), ("person", "group"))] == [
        (0, 2, "person"),
        (1, 2, "group"),
    ]


def test_each_content_chooses_its_cue_and_each_cue_its_source():
    heads = {
        name: np.zeros((8, 2), dtype=np.float32)
        for name in ("cue_to_source", "source_key", "content_to_cue", "cue_key")
    }
    heads["source_key"][0] = heads["cue_to_source"][1] = (1, 0)
    heads["source_key"][4] = heads["cue_to_source"][5] = (0, 1)
    heads["cue_key"][1] = heads["content_to_cue"][2] = (1, 0)
    heads["cue_key"][5] = heads["content_to_cue"][6] = (0, 1)
    spans = [(0, 1, "source"), (1, 2, "cue"), (2, 4, "content"), (4, 5, "source"), (5, 6, "cue"), (6, 8, "content")]
    assert link(spans, heads) == [([spans[0]], spans[1], [spans[2]]), ([spans[3]], spans[4], [spans[5]])]


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n\n ",
        "x",
        "كلمة واحدة",
        "\ud800 cut",
        "a\u202eb\x00c",
        "🙂" * 50,
        "word " * 2000,
        "z" * 30_000,
        "1\t2\t3\n" * 500,
    ],
)
def test_any_text_is_read_with_valid_offsets(text):
    (reading,) = READER.read([text])
    assert len(reading.word_starts) == len(reading.factuality)
    for start, end in zip(reading.word_starts, reading.word_ends, strict=True):
        assert 0 <= start < end <= len(text)
    assert not reading.spans


def test_texts_are_answered_in_order_and_as_if_alone():
    together = list(READER.read([TEXT, "", TEXT * 3]))
    alone = [next(iter(READER.read([text]))) for text in (TEXT, "", TEXT * 3)]
    assert [r.word_starts.tolist() for r in together] == [r.word_starts.tolist() for r in alone]


def test_missing_artefacts_are_named(tmp_path):
    with pytest.raises(TaggerError, match=r"tokenizer\.json: no such file"):
        TaggerSettings(tmp_path).open()


def test_a_window_longer_than_the_models_read_is_refused(tmp_path):
    with pytest.raises(TaggerError, match="320 or less"):
        TaggerSettings(tmp_path, window=512).open()
