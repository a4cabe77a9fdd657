"""Checking a bag that somebody handed over, before anything in it is believed.

A bag comes from outside: names in it may lead out of its folder, links elsewhere, files may be added, missing, altered
or huge. So its folder is walked without following links, every name is checked, and every file is hashed and compared
with both manifests; only then is anything read. Source of the rules: RFC 8493, sections 2, 3 and 5 (security).
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import stat
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from crossbearing.model.errors import InputError

__all__ = ["LIMITS", "Bag", "Limits", "check_bag", "is_bag", "json_lines", "unpack_bag"]

_ALGORITHMS = {"sha256": 64, "sha512": 128}
_DECLARATION = re.compile(rb"\s*BagIt-Version: ?(0\.97|1\.0)\r?\nTag-File-Character-Encoding: ?UTF-8\s*", re.IGNORECASE)
_LINE = re.compile(r"([0-9a-f]+)  (\S.*)")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
_DRIVE = re.compile(r"[A-Za-z]:")
_CHUNK = 1 << 20
_DATA = "data"
_TOLD = 5


@dataclass(frozen=True, slots=True)
class Limits:
    """How much of a bag is borne with.

    Args:
        files: Number of files and folders.
        size: Bytes of all files together.
        tag_file: Bytes of a manifest or another file beside the payload.
        line: Bytes of one record.
        depth: Folders within folders.
    """

    files: int = 2_000_000
    size: int = 1 << 40
    tag_file: int = 1 << 29
    line: int = 1 << 26
    depth: int = 12


LIMITS = Limits()
"""What is borne with where nothing else is stated: 2 million files, 1 TiB, 64 MiB a record."""


@dataclass(frozen=True, slots=True)
class Bag:
    """A bag whose every file is as its manifests say.

    Args:
        root: Its folder.
        files: Paths of the payload below the root, with `/`.
        info: What `bag-info.txt` states.
        digest: SHA-256 of the manifest of the files beside the payload, which stands for the whole bag.
    """

    root: Path
    files: frozenset[str]
    info: Mapping[str, str]
    digest: str

    def path(self, name: str) -> Path:
        """Return where a file of the payload is.

        Args:
            name: Below `data/`.

        Raises:
            InputError: If there is none.
        """
        if f"{_DATA}/{name}" not in self.files:
            raise _refused("is missing", f"{_DATA}/{name}")
        return self.root / _DATA / name


def is_bag(path: Path) -> bool:
    """Tell whether a folder or zip file says that it is a bag."""
    if path.is_dir():
        return (path / "bagit.txt").is_file()
    if path.suffix.lower() != ".zip" or not zipfile.is_zipfile(path):
        return False
    with zipfile.ZipFile(path) as archive:
        return any(_in_bag(name) == "bagit.txt" for name in archive.namelist())


def check_bag(root: Path, *, limits: Limits = LIMITS) -> Bag:
    """Check a bag: every file there is, is the one stated, and nothing beside.

    Args:
        root: Its folder.
        limits: How much of it is borne with.

    Raises:
        InputError: If anything is amiss; it names the file.
    """
    try:
        return _checked(root, limits)
    except OSError as error:
        raise _refused(f"cannot be read ({error.strerror or error})", str(error.filename or root)) from error


def _checked(root: Path, limits: Limits) -> Bag:
    sizes = _walk(root, limits)
    payload = {name: size for name, size in sizes.items() if name.startswith(f"{_DATA}/")}
    tags = {name: size for name, size in sizes.items() if name not in payload}
    for name, size in tags.items():
        if size > limits.tag_file:
            raise _refused(f"is larger than {limits.tag_file:,} bytes", name)
    if "bagit.txt" not in tags or not _DECLARATION.fullmatch((root / "bagit.txt").read_bytes()):
        raise _refused("does not declare a bag (RFC 8493, version 0.97 or 1.0, in UTF-8)", "bagit.txt")
    if "fetch.txt" in tags:
        raise _refused("asks for files to be fetched from elsewhere, and nothing is", "fetch.txt")
    stated = {kind: _manifests(root, tags, kind) for kind in ("manifest", "tagmanifest")}
    own = {f"{kind}-{name}.txt" for kind in stated for name in _ALGORITHMS}
    _compare(payload, stated["manifest"])
    _compare({name: size for name, size in tags.items() if not name.startswith("tagmanifest-")}, stated["tagmanifest"])
    strange = [name for name in tags if name.startswith("tagmanifest-") and name not in own]
    if strange:
        raise _refused("was added: no manifest names it", strange[0])
    altered = [name for manifest in stated.values() for name in _altered(root, manifest)]
    if altered:
        raise _refused("was altered: its hash is not the one stated", *altered)
    info = _info(root, tags)
    oxum = f"{sum(payload.values())}.{len(payload)}"
    if info.get("Payload-Oxum", oxum) != oxum:
        raise _refused(f"states {info['Payload-Oxum']} bytes and files, and there are {oxum}", "bag-info.txt")
    digest = hashlib.sha256((root / "tagmanifest-sha512.txt").read_bytes()).hexdigest()
    return Bag(root, frozenset(payload), info, digest)


def _walk(root: Path, limits: Limits) -> dict[str, int]:
    """Return the size of each file below a folder by its path; links are not followed but refused."""
    if root.is_symlink() or not root.is_dir():
        raise InputError("is no folder", str(root), "name the folder of a bag")
    found: dict[str, int] = {}
    total = entries = 0
    waiting = [(root, "", 0)]
    while waiting:
        folder, prefix, depth = waiting.pop()
        with os.scandir(folder) as listed:
            for entry in listed:
                name = f"{prefix}{entry.name}"
                entries += 1
                if entries > limits.files:
                    raise _refused(f"holds more than {limits.files:,} files", str(root))
                _check_name(name)
                status = entry.stat(follow_symlinks=False)
                if stat.S_ISDIR(status.st_mode):
                    if depth >= limits.depth:
                        raise _refused(f"lies more than {limits.depth} folders deep", name)
                    waiting.append((Path(entry.path), f"{name}/", depth + 1))
                    continue
                if not stat.S_ISREG(status.st_mode):
                    raise _refused("is a link or no ordinary file", name)
                found[name] = status.st_size
                total += status.st_size
                if total > limits.size:
                    raise _refused(f"holds more than {limits.size:,} bytes", str(root))
    return found


def _check_name(name: str) -> None:
    """Refuse a path that could lead out of the folder, on any system."""
    parts = PurePosixPath(name).parts
    bad = (
        not name
        or name.startswith(("/", "~"))
        or "\\" in name
        or _CONTROL.search(name)
        or _DRIVE.match(name)
        or any(part in ("..", ".") for part in name.split("/"))
        or not parts
    )
    if bad or any(0xD800 <= ord(char) <= 0xDFFF for char in name):
        raise _refused("is a name that could lead out of the bag's folder, or cannot be shown", _shown(name))


def _manifests(root: Path, tags: Mapping[str, int], kind: str) -> dict[str, dict[str, str]]:
    """Return the hashes that the manifests state, by file and then by algorithm."""
    stated: dict[str, dict[str, str]] = {}
    for algorithm, length in _ALGORITHMS.items():
        name = f"{kind}-{algorithm}.txt"
        if name not in tags:
            raise _refused("is missing", name)
        try:
            lines = (root / name).read_bytes().decode("utf-8").removesuffix("\n").split("\n")
        except UnicodeDecodeError as error:
            raise _refused("is no UTF-8 text", name) from error
        for number, line in enumerate(lines, start=1):
            match = _LINE.fullmatch(line)
            if match is None or len(match[1]) != length:
                raise _refused("is no line of a manifest", f"{name}, line {number}")
            path = _decoded(match[2])
            _check_name(path)
            if path.startswith(f"{_DATA}/") is not (kind == "manifest"):
                raise _refused(f"names what does not belong there: {path}", f"{name}, line {number}")
            if algorithm in stated.setdefault(path, {}):
                raise _refused(f"names {path} twice", f"{name}, line {number}")
            stated[path][algorithm] = match[1]
    for path, hashes in stated.items():
        if len(hashes) != len(_ALGORITHMS):
            raise _refused("does not stand in both manifests", path)
    return stated


def _decoded(path: str) -> str:
    """Return a path as RFC 8493, 2.1.3, writes line ends and percent signs in it."""
    for code, char in (("%0A", "\n"), ("%0a", "\n"), ("%0D", "\r"), ("%0d", "\r"), ("%25", "%")):
        path = path.replace(code, char)
    return path


def _compare(there: Mapping[str, int], stated: Mapping[str, object]) -> None:
    missing = sorted(stated.keys() - there.keys())
    if missing:
        raise _refused("is missing", *missing)
    added = sorted(there.keys() - stated.keys())
    if added:
        raise _refused("was added: no manifest names it", *added)


def _altered(root: Path, stated: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    for name, hashes in sorted(stated.items()):
        hashers = {algorithm: hashlib.new(algorithm) for algorithm in hashes}
        with (root / name).open("rb") as file:
            while chunk := file.read(_CHUNK):
                for hasher in hashers.values():
                    hasher.update(chunk)
        if any(hashers[algorithm].hexdigest() != wanted for algorithm, wanted in hashes.items()):
            yield name


def _info(root: Path, tags: Mapping[str, int]) -> dict[str, str]:
    if "bag-info.txt" not in tags:
        return {}
    lines = (root / "bag-info.txt").read_text(encoding="utf-8", errors="replace").splitlines()
    pairs = (line.partition(":") for line in lines if line[:1] not in (" ", "\t"))
    return {name.strip(): value.strip() for name, _colon, value in pairs}


def json_lines(path: Path, *, limits: Limits = LIMITS) -> Iterator[dict[str, Any]]:
    """Yield the objects of a file that has one a line.

    Args:
        path: The file.
        limits: How long a line may be.

    Raises:
        InputError: If a line is too long or no object.
    """
    with path.open("rb") as file:
        for number, line in enumerate(iter(lambda: file.readline(limits.line + 1), b""), start=1):
            if len(line) > limits.line:
                raise _refused(f"is longer than {limits.line:,} bytes", f"{path.name}, line {number}")
            yield json_object(line, f"{path.name}, line {number}")


def json_object(data: bytes, where: str) -> dict[str, Any]:
    """Return the object that some JSON is.

    Args:
        data: UTF-8.
        where: For messages.

    Raises:
        InputError: If it is none.
    """
    try:
        found = json.loads(data)
    except (ValueError, RecursionError) as error:
        raise _refused("is no JSON", where) from error
    if not isinstance(found, dict):
        raise _refused("is no JSON object", where)
    return found


def unpack_bag(archive: Path, folder: Path, *, limits: Limits = LIMITS) -> Path:
    """Unpack a bag that came as a zip file.

    Args:
        archive: The zip file, with the bag at its top or in one folder.
        folder: Where to unpack it: empty.
        limits: How much of it is borne with; what the file itself says of sizes is not believed.

    Returns:
        The bag's folder.

    Raises:
        InputError: If it is damaged, or a name in it leads out of the folder.
    """
    try:
        with zipfile.ZipFile(archive) as packed:
            members = packed.infolist()
            if len(members) > limits.files:
                raise _refused(f"holds more than {limits.files:,} files", str(archive))
            left = limits.size
            for member in members:
                left = _unpack(packed, member, folder, left)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise _refused(f"cannot be unpacked ({error})", str(archive)) from error
    inner = [path for path in folder.iterdir() if path.is_dir()]
    return folder if (folder / "bagit.txt").is_file() or len(inner) != 1 else inner[0]


def _unpack(packed: zipfile.ZipFile, member: zipfile.ZipInfo, folder: Path, left: int) -> int:
    name = member.filename.rstrip("/")
    _check_name(name)
    mode = member.external_attr >> 16
    if mode and stat.S_IFMT(mode) not in (0, stat.S_IFREG, stat.S_IFDIR):
        raise _refused("is a link or no ordinary file", name)
    target = folder / name
    if member.is_dir():
        target.mkdir(parents=True, exist_ok=True)
        return left
    target.parent.mkdir(parents=True, exist_ok=True)
    with packed.open(member) as source, target.open("xb") as sink:
        while chunk := source.read(_CHUNK):
            left -= len(chunk)
            if left < 0:
                raise _refused("unpacks to more than is borne with", name)
            sink.write(chunk)
    return left


def _in_bag(name: str) -> str:
    """Return the name of a member without the one folder that a bag may lie in."""
    return name.split("/", 1)[1] if name.count("/") == 1 else name


def _shown(name: str) -> str:
    return name.encode("unicode_escape").decode("ascii")[:200]


def _refused(what: str, *where: str) -> InputError:
    names: Iterable[str] = where[:_TOLD]
    more = f" and {len(where) - _TOLD} more" if len(where) > _TOLD else ""
    return InputError(what, ", ".join(names) + more, "the bag is not taken in: ask for it again")
