"""Which regions of a page hold what: by their tags, roles and class names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from crossbearing.collect.lines import heading_kind
from crossbearing.model.documents import BlockKind
from crossbearing.model.ids import normalised_words

if TYPE_CHECKING:
    from lxml.html import HtmlElement

__all__ = ["is_credit", "is_hidden", "other_stories", "region_kind"]

_SPLIT = re.compile(r"[^a-z]+")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")
_COMMENT = frozenset(
    [
        *("comment", "comments", "commentlist", "commentarea", "disqus", "respond", "replies", "livefyre", "hyvor"),
        *("discussion", "discussions", "reply", "reactions", "guestbook", "talkback"),
    ]
)
_RELATED = frozenset(
    [
        "related",
        "recommended",
        "recommendation",
        "recommendations",
        "recirc",
        "recirculation",
        "teaser",
        "teasers",
        "outbrain",
        "taboola",
        "trending",
        "popular",
        "mostread",
        "mostpopular",
        "readmore",
        "readnext",
        "alsoread",
        "seealso",
        "upnext",
        "suggested",
        "similar",
        "sidebar",
        "promo",
        "promos",
        "morenews",
        "morestories",
    ]
)
_RELATED_PAIRS = (
    {"more", "stories"}, {"more", "news"}, {"more", "articles"}, {"more", "posts"}, {"read", "more"}, {"read", "next"},
    {"most", "read"}, {"most", "viewed"}, {"also", "read"}, {"see", "also"}, {"up", "next"}, {"recent", "posts"},
    {"latest", "news"}, {"latest", "posts"}, {"latest", "stories"}, {"top", "stories"}, {"next", "article"},
)  # fmt: skip
_BOILERPLATE = frozenset(
    [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "submenu",
        "breadcrumb",
        "breadcrumbs",
        "footer",
        "masthead",
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "newsletter",
        "subscribe",
        "subscription",
        "paywall",
        "share",
        "sharing",
        "social",
        "toolbar",
        "advert",
        "adverts",
        "advertisement",
        "advertising",
        "ads",
        "sponsor",
        "sponsored",
        "login",
        "signin",
        "signup",
        "search",
        "copyright",
        "disclaimer",
        "tags",
        "taglist",
        "byline",
        "author",
        "authors",
        "bio",
        "timestamp",
        "pagination",
        "skip",
        "modal",
        "popup",
        "overlay",
        "donate",
        "donation",
    ]
)
_CAPTION = frozenset(["caption", "captions", "figcaption", "imagecaption", "photocaption", "wpcaption"])
_CREDIT = frozenset(["credit", "credits", "agency", "source", "sources", "copyright"])
_ROLES = {
    "navigation": BlockKind.BOILERPLATE,
    "banner": BlockKind.BOILERPLATE,
    "contentinfo": BlockKind.BOILERPLATE,
    "search": BlockKind.BOILERPLATE,
    "dialog": BlockKind.BOILERPLATE,
    "complementary": BlockKind.RELATED,
}
_WHOLE = frozenset(("html", "body", "main", "article"))


def _words(element: HtmlElement) -> set[str]:
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return set(_SPLIT.split(_CAMEL.sub("-", names).lower())) - {""}


def region_kind(element: HtmlElement) -> BlockKind | None:
    """Return what an element and everything in it is for, or None where its mark-up does not tell.

    Args:
        element: Any element of a page.
    """
    tag = element.tag
    if tag == "figcaption":
        return BlockKind.CAPTION
    if tag in ("nav", "footer"):
        return BlockKind.BOILERPLATE
    if tag == "header" and element.find(".//h1") is None and not _within_article(element):
        return BlockKind.BOILERPLATE
    if tag == "aside":
        return BlockKind.RELATED
    if tag in _WHOLE:
        # Class names of the whole page say which parts it has ("has-comments"), not what it is.
        return BlockKind.COMMENT if tag == "article" and _words(element) & _COMMENT else None
    role = _ROLES.get((element.get("role") or "").lower())
    if role is not None:
        return role
    return heading_kind((element.get("aria-label") or "").strip()) or _by_names(element)


def _by_names(element: HtmlElement) -> BlockKind | None:
    """Return what the class names, the id or the type of an element say that it is for."""
    kinds = f"{element.get('itemtype') or ''} {element.get('itemprop') or ''}"
    words = _words(element)
    if words & _COMMENT or "comment" in kinds.lower():
        return BlockKind.COMMENT
    if words & _RELATED or any(pair <= words for pair in _RELATED_PAIRS):
        return BlockKind.RELATED
    if words & _CAPTION:
        return BlockKind.CAPTION
    if words & _BOILERPLATE:
        return BlockKind.BOILERPLATE
    return None


def _within_article(element: HtmlElement) -> bool:
    return any(ancestor.tag in ("article", "main") for ancestor in element.iterancestors())


def other_stories(tree: HtmlElement, title: str) -> frozenset[HtmlElement]:
    """Return the articles of a page that are stories of their own: pages that go on load the next one below.

    Only articles with a main heading each count; the entries of a running report have none. The report is the one whose
    heading is the page's title, or else the first.

    Args:
        tree: The page.
        title: Its title as its head states it, or empty.
    """
    articles = [
        (article, heading)
        for article in tree.iter("article")
        if (heading := article.find(".//h1")) is not None
        and not any(ancestor.tag == "article" for ancestor in article.iterancestors())
    ]
    if len(articles) < 2:
        return frozenset()
    wanted = normalised_words(title)
    headings = [normalised_words(str(heading.text_content())) for _, heading in articles]
    own = next((at for at, words in enumerate(headings) if words and (words == wanted or words in wanted)), 0)
    return frozenset(article for at, (article, _) in enumerate(articles) if at != own and headings[at] != headings[own])


def is_hidden(element: HtmlElement) -> bool:
    """Return whether a page does not show an element."""
    style = (element.get("style") or "").replace(" ", "").lower()
    return element.get("hidden") is not None or "display:none" in style or "visibility:hidden" in style


def is_credit(element: HtmlElement) -> bool:
    """Return whether the mark-up calls an element the credit or source of the text."""
    return bool(_words(element) & _CREDIT)
