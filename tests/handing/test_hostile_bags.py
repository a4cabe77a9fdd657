"""Bags that were damaged on the way, or made to do harm, are refused by name, and leave nothing behind."""

from __future__ import annotations

import json
import os
import random
import re
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from crossbearing import bags
from crossbearing.bags import Limits, check_bag, unpack_bag
from crossbearing.importing import import_bag
from crossbearing.model.errors import CaseError, CaseTooNewError, CrossbearingError, InputError
from tests.command_line import one_line_error, run
from tests.handing.making import seal_again


def refused(bag: Path, *mentions: str, limits: Limits = bags.LIMITS) -> str:
    """Import a bag that must be refused, check that nothing was made, and return the message."""
    case = bag.parent / "new.case"
    with pytest.raises(CrossbearingError) as caught:
        import_bag(bag, case, limits=limits)
    assert not case.exists()
    assert not [path for path in bag.parent.iterdir() if path.name.startswith(".")]
    for mention in mentions:
        assert mention in str(caught.value)
    return str(caught.value)


def original(bag: Path) -> Path:
    """Return one of the originals of a bag."""
    return min(path for path in (bag / "data" / "originals").rglob("*") if path.is_file())


def edit(bag: Path, name: str, change: Callable[[str], str]) -> None:
    """Change the text of a file of the payload, and seal the bag again."""
    path = bag / "data" / name
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    seal_again(bag)


class TestDamage:
    """What happens on the way: a file altered, lost or added."""

    @pytest.mark.parametrize(
        "name",
        ["data/records/claims.jsonl", "data/records/log.jsonl", "data/prov.json", "README.txt", "bag-info.txt"],
    )
    def test_an_altered_file_is_named(self, bag: Path, name: str) -> None:
        """One byte more in any file, and the bag is refused with that file's name."""
        with (bag / name).open("ab") as file:
            file.write(b" ")
        refused(bag, name, "altered")

    def test_every_flipped_byte_is_found(self, bag: Path) -> None:
        """Of forty bytes flipped at random places of random files, none goes unnoticed."""
        chance = random.Random(7)
        files = sorted(path for path in bag.rglob("*") if path.is_file() and path.stat().st_size)
        for _ in range(40):
            path = chance.choice(files)
            data = bytearray(path.read_bytes())
            at = chance.randrange(len(data))
            data[at] ^= 1 << chance.randrange(8)
            kept = path.read_bytes()
            path.write_bytes(data)
            with pytest.raises(InputError):
                check_bag(bag)
            path.write_bytes(kept)
        check_bag(bag)

    def test_a_missing_file_is_named(self, bag: Path) -> None:
        """A lost original is named."""
        path = original(bag)
        path.unlink()
        refused(bag, path.name, "missing")

    @pytest.mark.parametrize("name", ["data/extra.txt", "data/originals/ab/extra", "extra.txt", "tagmanifest-md5.txt"])
    def test_an_added_file_is_named(self, bag: Path, name: str) -> None:
        """A file that no manifest names is refused, in the payload and beside it."""
        (bag / name).parent.mkdir(exist_ok=True)
        (bag / name).write_text("x", encoding="utf-8")
        refused(bag, name, "added")

    @pytest.mark.parametrize("name", ["manifest-sha512.txt", "tagmanifest-sha256.txt", "bagit.txt"])
    def test_a_missing_manifest(self, bag: Path, name: str) -> None:
        """Without a manifest or its declaration it is no bag to rely on."""
        (bag / name).unlink()
        refused(bag, name)

    def test_the_command_says_it_in_a_line(self, bag: Path) -> None:
        """The command line names the file and what to do, and ends with 2."""
        path = original(bag)
        path.write_bytes(b"another")
        one_line_error(run("import", bag, "--case", bag.parent / "new.case"), path.name)


class TestDeceit:
    """What somebody does who seals the bag again afterwards, so that its manifests fit."""

    @pytest.mark.parametrize(
        ("name", "change", "mention"),
        [
            ("records/claims.jsonl", lambda text: text.replace('"low":12', '"low":13'), "altered"),
            ("records/texts.jsonl", lambda text: text.replace("market", "school"), "texts/"),
            ("records/log.jsonl", lambda text: text.replace('"readings"', '"judged"', 1), "log"),
            ("records/log.jsonl", lambda text: "\n".join(text.splitlines()[:-1]) + "\n", "log"),
            ("records/findings.jsonl", lambda text: "\n".join(text.splitlines()[1:]) + "\n", "ask for it again"),
            ("records/documents.jsonl", lambda text: "\n".join(text.splitlines()[1:]) + "\n", ""),
            ("records/publications.jsonl", lambda text: "", "publication"),
            ("records/readings.jsonl", lambda text: text.replace('"current":true', '"current":"yes"'), "current"),
            ("records/readings.jsonl", lambda text: text.replace('"n":1', '"n":99999999999999999999'), "n"),
            ("records/claims.jsonl", lambda text: text.replace('"slot"', '"slit"', 1), "columns"),
            ("records/claims.jsonl", lambda text: text + text, ""),
            ("records/claims.jsonl", lambda text: text + "[1]\n", "JSON"),
            ("records/claims.jsonl", lambda text: "[" * 200_000 + "\n", "JSON"),
            ("records/claims.jsonl", lambda text: text.replace('"$":"Claim"', '"$":"Nothing"'), "read"),
            ("records/meta.jsonl", lambda text: '{"key":null,"value":"x"}\n', "key"),
            ("case.json", lambda text: "[]", "case.json"),
            ("case.json", lambda text: text.replace('"crossbearing"', '"other"', 1), "program"),
            ("case.json", lambda text: text.replace('"format": ', '"format": -'), ""),
            ("case.json", lambda text: re.sub(r'"log_head": \{[^}]*\}', '"log_head": 3', text), "case.json"),
        ],
    )
    def test_records_that_do_not_fit(self, bag: Path, name: str, change: Callable[[str], str], mention: str) -> None:
        """Changed, missing, doubled or ill-formed records are found by the case's own hashes and references."""
        edit(bag, name, change)
        refused(bag, mention)

    def test_a_shortened_log(self, bag: Path) -> None:
        """A log that ends early, with everything else adjusted, does not end where the bag says."""
        edit(bag, "records/log.jsonl", lambda text: text)  # the seal alone is accepted
        check_bag(bag)
        about = json.loads((bag / "data" / "case.json").read_text(encoding="utf-8"))
        about["case"]["log_head"]["sha256"] = "0" * 64
        (bag / "data" / "case.json").write_text(json.dumps(about), encoding="utf-8")
        seal_again(bag)
        refused(bag, "does not end where")

    def test_another_original(self, bag: Path) -> None:
        """An original exchanged under its name is found, even where the manifests fit."""
        path = original(bag)
        path.write_bytes(b"another")
        seal_again(bag)
        refused(bag, path.name)

    @pytest.mark.parametrize("key", ["format", "bag_version"])
    def test_a_newer_version(self, bag: Path, key: str) -> None:
        """A bag of a later format is refused as such."""
        about = json.loads((bag / "data" / "case.json").read_text(encoding="utf-8"))
        (about["case"] if key == "format" else about)[key] = 999
        (bag / "data" / "case.json").write_text(json.dumps(about), encoding="utf-8")
        seal_again(bag)
        with pytest.raises(CaseTooNewError):
            import_bag(bag, bag.parent / "new.case")


class TestAttack:
    """Names that lead out, links, floods."""

    @pytest.mark.parametrize(
        "line",
        [
            "data/../../outside.txt",
            "/etc/hostname",
            "data/a\\..\\b",
            "~/x",
            "C:/x",
            "data/%0Ax",
            "data/./x",
            "manifest-sha256.txt",
        ],
    )
    def test_a_manifest_that_leads_out(self, bag: Path, line: str) -> None:
        """A manifest that names a place outside the payload is refused before any file is opened."""
        for name, length in (("sha256", 64), ("sha512", 128)):
            with (bag / f"manifest-{name}.txt").open("a", encoding="utf-8") as file:
                file.write(f"{'0' * length}  {line}\n")
        refused(bag)

    @pytest.mark.parametrize("line", ["zz  data/x", "0123  data/x", "just words", "\x00"])
    def test_a_manifest_that_is_none(self, bag: Path, line: str) -> None:
        """Lines that are none of a manifest are refused with their number."""
        with (bag / "manifest-sha256.txt").open("a", encoding="utf-8") as file:
            file.write(f"{line}\n")
        refused(bag, "manifest-sha256.txt, line")

    def test_a_file_named_twice(self, bag: Path) -> None:
        """A file that a manifest names twice could mean two things."""
        manifest = bag / "manifest-sha256.txt"
        manifest.write_text(manifest.read_text() + manifest.read_text().splitlines()[0] + "\n", encoding="utf-8")
        refused(bag, "twice")

    @pytest.mark.parametrize("where", ["data/originals/ab", "data/link.txt", "link.txt", "data/records/claims.jsonl"])
    def test_symbolic_links(self, bag: Path, where: str) -> None:
        """A link, to a file or to a folder, is refused and not followed."""
        target = bag.parent / "secret"
        target.mkdir()
        (target / "words.txt").write_text("secret", encoding="utf-8")
        (bag / where).unlink(missing_ok=True)
        (bag / where).symlink_to(target if where.endswith("ab") else target / "words.txt")
        assert "secret" not in refused(bag, where, "link")

    def test_a_bag_that_is_a_link(self, bag: Path) -> None:
        """A bag that is itself a link is refused."""
        link = bag.parent / "link"
        link.symlink_to(bag)
        refused(link)

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="this system has no named pipes")
    def test_a_named_pipe(self, bag: Path) -> None:
        """A pipe, which could be waited at for ever, is refused without being opened."""
        os.mkfifo(bag / "data" / "pipe")
        refused(bag, "data/pipe")

    def test_files_to_be_fetched(self, bag: Path) -> None:
        """A bag that asks for files from elsewhere is refused; nothing is fetched."""
        (bag / "fetch.txt").write_text("https://example.org/x 1 data/x\n", encoding="utf-8")
        refused(bag, "fetch.txt")

    @pytest.mark.parametrize(
        ("limits", "mention"),
        [
            (Limits(files=10), "files"),
            (Limits(size=1000), "bytes"),
            (Limits(tag_file=100), "larger"),
            (Limits(line=100), "longer"),
            (Limits(depth=1), "deep"),
        ],
    )
    def test_too_much(self, bag: Path, limits: Limits, mention: str) -> None:
        """More files, bytes, folders or longer records than are borne with are refused."""
        refused(bag, mention, limits=limits)

    def test_a_case_that_stands_there(self, bag: Path) -> None:
        """Nothing that stands at the place is touched, not even through a link."""
        (bag.parent / "new.case").symlink_to(bag.parent / "nowhere")
        with pytest.raises(CaseError, match="stands there"):
            import_bag(bag, bag.parent / "new.case")


class TestZipFiles:
    """Bags that come as zip files."""

    @pytest.mark.parametrize("name", ["../outside.txt", "/tmp/outside.txt", "a/../../x", "C:/x", "a\\b"])
    def test_names_that_lead_out(self, tmp_path: Path, name: str) -> None:
        """A member that would be written outside is refused."""
        archive = tmp_path / "bag.zip"
        with zipfile.ZipFile(archive, "w") as packed:
            packed.writestr("bagit.txt", "BagIt-Version: 1.0\n")
            member = zipfile.ZipInfo("x")
            member.filename = name
            packed.writestr(member, "x")
        (tmp_path / "to").mkdir()
        with pytest.raises(InputError, match="lead out"):
            unpack_bag(archive, tmp_path / "to")
        assert sorted(path.name for path in tmp_path.iterdir()) == ["bag.zip", "to"]

    def test_a_link(self, tmp_path: Path) -> None:
        """A member that is a link is refused."""
        with zipfile.ZipFile(tmp_path / "bag.zip", "w") as packed:
            member = zipfile.ZipInfo("link")
            member.external_attr = (stat.S_IFLNK | 0o777) << 16
            packed.writestr(member, "/etc/hostname")
        (tmp_path / "to").mkdir()
        with pytest.raises(InputError, match="link"):
            unpack_bag(tmp_path / "bag.zip", tmp_path / "to")

    def test_a_bomb(self, tmp_path: Path) -> None:
        """What unpacks to more than is borne with is stopped there, whatever it says of its size."""
        with zipfile.ZipFile(tmp_path / "bag.zip", "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("bagit.txt", b"\0" * 20_000_000)
        (tmp_path / "to").mkdir()
        with pytest.raises(InputError, match="more than is borne with"):
            unpack_bag(tmp_path / "bag.zip", tmp_path / "to", limits=Limits(size=1_000_000))
        assert (tmp_path / "to" / "bagit.txt").stat().st_size <= 1_000_000

    def test_the_same_name_twice(self, tmp_path: Path) -> None:
        """Two members of one name are refused: one would hide the other."""
        with zipfile.ZipFile(tmp_path / "bag.zip", "w") as packed:
            packed.writestr("bagit.txt", "x")
            with pytest.warns(UserWarning, match="Duplicate"):
                packed.writestr("bagit.txt", "y")
        (tmp_path / "to").mkdir()
        with pytest.raises(InputError):
            unpack_bag(tmp_path / "bag.zip", tmp_path / "to")

    def test_damaged(self, tmp_path: Path) -> None:
        """A zip file that breaks off is refused."""
        with zipfile.ZipFile(tmp_path / "bag.zip", "w") as packed:
            packed.writestr("bagit.txt", "x" * 1000)
        (tmp_path / "cut.zip").write_bytes((tmp_path / "bag.zip").read_bytes()[:300])
        (tmp_path / "to").mkdir()
        with pytest.raises(InputError, match="unpacked"):
            unpack_bag(tmp_path / "cut.zip", tmp_path / "to")
