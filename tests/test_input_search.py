"""What an input can be looked for by."""

import pytest

from model.input_search import SYNONYMS, index
from model.scenario import paths_of
from model.text import read_file
from tools.golden import ROOT

THREE = read_file(ROOT / "scenarios" / "three-segments.toml")
ENTRIES = {entry.name: entry for entry in index(THREE, "SMB")}


def test_every_input_of_the_segment_and_of_the_whole_can_be_found_once() -> None:
    entries = index(THREE, "SMB")
    declared = [path.removeprefix("SMB.") for path, one in paths_of(("SMB",)).items() if one.kind != "text"]
    assert sorted(entry.name for entry in entries) == sorted(declared)
    assert {entry.name for entry in entries if not entry.of_segment} == {
        name for name in declared if "." in name or name in paths_of(())
    }


@pytest.mark.parametrize(
    ("word", "name"),
    [("cr6", "retention_rate"), ("churn", "retention_rate"), ("grr", "retention_rate"), ("cr7", "expansion_rate"),
     ("upsell", "expansion_rate"), ("cr5", "onboarding_rate"), ("runway", "company.cash"), ("overhead", "company.fixed_costs"),
     ("salary", "csm_cost"), ("utilization", "csm_productivity"), ("wacc", "discount_rate"), ("qbr", "meetings"),
     ("renews", "retention_rate"), ("overload", "overload_attrition")],
)  # fmt: skip
def test_it_is_found_by_the_words_of_the_trade_and_by_those_of_its_help(word: str, name: str) -> None:
    entry = ENTRIES[name]
    assert word in f"{entry.label.lower()} {entry.words}".split()


def test_labels_have_the_unit_and_period_of_the_segment_in_view() -> None:
    assert ENTRIES["expansion_rate"].label == "Expansion, % a month"


def test_synonyms_belong_to_inputs_and_every_input_has_some() -> None:
    assert {*SYNONYMS} == {*ENTRIES}


def test_what_is_sent_stays_small() -> None:
    assert sum(len(entry.label) + len(entry.words) for entry in ENTRIES.values()) < 10_000
