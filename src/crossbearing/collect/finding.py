"""Which files there are to collect, and what their surroundings say of them."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from crossbearing.collect.formats import is_table_name, unsupported_suffix
from crossbearing.collect.mapping import MAPPING_NAME
from crossbearing.collect.refusal import RefusedError, note
from crossbearing.collect.sources import FILE_NAME, Sources, load_sources
from crossbearing.model.errors import InputError
from crossbearing.model.steps import Item, Reject

__all__ = ["find_items"]

_CASE = ".case"
_PASSED_OVER = frozenset({"thumbs.db", "desktop.ini", "__macosx", FILE_NAME, MAPPING_NAME})
# What people put beside reports to describe the folder; such a file is still taken if it is named itself.
_ABOUT_FOLDER = frozenset(("readme", "license", "licence", "attribution", "notice"))
_SPREADSHEETS = (".xlsx", ".xlsm", ".json", ".json.gz")


def find_items(paths: Sequence[Path], *, mapping: Path | None = None) -> tuple[list[Item], list[Reject]]:
    """Find the files to collect.

    Folders are searched with all their subfolders. Hidden files, case folders (`NAME.case`), what browsers save beside
    a page (`NAME_files` beside `NAME.html`), `sources.toml`, mapping files and files that describe the folder
    (`README`, `LICENSE`) are passed over; links to folders are followed once each, so that circles end. A table finds
    its mapping as
    `TABLE.mapping.toml` or `mapping.toml` beside it, unless one is given.

    Args:
        paths: Files and folders.
        mapping: TOML file that maps the columns of all tables found, or None.

    Returns:
        The files in a stable order (as given, then by name), each under a name of its own; and what could not be taken
        up, with reasons.

    Raises:
        InputError: If there is nothing to collect at all, or the mapping does not exist.
    """
    if mapping is not None and not mapping.is_file():
        raise InputError("the mapping does not exist", where=str(mapping), remedy="check the path")
    search = _Search(mapping=mapping)
    for path in paths:
        search.take(path)
    if not search.items:
        raise _nothing(search.rejects)
    return search.items, search.rejects


def _is_folder(path: Path) -> bool:
    try:
        return stat.S_ISDIR(path.stat().st_mode)
    except OSError:  # a link into nowhere or into a circle: the step that opens it says what is wrong
        return False


def _beside_page(folder: Path, name: str) -> bool:
    """Return whether a folder holds what a browser saved beside a page: its pictures, scripts and adverts."""
    stem, mark, _ = name.rpartition("_files")
    return bool(mark and stem) and any((folder / f"{stem}{suffix}").is_file() for suffix in (".html", ".htm"))


def _nothing(rejects: Sequence[Reject]) -> InputError:
    stops = [reject for reject in rejects if reject.fatal]
    if not stops:
        return InputError("nothing to collect", remedy="name at least one file or folder")
    first = stops[0]
    more = f" (and {len(stops) - 1} more like it)" if len(stops) > 1 else ""
    return InputError(f"{first.reason}{more}", where=first.where, remedy=first.remedy)


@dataclass(slots=True)
class _Search:
    """The state of one search."""

    mapping: Path | None
    items: list[Item] = field(default_factory=list)
    rejects: list[Reject] = field(default_factory=list)
    taken: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    entered: set[tuple[int, int]] = field(default_factory=set)
    sources: dict[Path, Sources | None] = field(default_factory=dict)

    def take(self, path: Path) -> None:
        """Take up one path that was given."""
        where = str(path)
        root = Path(path).absolute()
        try:
            mode = root.stat().st_mode
        except FileNotFoundError:
            self.refuse(RefusedError("missing_file", "does not exist", remedy="check the path"), where)
            return
        except OSError as error:  # a circle of links, a name too long, no permission
            self.refuse(
                RefusedError("unreadable_file", f"cannot be reached ({error.strerror})", remedy="check the path"), where
            )
            return
        if stat.S_ISDIR(mode):
            if root.name.endswith(_CASE):
                self.refuse(
                    RefusedError(
                        "case_folder", "is a case, not a folder of reports", remedy="give the reports themselves"
                    ),
                    where,
                )
                return
            before = len(self.rejects)
            self.walk(root, root)
            if len(self.rejects) == before and not any(Path(path).is_relative_to(root) for path in self.taken):
                self.refuse(
                    RefusedError(
                        "empty_folder",
                        "the folder holds no file that can be read",
                        remedy="put text, pages, PDF, mail, tables or web archives into it",
                    ),
                    where,
                )
        elif stat.S_ISREG(mode):
            self.add(root, root.parent)
        else:
            self.refuse(RefusedError("not_a_file", "is not an ordinary file", remedy="give files and folders"), where)

    def walk(self, folder: Path, root: Path) -> None:
        """Take up everything in a folder, files before subfolders, by name."""
        try:
            status = folder.stat()
            if (status.st_dev, status.st_ino) in self.entered:
                return
            self.entered.add((status.st_dev, status.st_ino))
            entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
        except OSError as error:
            self.refuse(
                RefusedError(
                    "unreadable_folder", f"cannot be opened ({error.strerror})", remedy="change its permissions"
                ),
                str(folder),
            )
            return
        folders: list[Path] = []
        for entry in entries:
            name = entry.name.lower()
            if name.startswith((".", "~$")) or name in _PASSED_OVER or name.endswith("." + MAPPING_NAME):
                continue
            path = folder / entry.name
            if not _is_folder(path):
                if name.split(".")[0] not in _ABOUT_FOLDER:
                    self.add(path, root)
            elif not name.endswith(_CASE) and not _beside_page(folder, entry.name):
                folders.append(path)
        for path in folders:
            self.walk(path, root)

    def add(self, path: Path, root: Path) -> None:
        """Take up one file."""
        if str(path) in self.taken:
            return
        self.taken.add(str(path))
        name = self.unique(path, root)
        refused = unsupported_suffix(path.name)
        if refused is not None:
            self.refuse(refused, name)
            return
        self.items.append(
            Item(path=str(path), name=name, hints=tuple(self.hints(path, root)), mapping=self.mapping_of(path))
        )

    def unique(self, path: Path, root: Path) -> str:
        """Return the path relative to the folder given, with as many folders before it as set it apart."""
        base = root
        while True:
            # Names that are no valid UTF-8 would break every later output; they are shown with a mark instead.
            name = os.fsencode(path.relative_to(base).as_posix()).decode("utf-8", "replace")
            if name not in self.names or base == base.parent:
                break
            base = base.parent
        number, free = 2, name
        while free in self.names:
            free, number = f"{name} ({number})", number + 1
        self.names.add(free)
        return free

    def hints(self, path: Path, root: Path) -> Iterator[tuple[str, str]]:
        """Yield what the nearest `sources.toml` says of a file, as pairs.

        What it says of everything stands under `default.`; what it says of publishers is looked up in the file itself,
        whose path is the pair `sources`, once the publisher is known.
        """
        sources = self.nearest(path.parent, root)
        if sources is None:
            return
        said = sources.of_file(path.relative_to(sources.path.parent).as_posix())
        yield from sorted(said.items())
        yield from ((f"default.{field}", value) for field, value in sorted(sources.default.items()))
        yield "sources", str(sources.path)

    def nearest(self, folder: Path, root: Path) -> Sources | None:
        """Return the `sources.toml` that holds for a folder, or None."""
        if folder in self.sources:
            return self.sources[folder]
        candidate = folder / FILE_NAME
        found: Sources | None = None
        if candidate.is_file():
            try:
                found = load_sources(candidate)
            except RefusedError as refused:
                self.rejects.append(
                    note(refused.kind, str(candidate), f"{refused.what}; it is passed over", remedy=refused.remedy)
                )
        elif folder != root and root in folder.parents:
            found = self.nearest(folder.parent, root)
        self.sources[folder] = found
        return found

    def mapping_of(self, path: Path) -> str:
        """Return the mapping that holds for a table, or an empty string."""
        name = path.name.lower()
        if not (is_table_name(name) or name.endswith(_SPREADSHEETS)):
            return ""
        if self.mapping is not None:
            return str(self.mapping.absolute())
        stem = path.name.removesuffix(".gz").rsplit(".", 1)[0]
        for candidate in (f"{path.name}.{MAPPING_NAME}", f"{stem}.{MAPPING_NAME}", MAPPING_NAME):
            if (path.parent / candidate).is_file():
                return str(path.parent / candidate)
        return ""

    def refuse(self, refused: RefusedError, where: str) -> None:
        """Note what could not be taken up."""
        self.rejects.append(refused.reject(where))
