"""The example scenarios do what their stories say, and their numbers change only with a word in the changelog."""

import re
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from model import Result, Scenario, run
from model.report import as_json
from model.text import example_files, read_file
from tools import golden

EXAMPLES = {name: read_file(path) for name, path in example_files(golden.ROOT / "scenarios").items()}
RESULTS = golden.results()


def result(name: str) -> Result:
    return run(EXAMPLES[name])


def summary(name: str) -> dict[str, Any]:
    figures: dict[str, Any] = as_json(result(name))["summary"]
    return figures


def test_there_are_the_stories_that_the_readme_names() -> None:
    assert len(EXAMPLES) >= 9
    for scenario in EXAMPLES.values():
        assert scenario.summary.endswith(".")
        assert scenario.source


@pytest.mark.parametrize("name", EXAMPLES)
def test_file_is_a_difference_from_the_defaults(name: str) -> None:
    """No file repeats a default."""
    declared = {path: parameter for path, parameter in EXAMPLES[name].paths().items() if path != "schema"}
    text = (golden.ROOT / "scenarios" / f"{name}.toml").read_text(encoding="utf-8")
    for path, parameter in declared.items():
        if EXAMPLES[name].value(path) == parameter.default and text.count("[[segments]]") == 1:
            assert not re.search(rf"^{parameter.name} =", text, re.MULTILINE), path


@pytest.mark.parametrize("name", EXAMPLES)
def test_golden_result(name: str) -> None:
    guarded = golden.read(name)
    assert golden.same(guarded["result"], RESULTS[name]), 'see tools/golden.py: --because "..."'
    changed = golden.CHANGELOG.read_text(encoding="utf-8").split(golden.HEADING, 1)[1]
    assert guarded["because"] in changed


def test_no_golden_result_is_left_behind() -> None:
    assert {path.stem for path in golden.GOLDEN.glob("*.json")} == {*EXAMPLES}


def test_enterprise_book_is_worth_6_37_million() -> None:
    assert summary("enterprise-20")["revenue"] == pytest.approx(6_367_254, abs=0.5)  # printed


def test_flat_mid_market_neither_churns_nor_grows() -> None:
    mrr = result("mid-market-flat").total.monthly["mrr"]
    assert mrr == pytest.approx(np.full((36, 1), 70 * 36_000 / 12), rel=1e-12)
    assert summary("mid-market-flat")["revenue"] == pytest.approx(7.56e6)


def test_yearly_and_monthly_upsell_as_printed() -> None:
    yearly, monthly = summary("mid-market-yearly")["revenue"], summary("mid-market-monthly")["revenue"]
    assert yearly == pytest.approx(7.71e6, abs=5e3)
    assert monthly == pytest.approx(10.92e6, abs=5e3)
    assert monthly / yearly - 1 == pytest.approx(0.416, abs=5e-4)


def test_product_led_loses_a_tenth_before_first_value_and_three_per_cent_a_month() -> None:
    told = result("product-led-smb")
    paths = told.total.monthly
    assert paths["new_mrr"] == pytest.approx(0.9 * paths["committed_mrr"])
    assert paths["churned_mrr"][1:] == pytest.approx(0.03 * paths["mrr"][:-1])
    assert told.verdict.decision == "accelerate"


@pytest.mark.parametrize(("more", "depth"), [(2, -1.3e6), (5, -3.25e6), (10, -6.5e6)])
def test_trough_grows_with_the_pace_and_does_not_move(more: int, depth: float) -> None:
    """Depth -g p N (2N+1)(N+1)/3 in month 2N, back at zero in month 3N+1, with N = 12 months, p = 500."""
    figures = summary(f"trough-{more}-more")
    assert depth == -more * 500 * 12 * 25 * 13 / 3
    assert figures["trough"] == pytest.approx(depth)
    assert (figures["trough_month"], figures["payback_month"]) == (24, 37)


def test_understaffed_team_loses_coverage_then_engagement_then_retention() -> None:
    told = result("understaffed-team")
    part = told.segments["Mid-market"]
    coverage, engagement = part.monthly["coverage"][:, 0], part.monthly["engagement"][:, 0]
    needed = 240 / part.unit_economics["accounts_per_csm"].values[0]
    assert 3.4 < needed < 3.5  # three and a half, and there are three
    assert (np.diff(coverage) < 0).all()
    assert (engagement[1:] > coverage[1:]).all()
    lag = 35 - np.flatnonzero(coverage <= engagement[-1])[0]
    assert 4 <= lag <= 7  # accounts notice about half a year later
    served = run(told.scenario.changed({"Mid-market.staffing": "to_need"}))
    assert summary("understaffed-team")["grr"] < as_json(served)["summary"]["grr"] == pytest.approx(0.92)


def test_two_channels_hide_in_their_blend() -> None:
    told = result("two-channels")
    ratios = {name: part.unit_economics["ltv_cac"].values[0] for name, part in told.segments.items()}
    assert ratios == pytest.approx({"Direct": 1.5, "Resellers": 5.0})
    assert 1.5 < told.verdict.checks[0].value < 3


def test_company_of_three_segments_has_to_wait() -> None:
    told = result("three-segments")
    assert len(told.segments) == 3
    assert told.verdict.decision == "hold"
    kept = {check.name: check.passes for check in told.verdict.checks}
    assert kept == {"ltv_cac": True, "payback_margin": False, "net_mrr_churn": True}
    inputs = told.scenario
    assert inputs.company.cash > 0 < inputs.company.fixed_costs
    assert all(segment.cac > 0 for segment in inputs.segments)


def test_a_change_is_checked_as_a_whole_scenario_is_and_shares_what_it_leaves() -> None:
    before = EXAMPLES["three-segments"]
    after = before.changed({"SMB.retention_rate": 0.93, "company.cash": 5.0})
    data = before.model_dump(by_alias=True)
    data["segments"][2]["retention_rate"], data["company"]["cash"] = 0.93, 5.0
    assert after == Scenario.model_validate(data)
    assert after.segments[0] is before.segments[0]
    for values in ({"SMB.retention_rate": 7.0}, {"SMB.name": "Enterprise"}, {"Mid-market.csms": 0.0, "SMB.cac": -1.0}):
        whole = before.model_dump(by_alias=True)
        for path, value in values.items():
            segment, _, name = path.partition(".")
            next(row for row in whole["segments"] if row["name"] == segment)[name] = value
        with pytest.raises(ValidationError) as by_change:
            before.changed(values)
        with pytest.raises(ValidationError) as of_whole:
            Scenario.model_validate(whole)
        assert by_change.value.errors(include_url=False, include_input=False) == of_whole.value.errors(
            include_url=False, include_input=False
        )


def test_first_year_cliff_halves_what_one_rate_promises() -> None:
    """Of 1,000 that sign 710 renew once and 426 twice; 12 + 8.52 + 5.112 / (1 - 0.9) months, against 12 / (1 - 0.9)."""
    told = result("first-year-cliff")
    one_cohort = told.scenario.changed(
        {"Mid-market.accounts": 0.0, "Mid-market.new_accounts": 1_000.0, "Mid-market.new_accounts_step": -1_000.0}
    )
    left = run(one_cohort).total.monthly["accounts"][:, 0]
    assert left[[0, 11, 12, 23, 24, 35]] == pytest.approx([1_000, 1_000, 710, 710, 426, 426])
    life = told.segments["Mid-market"].unit_economics["lifetime_months"].values[0]
    assert life == pytest.approx(12 + 8.52 + 51.12) == pytest.approx(6 * 12, abs=0.5)
    at_one_rate = run(told.scenario.changed({"Mid-market.retention_by_renewal": ()}))
    assert at_one_rate.segments["Mid-market"].unit_economics["lifetime_months"].values[0] == pytest.approx(120)
    assert told.segments["Mid-market"].summary["logo_retention"].values[0] == pytest.approx(
        0.9
    )  # the book is through it


def test_staffing_by_revenue_leaves_small_accounts_without_their_hours() -> None:
    """2M of ARR are 20 enterprise accounts, which one CSM can hold, or 167 smaller ones, of which one can hold 70."""
    told = result("staffed-by-revenue")
    enterprise, smaller = (told.segments[name] for name in ("Enterprise", "Mid-market"))
    assert [part.unit_economics["accounts_per_csm"].values[0] for part in (enterprise, smaller)] == pytest.approx(
        [20, 70]
    )
    assert (enterprise.monthly["coverage"] == 1).all()
    assert smaller.monthly["coverage"] == pytest.approx(0.42, abs=0.05)
    assert [part.monthly["csms"][0, 0] for part in (enterprise, smaller)] == [3, 3]
    served = run(told.scenario.changed({f"{name}.staffing": "to_need" for name in told.segments}))
    assert enterprise.summary["grr"].values[0] == pytest.approx(served.segments["Enterprise"].summary["grr"].values[0])
    assert smaller.summary["grr"].values[0] < served.segments["Mid-market"].summary["grr"].values[0] - 0.06
