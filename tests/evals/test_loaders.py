"""Loaders accept any folder laid out like the sets, plain or gzipped, under any split name."""

import gzip
import json
from pathlib import Path

import pytest

from evals import loaders

TEXT = "The ministry said that the bridge was closed."
ARTICLE = {
    "doc_id": "a1",
    "text": TEXT,
    "attributions": [
        {"source": [[0, 12]], "cue": [[13, 17]], "content": [[18, 44]]},
        {"source": [], "cue": [], "content": []},
    ],
}


def written(folder: Path, name: str, rows: list[dict]) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    content = "".join(json.dumps(row) + "\n" for row in rows)
    if name.endswith(".gz"):
        with gzip.open(path, "wt", encoding="utf-8") as out:
            out.write(content)
    else:
        path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("name", ["test.jsonl", "test.jsonl.gz"])
def test_a_split_is_found_by_its_file_name_plain_or_gzipped(tmp_path, name):
    written(tmp_path, f"polnear/{name}", [ARTICLE])
    files = loaders.split_files(tmp_path, "polnear")
    assert list(files) == ["test"]
    assert loaders.polnear(files["test"])[0].attributions[0].cue == ((13, 17),)


def test_a_missing_set_says_which_folder_is_wanted(tmp_path):
    with pytest.raises(loaders.DataError, match=r"no folder 'muc4'.*--data"):
        loaders.split_files(tmp_path, "muc4")


def test_a_broken_line_is_named_by_file_and_number(tmp_path):
    path = written(tmp_path, "polnear/dev.jsonl", [ARTICLE])
    path.write_text(path.read_text(encoding="utf-8") + "{broken\n", encoding="utf-8")
    with pytest.raises(loaders.DataError, match=r"dev\.jsonl, line 2"):
        loaders.polnear(path)


def test_muc4_templates_keep_entities_with_all_their_forms(tmp_path):
    row = {
        "docid": "X-1",
        "text": "the depot burned",
        "templates": [
            {
                "incident_type": "arson",
                "PerpInd": [],
                "PerpOrg": [],
                "Target": [["the depot", "depot"]],
                "Victim": [],
                "Weapon": [],
            }
        ],
        "full_key": [{"incident_date": ["04 FEB 90"], "incident_instrument_id": None}],
    }
    bulletin = loaders.muc4(written(tmp_path, "muc4/test.jsonl", [row]))[0]
    assert bulletin.templates[0].roles["Target"] == (("the depot", "depot"),)
    assert bulletin.full_key[0]["incident_instrument_id"] is None


def test_an_uncoded_number_is_none_and_never_zero(tmp_path):
    row = {
        "incident_code": "I1",
        "narrative": "No figure was given.",
        "killed_min": None,
        "killed_max": None,
        "injured_min": 0,
        "injured_max": 0,
    }
    found = loaders.airwars_gaza(written(tmp_path, "airwars_gaza/test.jsonl", [row]))[0]
    assert (found.killed, found.injured) == (None, (0, 0))


def test_re3d_joins_entities_to_documents_of_each_folder(tmp_path):
    written(tmp_path, "re3d/agency/documents.jsonl", [{"_id": "d1", "text": "The agency opened an office."}])
    mention = {"documentId": "d1", "begin": 4, "end": 10, "type": "Organisation", "confidence": 1}
    written(tmp_path, "re3d/agency/entities.jsonl", [mention])
    (document,) = loaders.re3d(tmp_path)
    assert (document.folder, document.mentions[0].type) == ("agency", "Organisation")


def test_a_place_without_coordinates_has_no_point(tmp_path):
    row = {
        "doc_id": 1,
        "text": "In Exampleton",
        "toponyms": [{"start": 3, "end": 13, "surface": "Exampleton", "lat": None, "lon": None}],
    }
    assert loaders.toponyms(written(tmp_path, "toponyms/test.jsonl", [row]))[0].toponyms[0].point is None
