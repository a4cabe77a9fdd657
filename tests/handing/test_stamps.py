"""Time-stamps of the log (RFC 3161): asked for, kept, checked against the log, and refused where they do not hold."""

from __future__ import annotations

import base64
import dataclasses
import shutil
import sqlite3
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from crossbearing.handing_over import Handed, hand_over
from crossbearing.importing import import_bag
from crossbearing.model.errors import CrossbearingError, InputError, ModelError, SettingsError
from crossbearing.model.stamps import Stamp
from crossbearing.stamping import Asked, check, stamp
from crossbearing.store.case import Case
from crossbearing.store.log import Entry
from crossbearing.store.timestamps import certificates_sorted, check_answer, request_for
from crossbearing.store.verify import verify
from tests.command_line import one_line_error, run, succeed
from tests.handing.authority import Authority

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="OpenSSL plays the authority")


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    """An authority with a root certificate of its own."""
    return Authority(tmp_path_factory.mktemp("tsa") / "authority")


@pytest.fixture
def case(handed: Path, tmp_path: Path) -> Path:
    """A copy of the case, to write to."""
    return Path(shutil.copytree(handed / "x.case", tmp_path / "x.case"))


def entries(case: Path) -> list[Entry]:
    """Return the log of a case."""
    with Case.open(case) as opened:
        return list(opened.entries())


def kept(case: Path) -> list[Stamp]:
    """Return the time-stamps of a case."""
    with Case.open(case) as opened:
        return list(opened.records().of("Stamp"))


def test_the_head_of_the_log_is_stamped(case: Path, authority: Authority) -> None:
    """Request and answer are kept, hold for the hash of the log's last entry, and OpenSSL says so, too."""
    head = entries(case)[-1]
    with authority.serving() as url:
        told = succeed("stamp", case, "--authority", url, "--trust", authority.root, "--who", "Example Archive")
    assert head.hash in told
    assert "Example-Stamps, which leads to a root" in told
    assert "the clock of this machine" in told
    one = kept(case)[0]
    assert (one.n, one.head, one.by, one.authority) == (head.n, head.hash, "Example Archive", url)
    answer = case.parent / "answer.tsr"
    answer.write_bytes(base64.b64decode(one.answer))
    assert authority.confirms(head.hash, answer)
    assert bytes.fromhex(head.hash) in authority.asked[-1]
    assert verify(case) == []
    assert head.hash in succeed("stamp", case, "--check")


def test_only_a_hash_leaves(case: Path, authority: Authority) -> None:
    """The request holds the digest and a nonce and is too short for anything else."""
    with authority.serving() as url:
        stamp(case, Asked(authority=url))
    assert len(authority.asked[-1]) < 100


def test_without_an_authority_nothing_is_sent(case: Path) -> None:
    """The command says so, and what can be done instead."""
    error = one_line_error(run("stamp", case), "nothing is sent anywhere")
    assert "--request" in error
    assert succeed("stamp", case, "--check") == f"{case}: no time-stamp; `crossbearing stamp` has the log stamped\n"


def test_request_and_answer_carried_by_hand(case: Path, authority: Authority) -> None:
    """A request is written to a file, answered elsewhere, and the answer taken in later, when the log has grown."""
    folder = case.parent
    head = entries(case)[-1]
    told = succeed("stamp", case, "--request", folder / "head.tsq")
    assert "nothing was sent" in told
    assert entries(case)[-1] == head
    with Case.open(case, write=True) as opened:
        opened.log("export", {"format": "csv"})
    (folder / "head.tsr").write_bytes(authority.answer((folder / "head.tsq").read_bytes()))
    succeed("stamp", case, "--request", folder / "head.tsq", "--answer", folder / "head.tsr", "--trust", authority.root)
    assert kept(case)[0].n == head.n
    assert verify(case) == []


def test_who_signed_is_not_taken_on_trust(case: Path, authority: Authority) -> None:
    """Without a root certificate the time-stamp is kept, and what is not known of it is said."""
    with authority.serving() as url:
        told = "\n".join(stamp(case, Asked(authority=url)))
    assert "no root certificate was given" in told
    assert "no root certificate was given" in "\n".join(check(case))
    assert verify(case) == []


def test_another_root_is_refused(case: Path, authority: Authority, tmp_path: Path) -> None:
    """An answer that leads to another root certificate than the trusted one is not kept."""
    other = Authority(tmp_path / "other")
    with authority.serving() as url, pytest.raises(InputError, match="does not hold"):
        stamp(case, Asked(authority=url, trust=other.root))
    assert kept(case) == []


@pytest.mark.parametrize(
    "spoil",
    [
        lambda answer: b"",
        lambda answer: b"<html>no such page</html>",
        lambda answer: answer[: len(answer) // 2],
        lambda answer: answer + b"\0" * (1 << 20),
        lambda answer: bytes.fromhex("30053003020102"),
        lambda answer: answer[:-9] + bytes([answer[-9] ^ 1]) + answer[-8:],
    ],
)
def test_answers_that_are_none(case: Path, authority: Authority, spoil: Callable[[bytes], bytes]) -> None:
    """Nothing, a page, a piece, a flood, a refusal and a broken signature are refused, and nothing is kept."""
    request = request_for(b"message")
    good = authority.answer(request)
    authority.says = spoil(good)
    try:
        with authority.serving() as url, pytest.raises(InputError):
            stamp(case, Asked(authority=url))
    finally:
        authority.says = None
    assert kept(case) == []


def test_an_answer_to_another_request(case: Path, authority: Authority) -> None:
    """An answer for another hash, or with another nonce, is refused."""
    head = entries(case)[-1]
    (case.parent / "other.tsq").write_bytes(request_for(b"another"))
    (case.parent / "other.tsr").write_bytes(authority.answer(request_for(b"another")))
    with pytest.raises(InputError, match="no request for an entry"):
        stamp(case, Asked(request=case.parent / "other.tsq", answer=case.parent / "other.tsr"))
    first, second = request_for(b"message"), request_for(b"message")
    with pytest.raises(InputError, match="Nonce"):
        check_answer(
            first, authority.answer(second), digest="ab530a13e45914982b79f9b7e3fba994cfd1f3fb22f71cea1afbf02b460c6d1d"
        )
    assert entries(case)[-1] == head


@pytest.mark.parametrize(("status", "elsewhere"), [(500, ""), (404, ""), (302, "http://127.0.0.1:9/other")])
def test_an_authority_that_fails(case: Path, authority: Authority, status: int, elsewhere: str) -> None:
    """A failing authority, and one that sends its callers elsewhere, give an error that names it."""
    with (
        authority.serving(status=status, elsewhere=elsewhere) as url,
        pytest.raises(InputError, match="did not answer"),
    ):
        stamp(case, Asked(authority=url))
    assert kept(case) == []


@pytest.mark.parametrize("url", ["file:///etc/hostname", "ftp://example.org", "example.org", "https://a:b@example.org"])
def test_addresses_that_are_none(case: Path, url: str) -> None:
    """Only http and https are asked, and no address that holds a password."""
    with pytest.raises(SettingsError):
        stamp(case, Asked(authority=url))


def test_options_that_do_not_fit(case: Path, authority: Authority) -> None:
    """An answer without its request, and a check with anything else, are refused in one line."""
    one_line_error(run("stamp", case, "--answer", authority.root), "--request")
    one_line_error(run("stamp", case, "--check", "--who", "x"), "--check")
    one_line_error(run("stamp", case, "--request", authority.root), "something stands there")
    one_line_error(run("stamp", case, "--request", case.parent / "no", "--answer", authority.root), "cannot be read")


def change_log(case: Path) -> None:
    """Write the log anew from its second entry on, with a chain that fits, as somebody who means to deceive would."""
    from crossbearing.store.log import chain_hash

    with sqlite3.connect(case / "case.db") as database:
        database.execute("drop trigger log_no_update")
        prev = database.execute("select hash from log where n = 1").fetchone()[0]
        rows = database.execute("select n, utc, action, detail from log where n > 1 order by n").fetchall()
        for n, utc, action, detail in rows:
            later = utc.replace("20", "19", 1)
            prev, before = chain_hash(n=n, utc=later, action=action, detail=detail, prev=prev), prev
            database.execute("update log set utc = ?, prev = ?, hash = ? where n = ?", (later, before, prev, n))
    database.close()


def test_a_log_written_anew_is_found(case: Path, authority: Authority) -> None:
    """A whole log that was forged, every hash fitting, passes without a time-stamp and is found with one."""
    forged = Path(shutil.copytree(case, case.parent / "forged.case"))
    change_log(forged)
    assert verify(forged) == []
    with authority.serving() as url:
        stamp(case, Asked(authority=url))
    change_log(case)
    assert any("not the one that was stamped" in problem for problem in verify(case))
    with pytest.raises(CrossbearingError, match="not the one"):
        check(case)


def test_an_altered_token_is_found(case: Path, authority: Authority) -> None:
    """A kept answer exchanged for another one is found, though its record was stored as any other."""
    with authority.serving() as url:
        stamp(case, Asked(authority=url))
    one = kept(case)[0]
    other = base64.b64encode(authority.answer(request_for(b"another"))).decode()
    with Case.open(case, write=True) as opened:
        opened.records().add([dataclasses.replace(one, answer=other, id="other"), dataclasses.replace(one, answer="%")])
    problems = verify(case)
    assert len(problems) == 2
    assert all("time-stamp in record" in problem for problem in problems)


def test_a_hand_over_takes_them_along(case: Path, authority: Authority, tmp_path: Path) -> None:
    """In the case that is imported, time-stamps hold as before; a part has another log, and none."""
    with authority.serving() as url:
        stamp(case, Asked(authority=url, trust=authority.root))
    hand_over(case, tmp_path / "bag", Handed())
    import_bag(tmp_path / "bag", tmp_path / "y.case")
    assert verify(tmp_path / "y.case") == []
    assert check(tmp_path / "y.case") == check(case)
    with Case.open(case) as opened:
        incident = next(iter(opened.incidents())).id
    hand_over(case, tmp_path / "part", Handed(incident=incident))
    import_bag(tmp_path / "part", tmp_path / "z.case")
    assert kept(tmp_path / "z.case") == []


def test_the_order_of_certificates(authority: Authority) -> None:
    """Sorting changes nothing but the order, of anything but an answer not even that."""
    answer = authority.answer(request_for(b"message"))
    done = certificates_sorted(answer)
    assert sorted(done) == sorted(answer)
    assert certificates_sorted(done) == done
    for junk in (b"", b"0", b"\x30\x84\xff\xff\xff\xff", b"\x30\x80", bytes(range(256))):
        assert certificates_sorted(junk) == junk


def test_a_hash_is_a_hash() -> None:
    """A time-stamp of what is no hash cannot be kept."""
    with pytest.raises(ModelError):
        Stamp("a", "", "", datetime.now(UTC).isoformat(), 1, "xyz", "", "", "")
