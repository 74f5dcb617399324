"""Questions asked at once: each gets the answer that it gets alone, and what they need is run in fewer calls."""

from collections.abc import Callable
from functools import partial

import pytest

from model import Result, Scenario, run
from model.engine import simulate
from model.questions.cash_trough.answer import ask
from model.whatif import WhatIf, along, together, vary
from tests.every_page import EXAMPLES

SMB = EXAMPLES["product-led-smb"]
PATH = "SMB.retention_rate"
RATES = (0.93, 0.95, 0.97)


def profit(scenario: Scenario, cac: float) -> float:
    """Of the scenario at another CAC, and of one that starts otherwise."""
    (row,) = vary(scenario, [WhatIf({"SMB.cac": cac})], summary=("profit",))
    rows = vary(scenario.changed({"SMB.acv": 2_000.0}), {"SMB.cac": [cac, 2 * cac]}, summary=("profit",))
    return row.summary("profit").value + float(rows.values("profit").sum())


def test_each_gets_its_own_answer_in_as_many_calls_as_one_takes(monkeypatch: pytest.MonkeyPatch) -> None:
    scenarios = [SMB.changed({PATH: rate}) for rate in RATES]
    alone = [profit(scenario, 1_000.0 + place) for place, scenario in enumerate(scenarios)]
    sizes, real = list[int](), simulate.run_batch
    monkeypatch.setattr(
        simulate, "run_batch", lambda batch, **asked: [sizes.append(batch.size), real(batch, **asked)][1]
    )
    asked = [partial(profit, scenario, 1_000.0 + place) for place, scenario in enumerate(scenarios)]
    assert together(asked, scenarios, PATH) == pytest.approx(alone, rel=1e-12)
    assert sizes == [3, 6]


def test_a_question_that_fails_says_so_and_leaves_no_other_waiting() -> None:
    scenarios = [SMB.changed({PATH: rate}) for rate in RATES]
    refused = [partial(profit, scenarios[0], 1_000.0), partial(profit, scenarios[1], -1.0)]
    with pytest.raises(ValueError, match="cac"):
        together(refused, scenarios, PATH)


def test_results_along_an_input_are_those_of_its_scenarios() -> None:
    """Of horizons of several lengths too; a value that is not allowed has none."""
    for path, values in ((PATH, [*RATES, 1.5]), ("horizon_months", [12, 24, 60])):
        results = along(SMB, path, values)
        assert [*results] == [value for value in values if value != 1.5]
        for value, result in results.items():
            expect_same(result, run(SMB.changed({path: value})))


def expect_same(result: Result, alone: Result) -> None:
    assert result.scenario == alone.scenario
    for part, other in zip((result.total, result.segments["SMB"]), (alone.total, alone.segments["SMB"]), strict=True):
        for name, path in other.monthly.items():
            assert part.monthly[name] == pytest.approx(path, rel=1e-12, nan_ok=True)
        for name, figure in {**other.summary, **other.unit_economics}.items():
            given = {**part.summary, **part.unit_economics}[name]
            assert given.values == pytest.approx(figure.values, rel=1e-12, nan_ok=True)
            assert given.reason(0) == figure.reason(0)
    assert ask(result, 0).figures[0].value == pytest.approx(ask(alone, 0).figures[0].value, rel=1e-12)


def test_different_questions_about_one_scenario_take_one_call(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of other measures, other inputs, another horizon, and of segments."""

    def accounts(csms: float) -> float:
        row = vary(SMB, [WhatIf({"SMB.csms": csms, "horizon_months": 48})], monthly=("accounts",), by_segment=True)[0]
        return row.of_segment("SMB").month("accounts", 48).value

    asked = [partial(profit_of, 900.0), partial(accounts, 3.0)]
    alone = [question() for question in asked]
    sizes, real = list[int](), simulate.run_batch
    monkeypatch.setattr(
        simulate, "run_batch", lambda batch, **asked: [sizes.append(batch.size), real(batch, **asked)][1]
    )
    assert together(asked) == pytest.approx(alone, rel=1e-12)
    assert sizes == [2]
    nested: list[Callable[[], list[float]]] = [partial(together, asked), partial(together, asked)]
    assert together(nested, [SMB], PATH) == [pytest.approx(alone, rel=1e-12)] * 2
    assert sizes == [2, 2, 2]


def profit_of(cac: float) -> float:
    return vary(SMB, {"SMB.cac": [cac]}, summary=("profit",))[0].summary("profit").value
