"""Parts of speech and lemmas of words, looked up where the same word was seen in the same place of a tree before.

spaCy's English pipelines end with two components, `attribute_ruler` and `lemmatizer`, that take a quarter of parsing
time and give a word the same answer wherever its form, tag and dependency are the same: nearly all of their patterns
look at one word alone. This component keeps their answers. Words not seen before are given to them, and sentences with
one of the few words whose patterns look at a neighbour are left to them whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["WordForms", "with_word_forms"]

_PIPES: Final = ("attribute_ruler", "lemmatizer")
_NAME: Final = "crossbearing_word_forms"
_MOST: Final = 400_000
"""Answers kept; about 60 MB. Beyond them words are answered anew, which takes longer and changes nothing."""


class WordForms:
    """Gives the words of a parsed document their part of speech, morphology and lemma.

    Args:
        nlp: A pipeline with `attribute_ruler` and `lemmatizer`, whose answers are kept.
    """

    def __init__(self, nlp: Language) -> None:
        self._vocab = nlp.vocab
        self._pipes = [nlp.get_pipe(name) for name in _PIPES]
        self._known: dict[tuple[int, int, int], tuple[int, int, int]] = {}
        ruler: Any = self._pipes[0]
        self._beside = _beside(ruler.patterns)

    def __call__(self, doc: Doc) -> Doc:
        """Fill in a document and return it."""
        asked = doc.to_array(["ORTH", "TAG", "DEP", "LOWER", "IS_SPACE"])
        if asked[:, 4].any() or not self._beside.isdisjoint(asked[:, 2:4].ravel().tolist()):
            return self._in_full(doc)
        keys = [(orth, tag, dep) for orth, tag, dep in asked[:, :3].tolist()]
        known = self._known
        unseen = list(dict.fromkeys(key for key in keys if key not in known))
        if unseen:
            if len(known) + len(unseen) > _MOST:
                return self._in_full(doc)
            self._learn(unseen)
        if keys:
            answers: Any = np.array([known[key] for key in keys], dtype=np.uint64)
            doc.from_array(["POS", "MORPH", "LEMMA"], answers)
        return doc

    def _in_full(self, doc: Doc) -> Doc:
        for pipe in self._pipes:
            doc = pipe(doc)
        return doc

    def _learn(self, keys: list[tuple[int, int, int]]) -> None:
        from spacy.tokens import Doc

        strings = self._vocab.strings
        words = [strings[orth] for orth, _, _ in keys]
        made = Doc(
            self._vocab,
            words=words,
            tags=[strings[tag] for _, tag, _ in keys],
            deps=[strings[dep] for _, _, dep in keys],
            heads=list(range(len(keys))),
        )
        answers = self._in_full(made).to_array(["POS", "MORPH", "LEMMA"]).tolist()
        self._known.update(zip(keys, (tuple(answer) for answer in answers), strict=True))


def _beside(patterns: list[dict[str, Any]]) -> frozenset[int]:
    """Return the hashes of words and dependencies of which one is in each pattern over more than one word."""
    from spacy.strings import get_string_id

    found: set[int] = set()
    for rule in patterns:
        for pattern in rule["patterns"]:
            if len(pattern) > 1:
                listed = (
                    words for token in pattern for name in ("LOWER", "DEP") if (words := _listed(token.get(name)))
                )
                found.update(get_string_id(word) for word in next(listed, []))
    return frozenset(found)


def _listed(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [str(word) for word in value["IN"]] if isinstance(value, dict) and "IN" in value else []


def with_word_forms(nlp: Language) -> Language:
    """Return a pipeline with this component in place of the two it does the work of, where it ends with both.

    Args:
        nlp: Any pipeline; one without these components at its end is returned as it is.
    """
    if tuple(nlp.pipe_names[-2:]) != _PIPES:
        return nlp
    from spacy.language import Language as Pipeline

    if not Pipeline.has_factory(_NAME):
        Pipeline.factory(_NAME, func=_made)
    nlp.add_pipe(_NAME)
    for name in _PIPES:
        nlp.remove_pipe(name)
    return nlp


def _made(nlp: Language, name: str) -> WordForms:  # noqa: ARG001 - spaCy hands it over
    """Make the component for a pipeline."""
    return WordForms(nlp)
