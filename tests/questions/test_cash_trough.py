"""How deep, how long, how fast: families, the fastest growth and the runway, each against a calculation of its own."""

import math
import random
import re

import numpy as np
import pytest

from model import Scenario, run
from model.formulas import runway_months
from model.questions.cash_trough import CashTrough, ask
from model.questions.cash_trough.affordable_growth import emptied, pace_of
from model.questions.cash_trough.whatif_families import FIGURES
from model.trace import Quantity
from tests.corner_scenarios import corner_scenarios
from tests.questions.troughs import EXAMPLES, SMB, THREE, TROUGH, asked, in_words, made, naive, quantities, sentences
from tests.random_scenarios import random_scenario
from tests.test_trace import disagreement

CARRIED = "cash_trough.fastest"
TWO_MONTHS = {"months": 2, "acv": 1200, "cac": 500}  # cash after them: opening cash - 7,000 - 4,000 x growth


def figure(answer: CashTrough, key: str) -> Quantity:
    return next(quantity for quantity in answer.figures if quantity.key == key)


def months_of(answer: CashTrough, family: str) -> list[str]:
    return [member.name for member in answer.family(family).members]


# Families.


@pytest.mark.parametrize("key", ["trough-2-more", "trough-5-more", "trough-10-more"])
def test_each_pace_of_growth_has_the_figures_of_the_naive_model(key: str) -> None:
    scenario = EXAMPLES[key]
    for member in asked(scenario).family("growth").members:
        step = float(member.name.removesuffix(" more"))
        summary = naive(scenario.changed({"Customers.new_accounts_step": step}))["summary"]
        assert {name: number.value for name, number in member.figures.items()} == pytest.approx(
            {name: summary[name] for name in FIGURES}
        )


def test_skoks_trough_the_faster_the_deeper_and_the_higher_after_it() -> None:
    members = asked(TROUGH).family("growth").members
    assert [member.name for member in members] == ["1 more", "2 more", "3 more", "4 more"]
    assert [member.is_current for member in members] == [False, True, False, False]
    lows = [member.figures["trough"].value for member in members]
    ends = [float(member.profit[-1]) for member in members]
    assert lows == sorted(lows, reverse=True)
    assert ends == sorted(ends)
    assert lows[1] == pytest.approx(-1_300_000)


def test_growth_is_added_alike_in_every_segment_that_signs() -> None:
    scenario = THREE.changed({"SMB.new_accounts": 0.0})
    family = asked(scenario).family("growth")
    assert [member.name for member in family.members] == [
        "−2.5 pts",
        "as now",
        "+2 pts",
        "+4 pts",
    ]
    added = {"Enterprise.new_accounts_growth": 0.04, "Mid-market.new_accounts_growth": 0.01 + 0.04}
    expected = naive(scenario.changed(added))
    assert family.members[3].figures["trough"].value == pytest.approx(expected["summary"]["trough"])
    assert family.members[3].cash.tolist() == pytest.approx(expected["total"]["cash"])
    assert "The same is added in each of the 2 segments that sign." in in_words(family.sentence)


def test_the_segment_in_view_says_what_growth_is() -> None:
    stepping = THREE.changed({"SMB.new_accounts_step": 1.0})
    assert months_of(asked(stepping, 2), "growth")[-1] == "+2.5 more"
    assert months_of(asked(stepping, 1), "growth")[-1] == "+4 pts"
    both = THREE.changed({"SMB.new_accounts_step": 1.0, "SMB.new_accounts_growth": 0.01})
    assert months_of(asked(both, 2), "growth")[-1] == "+4 pts"


@pytest.mark.parametrize(("growth", "names"), [
    (0.0, ["−2.5%", "0%", "2%", "4%"]),
    (0.15, ["10%", "12.5%", "15%"]),
    (0.5, ["36%", "43%", "50%"]),
    (-0.5, ["−50%", "−42%", "−34%"]),
])  # fmt: skip
def test_the_users_own_growth_is_always_there_and_the_others_lie_towards_the_plausible_ends(
    growth: float, names: list[str]
) -> None:
    answer = asked(made(new_accounts_growth=growth))
    assert months_of(answer, "growth") == names
    assert (
        answer.family("growth").current.figures["trough"].value
        == run(made(new_accounts_growth=growth)).total.summary["trough"].values[0]
    )


def test_cac_is_scaled_until_payback_is_the_guidelines_and_parts_of_it() -> None:
    family = asked(THREE).family("payback")
    assert [member.name for member in family.members] == ["6 months", "12 months", "17 months", "24 months"]
    payback = naive(THREE)["verdict"]["payback_margin"]
    for member, months in zip(family.members, (6, 12, payback, 24), strict=True):
        scaled = {f"{segment.name}.cac": segment.cac * months / payback for segment in THREE.segments}
        expected = naive(THREE.changed(scaled))
        assert expected["verdict"]["payback_margin"] == pytest.approx(months)
        assert member.figures["trough"].value == pytest.approx(expected["summary"]["trough"])
        assert member.figures["cash_low"].value == pytest.approx(expected["summary"]["cash_low"])


def test_payback_times_follow_the_guideline_and_keep_off_the_users_own() -> None:
    usual = ["6 months", "8 months", "12 months", "18 months", "24 months"]
    assert months_of(asked(made(cac=8_000)), "payback") == usual
    assert months_of(asked(made(cac=12_500)), "payback") == ["6 months", "12.5 months", "18 months", "24 months"]
    other = made(cac=8_000).changed({"guidelines.payback_months": 30.0})
    assert months_of(asked(other), "payback") == ["8 months", "15 months", "30 months", "45 months", "60 months"]
    none = made(cac=8_000).changed({"guidelines.payback_months": 0.0})
    assert months_of(asked(none), "payback") == usual
    dear = made(cac=9e8)
    assert months_of(asked(dear), "payback") == ["6 months", "12 months", "18 months", "24 months", "900,000 months"]


def test_months_billed_ahead_move_cash_as_in_the_naive_model_and_no_profit() -> None:
    family = asked(THREE).family("billing")
    assert [member.name for member in family.members] == ["1 month", "3 months", "6 months", "12 months"]
    assert not family.profit_differs
    for member, months in zip(family.members, (1, 3, 6, 12), strict=True):
        ahead = {f"{name}.billing_months": months for name in ("Enterprise", "Mid-market")}
        expected = naive(THREE.changed(ahead))
        assert member.cash.tolist() == pytest.approx(expected["total"]["cash"])
        assert member.figures["cash_low"].value == pytest.approx(expected["summary"]["cash_low"])
    assert asked(THREE).family("growth").profit_differs


@pytest.mark.parametrize(("inputs", "names"), [
    ({"renewal_months": 1}, ["1 month"]),
    ({"renewal_months": 3}, ["1 month", "3 months"]),
    ({"renewal_months": 24, "billing_months": 24}, ["1 month", "3 months", "6 months", "12 months", "24 months"]),
    ({"renewal_months": 12, "billing_months": 4}, ["1 month", "3 months", "4 months", "6 months", "12 months"]),
    ({"billing_months": 12, "beside": {"billing_months": 1}}, ["as now", "1 month", "3 months", "6 months", "12 months"]),
])  # fmt: skip
def test_months_billed_ahead_divide_the_contract(inputs: dict[str, object], names: list[str]) -> None:
    assert months_of(asked(made(**inputs)), "billing") == names


# The fastest growth.


def test_the_fastest_growth_by_hand() -> None:
    """Month 1: 10 accounts bring 1,000 and cost 5,000. Month 2: 1,000 + 1,000 (1 + g) less 5,000 (1 + g)."""
    answer = asked(made(**TWO_MONTHS, company={"cash": 7_500}))
    assert figure(answer, CARRIED).value == pytest.approx(0.125)
    stepping = asked(made(**TWO_MONTHS, company={"cash": 7_900}, new_accounts_step=1))
    assert figure(stepping, CARRIED).value == pytest.approx(2.25)  # 400 of cash each
    two = asked(
        made(**TWO_MONTHS, company={"cash": 15_200}, beside={"acv": 1200, "cac": 500, "new_accounts_growth": 0.1})
    )
    assert figure(two, CARRIED).value == pytest.approx(0.1)  # 15,200 - 14,000 - 4,000 x 0.1 = 8,000 x 0.1
    assert figure(two, CARRIED).words == "+10 pts"


def test_only_plausible_growth_is_carried() -> None:
    """22.5% a month would be carried; nobody grows by more than 15%."""
    answer = asked(made(**TWO_MONTHS, company={"cash": 7_900}))
    assert figure(answer, CARRIED).reason == "always_carried"


def test_the_number_that_was_found_is_not_defined_by_itself() -> None:
    """It is shown by the pace that lasts and the one that does not."""
    found = figure(asked(THREE), CARRIED)
    assert "fastest" not in found.definition
    assert [quantity.label for quantity in found.terms] != [found.label]
    assert len(found.terms) == 2


def test_a_little_more_than_the_fastest_growth_uses_the_cash_up() -> None:
    """By the naive model, in a company of three segments and in one whose team falls behind."""
    scenario = EXAMPLES["understaffed-team"].changed({"company.cash": 1e6, "company.fixed_costs": 300_000.0})
    for example, step in ((THREE, 1e-4), (SMB, 1e-3), (scenario, 1e-3)):
        found = figure(asked(example), CARRIED)
        lows = []
        for added in (found.value, found.value + step):
            changes = {
                f"{segment.name}.new_accounts_growth": segment.new_accounts_growth + added
                for segment in example.segments
            }
            lows.append(naive(example.changed(changes))["summary"]["cash_low"])
        assert lows[0] >= 0 > lows[1]


def test_both_sides_of_the_bracket_are_shown() -> None:
    for scenario in (THREE, SMB):
        found = figure(asked(scenario), CARRIED)
        added = found.how or found
        searched = added.parts[1] if added.parts else added
        assert [tried.value >= 0 for tried in searched.evidence] == [True, False]
        assert [disagreement(tried) for tried in searched.evidence] == [None, None]


def test_the_slowest_growth_that_lasts_where_only_growth_pays_the_fixed_costs() -> None:
    scenario = made(months=24, cac=2_000, company={"cash": 266_000, "fixed_costs": 60_000})
    assert naive(scenario)["summary"]["cash_low"] < 0
    (slowest,) = [
        part for part in asked(scenario).sentence if isinstance(part, Quantity) and part.key == "cash_trough.slowest"
    ]
    for growth, holds in ((slowest.value, True), (slowest.value - 1e-3, False)):
        low = naive(scenario.changed({"S.new_accounts_growth": growth}))["summary"]["cash_low"]
        assert (low >= 0) == holds


def test_the_grid_holds_the_plausible_ends_and_the_own_pace() -> None:
    for scenario in (THREE, SMB, TROUGH, made(new_accounts_growth=0.0123)):
        pace = pace_of(run(scenario), 0)
        assert pace
        grid = pace.grid()
        assert grid == sorted(set(grid))
        assert pace.current in grid
        assert (grid[0], grid[-1]) == pace.lever.plausible


def test_cash_that_is_below_zero_by_rounding_is_not_used_up() -> None:
    flows = np.array([[0.1], [0.2], [-0.3], [0.0]])
    cash = np.cumsum(flows, axis=0)
    billed = np.abs(flows)
    assert emptied({"cash": cash - 1e-16, "billings": billed}, 0.0) == [0]
    assert emptied({"cash": cash - 1e-6, "billings": billed}, 0.0) == [3]
    assert emptied({"cash": np.array([[0.0], [-1.0]]), "billings": np.zeros((2, 1))}, 0.0) == [2]


# Runway.


def test_the_usual_runway_and_the_month_in_which_cash_is_used_up() -> None:
    scenario = made(company={"cash": 140_000, "fixed_costs": 60_000})
    answer = asked(scenario)
    cash = naive(scenario)["total"]["cash"]
    assert figure(answer, "cash_trough.empty").value == 1 + next(month for month, value in enumerate(cash) if value < 0)
    runway = next(
        part for part in answer.runway_sentence if isinstance(part, Quantity) and part.key == "cash_trough.runway"
    )
    assert runway.value == pytest.approx(float(runway_months(cash=140_000, monthly_net_burn=60_000 - 10_000)))


# Billing a year ahead.


@pytest.mark.parametrize("billed", [1, 3, 6])
def test_switching_to_bills_a_year_ahead_by_hand(billed: int) -> None:
    """Twelve customers with an anniversary each month, 1,000 a month each, for ever: whoever's year began k months ago has 11 - k
    months paid ahead, billed `billed` months ahead (billed - 1) - k % billed. The difference is what cash is ahead of now."""
    scenario = made(months=36, new_accounts=0, accounts=12, billing_months=billed)
    year_ahead = sum(11 - k for k in range(12)) * 1_000
    as_now = sum((billed - 1) - k % billed for k in range(12)) * 1_000
    (gain,) = [part for part in asked(scenario).ahead_sentence if isinstance(part, Quantity) and part.unit == "money"]
    assert gain.value == pytest.approx(year_ahead - as_now)


# Every wording.

IN_TWO = {**TWO_MONTHS, "beside": {"acv": 1200, "cac": 500}}
NOBODY = {"new_accounts": 0, "accounts": 10}
BURNS = {"cash": 140_000, "fixed_costs": 60_000}
WORDINGS = {
    "no trough": (made(), 0, r"^Cumulative profit never falls below zero\. "),
    "recovered": (TROUGH, 0, r"^Cumulative profit falls to a low point of −€1\.3M in month 24; break-even comes in month 25, recovery in month 37\. "),
    "not recovered": (EXAMPLES["two-channels"], 0, r"; break-even comes in month 27, recovery not within 36 months\. "),
    "no bottom": (made(months=1, cac=9_000), 0, r"; neither break-even nor recovery comes within 1 month\. "),
    "loss again": (made(cac=3_000, new_accounts_growth=-0.5, company={"fixed_costs": 1_000, "fixed_cost_growth": 0.4}), 0,
                   r"; recovery comes in month 5, though the last month loses money again\. "),
    "nobody signs": (made(**NOBODY), 0, r" No new customers are signed, and cash lasts\.$"),
    "nobody signs and it runs out": (made(**NOBODY, company={"cash": 1_000, "fixed_costs": 20_000}), 0,
        r" Cash runs out in month 1 though no new customers are signed; getting through takes €120k\.$"),
    "no opening cash": (TROUGH, 0, r" No opening cash is entered; getting through takes €1\.3M\.$"),
    "always": (made(), 0, r" Cash carries any plausible growth over 12 months, up to 15% a month\.$"),
    "always, of several": (made(beside={}), 0, r" Cash carries any plausible growth over 12 months, up to \+15 pts a month in each segment\.$"),
    "never": (TROUGH.changed({"company.cash": 1.0}), 0,
              r" Cash runs out in month 1, at any plausible growth; getting through takes €1\.3M\.$"),
    "from nothing": (made(**TWO_MONTHS, company={"cash": 7_500}), 0,
                     r" Cash carries growth of up to 12\.5% a month \(now 0%\) over 2 months, but is still falling then\.$"),
    "faster": (made(**TWO_MONTHS, company={"cash": 7_500}, new_accounts_growth=0.1), 0,
               r" carries growth of up to 12\.5% a month \(now 10%\) over 2 months, but is still falling then\.$"),
    "as fast": (made(**TWO_MONTHS, company={"cash": 7_000}), 0, r" carries today's growth and no more over 2 months, but is still falling then\.$"),
    "slower": (made(**TWO_MONTHS, company={"cash": 7_900}, new_accounts_growth=0.4), 0,
               r" Cash runs out in month 2\. It carries growth of at most 22\.5% a month \(now 40%\) over 2 months, or needs €8\.6k at the start\.$"),
    "more each month": (made(**TWO_MONTHS, company={"cash": 7_900}, new_accounts_step=1), 0,
                        r" carries up to 2\.25 more customers each month \(now 1\) over 2 months, but is still falling then\.$"),
    "several, more": (made(**IN_TWO, company={"cash": 14_800}), 0,
                      r" carries up to 10 percentage points more growth a month in each segment over 2 months, but"),
    "several, less": (made(**IN_TWO, company={"cash": 13_760}), 0,
                      r"\. It carries at most 3 percentage points less growth a month in each segment over 2 months, or needs €14k at the start\.$"),
    "several, more each month": (made(**IN_TWO, new_accounts_step=1, company={"cash": 16_000}), 0,
                                 r" carries up to 2 more customers each month in each segment over 2 months, but"),
    "too slow": (made(company=BURNS), 0,
                 r" Cash runs out in month 5: you sign too slowly\. It lasts with growth of at least 4\.8% a month \(now 0%\) over 12 months\.$"),
    "no burn": (made(), 1, r"^$"),
    "no cash": (TROUGH, 1, r"^$"),
    "runway": (made(company=BURNS), 1,
               r"^At the burn of month 1, €50k, opening cash lasts 2\.8 months; on this path it runs out in month 5\.$"),
    "runway that lasts": (made(company={"cash": 900_000, "fixed_costs": 60_000}), 1,
                          r"^At the burn of month 1, €50k, opening cash lasts 18 months; on this path it is lowest in month 5\.$"),
    "no growth to vary": (made(**NOBODY), 3, r"^No new customers are signed, so there is no growth to vary\.$"),
    "growth": (SMB, 3, r"^Plausible growth is −5% to 15% a month\.$"),
    "steps": (TROUGH, 3, r"^Plausible are 0 to 10 more customers each month\.$"),
    "payback": (SMB, 4, r"^CAC is scaled to reach these payback times; your limit is 12 months\.$"),
    "paybacks": (THREE, 4, r"^CAC is scaled alike in every segment to reach"),
    "no signatures": (made(**NOBODY), 4, r"^There is no payback time to vary: no new customers are signed\.$"),
    "no CAC": (made(), 4, r"^There is no payback time to vary: no CAC is entered\.$"),
    "no margin": (made(cac=1, gross_margin=0), 4, r"^There is no payback time to vary: a customer leaves no margin\.$"),
    "billing": (SMB.changed({"SMB.renewal_months": 12}), 5, r"^Billing ahead moves cash, not profit\. Each line shows it as if it had always been so\.$"),
    "billing of several": (THREE, 5, r" A segment is billed as far ahead as its contract allows\.$"),
    "billed monthly": (SMB, 5, r"^Monthly contracts can only be billed monthly, so there is nothing to vary\.$"),
    "ahead": (SMB.changed({"SMB.renewal_months": 12}), 6, r"^Billing a year ahead from each customer's next renewal would add about €[0-9.]+M of cash by month 36\.$"),
    "ahead of monthly contracts": (SMB, 6, r" of cash by month 36, once contracts run a year\.$"),
    "ahead of some monthly contracts": (THREE, 6, r" of cash by month 36, once SMB contracts run a year\.$"),
    "ahead already": (made(billing_months=12), 6, r"^$"),
    "ahead within too short a time": (made(months=11), 6, r"^$"),
}  # fmt: skip


@pytest.mark.parametrize("situation", WORDINGS)
def test_each_situation_has_its_wording(situation: str) -> None:
    scenario, which, expected = WORDINGS[situation]
    text = in_words(sentences(asked(scenario))[which])
    assert re.search(expected, text), text


def test_every_scenario_has_an_answer_in_plain_numbers() -> None:
    some = [random_scenario(random.Random(seed)) for seed in range(40)]
    for data in [*some, *random.Random(3).sample(list(corner_scenarios()), 80)]:
        scenario = Scenario.model_validate(data)
        result = run(scenario)
        for segment in range(len(scenario.segments)):
            answer = ask(result, segment)
            for text in map(in_words, sentences(answer)):
                assert not text or text.endswith(".")
                assert not {"nan", "inf", "None"} & {*re.split(r"\W", text)}
            assert all(quantity.reason or math.isfinite(quantity.value) for quantity in quantities(answer))
            assert sum(member.is_current for family in answer.families for member in family.members) == 3


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_arithmetic_that_is_shown_gives_each_number(key: str) -> None:
    answer = asked(EXAMPLES[key])
    assert [line for quantity in quantities(answer) if (line := disagreement(quantity))] == []
    keys = [quantity.key for quantity in {id(quantity): quantity for quantity in quantities(answer)}.values()]
    assert all(keys)
