"""Places of a text: names that are given, or names found in it, each with what it likely means."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from crossbearing.resolve.gazetteer import Gazetteer
from crossbearing.resolve.gazetteer.names import key
from crossbearing.resolve.places.context import read_context
from crossbearing.resolve.places.mentions import Mention, asked_kinds, is_where
from crossbearing.resolve.places.ranking import Context
from crossbearing.resolve.places.scene import Home
from crossbearing.resolve.places.toponyms import Named, ToponymResolver

__all__ = ["Geoparser", "Toponym"]

_AROUND = 30  # characters on each side of a name that may say what kind of place is meant
_LIKELY = 0.4  # chance of being a place's from which a name found in a text is taken for one


@dataclass(frozen=True, slots=True)
class Toponym:
    """A name of a place in a text.

    Args:
        mention: Where it stands.
        named: What it means.
        likely: How likely it is a place's name there, 0 to 1; 1 for names given.
        acts: Whether it is a state's or capital's that may stand for its government ("Ankara said"): no place of an
            event.
    """

    mention: Mention
    named: Named
    likely: float
    acts: bool


class Geoparser:
    """Finds and settles the names of places of whole texts.

    Args:
        gazetteer: Where names are looked up.
        is_body: Tells names of bodies and peoples, which are no places.
    """

    def __init__(self, gazetteer: Gazetteer, is_body: Callable[[str], bool] | None = None) -> None:
        self.gazetteer = gazetteer
        self._resolver = ToponymResolver(gazetteer, is_body)

    def context(
        self,
        text: str,
        given: Iterable[Mention] = (),
        *,
        publisher: str = "",
        home: Home | None = None,
        search: bool = True,
    ) -> Context:
        """Return what a text as a whole says about where it plays.

        Args:
            text: Any text.
            given: Names known to be places'.
            publisher: The publisher's country, ISO 3166-1 alpha-2, or empty.
            home: Where the publisher's reports mostly play, or None.
            search: Whether to look for further names in the text.
        """
        return read_context(self.gazetteer, text, publisher=publisher, home=home, also=given, search=search)

    def locate(
        self,
        text: str,
        given: Iterable[Mention],
        *,
        publisher: str = "",
        home: Home | None = None,
        search: bool = True,
    ) -> list[Toponym]:
        """Return what each of the names given means, in their order.

        Args:
            text: Any text.
            given: Names known to be places'.
            publisher: The publisher's country, ISO 3166-1 alpha-2, or empty.
            home: Where the publisher's reports mostly play, or None.
            search: Whether to look for further names in the text, which help to settle those given.
        """
        mentions = tuple(given)
        context = self.context(text, mentions, publisher=publisher, home=home, search=search)
        known: dict[tuple[str, tuple[str, ...]], Named] = {}
        return [self._toponym(text, mention, 1.0, context, known) for mention in mentions]

    def read(self, text: str, *, publisher: str = "", home: Home | None = None) -> list[Toponym]:
        """Return the names of places found in a text, in order, each that likely is one.

        Args:
            text: Any text.
            publisher: The publisher's country, ISO 3166-1 alpha-2, or empty.
            home: Where the publisher's reports mostly play, or None.
        """
        context = self.context(text, publisher=publisher, home=home)
        known: dict[tuple[str, tuple[str, ...]], Named] = {}
        return [
            self._toponym(text, mention, likely, context, known)
            for mention, likely in zip(context.mentions, context.likely, strict=True)
            if likely >= _LIKELY
        ]

    def _toponym(
        self,
        text: str,
        mention: Mention,
        likely: float,
        context: Context,
        known: dict[tuple[str, tuple[str, ...]], Named],
    ) -> Toponym:
        around = text[max(0, mention.start - _AROUND) : mention.end + _AROUND]
        asked = asked_kinds(mention.name, around)
        # One sense a document: the same name that asks for the same kind of place means the same (Gale et al. 1992).
        named = known.get((mention.name, asked))
        if named is None:
            named = known[mention.name, asked] = self._resolver.name(mention.name, context, around)
        acts = self.gazetteer.acts(key(mention.name)) and not is_where(text, mention)
        return Toponym(mention, named, likely, acts)
