"""Three ways to staff the same company, against the naive model and worked by hand."""

from typing import Any

import pytest

from model import Scenario, run
from model.answers import Fold, Offer, Part, Remark, Table
from model.questions.csm_capacity.page import answer as csm_capacity
from model.questions.headcount.page import answer as headcount
from model.questions.staffing_ways import Ways, compared, staffing_ways
from model.trace import as_text
from tests.naive import naive_run
from tests.questions.asking import about, in_order
from tests.questions.test_csm_capacity import EXAMPLES, plain

REVENUE = EXAMPLES["staffed-by-revenue"]
NAMES = ["By hours", "By ratio", "Fixed team"]
BOOK: dict[str, Any] = {
    "name": "Book", "acv": 12_000, "accounts": 100, "renewal_months": 1, "retention_rate": 0.9, "staffing": "fixed", "csms": 4,
    "csm_cost": 120_000, "csm_hours": 1_200, "csm_productivity": 1, "other_hours": 48, "retention_at_risk": 0.2,
}  # fmt: skip


def ways(*segments: dict[str, Any], **header: Any) -> Ways:
    found = compared(run(Scenario.model_validate({"currency": "USD", **header, "segments": [*segments]})), 0)
    assert found is not None
    return found


def values(found: Ways, column: int) -> list[float]:
    return [way.cells[column].value for way in found.ways]


def test_each_way_is_the_same_company_with_another_staffing() -> None:
    """The shipped example, each segment by 2M, against the naive model; the fixed teams are those of month 1's hours."""
    found = compared(run(REVENUE), 0)
    assert found is not None
    assert [way.name for way in found.ways] == NAMES
    by_hours = naive_run(
        {**plain(REVENUE), "segments": [{**row, "staffing": "to_need"} for row in plain(REVENUE)["segments"]]}
    )
    teams = {name: state["csms"][0] for name, state in by_hours["segments"].items()}
    fixed = [{**row, "staffing": "fixed", "csms": teams[row["name"]]} for row in plain(REVENUE)["segments"]]
    told = [by_hours, naive_run(plain(REVENUE)), naive_run({**plain(REVENUE), "segments": fixed})]
    for way, expected in zip(found.ways, told, strict=True):
        total, segments = expected["total"], expected["segments"].values()
        assert [cell.value for cell in way.cells] == pytest.approx([
            total["csms"][-1], min(min(state["coverage"]) for state in segments), 12 * sum(total["churned_mrr"]),
            sum(total["cs_cost"]), sum(total["operating_profit"]), expected["summary"]["nrr"],
        ])  # fmt: skip
        assert all(cell.terms or cell.whole for cell in way.cells)


def test_the_claim_in_one_sentence() -> None:
    """A CSM for 2M has 166 accounts of 12,000; at 20.8 hours they take 3,467 of the 1,456 hours that it has."""
    found = compared(run(REVENUE), 0)
    assert found is not None
    assert found.ways[1].worst == "Mid-market"
    assert as_text(found.sentence, "USD") == (
        "Staffing by $2M of ARR per CSM loses $1.08M more ARR over three years than by hours: "
        "Mid-market gets only 42.1% of its hours."
    )


def test_a_ratio_worked_by_hand() -> None:
    """One month: 100 accounts need 400 hours, 4 CSMs. At 50 accounts a CSM two of them cover half.

    The book before month 1 was covered as much, so of 100 accounts 0.9 - 0.2 x 0.5 renew and 20 leave, 240,000 of ARR,
    against 10 at full service.
    """
    found = ways({**BOOK, "accounts_per_csm_ratio": 50}, horizon_months=1)
    assert values(found, 2) == pytest.approx([120_000, 240_000, 120_000])
    assert values(found, 3) == pytest.approx([40_000, 20_000, 40_000])
    assert as_text(found.sentence, "USD").startswith("Staffing by 50 accounts per CSM loses $120k more ARR over ")


def test_without_a_ratio_of_its_own_a_segment_takes_that_of_today_and_the_button_writes_it() -> None:
    """1.2M of ARR over 4 CSMs; without a team over the 4 that 400 hours need."""
    for staffing in ("fixed", "none"):
        found = ways({**BOOK, "staffing": staffing}, horizon_months=1)
        assert found.by_ratio == {"Book.staffing": "ratio", "Book.arr_per_csm": pytest.approx(300_000)}
        assert as_text(found.sentence, "USD").startswith("Staffing by $300k of ARR per CSM ")
    (part,) = [
        part
        for part in in_order(csm_capacity(about(REVENUE)).below)
        if isinstance(part, Part) and isinstance(part.blocks[0], Remark)
    ]
    (offer,) = [block for block in part.blocks if isinstance(block, Offer)]
    assert offer.changes == {"Enterprise.staffing": "ratio", "Mid-market.staffing": "ratio"}


SENTENCES = {
    "nobody at risk": (
        {"retention_at_risk": 0, "arr_per_csm": 600_000},
        "Staffing by $600k of ARR per CSM loses no more ARR than staffing by hours, though accounts get only 55.6% of their "
        "hours. No account is at risk without service.",
    ),
    "enough": ({"arr_per_csm": 300_000}, "Staffing by $300k of ARR per CSM serves every account and loses no more ARR than staffing by hours."),
    "too many": (
        {"arr_per_csm": 100_000},
        "Staffing by $100k of ARR per CSM serves every account, as staffing by hours does, and costs $70k more in pay.",
    ),
    "either": ({"arr_per_csm": 600_000, "accounts_per_csm_ratio": 50}, "Staffing by $600k of ARR or 50 accounts per CSM loses $120k more"),
}  # fmt: skip


@pytest.mark.parametrize("situation", SENTENCES)
def test_every_sentence(situation: str) -> None:
    """By hand as above: 90 accounts are left, which take 360 hours: 2 CSMs have 200; at 100,000 there are 11, not 4, at 10,000 each."""
    inputs, expected = SENTENCES[situation]
    assert as_text(ways({**BOOK, **inputs}, horizon_months=1).sentence, "USD").startswith(expected)


def test_segments_of_different_ratios_are_told_without_a_number() -> None:
    found = ways({**BOOK, "arr_per_csm": 600_000}, {**BOOK, "name": "Other", "arr_per_csm": 400_000}, horizon_months=1)
    assert as_text(found.sentence, "USD").startswith("Staffing by ratios of revenue or accounts loses ")


def test_segments_without_hours_take_no_part_and_without_any_there_is_nothing() -> None:
    found = ways(BOOK, {"name": "Untouched", "acv": 1_000, "accounts": 10}, horizon_months=1)
    assert {path.partition(".")[0] for path in found.by_ratio} == {"Book"}
    empty = Scenario.model_validate({"segments": [{"name": "Book", "acv": 1_000, "accounts": 10}]})
    assert staffing_ways(about(empty)) == Part(())
    nobody = {**BOOK, "accounts": 0, "staffing": "none"}
    assert staffing_ways(about(Scenario.model_validate({"segments": [nobody]}))) == Part(())
    own = Scenario.model_validate({"segments": [{**nobody, "arr_per_csm": 1e6, "new_accounts": 5}]})
    assert staffing_ways(about(own)).blocks


def test_both_pages_compare_the_three_ways() -> None:
    (fold,) = [
        block for block in headcount(about(REVENUE)).beside if isinstance(block, Fold) and block.key == "staffing_ways"
    ]
    parts = in_order([*fold.blocks(), *csm_capacity(about(REVENUE)).below])
    tables = [
        block for part in parts if isinstance(part, Part) for block in part.blocks if isinstance(block, Table)
        if block.title == "Three ways to staff"
    ]  # fmt: skip
    assert [[name for name, _ in table.rows] for table in tables] == [NAMES, NAMES]


def test_headcount_says_that_a_ratio_leaves_nothing_to_decide() -> None:
    """60 accounts of 100,000 are 3 CSMs of 2M."""
    assert as_text(headcount(about(REVENUE)).sentence).startswith(
        "Enterprise hires CSMs by a ratio, from 3 in month 1 to "
    )
