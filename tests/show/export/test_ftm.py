"""FollowTheMoney entities: taken by the official library where it is installed, references whole in any case."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from crossbearing.show.export.ftm import _date
from tests.show.export.made import export
from tests.show.invented import invented_case


def made(tmp_path: Path) -> list[dict[str, Any]]:
    """Return the entities of the invented case."""
    path, _manifest = export(invented_case(), "ftm", tmp_path)
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_library_takes_every_entity(tmp_path: Path) -> None:
    """The official library finds every entity valid, and keeps every value of it."""
    model = pytest.importorskip("followthemoney", reason="heavy: pip install followthemoney").model
    for entity in made(tmp_path):
        proxy = model.get_proxy(entity, cleaned=False)
        proxy.schema.validate(entity)
        for name, values in entity["properties"].items():
            assert sorted(proxy.get(name)) == sorted(values), (entity["schema"], name)


def test_references_hold(tmp_path: Path) -> None:
    """Every entity has an id of its own, and what one names is another."""
    found = made(tmp_path)
    keys = [entity["id"] for entity in found]
    assert len(keys) == len(set(keys))
    for entity in found:
        for name in ("entity", "proof"):
            assert set(entity["properties"].get(name, ())) <= set(keys)


def test_what_there_is(tmp_path: Path) -> None:
    """Documents, incidents, bodies and one note a claim are there, incidents with their day."""
    found = made(tmp_path)
    case = invented_case()
    by_schema: dict[str, list[dict[str, Any]]] = {}
    for entity in found:
        by_schema.setdefault(entity["schema"], []).append(entity["properties"])
    assert len(by_schema["Note"]) == len(case.claim_list)
    assert len(by_schema["Document"]) == len(case.docs)
    assert ["2016-09-17"] in [event.get("date") for event in by_schema["Event"]]
    assert ["Syrian army"] in [body["name"] for body in by_schema["Organization"]]


@pytest.mark.parametrize(
    ("stamp", "date"),
    [
        ("2016", "2016"), ("2016-09", "2016-09"), ("2016-09-17", "2016-09-17"), ("", ""), ("lately", ""),
        ("2016-09-17T23:30:00-03:00", "2016-09-18T02:30:00"), ("2016-09-17T23:30:00Z", "2016-09-17T23:30:00"),
        ("2016-09-17T23:30", "2016-09-17"), ("2016-99-99T00:00", ""),
    ],
)  # fmt: skip
def test_dates(stamp: str, date: str) -> None:
    """Dates keep their precision; times with a zone become UTC, those without one their day."""
    assert _date(stamp) == date
