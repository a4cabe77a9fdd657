"""Scores of MUC-4 templates: CEAF-TF and CEAF-REE.

CEAF-TF: Du, Rush and Cardie, "Template filling with generative transformers" (NAACL 2021), section 5: templates are
mapped one to one so that a document's micro F1 is highest; a predicted entity is right where all its mentions are
forms of one gold entity. CEAF-REE: Du, Rush and Cardie, "GRIT" (EACL 2021), after Luo's CEAF (HLT/EMNLP 2005): the
entities of a whole document, by role, matched one to one. Both are written anew here from those descriptions.
"""

from __future__ import annotations

import re
import string
from collections.abc import Mapping, Sequence
from typing import Final

from crossbearing.read.templates.records import Incident
from evals.loaders import Entity, Template
from evals.reader import MUC_ROLES
from evals.spans import Counts

ROLES: Final = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
TYPE: Final = "incident_type"
#: This set's names of the reader's roles.
NAMES: Final = {role: name for name, role in MUC_ROLES.items()}
_ARTICLES: Final = re.compile(r"\b(a|an|the)\b")
_NO_PUNCTUATION: Final = str.maketrans("", "", string.punctuation)


def normalised(form: str) -> str:
    """Lower-case a mention and drop punctuation, articles and extra blanks, as the published scorers do."""
    return " ".join(_ARTICLES.sub(" ", form.lower().translate(_NO_PUNCTUATION)).split())


def same_type(predicted: str, gold: str) -> bool:
    """Say whether a predicted type is the gold one or, for a gold type such as "attack / bombing", part of it."""
    return predicted in gold


def covers(gold: Entity, predicted: Entity) -> bool:
    """Say whether every predicted mention is a form of the gold entity. Both are normalised beforehand."""
    return set(predicted) <= set(gold)


def ceaf_tf(predicted: Sequence[Template], gold: Sequence[Template]) -> dict[str, Counts]:
    """Return the counts of one document by role and for the incident type; add them up for the micro average.

    Every mapping of templates is weighed: partial ones are kept as long as no other does better on both precision and
    recall, so the result is the exact best however many templates there are. Of equal mappings the first is kept.
    """
    ours = [_normal(template) for template in predicted]
    theirs = list({_key(template): template for template in map(_normal, gold)}.values())
    size_ours = sum(map(_size, ours))
    size_theirs = sum(map(_size, theirs))
    # From the set of gold templates already taken to the best (right, found, mapping) that cannot be compared.
    front: dict[int, list[tuple[float, float, tuple[int | None, ...]]]] = {0: [(0.0, 0.0, ())]}
    for template in ours:
        grown: dict[int, list[tuple[float, float, tuple[int | None, ...]]]] = {}
        for taken, states in front.items():
            for index in (None, *range(len(theirs))):
                if index is not None and (
                    taken >> index & 1 or not same_type(template.incident_type, theirs[index].incident_type)
                ):
                    continue
                gain = Counts() if index is None else sum(_pair(template, theirs[index]).values(), Counts())
                after = taken if index is None else taken | 1 << index
                grown.setdefault(after, []).extend(
                    (right + gain.right, found + gain.found, (*mapping, index)) for right, found, mapping in states
                )
        front = {taken: _best(states) for taken, states in grown.items()}
    every = [state for states in front.values() for state in states]
    _, _, mapping = max(every, key=lambda state: Counts(state[0], size_ours, state[1], size_theirs).f1)
    total = {name: Counts() for name in (TYPE, *ROLES)}
    for template, index in zip(ours, mapping, strict=True):
        counts = _alone(template) if index is None else _pair(template, theirs[index])
        total = {name: total[name] + counts[name] for name in total}
    for index, template in enumerate(theirs):
        if index not in mapping:
            missing = {name: Counts(gold=count.predicted) for name, count in _alone(template).items()}
            total = {name: total[name] + missing[name] for name in total}
    return total


def ceaf_ree(predicted: Mapping[str, Sequence[Entity]], gold: Mapping[str, Sequence[Entity]]) -> dict[str, Counts]:
    """Return the counts of one document by role: entities matched one to one, as many as can be.

    An entity is right where each of its mentions is a form of the gold entity it is matched with.
    """
    total = {}
    for role in ROLES:
        ours = [tuple(map(normalised, entity)) for entity in predicted.get(role, ())]
        theirs = [tuple(map(normalised, entity)) for entity in gold.get(role, ())]
        allowed = [[index for index, entity in enumerate(theirs) if covers(entity, mine)] for mine in ours]
        right = float(_most_pairs(allowed, len(theirs)))
        total[role] = Counts(right, float(len(ours)), right, float(len(theirs)))
    return total


def templates(incidents: Sequence[Incident]) -> list[Template]:
    """Return the reader's incidents as templates; of each filler its best wording alone."""
    found = []
    for incident in incidents:
        roles: dict[str, tuple[Entity, ...]] = {}
        for filler in incident.fillers:
            name = NAMES[filler.role]
            roles[name] = (*roles.get(name, ()), (filler.surface,))
        found.append(Template(incident.type, roles))
    return found


def document_roles(templates: Sequence[Template]) -> dict[str, list[Entity]]:
    """Return the entities of a document by role, each once: what CEAF-REE compares."""
    found: dict[str, list[Entity]] = {}
    for role in ROLES:
        found[role] = list(dict.fromkeys(entity for template in templates for entity in template.roles.get(role, ())))
    return found


def _normal(template: Template) -> Template:
    roles = {
        role: tuple(tuple(map(normalised, entity)) for entity in template.roles.get(role, ()) if entity)
        for role in ROLES
    }
    return Template(template.incident_type, roles)


def _key(template: Template) -> tuple[str, tuple[tuple[Entity, ...], ...]]:
    return template.incident_type, tuple(template.roles[role] for role in ROLES)


def _size(template: Template) -> float:
    return 1.0 + sum(len(entities) for entities in template.roles.values())


def _alone(template: Template) -> dict[str, Counts]:
    """Count a template that nothing is mapped to: all of it spurious."""
    counts = {role: Counts(predicted=float(len(template.roles[role]))) for role in ROLES}
    return {TYPE: Counts(predicted=1.0), **counts}


def _pair(ours: Template, theirs: Template) -> dict[str, Counts]:
    counts = {TYPE: Counts(1.0, 1.0, 1.0, 1.0)}
    for role in ROLES:
        mine, gold = ours.roles[role], theirs.roles[role]
        right = sum(any(covers(g, m) for g in gold) for m in mine)
        found = sum(any(covers(g, m) for m in mine) for g in gold)
        counts[role] = Counts(float(right), float(len(mine)), float(found), float(len(gold)))
    return counts


def _best(
    states: Sequence[tuple[float, float, tuple[int | None, ...]]],
) -> list[tuple[float, float, tuple[int | None, ...]]]:
    """Keep the states that no other beats or equals on both counts."""
    kept: list[tuple[float, float, tuple[int | None, ...]]] = []
    highest = -1.0
    for state in sorted(states, key=lambda item: (-item[0], -item[1])):
        if state[1] > highest:
            kept.append(state)
            highest = state[1]
    return kept


def _most_pairs(allowed: Sequence[Sequence[int]], size: int) -> int:
    """Return the size of a largest one-to-one matching (augmenting paths, Berge 1957)."""
    owner: list[int | None] = [None] * size

    def settle(left: int, seen: set[int]) -> bool:
        for right in allowed[left]:
            if right in seen:
                continue
            seen.add(right)
            holder = owner[right]
            if holder is None or settle(holder, seen):
                owner[right] = left
                return True
        return False

    return sum(settle(left, set()) for left in range(len(allowed)))
