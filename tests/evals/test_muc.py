"""CEAF-TF and CEAF-REE on templates small enough to count by hand."""

import pytest
from evals.loaders import Template
from evals.muc import TYPE, ceaf_ree, ceaf_tf, normalised, same_type
from evals.spans import Counts


def template(kind: str, **roles: list[list[str]]) -> Template:
    return Template(kind, {role: tuple(tuple(entity) for entity in entities) for role, entities in roles.items()})


def micro(counts: dict[str, Counts]) -> Counts:
    return sum(counts.values(), Counts())


BRIDGE = template("bombing", Target=[["the bridge", "bridge"]], Weapon=[["dynamite"]])
DEPOT = template("attack", Target=[["fuel depot"]], PerpOrg=[["northern front", "front"]])


def test_mentions_are_compared_without_articles_case_and_punctuation():
    assert normalised("The Ministry's  Depot.") == "ministrys depot"


@pytest.mark.parametrize(("ours", "gold", "same"), [("attack", "attack / bombing", True), ("arson", "attack", False)])
def test_a_gold_type_with_alternatives_takes_either(ours, gold, same):
    assert same_type(ours, gold) is same


def test_equal_templates_score_one():
    assert micro(ceaf_tf([DEPOT, BRIDGE], [BRIDGE, DEPOT])).f1 == 1.0


def test_an_entity_is_right_only_if_all_its_mentions_are_forms_of_one_gold_entity():
    mixed = template("bombing", Target=[["bridge", "fuel depot"]], Weapon=[["dynamite"]])
    counts = ceaf_tf([mixed], [BRIDGE])
    assert counts["Target"] == Counts(0, 1, 0, 1)
    assert counts["Weapon"] == Counts(1, 1, 1, 1)


def test_templates_of_other_types_are_not_mapped_and_all_they_hold_is_spurious_or_missing():
    counts = ceaf_tf([template("arson", Target=[["bridge"]])], [BRIDGE])
    assert counts[TYPE] == Counts(0, 1, 0, 1)
    assert counts["Target"] == Counts(0, 1, 0, 1)
    assert counts["Weapon"] == Counts(0, 0, 0, 1)


def test_a_document_without_templates_rewards_silence_alone():
    assert micro(ceaf_tf([], [])) == Counts()
    assert micro(ceaf_tf([DEPOT], [])) == Counts(0, 3, 0, 0)


def test_the_best_mapping_is_found_where_the_first_template_fits_both():
    first = template("attack", Target=[["fuel depot"]])
    second = template("attack", Target=[["fuel depot"], ["radio mast"]])
    gold_one = template("attack", Target=[["fuel depot"], ["radio mast"]])
    gold_two = template("attack", Target=[["fuel depot"]])
    assert micro(ceaf_tf([first, second], [gold_one, gold_two])).f1 == 1.0


def test_many_templates_are_mapped_without_trying_every_order():
    many = [template("attack", Target=[[f"building {number}"]]) for number in range(12)]
    assert micro(ceaf_tf(list(reversed(many)), many)).f1 == 1.0


def test_ceaf_ree_matches_entities_one_to_one():
    gold = {"Target": [("depot", "fuel depot"), ("bridge",)]}
    counts = ceaf_ree({"Target": [("depot",), ("fuel depot",), ("mast",)]}, gold)["Target"]
    assert counts == Counts(1, 3, 1, 2)


def test_ceaf_ree_finds_the_largest_matching():
    gold = {"Target": [("depot", "store"), ("depot",)]}
    counts = ceaf_ree({"Target": [("depot",), ("store",)]}, gold)["Target"]
    assert counts.right == 2
