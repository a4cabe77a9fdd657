"""The scorer of near copies: reports go in as files, and pairs are counted as the set's README says."""

from __future__ import annotations

from pathlib import Path

import pytest
from evals.__main__ import main
from evals.near_copies import Judged, figures, write_reports
from evals.own_sets import PairLabel, near_copies


def judged(kind: str, same: str, shares: bool) -> Judged:
    """Return a pair with what a program made of it."""
    return Judged(PairLabel("a", "b", kind, same, (), (), (), ""), shares)


def test_pairs_are_counted_as_the_readme_says() -> None:
    """Partly shared origins are positives in the first figure and left out of the second; kinds stand apart."""
    pairs = [
        judged("rewrite", "yes", True),
        judged("rewrite", "yes", False),
        judged("credited", "partly", True),
        judged("chance_figure", "no", True),
    ]
    rows = {row.metric: row.ours for row in figures("dev", pairs, 1.0)}
    assert rows["origin pairs precision, %"] == pytest.approx(200 / 3)
    assert rows["origin pairs recall, %"] == pytest.approx(200 / 3)
    assert rows["origin pairs F1"] == pytest.approx(200 / 3)
    assert rows["origin pairs F1, yes against no"] == pytest.approx(50)
    assert rows["chance_figure right, %"] == 0
    assert rows["rewrite right, %"] == 50


def test_reports_are_written_as_files_that_are_found(tmp_path: Path) -> None:
    """Each report becomes one file with its words and its publisher."""
    (group, *_) = near_copies("dev")
    write_reports(group.reports, tmp_path)
    assert {path.stem for path in tmp_path.iterdir()} == {report.id for report in group.reports}
    report = group.reports[1]
    text = (tmp_path / f"{report.id}.md").read_text(encoding="utf-8")
    assert text.endswith(f"{report.text}\n")
    assert f'publisher: "{report.publisher}"' in text


def test_data_are_asked_for_where_they_are_needed(capsys: pytest.CaptureFixture[str]) -> None:
    """A set that does not lie in the repository cannot be scored without its folder, and that is said."""
    with pytest.raises(SystemExit):
        main(["--set", "polnear"])
    assert "--data" in capsys.readouterr().err
