"""Sentences are parsed with every party under the same name, so that no parse depends on which side is spoken of.

A statistical parser has seen some names more often than others and parses a sentence differently with each. Before it
runs, a state's name, adjective, people and capital are each put under one name of the same sort, and those of armed
groups under another; its tags, heads and lemmas are then taken over by the words as written (counterfactual invariance,
as in `crossbearing.read.tagger.parties`, which does the same for the tagger).
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, cast

from crossbearing.model.actors import ActorKind
from crossbearing.resources.actors import actors, names_of, states

if TYPE_CHECKING:
    from spacy.tokens import Doc

__all__ = ["as_written", "one_name", "under_one_name"]

_NAME, _ADJECTIVE, _PEOPLE, _CAPITAL, _GROUP = "Germany", "German", "Germans", "Berlin", "Hezbollah"
_COPIED = ("TAG", "POS", "MORPH", "DEP", "HEAD", "LEMMA")
_KEPT = 32_768  # words; a language's common ones
_SHORTEST = 4  # shorter names ("US", "UN", "IS") are other words too
# Names that are other words once a text has no capitals.
_EVERYDAY = frozenset({"turkey", "chad", "jordan", "georgia", "polish", "victoria"})


@cache
def _names() -> dict[str, str]:
    """Return names of one word, in lower case, and the name that each is read under."""
    found: dict[str, str] = {}
    for actor in actors().values():
        if actor.kind is ActorKind.ARMED_GROUP:
            found |= dict.fromkeys(names_of(actor.id), _GROUP)
    for state in states().values():
        for words, name in (
            (state.capitals, _CAPITAL),
            ((state.name, *state.aliases), _NAME),
            (state.people, _PEOPLE),
            (state.adjectives, _ADJECTIVE),
        ):
            found |= dict.fromkeys(words, name)
    return {
        name.casefold(): word
        for name, word in found.items()
        if len(name) >= _SHORTEST and re.fullmatch(r"[^\W\d_a-z][^\W\d_]+", name)
    }


@lru_cache(maxsize=_KEPT)
def one_name(word: str) -> str:
    """Return a word in lower case, a party's name under the one name of its sort."""
    lower = word.casefold()
    return lower if lower in _EVERYDAY else _names().get(lower, lower).casefold()


def under_one_name(doc: Doc) -> Doc:
    """Return a tokenised sentence with each party under the name of its sort; the same one where none is named.

    Args:
        doc: Tokens alone, not yet tagged.
    """
    from spacy.tokens import Doc as Tokens

    names = _names()
    words = [token.text for token in doc]
    plain = not any(word[:1].isupper() for word in words)
    changed = False
    for position, word in enumerate(words):
        name = names.get(word.casefold())
        if name is None or (not word[0].isupper() and (not plain or word in _EVERYDAY)):
            continue
        if name == _GROUP and "-" in (doc[max(0, position - 1)].text, doc[min(len(doc) - 1, position + 1)].text):
            continue  # "Al-Shabaab": part of a longer name
        words[position] = name.upper() if word.isupper() else name if word[0].isupper() else name.casefold()
        if position and words[position - 1] in ("an", "An", "AN"):
            words[position - 1] = words[position - 1][0]  # as it stands before the name read instead
        changed = True
    if not changed:
        return doc
    return Tokens(doc.vocab, words=words, spaces=[bool(token.whitespace_) for token in doc])


def as_written(parsed: Doc, doc: Doc) -> Doc:
    """Return the words as written with the parse of the same words under one name.

    Args:
        parsed: What the parser made of `under_one_name(doc)`.
        doc: The tokens as written.
    """
    if parsed is doc:
        return doc
    doc.from_array(list(_COPIED), cast("Any", parsed.to_array(list(_COPIED))))
    for token, read in zip(doc, parsed, strict=True):
        if token.orth != read.orth:
            lemma = read.lemma_
            shortened = token.text[:-1] if token.text.endswith("s") and not lemma.endswith("s") else token.text
            form = shortened if lemma.casefold() != read.lower_ else token.text
            token.lemma_ = form if lemma[:1].isupper() else form.casefold()
    return doc
