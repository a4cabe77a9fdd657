"""Exports of social-media posts and of archivers: who posted, when it was archived, where, and hashes of its media."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

__all__ = ["PostColumns", "post_columns", "post_facts"]

_AUTHORS = (
    "author_name", "author_display_name", "display_name", "account_name", "account_display_name", "author",
    "user_name", "user_display_name", "channel_title", "channel_name", "page_name", "from",
)  # fmt: skip
_HANDLES = (
    "handle", "author_handle", "author_username", "account_handle", "account_username", "username", "user_username",
    "screen_name", "user_screen_name", "author_screen_name", "account_acct", "channel_username", "page_username",
)  # fmt: skip
# A column that only posts have. A table with an author alone may be one of articles, whose author is no publisher.
_ONLY_POSTS = frozenset(
    [
        *("post_id", "tweet_id", "status_id", "message_id", "tweet_text", "post_text", "tweet", "retweet_count"),
        *("like_count", "likes_count", "favorite_count", "reblogs_count", "repost_count", "forwards", "from_id"),
        *("reply_count", "in_reply_to_id", "quote_count", "conversation_id", "author_handle", "user_screen_name"),
        *("handle", "screen_name", "account_handle", "account_acct"),
    ]
)
# auto-archiver's sheet and its CSV and JSON outputs, Hunchly, and what people write into their own sheets.
_FACTS: dict[str, tuple[str, ...]] = {
    "captured": (
        "archive_date", "archived_at", "archived_date", "archive_timestamp", "date_archived", "captured_at",
        "capture_date", "date_captured", "scraped_at", "retrieved_at", "metadata_processed_at",
    ),
    "archive": (
        "archive_location", "archive_url", "archive_link", "archived_url", "archived_link", "archive_copy", "wacz",
        "replaywebpage",
    ),
    "archive status": ("archive_status",),
    "media": (
        "media_filename", "media_url", "media_urls", "media", "attachments_url", "attachments_filename", "attachments",
        "photos_url", "images_url", "files_name", "media_file", "screenshot", "image_url", "photo", "file",
    ),
    "media hash": (
        "media_hash", "media_hashes", "media_sha256", "media_properties_hash", "attachments_hash", "attachments_sha256",
        "files_sha256", "sha256", "sha_256", "sha512", "file_hash", "hash", "md5",
    ),
    "perceptual hash": ("perceptual_hashes", "perceptual_hash", "pdq_hash", "phash", "media_properties_pdq_hash"),
}  # fmt: skip
_LONGEST = 500


@dataclass(frozen=True, slots=True)
class PostColumns:
    """Which column of a table holds what of a post.

    Args:
        author: Of its author's name, or empty; also where the table is not one of posts.
        handle: Of its author's handle, likewise.
        facts: What is kept with each row (`captured`, `media hash`) to its column.
    """

    author: str = ""
    handle: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)


def post_columns(names: Mapping[str, str]) -> PostColumns:
    """Tell the columns of posts and of archivers by their names.

    Args:
        names: Names in words joined by `_`, lower case, to the columns they stand for.
    """
    facts = {what: column for what, theirs in _FACTS.items() if (column := _first(names, theirs))}
    if not _ONLY_POSTS & set(names):
        return PostColumns(facts=facts)
    return PostColumns(_first(names, _AUTHORS), _first(names, _HANDLES), facts)


def post_facts(cells: Mapping[str, str], columns: PostColumns) -> tuple[str, tuple[tuple[str, str], ...]]:
    """Return who posted a row, and what is kept with it: pairs of a field and what the table states.

    Args:
        cells: The row, by column.
        columns: Which column holds what.
    """
    author = " ".join(cells.get(columns.author, "").split())
    handle = " ".join(cells.get(columns.handle, "").split())
    told: list[tuple[str, str]] = []
    if author and handle and author != handle:
        told.append(("publisher", f"author of the post; handle {handle}"))
    elif author or handle:
        told.append(("publisher", "author of the post"))
    for what, column in columns.facts.items():
        said = " ".join(cells.get(column, "").split())
        if said:
            told.append((what, f"{said[:_LONGEST]} (column '{column}')"))
    return author or handle, tuple(told)


def _first(names: Mapping[str, str], theirs: Iterable[str]) -> str:
    return next((names[name] for name in theirs if name in names), "")
