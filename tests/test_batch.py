"""Batches: what is asked for, what is refused, and that size and chunks change nothing."""

import tracemalloc

import numpy as np
import pytest

from model import Batch, Scenario, run, run_batch
from model.engine import simulate
from model.engine.batch import BatchError
from model.engine.values import Equations
from model.metrics import MONTHLY
from model.metrics import SUMMARY as SUMMARIES
from model.metrics.declare import Intermediate
from model.parameters import DatedChange, StaffChange
from model.result import BatchResult, ResultPart
from model.text import read_file
from tools.golden import ROOT

BASE = read_file(ROOT / "scenarios" / "three-segments.toml")
SUMMARY = (
    "revenue",
    "nrr",
    "grr",
    "trough",
    "trough_month",
    "payback_month",
    "cash_low",
    "expansion_revenue",
    "book_value",
)


def test_chunks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = {"SMB.retention_rate": np.linspace(0.9, 1.0, 1_000), "company.cash": np.linspace(0, 1e6, 1_000)}
    whole = run_batch(Batch(BASE, columns), monthly=("mrr", "cash"), summary=SUMMARY)
    monkeypatch.setattr(simulate, "_chunk_size", lambda *_: 7)
    parts = run_batch(Batch(BASE, columns), monthly=("mrr", "cash"), summary=SUMMARY)
    for name in ("mrr", "cash"):
        assert parts.monthly[name] == pytest.approx(whole.monthly[name], rel=1e-12)
    for name in SUMMARY:
        assert parts.summary[name] == pytest.approx(whole.summary[name], rel=1e-9, nan_ok=True)


def test_only_what_is_asked_for_is_given() -> None:
    result = run_batch(Batch(BASE, {"SMB.cac": np.array([1.0, 2.0])}), summary=("revenue",))
    assert (result.monthly, [*result.summary], result.segments) == ({}, ["revenue"], {})


def test_terms_and_options_may_differ() -> None:
    columns = {
        "Mid-market.renewal_months": np.array([12, 24, 36, 12]),
        "Mid-market.staffing": np.array(["none", "fixed", "to_need", "none"]),
        "expansion_base": np.array(["renewed", "starting", "renewed", "starting"]),
    }
    batch = Batch(BASE, columns)
    together = run_batch(batch, summary=("revenue", "profit"))
    for row in range(4):
        alone = run(batch.scenario(row)).total.summary
        assert together.summary["profit"][row] == pytest.approx(alone["profit"].values[0], rel=1e-9)


def test_each_scenario_may_have_staff_changes_of_its_own() -> None:
    team = {"Mid-market.staffing": "fixed", "Mid-market.csms": 9.0, "Mid-market.ramp_months": 4, "Mid-market.severance_months": 2.0,
            "Mid-market.retention_at_risk": 0.3, "SMB.staffing": "fixed", "SMB.csms": 4.0}  # fmt: skip
    plans = [
        (), (StaffChange(month=2, change=-3),), (StaffChange(month=1, change=2), StaffChange(month=7, change=-1)),
        (StaffChange(month=5, change=1),) * 2,
    ]  # fmt: skip
    batch = Batch(BASE.changed(team), {"Mid-market.staff_changes": plans, "SMB.csms": np.array([4.0, 3.0, 2.0, 1.0])})
    together = run_batch(batch, monthly=("csms", "load", "cs_cost"), summary=("profit",), by_segment=True)
    for row, plan in enumerate(plans):
        assert batch.scenario(row).segment("Mid-market").staff_changes == plan
        alone = run(batch.scenario(row))
        for name in ("Mid-market", "SMB"):
            part, own = together.segments[name], alone.segments[name]
            for measure in ("csms", "load", "cs_cost"):
                assert part.monthly[measure][:, row] == pytest.approx(own.monthly[measure][:, 0], rel=1e-12)
        assert together.summary["profit"][row] == pytest.approx(alone.total.summary["profit"].values[0], rel=1e-9)


def test_each_scenario_may_have_dated_changes_of_its_own() -> None:
    """Of segment and company, of inputs that the rows differ in too, one that is off among them."""
    first, second = (segment.name for segment in BASE.segments[:2])
    rows = tuple(
        DatedChange(month=month, path=path, value=value, over=over)
        for month, path, value, over in (
            (4, f"{first}.retention_rate", 0.8, 3), (9, f"{first}.new_accounts", 3, 0), (6, f"{second}.acv", 50_000, 0),
            (12, "company.fixed_cost_growth", 0.01, 0),
        )
    )  # fmt: skip
    plans = [(), rows[:1], rows, (rows[1], rows[3]), (rows[0].model_copy(update={"on": False}), rows[2])]
    rates = [0.9, 0.85, 0.9, 0.9, 0.7]
    batch = Batch(BASE, {"changes": plans, f"{first}.retention_rate": rates})
    found = run_batch(batch, monthly=MONTHLY, summary=SUMMARIES, by_segment=True)
    for place, (plan, rate) in enumerate(zip(plans, rates, strict=True)):
        alone = run(BASE.changed({"changes": plan, f"{first}.retention_rate": rate}))
        for name, path in alone.total.monthly.items():
            assert found.total.monthly[name][:, place] == pytest.approx(path[:, 0], rel=1e-12, nan_ok=True), name
        for name, figure in alone.total.summary.items():
            assert found.total.summary[name].values[place] == pytest.approx(figure.values[0], rel=1e-12, nan_ok=True)
    assert batch.scenario(2).changes == rows


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ({"SMB.cac": [1.0, -1.0]}, "SMB.cac is -1.0 in row 1, allowed 0 to 1e+09 money/account"),
        ({"SMB.cac": [1.0, np.nan]}, "SMB.cac is nan in row 1"),
        ({"SMB.cax": [1.0]}, "SMB.cax is no number or choice of this scenario"),
        ({"name": ["a"]}, "name is no number"),
        ({"horizon_months": [12.5]}, "horizon_months is 12.5 in row 0"),
        ({"SMB.renewal_months": [5]}, "SMB.renewal_months is 5 in row 0, allowed 1, 3, 6, 12, 24, 36"),
        ({"SMB.staffing": ["fix"]}, "SMB.staffing is fix in row 0"),
        ({"SMB.cac": [1.0], "SMB.acv": [1.0, 2.0]}, "one length"),
        ({"SMB.cac": [[1.0]]}, "one-dimensional"),
        ({"SMB.cac": np.array([])}, "not empty"),
        ({"SMB.cac": ["a"]}, "SMB.cac must be an array of numbers"),
        ({"SMB.cac": [None, 0.9]}, "SMB.cac must be an array of numbers"),
        ({"SMB.staffing": [1]}, "SMB.staffing must be an array of words"),
        ({"SMB.staff_changes": [(), (1,)]}, "SMB.staff_changes must be a tuple of staff changes, got (1,) in row 1"),
        ({"changes": [(), (1,)]}, "changes must be a tuple of dated changes, got (1,) in row 1"),
        (
            {"changes": [(), (DatedChange(month=2, path="SMB.cca", value=1),)]},
            "is 'SMB.cca', which is no input of this scenario in row 1",
        ),
    ],
)
def test_bad_columns_are_refused(columns: dict[str, object], message: str) -> None:
    with pytest.raises(BatchError) as raised:
        Batch(BASE, columns)
    assert message in str(raised.value)


def test_rules_between_inputs_hold_in_every_row() -> None:
    starting = BASE.changed({"expansion_base": "starting"})
    with pytest.raises(ValueError, match="retention_rate"):
        run_batch(Batch(starting, {"SMB.retention_rate": np.array([0.9, 0.4])}), summary=("revenue",))
    cut = BASE.changed({"SMB.staffing": "fixed", "SMB.csms": 2.0, "SMB.staff_changes": [{"month": 3, "change": -2.0}]})
    with pytest.raises(ValueError, match="fewer than 0 CSMs in month 3"):
        run_batch(Batch(cut, {"SMB.csms": np.array([2.0, 1.0])}), summary=("revenue",))


def test_a_scenario_is_a_batch_of_one() -> None:
    result = run_batch(Batch(BASE), summary=("revenue",))
    assert result.summary["revenue"] == pytest.approx(run(BASE).total.summary["revenue"].values, rel=1e-13)


def test_the_paradox_of_more_retention_with_the_same_heads() -> None:
    """Model, section 9: with a fixed headcount, better retention can lower later revenue."""
    data = {"name": "A", "accounts": 100, "acv": 12_000, "renewal_months": 1, "staffing": "fixed", "csms": 1, "other_hours": 14.56,
            "retention_at_risk": 0.9, "response_curve": 0.2, "expansion_months": 1, "expansion_rate": 0.2, "expansion_without_csm": 0,
            "new_accounts": 10}  # fmt: skip
    base = Scenario.model_validate({"segments": [data]})
    revenue = run_batch(Batch(base, {"A.retention_rate": np.linspace(0.8, 1.0, 21)}), monthly=("mrr",)).monthly["mrr"][
        -1
    ]
    assert (np.diff(revenue) < 0).any()


def test_whole_numbers_may_stand_in_a_column_of_floats() -> None:
    batch = Batch(BASE, {"Enterprise.renewal_months": np.array([12.0, 24.0])})
    assert batch.scenario(1).segments[0].renewal_months == 24


def test_inputs_that_do_not_go_together_are_told_in_our_words() -> None:
    batch = Batch(BASE, {"Enterprise.renewal_months": np.array([12, 3])})
    with pytest.raises(BatchError, match=r"row 1: Enterprise\.billing_months is 12 months, which does not divide"):
        run_batch(batch, summary=("revenue",))


def test_memory_beside_columns_and_results_is_flat() -> None:
    """Four times the scenarios take four times the columns and figures, and no more."""
    few, many = peak_beside_data(50_000), peak_beside_data(200_000)
    assert many < few + 16 * 2**20


def peak_beside_data(size: int) -> int:
    batch = Batch(BASE, {"SMB.retention_rate": np.linspace(0.9, 1, size)})
    tracemalloc.start()
    result = run_batch(batch, summary=("revenue", "cash_low"))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak - sum(figure.nbytes for figure in result.summary.values())


@pytest.mark.parametrize("by_segment", [False, True])
def test_a_measure_asked_for_alone_is_as_among_all(by_segment: bool) -> None:
    batch = Batch(BASE, {"Mid-market.cac": np.array([20_000.0, 38_000.0])})
    everything = run_batch(batch, monthly=MONTHLY, summary=SUMMARIES, layers=True, by_segment=True)
    for name in MONTHLY:
        alone = run_batch(batch, monthly=(name,), by_segment=by_segment)
        for part, whole in [(alone.total, everything.total), *pairs(alone, everything)]:
            assert {*part.monthly} == {name} & {*whole.monthly}
            for path in part.monthly.values():
                assert path == pytest.approx(whole.monthly[name], rel=1e-9, abs=1e-6), name
    for name in SUMMARIES:
        alone = run_batch(batch, summary=(name,), by_segment=by_segment)
        for part, whole in [(alone.total, everything.total), *pairs(alone, everything)]:
            for figure in part.summary.values():
                assert figure.values == pytest.approx(whole.summary[name].values, rel=1e-12, nan_ok=True), name


def pairs(alone: BatchResult, everything: BatchResult) -> list[tuple[ResultPart, ResultPart]]:
    """Each segment of the one beside that of the other."""
    return [(part, everything.segments[name]) for name, part in alone.segments.items()]


def test_a_plan_works_out_what_is_taken_first_and_lets_go_what_nobody_reads() -> None:
    declared = Equations(
        {
            "double": Intermediate("double", lambda *, start: 2 * start),
            "square": Intermediate("square", lambda *, double: double * double),
            "unasked": Intermediate("unasked", lambda *, missing: missing),
        }
    )
    plan = declared.plan(("square",))
    assert [name for name, *_ in plan] == ["double", "square"]
    assert declared.plan(("square",), ("double",))[0][0] == "square"
    values: dict[str, int] = {"start": 3}
    for name, equation, taking, done in plan:
        values[name] = equation(*taking(values))
        for each in done:
            del values[each]
    assert values == {"start": 3, "square": 36}
