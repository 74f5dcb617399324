"""What firefighting costs: each number against the naive model run with it and without, and every wording."""

import math
import random
import re
from typing import Any

import pytest

from model import Scenario, run
from model.questions.headcount.proactive import Proactive, proactive
from model.text import example_files, read_file
from model.trace import Quantity, Trace, as_text
from model.written import with_values
from tests.arithmetic import worked_out
from tests.corner_scenarios import corner_scenarios
from tests.naive import naive_run
from tests.random_scenarios import random_scenario
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
Told = dict[str, Any]


def asked(scenario: Scenario, segment: int = 0) -> Proactive:
    return proactive(Trace(run(scenario)), segment)


def of_one(**inputs: Any) -> Scenario:
    """A segment with two CSMs of 121.3 hours for accounts that take an hour each."""
    team = {"staffing": "fixed", "csms": 2, "csm_cost": 60_000, "other_hours": 12, "firefighting_hours": 10}
    base = {"name": "Book", "acv": 12_000, "accounts": 240, "retention_rate": 0.8, "retention_at_risk": 0.3}
    return Scenario.model_validate({"horizon_months": 24, "segments": [{**base, **team, **inputs}]})


def expected(part: Told) -> list[float]:
    """Hours over the horizon, lowest coverage, accounts lost, ARR at the end and operating profit of a segment."""
    months = sum(part["reactive_hours"]), min(part["coverage"]), sum(part["churned_accounts"])
    return [*months, 12 * part["mrr"][-1], sum(part["operating_profit"])]


def compared(data: Told, place: int) -> None:
    """The rows are what the naive model gives of this segment with firefighting and without."""
    segments = [
        {**segment, "firefighting_hours": 0} if index == place else segment
        for index, segment in enumerate(data["segments"])
    ]
    name = data["segments"][place]["name"]
    actual, calm = (expected(naive_run(inputs)["segments"][name]) for inputs in (data, {**data, "segments": segments}))
    for (_, cells), with_it, without in zip(
        asked(Scenario.model_validate(data), place).rows, actual, calm, strict=True
    ):
        scale = 1e-9 * max(abs(with_it), abs(without), 1.0)
        assert [cell.value for cell in cells] == pytest.approx([with_it, without, with_it - without], abs=scale)


@pytest.mark.parametrize("hours", [2.0, 12.0, 300.0])
@pytest.mark.parametrize("staffing", ["fixed", "to_need"])
def test_rows_are_those_of_the_naive_model_with_firefighting_and_without(hours: float, staffing: str) -> None:
    for scenario, place in ((EXAMPLES["understaffed-team"], 0), (EXAMPLES["three-segments"], 1)):
        name = scenario.segments[place].name
        changed = scenario.changed({f"{name}.firefighting_hours": hours, f"{name}.staffing": staffing})
        assert len(asked(changed, place).rows) == 5
        compared(changed.model_dump(by_alias=True, exclude_unset=True), place)


def test_rows_are_those_of_the_naive_model_in_random_scenarios() -> None:
    seen = 0
    for seed in range(60):
        data = random_scenario(random.Random(seed))
        data["segments"][0].setdefault("firefighting_hours", 5)
        if asked(Scenario.model_validate(data)).rows:
            compared(data, 0)
            seen += 1
    assert seen > 20


TO_NEED = {"staffing": "to_need"}
WORDINGS: dict[str, tuple[dict[str, Any], str]] = {
    "none assumed": ({"firefighting_hours": 0}, r"^$"),
    "no team": ({"staffing": "none"}, r"^$"),
    "nobody lost": ({"retention_rate": 1, "retention_at_risk": 0, "csms": 5}, r"^$"),
    "no CSM": ({"csms": 0}, r"^$"),
    "costs": ({}, r"^Firefighting takes \S+ hours over 24 months and costs .+ of profit: it lowers coverage to .+ at worst \(100% without firefighting\), and \S+ more accounts are lost\.$"),
    "costs one account": ({"firefighting_hours": 5.074}, r", and 1 more account is lost\.$"),
    "costs expansion alone": ({"retention_at_risk": 0, "expansion_without_csm": 0, "expansion_rate": 0.1}, r" of profit: it lowers coverage to .+ at worst \(100% without firefighting\)\.$"),
    "not at the lowest": ({"staff_changes": [{"month": 2, "change": 4}], "csms": 0, "firefighting_hours": 60}, r": it lowers coverage in \d+ of 24 months, and "),
    "those who leave cost": ({"gross_margin": 0.1, "cost_to_serve_rate": 0.5}, r" hours over 24 months and lowers coverage to .* more accounts are lost, yet profit is .+ higher: the accounts that leave cost more than they pay, or free hours for others\.$"),
    "to spare": ({"csms": 9}, r"^Firefighting takes \S+ hours over 24 months but costs nothing: the team has hours to spare\.$"),
    "no response": ({"retention_at_risk": 0}, r" and lowers coverage to .+ at worst \(100% without firefighting\), but costs nothing: no response is set\.$"),
    "later": ({"horizon_months": 1}, r", but costs nothing: losses come after the horizon\.$"),
    "hired": ({**TO_NEED, "firefighting_hours": 40}, r"^Firefighting takes \S+ hours over 24 months and costs .+ of profit: it needs up to 2 more CSMs\.$"),
    "one hired": ({**TO_NEED, "firefighting_hours": 20}, r" of profit: it needs up to 1 more CSM\.$"),
    "hired for nothing": ({**TO_NEED, "firefighting_hours": 40, "csm_cost": 0}, r" but costs nothing: CSMs are free\.$"),
    "hired already": ({**TO_NEED, "firefighting_hours": 0.1, "accounts": 200}, r" but costs nothing: the CSMs hired anyway have the hours\.$"),
}  # fmt: skip


@pytest.mark.parametrize("situation", WORDINGS)
def test_each_situation_has_its_wording(situation: str) -> None:
    inputs, wording = WORDINGS[situation]
    horizon = inputs.get("horizon_months", 24)
    scenario = of_one(**{name: value for name, value in inputs.items() if name != "horizon_months"})
    sentence = as_text(asked(scenario.changed({"horizon_months": horizon})).sentence, "EUR")
    assert re.search(wording, sentence), sentence


def test_fewer_may_be_lost_with_it() -> None:
    """Early losses leave hours to those who stay: searched for among random scenarios."""
    sentences = [
        as_text(asked(Scenario.model_validate(random_scenario(random.Random(seed)))).sentence) for seed in range(400)
    ]
    assert any(re.search(r"fewer accounts? (is|are) lost", words) for words in sentences)


def test_the_segment_is_named_among_several() -> None:
    three = EXAMPLES["three-segments"].changed({"Mid-market.firefighting_hours": 12.0})
    assert as_text(asked(three, 1).sentence).startswith("Firefighting in Mid-market takes ")
    assert not asked(three, 0).sentence
    assert [name for name, _ in asked(three, 1).rows] == [
        "Firefighting hours", "Lowest coverage", "Accounts lost", "ARR at the end", "Operating profit",
    ]  # fmt: skip


def quantities(answer: Proactive) -> list[Quantity]:
    shown = [*answer.sentence, *(cell for _, cells in answer.rows for cell in cells)]
    return [quantity for quantity in shown if isinstance(quantity, Quantity)]


@pytest.mark.parametrize("situation", WORDINGS)
def test_the_arithmetic_of_every_number_gives_it_and_keys_are_their_own(situation: str) -> None:
    inputs = {name: value for name, value in WORDINGS[situation][0].items() if name != "horizon_months"}
    by_key: dict[str, float] = {}
    for quantity in quantities(asked(of_one(**inputs))):
        assert quantity.label
        assert quantity.key
        assert by_key.setdefault(quantity.key, quantity.value) == quantity.value, quantity.key
        how = quantity.how
        if how is not None:
            assert how.value == pytest.approx(quantity.value, rel=1e-9, abs=1e-6), quantity.label
            assert worked_out(with_values(how)) == pytest.approx(quantity.value, rel=1e-6, abs=1e-3), quantity.label


def test_every_scenario_has_an_answer_in_plain_numbers() -> None:
    some = [random_scenario(random.Random(seed)) for seed in range(60)]
    for data in [*some, *random.Random(1).sample(list(corner_scenarios()), 100)]:
        trace = Trace(run(Scenario.model_validate(data)))
        for place in range(len(trace.by_segment)):
            answer = proactive(trace, place)
            text = as_text(answer.sentence)
            assert not {"nan", "inf", "–"} & {*re.split(r"[\s,;:.]+", text)}, text
            assert all(math.isfinite(quantity.value) for quantity in quantities(answer))
