"""A parsed sentence as plain objects, which rules walk many times.

spaCy makes a new object each time a token, its head or a child is asked for, and looks each string up by its hash.
Rules ask millions of times; here everything is fetched from spaCy once a sentence. Names and meanings are those of
spaCy's `Doc` and `Token`, so that a rule reads the same; slices are plain tuples (`written` gives their text).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final, NamedTuple

if TYPE_CHECKING:
    from spacy.strings import StringStore
    from spacy.tokens import Doc as SpacyDoc

__all__ = ["Doc", "Token", "Trees", "written"]

_MOST: Final = 100_000
"""Words whose strings are kept; about 50 MB. Beyond them all are forgotten and fetched anew."""
_ASKED: Final = ("ORTH", "LEMMA", "POS", "TAG", "DEP", "IS_PUNCT", "LIKE_NUM", "SPACY", "HEAD")
_CHUNKS: Final = frozenset(
    {"oprd", "nsubj", "dobj", "nsubjpass", "pcomp", "pobj", "dative", "appos", "attr", "ROOT"}
)  # dependencies of noun phrases, as in spaCy's `noun_chunks` for English
_NOMINAL: Final = frozenset({"NOUN", "PROPN", "PRON"})


class _Form(NamedTuple):
    """What all occurrences of a word with the same tag, dependency and lemma share."""

    text: str
    lower: str
    lemma: str
    base: str
    pos: str
    tag: str
    dep: str
    is_punct: bool
    like_num: bool


class Token:
    """One word of a sentence.

    Args:
        form: What it shares with its like.
        i: Its number in the sentence.
        idx: Offset of its first character in the sentence.
        space: The blank behind it, if any.
    """

    __slots__ = (
        "_conjuncts",
        "_subtree",
        "base",
        "children",
        "dep_",
        "doc",
        "head",
        "i",
        "idx",
        "is_punct",
        "lefts",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "rights",
        "tag_",
        "text",
        "whitespace_",
    )

    doc: Doc
    """Its sentence."""
    head: Token
    """The word it hangs on; a root hangs on itself."""
    lefts: Sequence[Token]
    """Words before it that hang on it, in order."""
    rights: Sequence[Token]
    """Words behind it that hang on it, in order."""
    children: Sequence[Token]
    """All words that hang on it, in order."""

    def __init__(self, form: _Form, i: int, idx: int, space: str) -> None:
        (
            self.text,
            self.lower_,
            self.lemma_,
            self.base,
            self.pos_,
            self.tag_,
            self.dep_,
            self.is_punct,
            self.like_num,
        ) = form
        self.i = i
        self.idx = idx
        self.whitespace_ = space
        self.head = self
        self.lefts = self.rights = self.children = ()
        self._subtree: tuple[Token, ...] | None = None
        self._conjuncts: tuple[Token, ...] | None = None

    def __repr__(self) -> str:
        return self.text

    @property
    def subtree(self) -> tuple[Token, ...]:
        """It and all that hangs on it or on these: what is left of each, it, what is right."""
        if self._subtree is None:
            self._subtree = tuple(_below(self)) if self.children else (self,)
        return self._subtree

    @property
    def left_edge(self) -> Token:
        """The first word of its subtree."""
        return min(self.subtree, key=_number) if self.children else self

    @property
    def right_edge(self) -> Token:
        """The last word of its subtree."""
        return max(self.subtree, key=_number) if self.children else self

    @property
    def ancestors(self) -> Iterator[Token]:
        """The word it hangs on, the one that hangs on, and so on to the root."""
        current = self
        while current.head is not current:
            current = current.head
            yield current

    @property
    def conjuncts(self) -> tuple[Token, ...]:
        """The words joined to it by "and" or commas, without itself."""
        if self._conjuncts is None:
            first = self
            while first.dep_ == "conj" and first.head is not first:
                first = first.head
            found = [first]
            for word in found:
                found += [other for other in word.rights if other.dep_ == "conj"]
            self._conjuncts = tuple(word for word in found if word is not self)
        return self._conjuncts


def _number(token: Token) -> int:
    return token.i


def _below(top: Token) -> Iterator[Token]:
    todo = [(top, False)]  # no recursion: a chain of words can be longer than Python's stack
    while todo:
        word, begun = todo.pop()
        if begun or not word.children:
            yield word
            continue
        todo += [(other, False) for other in reversed(word.rights)]
        todo.append((word, True))
        todo += [(other, False) for other in reversed(word.lefts)]


class Doc(tuple[Token, ...]):
    """The words of one sentence, in order."""

    @cached_property
    def text(self) -> str:
        """The sentence as the parser saw it."""
        return "".join([token.text + token.whitespace_ for token in self])

    @cached_property
    def all_capitals(self) -> bool:
        """Whether the sentence is written in capital letters throughout."""
        return self.text.isupper()

    @property
    def noun_chunks(self) -> Iterator[tuple[int, int, int]]:
        """Noun phrases without what follows their head: first word, word behind the last, head."""
        end = -1
        for word in self:
            if word.pos_ not in _NOMINAL or (word.dep_ not in _CHUNKS and word.dep_ != "conj"):
                continue
            first = word.left_edge.i
            if first <= end or not _heads_phrase(word):
                continue
            end = word.i
            yield first, end + 1, self._highest(first, end + 1)

    def _highest(self, first: int, behind: int) -> int:
        """Return the word of a stretch that is nearest to the root, the first of several."""
        root = next((word.i for word in self[first:behind] if word.head is word), None)
        if root is not None:
            return root
        outside = [word for word in self[first:behind] if not first <= word.head.i < behind]
        return min(outside, key=lambda word: sum(1 for _ in word.ancestors)).i if outside else first


def _heads_phrase(word: Token) -> bool:
    if word.dep_ in _CHUNKS:
        return True
    head = word.head
    while head.dep_ == "conj" and head.head.i < head.i:
        head = head.head
    return head.dep_ in _CHUNKS


def written(tokens: Sequence[Token]) -> str:
    """Return the text of some neighbouring tokens, without the blank behind the last."""
    shown = "".join([token.text + token.whitespace_ for token in tokens])
    return shown[:-1] if tokens and tokens[-1].whitespace_ else shown


class Trees:
    """Makes sentences of plain objects out of those of one spaCy pipeline.

    Args:
        strings: The strings of its vocabulary.
    """

    def __init__(self, strings: StringStore) -> None:
        self._strings = strings
        self._forms: dict[tuple[int, ...], _Form] = {}

    def tree(self, doc: SpacyDoc) -> Doc:
        """Return a parsed sentence as plain objects."""
        asked: Any = doc.to_array(list(_ASKED))
        rows: list[list[int]] = asked.tolist()
        heads: list[int] = asked[:, 8].astype("int64").tolist() if rows else []
        forms = self._forms
        tokens: list[Token] = []
        at = 0
        for i, row in enumerate(rows):
            key = tuple(row[:5])
            form = forms.get(key)
            if form is None:
                form = self._form(key, row)
            token = Token(form, i, at, " " if row[7] else "")
            tokens.append(token)
            at += len(form.text) + row[7]
        lefts: dict[int, list[Token]] = {}
        rights: dict[int, list[Token]] = {}
        for token, offset in zip(tokens, heads, strict=True):
            if offset:
                number = token.i + offset
                token.head = tokens[number]
                (lefts if offset > 0 else rights).setdefault(number, []).append(token)
        for number, found in lefts.items():
            tokens[number].lefts = tokens[number].children = found
        for number, found in rights.items():
            head = tokens[number]
            head.rights = found
            head.children = [*head.lefts, *found] if head.lefts else found
        made = Doc(tokens)
        for token in tokens:
            token.doc = made
        return made

    def _form(self, key: tuple[int, ...], row: list[int]) -> _Form:
        if len(self._forms) >= _MOST:
            self._forms.clear()
        text, lemma, pos, tag, dep = (self._strings[part] if part else "" for part in key)
        form = _Form(text, text.lower(), lemma, (lemma or text).lower(), pos, tag, dep, bool(row[5]), bool(row[6]))
        self._forms[key] = form
        return form
