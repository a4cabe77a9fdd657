"""Where a name ends that has a preposition or a purpose in it ("Engineers Without Borders")."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from crossbearing.read.sentences.grammar import lemma

if TYPE_CHECKING:
    from crossbearing.read.sentences.tree import Token

__all__ = ["name_behind"]

_LINKS: Final = frozenset({"without", "against", "beyond", "for", "to"})
_SPOKES: Final = frozenset({"spokesman", "spokeswoman", "spokesperson"})
# Heads of names whose purpose may have an article ("Front for the Liberation of ..."): of others it is an adjunct.
_GATHERED: Final = frozenset(
    {"front", "movement", "party", "alliance", "army", "union", "league", "committee", "council", "coalition"}
    | {"congress", "organisation", "organization", "group", "association", "society", "centre", "center", "network"}
    | {"force", "forces", "brigade", "brigades", "platform", "rally", "commission", "observatory", "fund", "agency"}
    | {"office", "mission", "initiative", "campaign", "collective", "assembly", "guard", "legion", "corps"}
)
_WITHIN: Final = frozenset({"and", "of", "the", "against"})


def name_behind(head: Token, last: int) -> int:
    """Return the last token of a name with a preposition or purpose in it ("Engineers Without Borders").

    "Lawyers for Human Rights", "Committee to Protect Journalists", "Front for the Liberation of the Lakes": both ends
    of it are written with capitals.

    Args:
        head: The head of the name.
        last: Number of the last token of what is known to be the name.
    """
    doc = head.doc
    if last + 2 >= len(doc) or not head.text[:1].isupper() or lemma(head) in _SPOKES:
        return last
    link = doc[last + 1]
    if link.lower_ not in _LINKS or (link.lower_ == "to" and doc[last + 2].tag_ != "VB"):
        return last
    begin = last + 2
    if doc[begin].lower_ == "the" and link.lower_ in {"for", "against"} and head.lower_ in _GATHERED:
        begin += 1
    end = last
    for position in range(begin, min(last + 10, len(doc))):
        token = doc[position]
        if token.text[:1].isupper() and token.pos_ != "PRON":
            end = position
        elif token.lower_ not in _WITHIN or end == last:
            break
    return end
