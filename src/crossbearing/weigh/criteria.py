"""Criteria of grades, met and not met by the accounts, with reasons. The grade itself only a person gives.

The criteria are those of Airwars, put in our words (https://airwars.org/about/methodology/ and the texts of its site,
https://github.com/rctngle/airwars-archive-2025). Where a criterion asks for a judgement ("credible"), the accounts
cannot tell, and it says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from crossbearing.model.actors import Speaker
from crossbearing.model.findings import Finding, Holding, Position
from crossbearing.model.grades import SCALES, CriteriaSheet, Criterion, Met, SignedGrade
from crossbearing.model.values import Actors, Count, CountState, Group, PersonStatus, Relation
from crossbearing.resources.bodies import Bodies
from crossbearing.weigh.categories import CIVILIANS, COMBATANTS, NOT_STATED, category_of
from crossbearing.weigh.sides import ATTACKER

__all__ = ["criteria_of"]

_HARM = ("killed", "wounded", "casualties")


@dataclass(frozen=True, slots=True)
class _Accounts:
    """What the criteria look at.

    Args:
        struck: Current answers on who attacked, denials left out.
        attackers: Positions on who attacked that somebody still holds and that are asserted.
        rivals: Pairs of them that exclude one another.
        own: Of the answers, those by which a body says that it struck itself.
        harm: Current answers on harm that count anybody, combatants left out.
        civilian: Of these, those that say civilians.
        combatants: Current answers that say combatants.
        conceded: Of the civilian ones, those of bodies said to have struck.
    """

    struck: tuple[Holding, ...]
    attackers: tuple[Position, ...]
    rivals: int
    own: tuple[Holding, ...]
    harm: tuple[Holding, ...]
    civilian: tuple[Holding, ...]
    combatants: tuple[Holding, ...]
    conceded: tuple[Holding, ...]


def criteria_of(
    incident: str,
    findings: Sequence[Finding],
    sides: Mapping[str, frozenset[str]],
    bodies: Bodies,
    *,
    signed: Sequence[SignedGrade] = (),
) -> tuple[CriteriaSheet, ...]:
    """Return the criteria of each grade of civilian harm and of strike status.

    Args:
        incident: Incident id.
        findings: Its findings.
        sides: For each family the sides of the conflict it is on, as far as the accounts show them.
        bodies: Tells families of bodies by name.
        signed: Grades that people have given the incident, latest of each person.
    """
    seen = _accounts(findings, sides, bodies)
    several = _civilian(seen) or _several_sources(seen.harm, "civilian harm")
    single = _civilian(seen) or _single_source(seen.harm, "civilian harm")
    asked = {
        "airwars_harm": {
            "confirmed": (_says_it_struck(seen), _accepts_harm(seen)),
            "fair": (several, _credible(), _action_likely(seen)),
            "weak": (single,),
            "contested": (_several_belligerents(seen),),
            "discounted": (_all_combatants(seen), _another_party(seen)),
        },
        "strike_status": {
            "declared_strike": (_says_it_struck(seen),),
            "likely_strike": (_several_sources(seen.struck, "a strike by a named party"), _one_belligerent(seen)),
            "contested_strike": (_several_belligerents(seen),),
            "single_source_claim": (_single_source(seen.struck, "a strike by a named party"),),
        },
    }
    return tuple(
        CriteriaSheet(
            scale=scale,
            grade=grade,
            target=incident,
            title=f'Criteria of "{grade.replace("_", " ")}", met and not met; this is no grade',
            criteria=criteria,
            source=SCALES[scale].source,
            signed=tuple(one for one in signed if one.scale == scale and one.target == incident),
        )
        for scale, sheets in asked.items()
        for grade, criteria in sheets.items()
    )


def _accounts(findings: Sequence[Finding], sides: Mapping[str, frozenset[str]], bodies: Bodies) -> _Accounts:
    attacker = next((one for one in findings if one.slot == "attacker" and one.scope == "whole"), None)
    positions = tuple(
        position
        for position in (attacker.positions if attacker else ())
        if not position.superseded and any(not holding.denied for holding in position.holdings)
    )
    struck = tuple(holding for position in positions for holding in _current(position.holdings))
    blamed = [one for one in findings if one.slot == "responsibility" and one.scope == "whole"]
    admits = [holding for one in blamed for position in one.positions for holding in _current(position.holdings)]
    rivals = sum(
        one.value.compare(other.value).relation is Relation.CONFLICTS
        for at, one in enumerate(positions)
        for other in positions[at + 1 :]
    )
    harmed = [
        holding
        for one in findings
        if one.slot in _HARM and one.scope == "whole"
        for holding in (*(held for position in one.positions for held in position.holdings), *one.spanning)
        if holding.current and not holding.denied and _anybody(holding)
    ]
    by_kind = {kind: tuple(one for one in harmed if _category(one) == kind) for kind in (CIVILIANS, COMBATANTS)}
    return _Accounts(
        struck=struck,
        attackers=positions,
        rivals=rivals,
        own=tuple(holding for holding in (*struck, *admits) if _names_itself(holding, bodies)),
        harm=tuple(one for one in harmed if _category(one) in (CIVILIANS, NOT_STATED)),
        civilian=by_kind[CIVILIANS],
        combatants=by_kind[COMBATANTS],
        conceded=tuple(one for one in by_kind[CIVILIANS] if ATTACKER in sides.get(one.family, frozenset())),
    )


def _current(holdings: Iterable[Holding]) -> list[Holding]:
    return [holding for holding in holdings if holding.current and not holding.denied]


def _anybody(holding: Holding) -> bool:
    value = holding.value
    count = value.count if isinstance(value, Group) else value
    if not isinstance(count, Count):
        return False
    return count.state is CountState.VAGUE or (count.state is CountState.NUMBER and count.high != 0)


def _category(holding: Holding) -> str:
    return category_of(holding.value.status if isinstance(holding.value, Group) else PersonStatus.UNSTATED)


def _names_itself(holding: Holding, bodies: Bodies) -> bool:
    if not holding.family or not isinstance(holding.value, Actors):
        return False
    families = {bodies.body(Speaker(name=ref.name, actor=ref.actor)).label for ref in holding.value.members}
    return holding.family in families


def _names(holdings: Iterable[Holding]) -> str:
    found = list(dict.fromkeys(holding.holder or holding.family for holding in holdings))
    return ", ".join(found[:3]) + (f" and {len(found) - 3} more" if len(found) > 3 else "")


def _claims(holdings: Iterable[Holding]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(claim for holding in holdings for claim in holding.claims))


def _tally(holdings: Iterable[Holding]) -> tuple[int, int]:
    """Return how many outlets carry answers, and how many families they rest on."""
    listed = list(holdings)
    outlets = {outlet for holding in listed for outlet in holding.outlets}
    return len(outlets), len({holding.family for holding in listed if holding.family})


def _counted(outlets: int, families: int) -> str:
    origins = f"{families} stated origin{'' if families == 1 else 's'}" if families else "no stated origin"
    return f"{outlets} outlet{'' if outlets == 1 else 's'} with {origins}"


def _says_it_struck(seen: _Accounts) -> Criterion:
    text = "A body said to have struck says itself that it did."
    if seen.own:
        return Criterion(text, Met.MET, f"Said by {_names(seen.own)}.", _claims(seen.own))
    if not seen.struck:
        return Criterion(text, Met.NOT_MET, "No report names who struck.")
    return Criterion(text, Met.NOT_MET, "No answer on who struck comes from the body that it names.")


def _accepts_harm(seen: _Accounts) -> Criterion:
    text = "It accepts that civilians were harmed."
    if seen.conceded:
        return Criterion(
            text, Met.MET, f"Civilians harmed are given by {_names(seen.conceded)}.", _claims(seen.conceded)
        )
    if seen.own:
        return Criterion(text, Met.NOT_MET, "None of those who say that they struck gives any civilians harmed.")
    return Criterion(text, Met.NOT_MET, "Nobody says of itself that it struck.")


def _civilian(seen: _Accounts) -> Criterion | None:
    """Return why the accounts cannot tell whether civilians were harmed, or None where they tell."""
    if seen.civilian or not seen.combatants:
        return None
    why = "Those who say what the persons were say combatants"
    if seen.harm:
        why += f"; {_counted(*_tally(seen.harm))} do not say"
    return Criterion("Civilian harm is reported.", Met.CANNOT_TELL, f"{why}.", _claims(seen.combatants))


def _several_sources(holdings: tuple[Holding, ...], what: str) -> Criterion:
    text = f"Two or more sources report {what}."
    outlets, families = _tally(holdings)
    if not outlets:
        return Criterion(text, Met.NOT_MET, "No source does.")
    if families >= 2:
        return Criterion(text, Met.MET, f"Reported by {_counted(outlets, families)}.", _claims(holdings))
    if outlets >= 2:
        why = f"Reported by {_counted(outlets, families)}; whether outlets that share one are several is for a person."
        return Criterion(text, Met.CANNOT_TELL, why, _claims(holdings))
    return Criterion(text, Met.NOT_MET, f"Reported by {_counted(outlets, families)}.", _claims(holdings))


def _single_source(holdings: tuple[Holding, ...], what: str) -> Criterion:
    text = f"A single source reports {what}."
    outlets, families = _tally(holdings)
    if not outlets:
        return Criterion(text, Met.NOT_MET, "No source does.")
    if outlets == 1:
        return Criterion(text, Met.MET, f"Reported by {_counted(outlets, families)}.", _claims(holdings))
    if families < 2:
        why = f"Reported by {_counted(outlets, families)}; whether outlets that share one are several is for a person."
        return Criterion(text, Met.CANNOT_TELL, why, _claims(holdings))
    return Criterion(text, Met.NOT_MET, f"Reported by {_counted(outlets, families)}.", _claims(holdings))


def _credible() -> Criterion:
    return Criterion("These sources are credible.", Met.CANNOT_TELL, "No source is graded here; this is for a person.")


def _action_likely(seen: _Accounts) -> Criterion:
    text = "That the belligerent acted near is likely or confirmed."
    if seen.own:
        return Criterion(text, Met.MET, f"{_names(seen.own)} says that it struck.", _claims(seen.own))
    outlets, families = _tally(seen.struck)
    if not outlets:
        return Criterion(text, Met.NOT_MET, "No report names who struck.")
    why = f"Named by {_counted(outlets, families)}, and not by itself; whether that makes it likely is for a person."
    return Criterion(text, Met.CANNOT_TELL, why, _claims(seen.struck))


def _several_belligerents(seen: _Accounts) -> Criterion:
    text = "Several belligerents are named as having struck, against one another."
    if seen.rivals:
        words = " against ".join(position.value.describe() for position in seen.attackers[:2])
        return Criterion(text, Met.MET, f"Accounts differ: {words}.", _claims(seen.struck))
    why = "The answers on who struck do not exclude one another." if seen.struck else "Nobody names any."
    return Criterion(text, Met.NOT_MET, why)


def _one_belligerent(seen: _Accounts) -> Criterion:
    text = "No other belligerent is named against it."
    if not seen.struck:
        return Criterion(text, Met.NOT_MET, "No report names who struck.")
    if seen.rivals:
        return Criterion(text, Met.NOT_MET, "Accounts differ on who struck.", _claims(seen.struck))
    return Criterion(text, Met.MET, "The answers on who struck do not exclude one another.", _claims(seen.struck))


def _all_combatants(seen: _Accounts) -> Criterion:
    text = "Those harmed were combatants."
    if seen.combatants and not seen.civilian:
        why = f"All who say what they were say so ({_names(seen.combatants)}); who is right is for a person."
        return Criterion(text, Met.CANNOT_TELL, why, _claims(seen.combatants))
    if seen.combatants:
        why = f"Some say so ({_names(seen.combatants)}), and others say civilians ({_names(seen.civilian)})."
        return Criterion(text, Met.CANNOT_TELL, why, _claims((*seen.combatants, *seen.civilian)))
    return Criterion(text, Met.NOT_MET, "Nobody says so.")


def _another_party(seen: _Accounts) -> Criterion:
    text = "Another party was most likely responsible."
    if seen.rivals:
        return Criterion(text, Met.CANNOT_TELL, "Accounts differ on who struck; who most likely did is for a person.")
    return Criterion(text, Met.NOT_MET, "No account names another party.")
