"""Writing the dossier: one self-contained HTML file that needs no network."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from crossbearing.model.claims import Claim
from crossbearing.model.counting import rules_from
from crossbearing.model.documents import MarkKind
from crossbearing.model.errors import CaseError, CaseWriteError
from crossbearing.model.protocols import CaseReader
from crossbearing.model.values import Actors, Place
from crossbearing.show.covering import Covers
from crossbearing.show.dossier.context import Labels, Outlines
from crossbearing.show.dossier.documents import documents
from crossbearing.show.dossier.incident import Card, card, incident_view
from crossbearing.show.dossier.material import CaseMaterial, load
from crossbearing.show.dossier.names import given_name_in
from crossbearing.show.dossier.privacy import Veil, VeilSource, make_veil, only
from crossbearing.show.dossier.statements import Statements, quote_of
from crossbearing.show.dossier.words import VERDICTS, date_words, plural
from crossbearing.show.export.leaks import says_one
from crossbearing.show.outward import Outward

__all__ = ["IN_FULL", "render_dossier", "write_dossier"]

IN_FULL = 3
"""How many incidents a dossier shows in full where none is chosen."""

MOST_CARDS = 12
MOST_ROWS = 400

_PACKAGE = "crossbearing.show.dossier"
_CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff\u202a-\u202c\u2066-\u2069]")
_OVERRIDES = {0x202D: "[U+202D]", 0x202E: "[U+202E]"}


@dataclass(frozen=True, slots=True)
class Listing:
    """All incidents of a case: cards for the first, rows for the rest, and how many are left out even there."""

    cards: tuple[Card, ...]
    rows: tuple[Card, ...]
    left_out: int


def safe_text(text: str) -> str:
    """Return a text without control characters, and with characters that would reverse it made visible."""
    return _CONTROLS.sub("", text).translate(_OVERRIDES)


def _veil(material: CaseMaterial, out: Outward) -> Veil:
    """Gather what can show who is a private person and who is an official."""
    claims = material.claims().values()
    publications = [item for key in material.documents for item in material.publications.get(key, ())]
    texts = [text.content for text in material.texts.values()]
    texts += [item.title for item in publications] + [item.credit for item in publications]
    texts += [document.name for document in material.documents.values()]
    texts += [quote_of(claim) for claim in claims] + [claim.sentence for claim in claims]
    texts += [finding.reason for part in material.full for finding in part.findings]
    texts += [hypothesis.text for part in material.full for hypothesis in part.hypotheses]
    return make_veil(
        VeilSource(
            texts=tuple(dict.fromkeys(text for text in texts if text)),
            speakers=tuple(dict.fromkeys(speaker for claim in claims for speaker in claim.speakers)),
            publishers=tuple(dict.fromkeys((item.publisher, item.kind) for item in publications)),
            listed=tuple(
                material.texts[key].content[mark.start : mark.end]
                for key in material.texts
                for mark in material.marks.get(key, ())
                if mark.kind is MarkKind.NAMES_LISTED and mark.text == material.texts[key].id
            ),
            places=tuple(dict.fromkeys((*out.kept, *(name for claim in claims for name in _kept_names(claim))))),
            hidden=(*out.hidden, *out.risk.names),
        )
    )


def _kept_names(claim: Claim) -> Iterator[str]:
    """Yield names of places and of known bodies in an answer.

    A name read as a place counts as one only if the gazetteer has it: a by-line can be misread as a place.
    """
    value = claim.value
    if isinstance(value, Place):
        labels = [candidate.name for candidate in value.candidates]
        yield from labels
        if value.id and not given_name_in(value.name):
            yield value.name
    elif isinstance(value, Actors):
        yield from (member.name for member in value.members if member.actor)


def _environment(veil: Veil) -> Environment:
    def finalize(value: object) -> object:
        """Hide names in, and take control characters out of, everything a template prints."""
        return safe_text(veil.text(value)) if isinstance(value, str) and not isinstance(value, Markup) else value

    environment = Environment(
        loader=PackageLoader(_PACKAGE, "templates"),
        autoescape=select_autoescape(default=True, default_for_string=True),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=finalize,
    )

    def short(text: str, most: int) -> str:
        """Cut a text, once names are hidden, so that no half of a name is left over."""
        whole = veil.text(text)
        return whole if len(whole) <= most else whole[: most - 1].rstrip() + "…"

    environment.filters.update(short=short, day=date_words)
    environment.globals.update(plural=plural, verdicts=tuple(VERDICTS.values()))
    return environment


def _asset(name: str) -> str:
    return files(_PACKAGE).joinpath(name).read_text(encoding="utf-8").strip()


def _listing(material: CaseMaterial, labels: Labels) -> Listing:
    full = {part.incident.id for part in material.full}
    all_cards = [
        card(incident, material.findings.get(incident.id, ()), labels, full=incident.id in full)
        for incident in material.incidents
    ]
    all_cards.sort(key=lambda item: not item.anchor)
    return Listing(
        cards=tuple(all_cards[:MOST_CARDS]),
        rows=tuple(all_cards[MOST_CARDS : MOST_CARDS + MOST_ROWS]),
        left_out=max(0, len(all_cards) - MOST_CARDS - MOST_ROWS),
    )


def render_dossier(
    reader: CaseReader,
    *,
    labels: Labels,
    outlines: Outlines,
    with_names: bool = False,
    incident: str | None = None,
    out: Outward | None = None,
    covers: Covers | None = None,
) -> str:
    """Return the dossier as HTML. Arguments and errors as for `write_dossier`."""
    out = out or Outward(reader, reader)
    material = load(out.reader, incident=incident, in_full=IN_FULL)
    veil = only((*out.hidden, *out.risk.names)) if with_names else _veil(material, out)
    statements = Statements(material, labels, covers)
    script = _asset("script.js")
    page = (
        _environment(veil)
        .get_template("page.html.j2")
        .render(
            title=material.meta.get("name", "") or "Case",
            meta=material.meta,
            counts=material.counts,
            dropped=sum(1 for reject in out.reader.rejects() if reject.fatal),
            listing=_listing(material, labels),
            incidents=tuple(incident_view(part, material, statements, labels, outlines) for part in material.full),
            documents=documents(material, statements, veil, covers),
            held=len(out.held.documents),
            held_speakers=len(out.held.speakers) + len(out.held.speakers_in),
            at_risk=len(out.risk.names),
            style=Markup(_asset("style.css")),  # noqa: S704 - a file of this package
            script=Markup(script),  # noqa: S704 - a file of this package
            script_hash=base64.b64encode(hashlib.sha256(script.encode()).digest()).decode(),
            names_hidden=veil.active,
            chosen=incident is not None,
            unlinked=_unlinked(material),
            rules=rules_from(material.meta),
        )
    )
    return veil.sweep(page)


def _unlinked(material: CaseMaterial) -> int:
    """Return how many claims of the case belong to no incident."""
    linked = {member.claim for incident in material.incidents for member in incident.members}
    return max(0, material.counts.claims - len(linked))


def write_dossier(
    reader: CaseReader,
    path: Path,
    *,
    labels: Labels,
    outlines: Outlines,
    with_names: bool = False,
    incident: str | None = None,
    out: Outward | None = None,
    covers: Covers | None = None,
) -> None:
    """Write a case as one self-contained HTML file: no network, no other files, readable without scripts.

    The same case gives the same bytes. Names of private persons are hidden unless asked for.

    Args:
        reader: The case.
        path: File to write; it is replaced as a whole or not at all.
        labels: Words for questions, intent and kinds of events.
        outlines: Country outlines for the maps.
        with_names: Show names of private persons.
        incident: Id or alias of the one incident to show in full; None for the largest.
        out: The case as it may be told to others, where anything in it is held back or decided; it is what is shown.
        covers: What is covered until it is opened.

    Raises:
        CaseError: If there is no such incident.
        CaseWriteError: If the file cannot be written.
    """
    page = render_dossier(
        reader, labels=labels, outlines=outlines, with_names=with_names, incident=incident, out=out, covers=covers
    )
    traces = out.traces() if out is not None else frozenset()
    if traces and says_one(page, traces):
        raise CaseError(
            "words that are held back stand in the dossier; nothing was written", remedy="report this fault"
        )
    # A pipe or a device is written to; only a file of ours can be replaced as a whole.
    whole = path.is_file() or not path.exists()
    part = path.with_name(path.name + ".part") if whole else path
    try:
        part.write_text(page, encoding="utf-8", errors="replace", newline="\n")
        if whole:
            part.replace(path)
    except OSError as error:
        if whole:
            part.unlink(missing_ok=True)
        raise CaseWriteError(
            f"the dossier could not be written ({error.strerror or error})",
            where=str(path),
            remedy="choose a folder that exists, is writable and has room",
        ) from error
