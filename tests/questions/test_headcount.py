"""The headcount argument: against the naive model, on random scenarios, and in each of its wordings."""

import random
from itertools import permutations
from math import fsum
from typing import Any

import pytest

from model import Scenario, run
from model.questions.headcount import Headcount, ask
from model.questions.headcount.decision import Decision
from model.questions.headcount.decision_words import flipping
from model.questions.headcount.mechanisms import MECHANISMS
from model.trace import as_text
from tests.naive import naive_run
from tests.random_scenarios import random_scenario

TEAM = {
    "name": "M", "accounts": 240, "acv": 36_000, "new_accounts": 4, "cac": 40_000, "retention_rate": 0.92, "expansion_rate": 0.08,
    "expansion_share": 0.5, "staffing": "fixed", "csms": 3, "csm_cost": 120_000, "other_hours": 20.8, "severance_months": 3,
    "ramp_months": 4,
}  # fmt: skip
RESPONSE = {"retention_at_risk": 0.15, "expansion_without_csm": 0.5, "engagement_memory": 6}
EVERYTHING = RESPONSE | {"month_to_month_shift": 0.3, "csm_attrition": 0.2, "overload_attrition": 0.5,
                         "vacancy_months": 4, "firefighting_hours": 5}  # fmt: skip
CUT, HIRE = [{"month": 1, "change": -1}], [{"month": 4, "change": 1}]


def made(months: int = 36, beside: Any = None, **inputs: Any) -> Scenario:
    segments = [TEAM | inputs, *([{"name": "B", "acv": 12_000} | beside] if beside is not None else [])]
    return Scenario.model_validate({"horizon_months": months, "segments": segments})


def asked(scenario: Scenario, segment: int = 0) -> Headcount:
    return ask(run(scenario), segment)


def naive(scenario: Scenario, segment: int = 0, **inputs: Any) -> dict[str, Any]:
    data = scenario.model_dump(by_alias=True, exclude_none=True)
    segments = data["segments"] = [*data["segments"]]
    segments[segment] |= inputs
    name = segments[segment]["name"]
    result: dict[str, Any] = naive_run(data)["segments"][name]
    return result


def profit(scenario: Scenario, segment: int = 0, **inputs: Any) -> float:
    return fsum(naive(scenario, segment, **inputs)["operating_profit"])


def off(*keys: str) -> dict[str, float]:
    return {name: value for way in MECHANISMS if way.key in keys for name, value in way.off.items()}


# Saving, loss, crossing.


@pytest.mark.parametrize("changes", [CUT, HIRE, [*HIRE, {"month": 20, "change": -2}]])
def test_saving_loss_and_crossing_are_those_of_the_naive_model(changes: list[dict[str, int]]) -> None:
    scenario = made(staff_changes=changes, **EVERYTHING)
    changed, unchanged = (naive(scenario, staff_changes=rows) for rows in (changes, []))
    decision = asked(scenario).decisions[0]
    saving = [without - with_it for without, with_it in zip(unchanged["cs_cost"], changed["cs_cost"], strict=True)]
    gain = [
        with_it - without
        for with_it, without in zip(changed["operating_profit"], unchanged["operating_profit"], strict=True)
    ]
    assert decision.saving == pytest.approx(saving)
    assert decision.loss == pytest.approx(
        [saved - gained for saved, gained in zip(saving, gain, strict=True)], abs=1e-6
    )
    assert decision.saved.value == pytest.approx(fsum(saving))
    assert decision.net.value == pytest.approx(fsum(gain))
    assert decision.lost.value == pytest.approx(fsum(saving) - fsum(gain))
    sums = [fsum(gain[: month + 1]) for month in range(36)]
    ahead = [total > 0 for total in sums]
    last_change = max((month for month in range(1, 36) if ahead[month] != ahead[month - 1]), default=None)
    assert decision.crossing.value == (
        pytest.approx(last_change + 1) if last_change else pytest.approx(float("nan"), nan_ok=True)
    )


def test_of_several_segments_only_the_own_one_counts() -> None:
    alone, beside = (
        asked(made(beside=neighbour, staff_changes=CUT, **RESPONSE)) for neighbour in (None, {"accounts": 90})
    )
    assert beside.decisions[0].net.value == pytest.approx(alone.decisions[0].net.value)
    assert not asked(made(beside={"accounts": 90}), 1).decisions


@pytest.mark.parametrize(
    "rows",
    [
        [{"month": 3, "change": 0}],
        [{"month": 3, "change": 2}, {"month": 3, "change": -2}],
        [{"month": 37, "change": 1}],
    ],
)
def test_rows_that_change_nothing_within_the_horizon_are_no_decision(rows: list[dict[str, int]]) -> None:
    found = asked(made(staff_changes=rows, **RESPONSE))
    assert [decision.option.key for decision in found.decisions] == ["fewer", "more"]
    assert [abs(share.people) for decision in found.decisions for share in decision.shares] == [1, 1]


def test_no_response_makes_a_hire_a_cost_only() -> None:
    decision = asked(made(staff_changes=HIRE)).decisions[0]
    assert (decision.net.value, decision.lost.value) == (pytest.approx(-33 * 10_000), pytest.approx(0, abs=1e-6))
    assert [step.key for step in decision.steps] == ["pay"]


def test_severance_stands_apart_from_pay() -> None:
    steps = {step.key: step.amount.value for step in asked(made(staff_changes=CUT)).decisions[0].steps}
    assert steps == pytest.approx({"pay": 36 * 10_000, "severance": -30_000})


def test_severance_is_by_the_pay_of_the_month_of_the_cut() -> None:
    """Pay doubles to 20,000 a month in month 7; who is cut in month 13 saves 24 months of it and takes three."""
    scenario = made(staff_changes=[{"month": 13, "change": -1}])
    dearer = {"month": 7, "path": f"{scenario.segments[0].name}.csm_cost", "value": 240_000}
    steps = {step.key: step.amount.value for step in asked(scenario.changed({"changes": [dearer]})).decisions[0].steps}
    assert steps == pytest.approx({"pay": 24 * 20_000, "severance": -60_000})


# The waterfall.


def order_free(decision: Decision, scenario: Scenario, changes: list[dict[str, int]]) -> dict[str, float]:
    """The mean effect of each mechanism over every order of switching them on, from the naive model."""
    keys = [step.key for step in decision.steps if step.key in {way.key for way in MECHANISMS}]
    known: dict[frozenset[str], float] = {}

    def gain(on: frozenset[str]) -> float:
        if on not in known:
            without = off(*(key for key in keys if key not in on))
            known[on] = profit(scenario, staff_changes=changes, **without) - profit(
                scenario, staff_changes=[], **without
            )
        return known[on]

    orders = list(permutations(keys))
    shares = dict.fromkeys(keys, 0.0)
    for order in orders:
        for place, key in enumerate(order):
            shares[key] += (gain(frozenset(order[: place + 1])) - gain(frozenset(order[:place]))) / len(orders)
    return shares


def test_each_mechanisms_share_is_its_mean_over_all_orders() -> None:
    scenario = made(staff_changes=CUT, **EVERYTHING)
    decision = asked(scenario).decisions[0]
    shares = order_free(decision, scenario, CUT)
    assert len(shares) == len(MECHANISMS)
    amounts = {step.key: step.amount.value for step in decision.steps}
    assert {key: amounts[key] for key in shares} == pytest.approx(shares, abs=1e-3)


@pytest.mark.parametrize("mechanism", MECHANISMS, ids=lambda way: way.key)
def test_a_mechanism_that_is_switched_off_has_no_step(mechanism: Any) -> None:
    all_but_one = EVERYTHING | off(mechanism.key)
    steps = [step.key for step in asked(made(staff_changes=CUT, **all_but_one)).decisions[0].steps]
    assert steps == ["pay", "severance", *(way.key for way in MECHANISMS if way is not mechanism)]


def test_the_steps_add_up_on_60_random_scenarios() -> None:
    rng, seen = random.Random(4), 0
    while seen < 60:
        data = random_scenario(rng)
        for index, segment in enumerate(data["segments"]):
            segment |= {"staffing": "fixed", "csms": rng.choice([0, 0.5, 3, 40])}
            segment["staff_changes"] = [{"month": rng.randint(1, 60), "change": rng.choice([1, 2.5, 7])}]
            segment.setdefault("other_hours", 20)
            if index:
                continue
            seen += 1
        scenario = Scenario.model_validate(data)
        for decision in asked(scenario).decisions:
            sums = [decision.without.value, *(step.amount.value for step in decision.steps)]
            size = max(abs(value) for value in (*sums, decision.profit.value, 1.0))
            assert fsum(sums) == pytest.approx(decision.profit.value, abs=1e-9 * size)


# The response at which it flips.


@pytest.mark.parametrize("changes", [CUT, HIRE])
@pytest.mark.parametrize(("place", "name"), [(0, "retention_at_risk"), (1, "expansion_without_csm")])
def test_the_decision_changes_its_sign_there_and_not_before(
    place: int, name: str, changes: list[dict[str, int]]
) -> None:
    by_expansion = {} if name == "retention_at_risk" else {"retention_at_risk": 0.02, "expansion_rate": 0.3}
    scenario = made(staff_changes=changes, **RESPONSE | by_expansion)
    flip = asked(scenario).flips
    assert flip is not None
    value = flip[place].at.value
    assert 0 < value < 1

    def pays(at: float) -> bool:
        return profit(scenario, **{name: at}) > profit(scenario, **{name: at}, staff_changes=[])

    from_nothing = 0.0 if name == "retention_at_risk" else 1.0
    step = 1e-4 if name == "retention_at_risk" else -1e-4
    before = [from_nothing + (value - step - from_nothing) * part / 8 for part in range(9)]
    assert {pays(at) for at in before} == {flip[place].pays_without}
    assert pays(value + step) != flip[place].pays_without


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (RESPONSE, "it pays below that. Expansion without CSM never changes the decision."),
        ({"retention_at_risk": 0.02, "expansion_rate": 0.3, "expansion_without_csm": 0.5},
         "Retention at risk never changes the decision. Expansion without CSM changes it at "),
        ({"retention_at_risk": 0.02, "expansion_rate": 0.3, "expansion_without_csm": 0.5}, ": it pays above that."),
    ],
)  # fmt: skip
def test_both_flips_are_told(inputs: dict[str, Any], words: str) -> None:
    answer = asked(made(staff_changes=CUT, **inputs))
    assert answer.flips is not None
    assert words in as_text(flipping(*answer.flips))


def test_no_value_flips_what_costs_nothing() -> None:
    answer = asked(made(csm_cost=0, other_hours=1, staff_changes=HIRE))
    assert answer.flips
    assert [flip.at.reason for flip in answer.flips] == ["never_flips", "never_flips"]


def test_the_map_agrees_with_the_naive_model_and_its_border_with_the_search() -> None:
    scenario = made(staff_changes=CUT, **RESPONSE)
    answer = asked(scenario)
    shown = answer.map()
    assert shown is not None
    for row, column in ((0, 3), (8, 20), (16, 32)):
        inputs = {"retention_at_risk": float(shown.at_risk[column]), "expansion_without_csm": float(shown.alone[row])}
        expected = profit(scenario, **inputs) - profit(scenario, staff_changes=[], **inputs)
        assert shown.gain[row, column] == pytest.approx(expected, abs=1e-3)
    on_own_row = [at_risk for at_risk, alone in shown.border if alone == pytest.approx(0.5)]
    assert answer.flips
    assert on_own_row == [pytest.approx(answer.flips[0].at.value, abs=1e-4)]


# The best headcount.


@pytest.mark.parametrize("inputs", [RESPONSE, EVERYTHING, RESPONSE | {"csms": 3.5}])
def test_the_best_headcount_is_that_of_the_naive_model(inputs: dict[str, Any]) -> None:
    scenario = made(**inputs)
    csms = scenario.segments[0].csms
    found = asked(scenario).best
    assert found

    def at(count: float) -> dict[str, Any]:
        rows = [] if count == csms else [{"month": 1, "change": count - csms}]
        return naive(scenario, staff_changes=rows)

    by_count = {count.csms: at(count.csms) for count in found.counts}
    profits = {count: fsum(paths["operating_profit"]) for count, paths in by_count.items()}
    revenues = {count: fsum(paths["revenue"]) for count, paths in by_count.items()}
    assert found.csms.value == max(profits, key=profits.__getitem__)
    assert found.counts[found.most_per_csm].csms == max((n for n in revenues if n), key=lambda n: revenues[n] / n)
    assert {0, *range(1, 6), csms} <= set(profits)
    for count in found.counts:
        assert count.profit.value == pytest.approx(profits[count.csms])
        assert count.revenue.value == pytest.approx(revenues[count.csms])
        assert count.nrr.value == pytest.approx(by_count[count.csms]["summary"]["nrr"])


def test_a_large_team_is_searched_finely_around_the_best() -> None:
    scenario = made(accounts=24_000, csms=300, **RESPONSE)
    found = asked(scenario).best
    assert found
    tried = [count.csms for count in found.counts]
    assert len(tried) < 200
    assert {found.csms.value - 1, found.csms.value + 1} <= set(tried)


# Words.


@pytest.mark.parametrize(
    ("inputs", "start", "words"),
    [
        (RESPONSE | {"staff_changes": CUT}, "Don't cut. Losing 1 of 3 CSMs saves ", "a year, but lost business outweighs that from month 14: "),
        (RESPONSE | {"staff_changes": CUT}, "Don't cut.", "It would pay only if unserved accounts renewed less than 3.2 points worse."),
        (RESPONSE | {"staff_changes": CUT, "retention_at_risk": 0.02}, "The cut pays. Losing 1 of 3", "more than the business it loses: "),
        (RESPONSE | {"staff_changes": CUT, "retention_at_risk": 0.02}, "The cut pays.", "It pays if unserved accounts renew less than 3.2 points worse."),
        (RESPONSE | {"staff_changes": CUT, "severance_months": 24, "retention_at_risk": 0.2, "engagement_memory": 1},
         "Don't cut.", "but lost business outweighs that from the start: "),
        ({"staff_changes": CUT}, "Losing 1 of 3 CSMs saves ", "over three years, before any lost business. It loses money if unserved accounts renew more than "),
        ({"staff_changes": CUT, "severance_months": 24, "months": 12}, "Don't cut.", "a year, less than its severance: "),
        (RESPONSE | {"staff_changes": HIRE}, "Hire. Adding 1 to the 3 CSMs from month 4 costs ", "; kept business outweighs that from month"),
        (RESPONSE | {"staff_changes": HIRE}, "Hire.", "It pays if unserved accounts renew more than "),
        (RESPONSE | {"staff_changes": HIRE, "csms": 5}, "Don't hire.", "more than the business it keeps: "),
        (RESPONSE | {"staff_changes": HIRE, "csms": 5}, "Don't hire.", "No drop in renewals changes that."),
        (RESPONSE | {"staff_changes": HIRE, "retention_at_risk": 0.05}, "Don't hire.", "It would pay only if unserved accounts renewed more than "),
        (RESPONSE | {"staff_changes": HIRE, "csm_cost": 0}, "Hire.", "a year, less than the business it keeps: "),
        ({"meetings": [], "other_hours": 0}, "Losing 1 of 3 CSMs saves ", "No account takes CSM time yet. Enter meetings or hours to see what it does to renewals."),
        ({"staff_changes": HIRE}, "Adding 1 to the 3 CSMs from month 4 costs ", "over three years, before any business it keeps. It pays only if unserved accounts renew more than "),
        (RESPONSE | {"staff_changes": [*HIRE, {"month": 20, "change": -2}]}, "The planned hires and cuts cost ", " of pay and keep "),
        (RESPONSE | {"staff_changes": [*HIRE, {"month": 8, "change": -2}]}, "The planned hires and cuts save ", " of pay and lose "),
        ({"staff_changes": [*HIRE, {"month": 8, "change": -2}]}, "The planned hires and cuts save ", "before any change in business: "),
        (RESPONSE, "Don't cut. Losing 1 of 3 CSMs", ""),
        (RESPONSE | {"staff_changes": [{"month": 99, "change": 1}]}, "Don't cut. Losing 1 of 3 CSMs", ""),
        (RESPONSE | {"csms": 0.5}, "Hire. Adding 1 to the 0.5 CSMs", ""),
        (RESPONSE, "Don't cut.", "A team of 4 earns the most."),
        (RESPONSE | {"csms": 4}, "Don't cut.", "No other headcount earns more."),
        (RESPONSE | {"csm_cost": 5_000_000}, "The cut pays.", "No CSM earns its cost."),
        ({"staffing": "to_need"}, "M hires CSMs as accounts need them, from 4 in month 1 to 5 in month 36,", "Set staffing to Fixed to decide on headcount."),
        ({"staffing": "none"}, "M has no CSMs.", "Set staffing to Fixed to see what one more or one fewer does."),
    ],
)  # fmt: skip
def test_each_case_has_its_words(inputs: dict[str, Any], start: str, words: str) -> None:
    sentence = as_text(asked(made(**inputs)).sentence)
    assert sentence.startswith(start)
    assert words in sentence


def test_without_hours_nothing_says_that_no_response_would_change_the_decision() -> None:
    answered = asked(made(meetings=[], other_hours=0))
    assert answered.map() is None
    assert asked(made()).map() is not None


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        (RESPONSE, "Revenue per CSM is highest with 1 ("),
        (RESPONSE | {"csm_cost": 5_000_000}, "No CSM earns its cost under this response."),
        (RESPONSE | {"accounts": 30, "new_accounts": 0}, "Revenue per CSM is highest with the same team."),
    ],
)
def test_profitability_is_not_productivity(inputs: dict[str, Any], words: str) -> None:
    found = asked(made(**inputs)).best
    assert found
    assert words in as_text(found.sentence)
