"""Requests for time-stamps, and the check of the answers (RFC 3161).

The digest that an authority stamps is the hash of a log entry itself, so that any program can check a token, such as
`openssl ts -verify -digest HASH -in ANSWER -CAfile ROOTS`. The library `rfc3161-client` checks status, signature,
certificates at the time of the stamp, their key usage, nonce and digest.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select

from crossbearing.model.errors import CrossbearingError, InputError
from crossbearing.model.stamps import Stamp
from crossbearing.store import log, tables
from crossbearing.store.bodies import unpack

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

__all__ = ["Told", "broken_stamps", "check_answer", "check_stamp", "request_for", "stamped_entry"]

_LARGEST = 1 << 20
_CERTIFICATES = 0xA0


@dataclass(frozen=True, slots=True)
class Told:
    """What a time-stamp tells.

    Args:
        at: The moment, UTC, ISO 8601, by the authority's clock.
        authority: The subject of the certificate that signed it.
        trusted: Whether that leads to a root certificate that somebody here gave; otherwise the signature fits a
            certificate that came with the answer, and nothing is known of whose it is.
    """

    at: str
    authority: str
    trusted: bool


def stamped_entry(entry: log.Entry) -> bytes:
    """Return the bytes whose SHA-256 is the hash of an entry."""
    return log.chain_text(
        n=entry.n, utc=entry.utc, action=entry.action, detail=log.detail_text(entry.detail), prev=entry.prev
    ).encode()


def request_for(message: bytes) -> bytes:
    """Return a request for a time-stamp (DER), with a nonce, that asks for the authority's certificate.

    Args:
        message: What is stamped; only its SHA-256 leaves.
    """
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    builder = TimestampRequestBuilder().data(message).hash_algorithm(HashAlgorithm.SHA256)
    return builder.nonce(nonce=True).cert_request(cert_request=True).build().as_bytes()


def check_answer(request: bytes, answer: bytes, *, digest: str, roots: str = "") -> Told:
    """Check an authority's answer.

    Args:
        request: The request (DER).
        answer: The answer (DER).
        digest: The hash that must have been stamped, hexadecimal.
        roots: Certificates to trust (PEM), or empty to check the answer against those it brings itself.

    Returns:
        What it tells.

    Raises:
        InputError: If it is none, was refused, is of another request or hash, or its signature does not hold.
    """
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response
    from rfc3161_client._rust import parse_timestamp_request

    try:
        asked = parse_timestamp_request(request)
    except ValueError as error:
        raise _refused("is no request for a time-stamp") from error
    if asked.message_imprint.message.hex() != digest:
        raise _refused("the request is for another entry of the log")
    if len(answer) > _LARGEST:
        raise _refused(f"is larger than {_LARGEST:,} bytes, which no answer is")
    try:
        given = decode_timestamp_response(certificates_sorted(answer))
        if given.status not in (0, 1):
            said = "; ".join(given.status_string) or "without a reason"
            raise _refused(f"the authority refused, status {given.status}: {said}")
        brought = _certificates(given)
        trusted = _from_pem(roots)
        builder = VerifierBuilder.from_request(asked)
        for certificate in trusted or brought:
            builder = builder.add_root_certificate(certificate)
        builder.build().verify(given, bytes.fromhex(digest))
        signer = _signer(given, brought)
        moment = given.tst_info.gen_time.isoformat(timespec="seconds")
    except VerificationError as error:
        raise _refused(f"the time-stamp does not hold: {error}") from error
    except ValueError as error:
        raise _refused(f"is no answer of a time-stamp authority ({error})") from error
    return Told(moment, signer, bool(trusted))


def _certificates(given: Any) -> list[Certificate]:
    from cryptography import x509

    return [x509.load_der_x509_certificate(one) for one in given.signed_data.certificates]


def _from_pem(text: str) -> list[Certificate]:
    from cryptography import x509

    return x509.load_pem_x509_certificates(text.encode()) if text.strip() else []


def _signer(given: Any, brought: list[Certificate]) -> str:
    serials = {(one.issuer, one.serial_number) for one in given.signed_data.signer_infos}
    names = [one.subject.rfc4514_string() for one in brought if (one.issuer, one.serial_number) in serials]
    return names[0] if names else "unnamed"


def check_stamp(connection: Connection, stamp: Stamp) -> Told:
    """Check a kept time-stamp against the log.

    Args:
        connection: To read the log with.
        stamp: The time-stamp.

    Raises:
        InputError: If the log has no such entry, or request or answer do not hold.
    """
    kept = connection.execute(select(tables.log.c.hash).where(tables.log.c.n == stamp.n)).scalar()
    if kept != stamp.head:
        raise _refused(f"log entry {stamp.n} is not the one that was stamped")
    try:
        request, answer = (base64.b64decode(text, validate=True) for text in (stamp.request, stamp.answer))
    except binascii.Error as error:
        raise _refused("request or answer are not as they were kept") from error
    return check_answer(request, answer, digest=stamp.head, roots=stamp.roots)


def broken_stamps(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield what is wrong with the time-stamps of a case: where, and what."""
    table = tables.records
    wanted = select(table.c.n, table.c.body).where(table.c.kind == Stamp.__name__, table.c.body != "")
    for row in connection.execute(wanted.order_by(table.c.n)).all():
        try:
            check_stamp(connection, unpack(row.body))
        except CrossbearingError as error:
            yield f"time-stamp in record {row.n}", error.what


def certificates_sorted(answer: bytes) -> bytes:
    """Return an answer with its certificates in the order that DER asks for.

    Authorities that run OpenSSL send them in another one, which the library refuses. They stand outside of what is
    signed, and each of them is signed itself, so that their order says nothing. Lengths stay as they are.

    Args:
        answer: DER, or anything: what has no certificates at their place is returned as it is.
    """
    try:
        # TimeStampResp, timeStampToken (ContentInfo), content [0], SignedData; RFC 3161, 2.4.2, and RFC 5652, 5.1.
        _, start, end = _element(answer, 0)
        _, _, status_end = _element(answer, start)
        _, start, end = _element(answer, status_end)
        _, _, type_end = _element(answer, start)
        _, start, end = _element(answer, type_end)
        _, at, end = _element(answer, start)
        while at < end:
            tag, start, after = _element(answer, at)
            if tag == _CERTIFICATES:
                parts = sorted(_elements(answer, start, after))
                return answer[:start] + b"".join(parts) + answer[after:]
            at = after
    except IndexError:
        pass  # cut short: for the library to name
    return answer


def _elements(data: bytes, at: int, end: int) -> Iterator[bytes]:
    while at < end:
        _, _, after = _element(data, at)
        yield data[at:after]
        at = after


def _element(data: bytes, at: int) -> tuple[int, int, int]:
    """Return tag, start and end of the content of a DER element.

    Raises:
        IndexError: If it breaks off.
    """
    tag, length, start = data[at], data[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7F
        length = int.from_bytes(data[start : start + count], "big")
        start += count
    if start + length > len(data):
        raise IndexError
    return tag, start, start + length


def _refused(what: str) -> InputError:
    return InputError(what, remedy="ask the authority again, with `crossbearing stamp`")
