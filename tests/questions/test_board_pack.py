"""What a CFO attacks first: each attack against numbers worked out by hand, or by runs that know nothing of the page."""

from __future__ import annotations

from typing import Any

import pytest

from exports.memo import memo
from model import Scenario, run
from model.answers import SCENARIO, Asked
from model.effects import without_effect
from model.questions import assumptions
from model.questions.board_pack.challenge import QUESTIONS, Attack, attack
from model.questions.board_pack.page import answer
from model.questions.sensitivity import page as sensitivity
from model.questions.sensitivity.answer import ask as find_moves
from model.text import read_file, scenario_from
from model.trace import Quantity, as_text
from tests.questions.asking import about
from tools.golden import ROOT

THREE, SMB, TEAM = (read_file(ROOT / "scenarios" / f"{key}.toml")
                    for key in ("three-segments", "product-led-smb", "understaffed-team"))  # fmt: skip
# A customer pays 1,000 a month and leaves 800 of margin; every other renewal is lost at 0.9 a year. A CAC of 9,600 is
# paid back in 12 months.
ONE: dict[str, Any] = {
    "horizon_months": 12,
    "segments": [{"name": "S", "acv": 12_000, "gross_margin": 0.8, "accounts": 100, "new_accounts": 1, "cac": 9_600,
                  "retention_rate": 0.9}],
}  # fmt: skip


def one(**values: Any) -> Scenario:
    return scenario_from(ONE).changed({(path if "." in path or path == "horizon_months" else f"S.{path}"): value
                                       for path, value in values.items()})  # fmt: skip


def attacked(key: str, scenario: Scenario, baseline: Scenario | None = None) -> Attack:
    return attack(about(scenario, baseline), key)


def words(key: str, scenario: Scenario, baseline: Scenario | None = None) -> str:
    return as_text(attacked(key, scenario, baseline).words, scenario.currency)


def numbers(key: str, scenario: Scenario, baseline: Scenario | None = None) -> list[float]:
    return [part.value for part in attacked(key, scenario, baseline).words if isinstance(part, Quantity)]


def acting(scenario: Scenario) -> list[str]:
    result = run(scenario)
    return [path for path, one in scenario.paths().items()
            if one.kind == "assumption" and without_effect(result, path) is None]  # fmt: skip


def sourced(scenario: Scenario, paths: list[str]) -> Scenario:
    return scenario.changed({"notes": {path: {"source": "Billing"} for path in paths}})


# ---- assumptions without a source ----


def test_unsourced_assumptions_are_counted_and_the_one_that_moves_profit_most_is_named() -> None:
    """Of this company a tenth of the price moves profit by a tenth of 100 x 12 x 800, and nothing else by as much."""
    scenario = one(new_accounts=0.0, cac=0.0, retention_rate=1.0)
    paths = acting(scenario)
    left = sourced(scenario, [path for path in paths if path not in ("S.acv", "S.accounts")])
    assert numbers("unsourced", left) == pytest.approx([2, len(paths), 864_000, 1_056_000])
    price = sourced(scenario, [path for path in paths if path != "S.acv"])
    assert "ACV moves operating profit most: at $10.8k it is $864k, at $13.2k $1.06M." in words("unsourced", price)


def test_with_a_source_for_each_there_is_nothing_to_attack() -> None:
    assert words("unsourced", sourced(SMB, acting(SMB))) == "Every assumption that moves a figure has a source."


# ---- guidelines ----


@pytest.mark.parametrize(
    ("cac", "said"),
    [
        (8_800.0, "CAC payback is 11 months, 1 under your limit of 12."),
        (9_600.0, "CAC payback is 12 months, right at your limit of 12."),
        (10_400.0, "CAC payback is 13 months, 1 over your limit of 12."),
    ],
)
def test_a_figure_within_a_tenth_of_its_limit_is_told_with_both(cac: float, said: str) -> None:
    assert words("limits", one(cac=cac)) == said


def test_what_is_further_away_is_only_the_closest() -> None:
    far = one(cac=8_000.0)  # 10 months
    assert words("limits", far).startswith("No figure is within a tenth of its limit. The closest: ")
    assert "CAC payback is 10 months, 2 under your limit of 12." in words("limits", far)


def test_each_of_several_segments_is_told_with_its_name() -> None:
    assert "SMB: CAC payback is 13 months, 1 over your limit of 12." in words("limits", THREE)


def test_cash_that_almost_runs_out_is_close_to_its_limit() -> None:
    lowest = run(one(cac=800_000.0)).total.summary["cash_low"].values[0]
    assert lowest < 0
    close = one(cac=800_000.0, **{"company.cash": -1.05 * float(lowest)})
    assert "Cash is " in words("limits", close)
    plenty = one(cac=800_000.0, **{"company.cash": -3 * float(lowest)})
    assert "Cash is " not in words("limits", plenty)


# ---- confidence ----


def test_without_ranges_nobody_can_say_and_the_inputs_to_begin_with_are_named() -> None:
    said = words("confidence", one(new_accounts=0.0, cac=0.0))
    assert said.startswith("Nobody can say: no input has a range. Start with the range of ")
    assert "ACV" in said
    assert said.endswith("on Uncertainty.")


def test_a_limit_in_the_middle_of_a_range_is_kept_in_half_of_the_draws() -> None:
    ranges = {"S.cac": {"low": 8_600.0, "likely": 9_600.0, "high": 10_600.0, "shape": "uniform"}}
    said = words("confidence", one().changed({"ranges": ranges}))
    assert "draws from 1 range" in said
    assert "LTV:CAC in 100%, CAC payback in 50% and net MRR churn in 100%." in said


# ---- doing nothing ----


def profit(scenario: Scenario) -> float:
    return float(run(scenario).total.summary["profit"].values[0])


def test_doing_nothing_is_the_baseline_where_there_is_one() -> None:
    ours = SMB.changed({"SMB.retention_rate": 0.98})
    without, proposed, *_ = numbers("nothing", ours, SMB)
    assert (without, proposed) == pytest.approx((profit(SMB), profit(ours)))
    assert words("nothing", ours, SMB).startswith("As in the baseline, without your changes, profit is ")


def test_else_it_is_without_hires_and_plans() -> None:
    hiring = one(staffing="fixed", csms=1.0, csm_cost=60_000.0, staff_changes=[{"month": 2, "change": 1.0}])
    without, proposed, *_ = numbers("nothing", hiring)
    assert without - proposed == pytest.approx(11 * 5_000)  # a CSM who is there from month 2 on, and changes nothing
    assert words("nothing", hiring).startswith("Without hires and cuts, profit is ")
    planned = one().changed({"changes": [{"month": 7, "path": "S.new_accounts", "value": 0.0}]})
    without, proposed, *_ = numbers("nothing", planned)
    assert without == pytest.approx(profit(one()))
    assert words("nothing", planned).startswith("Without plans, profit is ")


def test_else_it_is_without_new_customers_and_else_there_is_nothing_to_refuse() -> None:
    without, proposed, *_ = numbers("nothing", one())
    assert (without, proposed) == pytest.approx((profit(one(new_accounts=0.0)), profit(one())))
    assert words("nothing", one(new_accounts=0.0)).startswith("Nothing is proposed")


# ---- other horizons ----


@pytest.mark.parametrize(("own", "others"), [(36, (12, 60)), (12, (36, 60)), (24, (12, 36, 60))])
def test_the_other_horizons_are_those_that_the_scenario_does_not_have(own: int, others: tuple[int, ...]) -> None:
    told = [part for part in attacked("horizons", THREE.changed({"horizon_months": own})).words
            if isinstance(part, Quantity) and part.label.startswith("Operating profit")]  # fmt: skip
    expected = [profit(THREE.changed({"horizon_months": months})) for months in others]
    assert [part.value for part in told] == pytest.approx(expected)


# ---- the page ----


def test_the_answer_says_how_many_things_and_which() -> None:
    assert as_text(answer(about(THREE)).sentence).startswith("Four things will be attacked first: ")
    assert "doing nothing, which earns more ($17.9M)" in as_text(answer(about(TEAM)).sentence, "USD")
    figures = {figure.shown.key: figure.shown.value for figure in answer(about(THREE)).figures}
    assert figures["assumptions.unsourced"] == len(acting(THREE))


def test_what_is_well_founded_is_not_attacked() -> None:
    calm = one(new_accounts=0.0, cac=0.0, retention_rate=1.0, **{"guidelines.net_mrr_churn": 0.02})
    calm = sourced(calm, acting(calm)).changed({"ranges": {"S.acv": {"low": 11e3, "likely": 12e3, "high": 13e3}}})
    assert as_text(answer(about(calm)).sentence).startswith("Nothing stands out to attack.")


def test_memo_and_attack_hold_what_is_answered_as_data() -> None:
    hostile = "Trust <script>us</script>\n![x](http://evil.example)\x00 =1+1"
    answered = one().changed({"replies.nothing": hostile, "replies.limits": "We renew in May."})
    assert attacked("nothing", answered).reply == "Trust <script>us</script> ![x](http://evil.example) =1+1"
    text = memo(run(answered))
    assert "> We renew in May\\." in text or "> We renew in May." in text
    assert r"\<script\>" in text
    assert "http\\://evil" in text
    for question, _ in QUESTIONS.values():
        assert question in text


def test_a_memo_beside_its_baseline_answers_for_what_is_proposed() -> None:
    text = memo(run(one(new_accounts=0.0)), run(one()))
    assert "As in the baseline, without your changes" in text


def test_what_other_pages_have_found_is_not_found_again() -> None:
    ran: list[Any] = []

    def keeper(_name: str, finding: Any, result: Any, segment: int, *settings: Any) -> Any:
        if (finding, settings) not in known:
            ran.append(finding)
            known[finding, settings] = finding(result, segment, *settings)
        return known[finding, settings]

    known: dict[Any, Any] = {}
    asked = Asked({SCENARIO: run(one())}, keeper=keeper)
    sensitivity.answer(asked)
    assumptions.answer(asked)
    before, count = {*ran}, len(ran)
    for key in QUESTIONS:
        attack(asked, key)
    assert before & {find_moves, assumptions.ask} == {find_moves, assumptions.ask}
    assert not {*ran[count:]} & before
