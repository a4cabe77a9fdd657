"""A case, or one incident of it, as it may leave: what every format is made from, and the only thing it sees."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from crossbearing.model.appraisals import Appraisal
from crossbearing.model.claims import Claim
from crossbearing.model.documents import Document, Mark, MarkKind, Publication, Text
from crossbearing.model.errors import CaseError
from crossbearing.model.findings import Finding
from crossbearing.model.hypotheses import Hypothesis
from crossbearing.model.incidents import Incident, Origin
from crossbearing.model.judgements import Anchoring, Judgement
from crossbearing.model.protocols import CaseCounts, CaseReader, SearchHit
from crossbearing.model.relations import IncidentRelation
from crossbearing.model.steps import Reject
from crossbearing.model.values import Actors, Place
from crossbearing.show.dossier.names import given_name_in
from crossbearing.show.dossier.privacy import Veil, VeilSource, make_veil
from crossbearing.show.dossier.statements import quote_of
from crossbearing.show.export.cleaning import PRIVATE_PUBLISHERS, Cleaner
from crossbearing.show.export.coarse import Coarsening
from crossbearing.show.export.mask import Mask, name_key
from crossbearing.show.export.settings import Codes, Settings
from crossbearing.show.outward import Outward, outward

__all__ = ["SharedCase", "share"]

# Told sentence by sentence, an office in the next sentence makes nobody an official. Abbreviations (`Maj.`, `U.S.`) end
# none; splitting too often only hides more.
_SENTENCE_END = re.compile(r"(?<=[^\W\d_]{4}[.!?])\s+")

_HARM = frozenset({"killed", "wounded", "casualties", "missing", "captured"})


class WithoutWholes:
    """The side of a case that never leaves: whole texts with their marks, originals, rejects, and searches in them."""

    def texts(self, document: str | None = None) -> Iterator[Text]:  # noqa: ARG002 - part of the protocol
        """Yield nothing: whole texts do not leave."""
        yield from ()

    def marks(self, document: str | None = None) -> Iterator[Mark]:  # noqa: ARG002 - part of the protocol
        """Yield nothing: marks point into texts, which do not leave."""
        yield from ()

    def rejects(self) -> Iterator[Reject]:
        """Yield nothing: rejects name files."""
        yield from ()

    def search(self, query: str, limit: int = 50) -> Sequence[SearchHit]:  # noqa: ARG002 - part of the protocol
        """Return nothing: there are no texts to search."""
        return ()

    def original(self, document: str) -> bytes:
        """Refuse: originals do not leave.

        Raises:
            CaseError: Always.
        """
        raise CaseError("originals do not leave in an export", where=document)


class SharedCase(WithoutWholes):
    """Implements `CaseReader` over another one: records cleaned, and only those of the incidents asked for.

    Whole texts, originals and rejects never leave.

    Args:
        reader: The case.
        cleaner: Turns records into what may leave.
        settings: What was asked.
        incidents: The incidents to share, cleaned.
        out: What is held back, told coarsely and decided about names.
    """

    def __init__(
        self, reader: CaseReader, cleaner: Cleaner, settings: Settings, *, incidents: Sequence[Incident], out: Outward
    ) -> None:
        self._reader = reader
        self.cleaner = cleaner
        self._incidents = tuple(incidents)
        self._ids = frozenset(one.id for one in incidents)
        self._wanted = None if settings.incident is None else self._incidents[0].id
        self._claims = tuple(cleaner.clean(claim) for claim in reader.claims(incident=self._wanted))
        self._of_claim = {one.id: one for one in self._claims}
        about = {claim.document for claim in self._claims}
        self._documents = tuple(
            cleaner.clean(one) for one in reader.documents() if self._wanted is None or one.id in about
        )
        known = {one.id for one in self._documents}
        self._publications = tuple(cleaner.clean(one) for one in reader.publications() if one.document in known)
        self.settings = settings
        self.out = out
        self.languages = {key: text.language for key in known for text in reader.texts(key)}

    def counts(self) -> CaseCounts:
        """Return how much is shared."""
        return CaseCounts(
            documents=len(self._documents),
            publications=len(self._publications),
            not_read=0,
            claims=len(self._claims),
            incidents=len(self._incidents),
            findings=sum(1 for _ in self.findings()),
            rejects=0,
            judgements=sum(1 for _ in self.judgements()),
        )

    def meta(self) -> dict[str, str]:
        """Return the case's own data, names hidden; its own name only where no place or time is coarsened."""
        masked = {key: self.cleaner.mask.text(value) for key, value in self._reader.meta().items()}
        return {**masked, "name": ""} if self.cleaner.coarse.active else masked

    def documents(self) -> Iterator[Document]:
        """Yield the documents that carry what is shared."""
        yield from self._documents

    def publications(self, document: str | None = None) -> Iterator[Publication]:
        """Yield their publications."""
        yield from (one for one in self._publications if document in (None, one.document))

    def claims(
        self, *, document: str | None = None, incident: str | None = None, slot: str | None = None
    ) -> Iterator[Claim]:
        """Yield the claims."""
        wanted: Iterable[Claim] = self._claims
        if incident is not None:
            members = dict.fromkeys(member.claim for member in self.incident(incident).members)
            wanted = [claim for claim in self._claims if claim.id in members]
        yield from (one for one in wanted if document in (None, one.document) and slot in (None, one.slot))

    def claim(self, claim: str) -> Claim | None:
        """Return a claim by its id, or None where it is not shared."""
        return self._of_claim.get(claim)

    def incidents(self) -> Iterator[Incident]:
        """Yield the incidents."""
        yield from self._incidents

    def incident(self, incident: str) -> Incident:
        """Return one incident, by its id or by an alias of it.

        Raises:
            CaseError: If there is none.
        """
        for one in self._incidents:
            if incident == one.id or incident in one.aliases:
                return one
        raise CaseError(f"no incident {incident} in the export")

    def findings(self, incident: str | None = None) -> Iterator[Finding]:
        """Yield the findings."""
        yield from map(self.cleaner.clean, self._reader.findings(incident or self._wanted))

    def origins(self, incident: str | None = None) -> Iterator[Origin]:
        """Yield the origins."""
        yield from map(self.cleaner.clean, self._reader.origins(incident or self._wanted))

    def hypotheses(self, incident: str | None = None) -> Iterator[Hypothesis]:
        """Yield the rival explanations."""
        yield from map(self.cleaner.clean, self._reader.hypotheses(incident or self._wanted))

    def appraisals(self, incident: str | None = None) -> Iterator[Appraisal]:
        """Yield what weighing told."""
        yield from map(self.cleaner.clean, self._reader.appraisals(incident or self._wanted))

    def relations(self, incident: str | None = None) -> Iterator[IncidentRelation]:
        """Yield how the shared incidents stand to one another."""
        for one in self._reader.relations(incident or self._wanted):
            if {one.incident, one.other} <= self._ids:
                yield self.cleaner.clean(one)

    def judgements(self) -> Iterator[Judgement]:
        """Yield the judgements."""
        yield from map(self.cleaner.clean, self._reader.judgements())

    def anchored(self) -> Iterator[tuple[Judgement, Anchoring, str]]:
        """Yield the judgements on shared statements."""
        known = {claim.statement for claim in self._claims}
        for judgement, anchoring, statement in self._reader.anchored():
            if statement in known:
                yield self.cleaner.clean(judgement), anchoring, statement


def share(reader: CaseReader, settings: Settings, codes: Codes) -> SharedCase:
    """Return a case as it may leave.

    Args:
        reader: The case.
        settings: What is asked.
        codes: Labels of kinds.

    Raises:
        CaseError: If there is no such incident, or nothing to export.
    """
    out = outward(reader, weigh=codes.weigh, kinds=codes.at_risk, today=(settings.at or _now())[:10])
    reader = out.reader
    chosen = [reader.incident(settings.incident)] if settings.incident else list(reader.incidents())
    wanted = chosen[0].id if settings.incident else None
    claims = list(reader.claims(incident=wanted))
    if not claims:
        raise CaseError("there is no claim to export", remedy="add reports to the case with `crossbearing add`")
    coarse = Coarsening(settings.coarsen, settings.grain)
    out = replace(out, hidden=(*out.hidden, *settings.ledger))
    mask = _mask(reader, claims, chosen, coarse, with_names=settings.with_names, out=out)
    cleaner = Cleaner(mask, coarse, codes)
    return SharedCase(reader, cleaner, settings, incidents=[cleaner.clean(one) for one in chosen], out=out)


def _now() -> str:
    return datetime.now(UTC).isoformat()


def _mask(
    reader: CaseReader,
    claims: Sequence[Claim],
    incidents: Sequence[Incident],
    coarse: Coarsening,
    *,
    with_names: bool,
    out: Outward,
) -> Mask:
    """Gather who is a private person, a victim, an account or an official, and which places are too fine to tell."""
    keys = dict.fromkeys(claim.document for claim in claims)
    publications = [one for one in reader.publications() if one.document in keys]
    texts = [text.content for key in keys for text in reader.texts(key)]
    texts += [words for one in publications for words in (one.title, one.credit, one.url)]
    texts += [one.name for one in reader.documents() if one.id in keys]
    texts += [words for claim in claims for words in (quote_of(claim), claim.sentence)]
    texts += [finding.reason for one in incidents for finding in reader.findings(one.id)]
    listed = tuple(_listed(reader, keys))
    speakers = tuple(dict.fromkeys(speaker for claim in claims for speaker in claim.speakers))
    source = VeilSource(
        texts=tuple(dict.fromkeys(sentence for text in texts for sentence in _SENTENCE_END.split(text) if sentence)),
        speakers=speakers,
        publishers=tuple(dict.fromkeys((one.publisher, one.kind) for one in publications)),
        places=tuple(dict.fromkeys((*out.kept, *(name for claim in claims for name in _kept_names(claim))))),
        listed=listed,
    )
    veil = make_veil(source)
    accounts = [one.publisher for one in publications if one.publisher and one.kind.casefold() in PRIVATE_PUBLISHERS]
    speak = {name_key(name) for name in (*accounts, *(speaker.name for speaker in speakers))}
    victims = _victims(veil, claims, listed, speak)
    places = _fine_places(claims, incidents, coarse)
    return Mask(
        Veil() if with_names else veil,
        tuple(victims),
        tuple(dict.fromkeys(accounts)),
        tuple(dict.fromkeys((*places, *out.risk.names))),
        out.hidden,
        hide_contacts=not with_names,
    )


def _listed(reader: CaseReader, documents: Iterable[str]) -> Iterator[str]:
    for key in documents:
        texts = {text.id: text.content for text in reader.texts(key)}
        for mark in reader.marks(key):
            if mark.kind is MarkKind.NAMES_LISTED and mark.text in texts:
                yield texts[mark.text][mark.start : mark.end]


def _victims(
    veil: Veil, claims: Iterable[Claim], listed: Sequence[str], speakers: set[tuple[str, ...]]
) -> dict[str, None]:
    """Return names that stand in lists of the dead, or in a sentence on persons harmed and speak nowhere."""
    known = set(veil.withheld)
    alone = make_veil(VeilSource(listed=tuple(listed))).withheld if listed else ()
    victims = dict.fromkeys(name for name in alone if name in known)
    spoken = {word for key in speakers for word in key}
    for sentence in dict.fromkeys(claim.sentence for claim in claims if claim.slot in _HARM):
        for start, end in veil.spans(sentence):
            name = sentence[start:end]
            if not set(name_key(name)) & spoken:
                victims[name] = None
    return victims


def _kept_names(claim: Claim) -> Iterator[str]:
    """Yield names of places and of known bodies, which are no persons.

    A name read as a place counts as one only if the gazetteer has it: a by-line can be misread as a place.
    """
    value = claim.value
    if isinstance(value, Place):
        yield from (candidate.name for candidate in value.candidates)
        if value.id and not given_name_in(value.name):
            yield value.name
    elif isinstance(value, Actors):
        yield from (member.name for member in value.members if member.actor)


def _fine_places(claims: Iterable[Claim], incidents: Iterable[Incident], coarse: Coarsening) -> list[str]:
    """Return names of places finer than the level, without those that also name a coarser one."""
    places = [claim.value for claim in claims if isinstance(claim.value, Place)]
    places += [one.where for one in incidents if one.where is not None]
    fine = {name for place in places if coarse.finer(place) for name in (place.name, *_relative(place)) if name}
    kept = {place.name.casefold() for place in places if not coarse.finer(place)}
    return sorted(name for name in fine if name.casefold() not in kept and len(name) > 2)


def _relative(place: Place) -> tuple[str, ...]:
    best = (place.candidates[0].name,) if place.candidates else ()
    return best + (place.relation.to if place.relation is not None else ())
