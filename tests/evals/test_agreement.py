"""Annotators are scored against each other as readers are."""

from evals.agreement import agreement


def attribution(source: list[list[int]], content: list[list[int]]) -> dict[str, list[list[int]]]:
    return {"source": source, "cue": [[7, 11]], "content": content}


ROW = {
    "text": "Police said that a bridge had fallen ",
    "attributions": [attribution([[0, 6]], [[12, 37]])],
    "other_annotators": [
        {"annotator": "second", "attributions": [attribution([[0, 6]], [[12, 36]])]},
        {"annotator": "third", "attributions": [attribution([], [[17, 36]])]},
    ],
}


def test_each_further_annotator_is_scored_against_the_key():
    """Blanks at the ends do not count; a source left out and a content begun elsewhere do."""
    found = {(part, name): (counts.f1, pairs) for part, name, counts, pairs in agreement([ROW])}
    assert found["cue", "exact"] == (1.0, 2)
    assert found["source", "exact"] == (2 / 3, 2)
    assert found["content", "exact"] == (0.5, 2)
    assert 0.5 < found["content", "overlap"][0] < 1.0


def test_articles_annotated_once_say_nothing():
    """Where nobody else annotated, there are no pairs."""
    assert {pairs for *_, pairs in agreement([{**ROW, "other_annotators": None}])} == {0}
