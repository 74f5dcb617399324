"""Where sliders begin and end, and benchmarks under a segment's term. Expected numbers were worked out by hand."""

from pathlib import Path

import pytest

from model import Scenario
from model.effects import acting_value
from model.labels import label, name, with_unit
from model.parameters import MEETING, SEGMENT
from model.slider_ranges import benchmark_here, slider_range
from model.text import example_files, read_file

ROOT = Path(__file__).parents[1]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
SMB, RATE = EXAMPLES["product-led-smb"], "SMB.retention_rate"


def test_the_slider_covers_the_plausible_range_and_any_value() -> None:
    assert slider_range(SMB, RATE) == (0.9, 1.0, 0.001)
    assert slider_range(SMB.changed({RATE: 0.4}), RATE) == (0.4, 1.0, 0.001)
    assert slider_range(SMB.changed({"SMB.renewal_months": 12}), RATE) == (0.7, 1.0, 0.005)
    for scenario in EXAMPLES.values():
        for path, parameter in scenario.paths().items():
            if parameter.bounds:
                low, high, step = slider_range(scenario, path)
                assert low <= acting_value(scenario, path) <= high
                assert parameter.bounds[0] <= low
                assert high <= parameter.bounds[1]
                assert low + step <= high


def test_what_is_plausible_a_year_is_not_plausible_a_month() -> None:
    """10% a year: 1 - 0.9^(1/12) = 0.874% lost, 1.1^(1/12) - 1 = 0.797% grown."""
    assert slider_range(SMB, "SMB.contraction_rate") == (0.0, 0.0088, 0.0002)
    assert slider_range(SMB, "SMB.price_increase") == (0.0, 0.008, 0.0002)
    two_years = SMB.changed({"SMB.renewal_months": 24})
    assert slider_range(two_years, RATE) == (0.49, 1.0, 0.005)  # 0.7 squared


def test_an_amount_has_the_scenarios_own_magnitude_which_stays_while_it_is_moved() -> None:
    own = Scenario.model_validate(
        {"company": {"fixed_costs": 95_000}, "segments": [{"name": "A", "acv": 9_600, "cac": 4_200, "accounts": 210}]}
    )
    assert slider_range(own, "A.cac") == (0.0, 17_000.0, 50.0)
    assert slider_range(own, "company.fixed_costs") == (0.0, 380_000.0, 1_000.0)
    assert slider_range(own, "A.accounts") == (0.0, 840.0, 2.0)
    moved = own.changed({"A.cac": 9_000.0})
    assert slider_range(moved, "A.cac", own) == (0.0, 17_000.0, 50.0)
    assert slider_range(own.changed({"A.cac": 40_000.0}), "A.cac", own) == (0.0, 40_000.0, 50.0)
    nothing = own.changed({"A.cac": 0.0})
    assert slider_range(nothing, "A.cac") == (0, 150_000, 100)
    assert slider_range(own, "A.cac", nothing) == (0.0, 10_000.0, 50.0)  # the next power of ten


def test_a_yearly_benchmark_is_converted_to_the_term() -> None:
    assert benchmark_here(SMB, RATE) == pytest.approx((0.90 ** (1 / 12), 0.93 ** (1 / 12)), abs=5e-5)
    assert benchmark_here(SMB, "SMB.price_increase") == pytest.approx((0.0049, 0.0049))
    assert benchmark_here(SMB.changed({"SMB.renewal_months": 12}), RATE) is None
    assert benchmark_here(SMB, "SMB.gross_margin") is None


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("SMB.expansion_rate", "Expansion, % a month"),
        ("SMB.retention_rate", "Renewal rate, % a month"),
        ("SMB.cac", "CAC, $ per new customer"),
        ("company.fixed_costs", "Fixed costs, $ a month"),
        ("SMB.engagement_memory", "Memory, months"),
        ("SMB.csm_hours", "Paid hours a year"),
        ("SMB.new_accounts", "New accounts a month"),
        ("SMB.renewal_months", "Contract term"),
        ("SMB.staffing", "Staffing"),
        ("guidelines.ltv_cac", "Minimum LTV:CAC"),
    ],
)
def test_a_label_says_unit_and_period(path: str, expected: str) -> None:
    assert with_unit(SMB, path) == expected


def test_the_period_follows_the_term_and_money_the_currency() -> None:
    euros = SMB.changed({"SMB.renewal_months": 12, "SMB.expansion_months": 3, "currency": "EUR"})
    assert with_unit(euros, RATE) == "Renewal rate, % per 12-month renewal"
    assert with_unit(euros, "SMB.expansion_rate") == "Expansion, % a quarter"
    assert with_unit(euros, "SMB.acv") == "ACV, € a year"
    assert with_unit(SMB.changed({"currency": "CHF"}), "SMB.acv") == "ACV, CHF a year"
    assert label(SEGMENT["expansion_rate"], "USD") == "Expansion, % per expansion"
    assert label(MEETING["prep_hours"], "USD") == "Preparation, hours"


def test_every_number_says_its_unit_unless_it_counts_what_its_label_names() -> None:
    plain = {path.rpartition(".")[2] for path, one in SMB.paths().items()
             if one.bounds and with_unit(SMB, path) == one.label}  # fmt: skip
    assert plain == {"ltv_cac", "accounts", "csms", "response_curve", "accounts_per_csm_ratio", "book_renewals_done",
                     "renewal_hours", "fiscal_year_start"}  # fmt: skip


def test_labels_are_short() -> None:
    for scenario in EXAMPLES.values():
        for path, parameter in scenario.paths().items():
            assert 1 <= len(parameter.label.split()) <= 3, path


def test_the_segment_is_named_where_there_are_several() -> None:
    three = EXAMPLES["three-segments"]
    assert (name(SMB, RATE), name(three, RATE)) == ("Renewal rate", "Renewal rate (SMB)")
    assert name(three, "company.cash") == "Opening cash"
