"""Posts saved as the words of their page: what the author wrote is read, and what the page adds is not."""

from __future__ import annotations

import pytest

from crossbearing.collect.draft import Draft, Part, Stated
from crossbearing.collect.saved_posts import with_post_apart
from crossbearing.model.documents import BlockKind


def draft(*lines: str, stated: Stated | None = None) -> Draft:
    """Return a text of these lines, all of them taken for its body."""
    parts = tuple(Part(BlockKind.BODY, line) for line in lines)
    return Draft(media_type="text/plain", extractor="test", stated=stated or Stated(), parts=parts)


def body(made: Draft) -> list[str]:
    """Return the lines that are read."""
    return [part.text for part in made.parts if part.kind is BlockKind.BODY]


@pytest.mark.parametrize(
    ("lines", "read", "publisher", "published"),
    [
        (
            (
                "Post",
                "Osk Watch@oskwatchOn May 3, shells hit Marl.\n#Osk2:30 PM · May 4, 2031540Views31",
                "Reply@other No",
            ),
            ["On May 3, shells hit Marl.\n#Osk"],
            "Osk Watch",
            "May 4, 2031",
        ),
        (
            (
                "Conversationمرصد أوسك@OskWatchقصف على مارل",
                "سقط جرحى .9:19 PM · Aug 25, 2031·Twitter for Android4 Retweets",
            ),
            ["قصف على مارل", "سقط جرحى ."],
            "مرصد أوسك",
            "Aug 25, 2031",
        ),
        (("Osk Watch@oskwatch", "A film00:127:36 PM · 4 May 203155K Views"), ["A film"], "Osk Watch", "4 May 2031"),
        (("Copy link to Tweet", "Embed Tweet", "Shells hit Marl."), ["Shells hit Marl."], "", ""),
        (("At 2:30 PM on May 4, 2031 shells hit Marl.",), ["At 2:30 PM on May 4, 2031 shells hit Marl."], "", ""),
        (("Write to desk@osk.example", "Shells hit Marl."), ["Write to desk@osk.example", "Shells hit Marl."], "", ""),
    ],
    ids=["glued", "other script", "film", "older page", "a time in a report", "an address"],
)
def test_the_post_apart_from_its_page(lines: tuple[str, ...], read: list[str], publisher: str, published: str) -> None:
    """Author, counts and replies are not read; who posted when is known where nothing else says so."""
    made = with_post_apart(draft(*lines))
    assert body(made) == read
    assert (made.stated.publisher, made.stated.published) == (publisher, published)


def test_no_word_is_lost() -> None:
    """Every character of the page stands in one part or another, in order."""
    lines = (
        "Post",
        "Osk Watch@oskwatchOn May 3, shells hit Marl. 2:30 PM · May 4, 2031540Views31",
        "Somebody@else Why?",
    )
    made = with_post_apart(draft(*lines))
    assert "".join("".join(part.text.split()) for part in made.parts) == "".join(
        "".join(line.split()) for line in lines
    )


def test_what_is_stated_goes_first() -> None:
    """A publisher and a day that the user or the file states are kept."""
    stated = Stated(publisher="Another", published="2031-05-05")
    made = with_post_apart(draft("Osk Watch@oskwatchOn May 3 it fell.2:30 PM · May 4, 2031", stated=stated))
    assert (made.stated.publisher, made.stated.published) == ("Another", "2031-05-05")
