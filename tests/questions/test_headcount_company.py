"""A decision over several segments: one total, one crossing and a line a segment, against the naive model.

The case is that of a head of customer success whose CFO wants one CSM fewer in each of two segments. Hours and response
are ours: its finding does not give them.
"""

from itertools import accumulate
from math import fsum
from typing import Any

import pytest

from model import Scenario, run
from model.answers import Answer, Offer, Setting, Settings, Table
from model.questions.headcount import Headcount, ask
from model.questions.headcount.page import answer
from model.questions.headcount.staffing_options import CHOSEN, Move
from model.trace import Quantity, as_text
from tests.naive import naive_run
from tests.questions.asking import about, every

ENTERPRISE = {"name": "Enterprise", "accounts": 45, "acv": 80_000, "retention_rate": 0.91, "staffing": "fixed", "csms": 3,
              "csm_cost": 130_000, "other_hours": 110, "retention_at_risk": 0.2, "engagement_memory": 3}  # fmt: skip
MID_MARKET = {"name": "Mid-market", "accounts": 160, "acv": 24_000, "retention_rate": 0.86, "staffing": "fixed",
              "csms": 3, "csm_cost": 130_000, "other_hours": 31, "retention_at_risk": 0.2, "engagement_memory": 3}  # fmt: skip
NO_RESPONSE = {"retention_at_risk": 0}
ONE_EACH = (Move("Enterprise", -1), Move("Mid-market", -1))


def company(months: int = 36, enterprise: Any = None, mid_market: Any = None) -> Scenario:
    segments = [ENTERPRISE | (enterprise or {}), MID_MARKET | (mid_market or {})]
    return Scenario.model_validate({"horizon_months": months, "segments": segments})


def with_moves(scenario: Scenario, moves: tuple[Move, ...], **header: Any) -> dict[str, Any]:
    """The naive model's company with these hires and cuts beside those that are planned."""
    data = scenario.model_dump(by_alias=True, exclude_none=True) | header
    data["segments"] = [
        segment | {"staff_changes": [*segment["staff_changes"], *({"month": move.month, "change": move.change}
                                                                  for move in moves if move.segment == segment["name"])]}
        for segment in data["segments"]
    ]  # fmt: skip
    result: dict[str, Any] = naive_run(data)
    return result


def gained(scenario: Scenario, moves: tuple[Move, ...], part: str = "total", **header: Any) -> list[float]:
    """Operating profit by month with these moves less that without them, from the naive model."""
    sides = (with_moves(scenario, each, **header) for each in (moves, ()))
    paths = [(side["segments"][part] if part != "total" else side["total"])["operating_profit"] for side in sides]
    return [with_it - without for with_it, without in zip(*paths, strict=True)]


def crossing(path: list[float]) -> int | None:
    """The month from which the sum keeps its last sign, if it had another before."""
    sums = list(accumulate(path))
    before = [month for month, total in enumerate(sums, 1) if total * sums[-1] < 0]
    return before[-1] + 1 if before else None


def decided(scenario: Scenario, moves: tuple[Move, ...] = ONE_EACH) -> Headcount:
    return ask(run(scenario), 0, CHOSEN, moves)


def month(quantity: Quantity) -> int | None:
    return None if quantity.reason else round(quantity.value)


@pytest.mark.parametrize(
    "moves",
    [
        ONE_EACH,
        (Move("Enterprise", -2, 7), Move("Mid-market", -1)),
        (Move("Enterprise", -1), Move("Mid-market", 1, 4)),
        (Move("Mid-market", 2, 13),),
    ],
)
def test_total_crossing_and_each_segment_are_those_of_the_naive_model(moves: tuple[Move, ...]) -> None:
    scenario = company()
    decision = decided(scenario, moves).decision
    assert decision is not None
    total = gained(scenario, moves)
    paid = [with_moves(scenario, each)["total"]["cs_cost"] for each in ((), moves)]
    saving = fsum(paid[0]) - fsum(paid[1])
    assert decision.net.value == pytest.approx(fsum(total))
    assert decision.saved.value == pytest.approx(saving)
    assert decision.lost.value == pytest.approx(saving - fsum(total), abs=1e-6)
    assert month(decision.crossing) == crossing(total)
    for share in decision.shares if len(moves) > 1 else ():
        path = gained(scenario, moves, share.name)
        saved, lost, net, crosses = share.cells
        assert net.value == pytest.approx(fsum(path), abs=1e-6)
        assert lost.value == pytest.approx(saved.value - fsum(path), abs=1e-6)
        assert month(crosses) == crossing(path)


def test_one_fewer_in_each_of_two_segments_is_answered_for_the_company() -> None:
    answered = decided(company())
    sentence = as_text(answered.sentence)
    assert sentence.startswith("Don't cut. Losing 1 of 3 Enterprise and 1 of 3 Mid-market CSMs saves ")
    assert "260k a year" in sentence  # 2 CSMs at 130,000
    assert len(sentence.split()) < 45
    steps = [step.amount.value for step in answered.decision.steps] if answered.decision else []
    assert steps[0] == pytest.approx(2 * 130_000 * 3)
    assert answered.decision is not None
    assert answered.decision.without.value + fsum(steps) == pytest.approx(answered.decision.profit.value)


def test_the_break_even_of_several_segments_is_one_response_in_all_of_them() -> None:
    answered = decided(company())
    assert answered.flips is not None
    at = answered.flips[0].at.value

    def net(response: float) -> float:
        respond = {"retention_at_risk": response}
        return fsum(gained(company(enterprise=respond, mid_market=respond), ONE_EACH))

    assert net(at - 1e-4) > 0 > net(at + 1e-4)


def test_three_horizons_are_runs_of_their_own() -> None:
    scenario = company(months=24)
    rows = dict(decided(scenario).horizons)
    assert [*rows] == [12, 24, 36, 60]
    for months, (saved, lost, net) in rows.items():
        total = fsum(gained(scenario, ONE_EACH, horizon_months=months))
        assert net.value == pytest.approx(total)
        assert saved.value == pytest.approx(2 * 130_000 * months / 12)
        assert lost.value == pytest.approx(saved.value - total)
    assert rows[12][2].value > 0 > rows[60][2].value  # the answer depends on how far one looks


# While no response is set.


def test_without_a_response_the_break_even_leads_and_nothing_is_called_best() -> None:
    scenario = company(enterprise=NO_RESPONSE, mid_market=NO_RESPONSE)
    answered = ask(run(scenario), 0)
    sentence = as_text(answered.sentence)
    assert sentence.startswith("Losing 1 of 3 Enterprise CSMs saves ")
    assert (
        "390k over three years, before any lost business. It loses money if unserved accounts renew more than"
        in sentence
    )
    assert [figure.label for figure in answered.figures] == ["Break-even", "Change of profit", "Lowest coverage"]
    assert answered.best is None
    at = answered.figures[0].value
    moves = (Move("Enterprise", -1),)

    def net(response: float) -> float:
        return fsum(gained(company(enterprise={"retention_at_risk": response}, mid_market=NO_RESPONSE), moves))

    assert net(at - 1e-4) > 0 > net(at + 1e-4)
    given = answer(about(scenario))
    assert not [
        block
        for block in every(given.blocks)
        if isinstance(block, Table) and block.title == "By number of CSMs" and block.rows
    ]
    assert "best" not in " ".join(words(given)).lower()
    assert " 0 CSMs" not in " ".join(words(given))


def words(given: Answer) -> list[str]:
    """The sentence, figures' labels, titles and findings of a page."""
    said = [as_text(given.sentence), *(figure.shown.label for figure in given.figures)]
    for block in every(given.blocks):
        said += [as_text(getattr(block, name)) for name in ("finding", "remark", "sentence") if hasattr(block, name)]
        said += [block.title] if hasattr(block, "title") else []
    return said


def test_more_coverage_because_customers_left_is_not_better() -> None:
    present, before = company(mid_market={"retention_rate": 0.5}), company()
    given = answer(about(present, before, segment=1))
    (lowest,) = [figure for figure in given.figures if figure.shown.label == "Lowest coverage"]
    ((more, judged),) = lowest.differences(given.scenarios)
    assert (more[0], judged) == ("+", "")
    worse = answer(about(company(mid_market={"accounts": 200}), before, segment=1))
    (lowest,) = [figure for figure in worse.figures if figure.shown.label == "Lowest coverage"]
    assert [judged for _, judged in lowest.differences(worse.scenarios)] == [""]


def test_a_cut_that_is_planned_after_the_horizon_leaves_nobody_to_cut_before() -> None:
    rows = [{"month": 50, "change": -3}]
    answered = ask(run(company(enterprise={"staff_changes": rows})), 0)
    assert [decision.option.key for decision in answered.decisions] == ["more"]


def test_plans_of_all_segments_are_one_decision() -> None:
    cut = {"staff_changes": [{"month": 1, "change": -1}]}
    both, scenario = company(enterprise=cut, mid_market=cut), company()
    for place in (0, 1):
        answered = ask(run(both), place)
        assert answered.decision is not None
        assert answered.decision.option.key == "plan"
        assert answered.decision.net.value == pytest.approx(fsum(gained(scenario, ONE_EACH)))


# Choosing them on the page.


def test_the_page_starts_with_one_fewer_in_each_segment_and_takes_what_is_chosen() -> None:
    scenario = company()
    given = answer(about(scenario, view_decision="chosen"))
    rows = [block for block in every(given.blocks) if isinstance(block, Settings)]
    labels = [[setting.parameter.label for setting in row.settings] for row in rows]
    assert labels[:2] == [
        ["Enterprise: CSMs", "Enterprise: from month"], ["Mid-market: CSMs", "Mid-market: from month"]
    ]  # fmt: skip
    tables = {block.title: block.rows for block in every(given.blocks) if isinstance(block, Table)}
    assert [name for name, _ in tables["By segment"]] == ["Enterprise", "Mid-market", "Company"]
    assert [name for name, _ in tables["Over 12, 36 and 60 months"]] == ["12 months", "36 months", "60 months"]
    change, start = rows[0].settings
    keys = {Setting.place_of(moved.key, moved.subject): value for moved, value in ((change, -2.0), (start, 7))}
    asked = about(scenario, view_decision="chosen")
    asked = type(asked)(asked.results, chosen={**asked.chosen, **keys})
    moves = (Move("Enterprise", -2, 7), Move("Mid-market", -1))
    net = next(figure for figure in answer(asked).figures if figure.shown.label == "Change of profit").shown
    assert net.value == pytest.approx(fsum(gained(scenario, moves)))


def test_what_is_chosen_can_be_added_to_the_plan_and_is_then_the_plan() -> None:
    scenario = company()
    given = answer(about(scenario, view_decision="chosen"))
    (offer,) = [block for block in every(given.blocks) if isinstance(block, Offer) and block.key == "plan_chosen"]
    planned = scenario.changed(offer.changes)
    assert [[(row.month, row.change) for row in segment.staff_changes] for segment in planned.segments] == [
        [(1, -1)],
        [(1, -1)],
    ]
    after = answer(about(planned, view_decision="chosen"))
    assert as_text(after.sentence) == as_text(given.sentence)  # and not one more of each


def test_a_baseline_in_which_the_decision_touches_other_segments_is_not_compared() -> None:
    """The same key, and not the same decision: one segment has a fixed team in one of them only."""
    hired = company(enterprise={"staffing": "to_need"})
    assert [{*figure.by_result} for figure in answer(about(company(), hired, view_decision="chosen")).figures[:3]] == [
        {"scenario"}
    ] * 3
    alike = answer(about(company(), company(months=48), view_decision="chosen"))
    assert [{*figure.by_result} for figure in alike.figures[:3]] == [{"scenario", "baseline"}] * 3


# Length.


def variants() -> list[tuple[Scenario, dict[str, Any]]]:
    """The case and the example with a team, with and without a response, in each view."""
    cut, hire = [{"month": 7, "change": -1}], [{"month": 4, "change": 2}, {"month": 9, "change": -1}]
    scenarios = [
        company(),
        company(enterprise=NO_RESPONSE, mid_market=NO_RESPONSE),
        company(enterprise={"staff_changes": cut, "severance_months": 6}),
        company(enterprise={"staff_changes": cut}, mid_market={"staff_changes": hire, "expansion_without_csm": 0.5}),
        company(mid_market={"csms": 30}),
    ]
    views: list[dict[str, Any]] = [
        {},
        {"view_decision": "fewer"},
        {"view_decision": "more"},
        {"view_decision": "chosen"},
    ]
    return [(scenario, view) for scenario in scenarios for view in views]


@pytest.mark.parametrize(("scenario", "view"), variants())
def test_the_answer_is_under_45_words_and_what_stands_at_charts_under_25_a_sentence(
    scenario: Scenario, view: dict[str, Any]
) -> None:
    given = answer(about(scenario, company(months=48), **view))
    assert len(as_text(given.sentence, "USD").split()) < 45, as_text(given.sentence, "USD")
    said = [as_text(block.finding) for block in every(given.blocks) if hasattr(block, "finding")]
    for sentence in (part for text in said for part in text.split(". ")):
        assert len(sentence.split()) <= 25, sentence
