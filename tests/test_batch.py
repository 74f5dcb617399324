"""Batches: what is asked for, what is refused, and that size and chunks change nothing."""

import numpy as np
import pytest

from model import Batch, Scenario, run, run_batch, simulate
from model.batch import BatchError
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
    ],
)
def test_bad_columns_are_refused(columns: dict[str, list[object]], message: str) -> None:
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
    assert result.summary["revenue"] == run(BASE).total.summary["revenue"].values


def test_the_paradox_of_more_retention_with_the_same_heads() -> None:
    """Model, section 9: with a fixed head count, better retention can lower later revenue."""
    data = {"name": "A", "accounts": 100, "acv": 12_000, "renewal_months": 1, "staffing": "fixed", "csms": 1, "other_hours": 14.56,
            "retention_at_risk": 0.9, "response_curve": 0.2, "expansion_months": 1, "expansion_rate": 0.2, "expansion_without_csm": 0,
            "new_accounts": 10}  # fmt: skip
    base = Scenario.model_validate({"segments": [data]})
    revenue = run_batch(Batch(base, {"A.retention_rate": np.linspace(0.8, 1.0, 21)}), monthly=("mrr",)).monthly["mrr"][
        -1
    ]
    assert (np.diff(revenue) < 0).any()
