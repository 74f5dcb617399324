"""What a book is worth: the printed figures, each case against the naive model or by hand, every wording."""

import math
import random
import re
from typing import Any

import pytest

from model import Scenario, run
from model.questions.clv_scenarios import ask
from model.trace import Quantity
from model.written import with_values
from tests.arithmetic import worked_out
from tests.corner_scenarios import corner_scenarios
from tests.questions.books import (
    ACCOUNTS,
    EXAMPLES,
    MARGIN,
    SMB,
    THREE,
    YEARLY,
    asked,
    case,
    in_words,
    made,
    naive_clv,
    quantities,
    same,
    sentences,
)
from tests.random_scenarios import random_scenario
from tests.test_trace import disagreement

# The figures that the two papers print: opening the example shows them.


@pytest.mark.parametrize(
    ("key", "changes", "revenue", "tolerance"),
    [
        ("mid-market-flat", {}, 7_560_000, 0.5),
        ("mid-market-yearly", {}, 7_712_208, 0.5),
        ("mid-market-monthly", {}, 10_918_817.11, 0.5),
        ("enterprise-20", {}, 6_367_254, 0.5),
        ("enterprise-20", {"Enterprise.price_increase": 0.03}, 6_760_922.21, 0.5),
    ],
)
def test_the_printed_revenue_of_the_book(key: str, changes: dict[str, Any], revenue: float, tolerance: float) -> None:
    worth = asked(EXAMPLES[key].changed(changes))
    assert worth.yours.book_revenue.value == pytest.approx(revenue, abs=tolerance)
    assert worth.figures[2] is worth.yours.book_revenue


def test_the_printed_gain_of_the_book_of_20() -> None:
    """367,254 is 5.8% of the total, 6.12% of the flat book, and 3.67 first-year contracts."""
    yours = asked(EXAMPLES["enterprise-20"]).yours
    assert yours.gain.value == pytest.approx(367_254, abs=0.5)
    assert yours.gain.value / yours.book_revenue.value == pytest.approx(0.058, abs=0.0005)
    assert yours.share.value == pytest.approx(0.0612, abs=0.00005)
    assert yours.logos.value == pytest.approx(3.67254, abs=0.00001)


def test_the_printed_single_account() -> None:
    """318,360 over three years, 6.12% more than flat: all accounts expand, from the second year on."""
    changed = {"Enterprise.expansion_share": 1.0, "first_uplift": "after_first_period"}
    yours = asked(EXAMPLES["enterprise-20"].changed(changed)).yours
    assert yours.revenue.value == pytest.approx(318_360, abs=0.5)
    assert yours.share.value == pytest.approx(0.0612, abs=0.00005)


def test_the_printed_frequency_at_the_same_yearly_rate() -> None:
    """7.71M becomes 7.78M: 2% a year on balance, in equal steps every month."""
    smooth = same(asked(YEARLY), "smooth")
    assert smooth.revenue.value == pytest.approx(210_000 * (1.02**3 - 1) / (1.02 ** (1 / 12) - 1))
    assert in_words((smooth.revenue,)) == "€7.78M"
    assert smooth.more.value == pytest.approx(smooth.revenue.value - 7_712_208)


# Cases.


def by_case(segment: str) -> dict[str, dict[str, Any]]:
    """What a reader of the page is told that each case changes, input by input."""
    nothing = {"expansion_rate": 0.0, "price_increase": 0.0}
    none_leave = {"retention_rate": 1.0, "contraction_rate": 0.0, "retention_at_risk": 0.0, "month_to_month_shift": 0.0}
    every: dict[str, dict[str, Any]] = {str(months): {"expansion_months": months} for months in (12, 3, 1)}
    changes = {"flat": nothing | none_leave, "churn": nothing, **every, "mine": {}}
    return {key: {f"{segment}.{name}": value for name, value in change.items()} for key, change in changes.items()}


@pytest.mark.parametrize("name", ["Enterprise", "Mid-market", "SMB"])
def test_each_case_is_the_naive_models_opening_book(name: str) -> None:
    """Beside the other segments and the accounts that sign later, whose CSMs they share."""
    place = [segment.name for segment in THREE.segments].index(name)
    worth = asked(THREE, place)
    expected = {key: naive_clv(THREE.changed(change), name) for key, change in by_case(name).items()}
    assert {each.key: each.revenue.value for each in worth.cases} == pytest.approx(expected)
    accounts = worth.yours.book_revenue.value / worth.yours.revenue.value
    assert accounts == pytest.approx({"Enterprise": 20, "Mid-market": 70, "SMB": 900}[name])
    for each in worth.cases:
        assert each.path[-1] == pytest.approx(each.book_revenue.value)
        assert each.gain.value == pytest.approx(accounts * (expected[each.key] - expected["flat"]))
        assert each.logos.value * THREE.segments[place].acv == pytest.approx(each.gain.value)


@pytest.mark.parametrize("seed", range(15))
def test_each_case_of_a_random_book_is_the_naive_models(seed: int) -> None:
    scenario = Scenario.model_validate(random_scenario(random.Random(seed)))
    first = scenario.segments[0]
    if not first.accounts:
        scenario = scenario.changed({f"{first.name}.accounts": 1.0})
    worth = asked(scenario)
    for key, change in by_case(first.name).items():
        assert case(worth, key).revenue.value == pytest.approx(naive_clv(scenario.changed(change), first.name)), key
    flat = case(worth, "flat")
    assert flat.revenue.value == pytest.approx(first.acv / 12 * scenario.horizon_months)
    assert (flat.gain.value, flat.share.value, flat.logos.value) == (0, 0, 0)


def test_cases_by_hand() -> None:
    """Ten accounts at 1,000 a month, aligned: 90% renew, 10% growth at each step, two years."""
    worth = asked(made(retention_rate=0.9, expansion_rate=0.1))
    yearly = 12_000 + 12_000 * 0.9 * 1.1
    quarters = [1.0, 1.1, 1.1**2, 1.1**3]
    quarterly = 3_000 * (sum(quarters) + 0.9 * 1.1**4 * sum(quarters))
    expected = {"flat": 24_000, "churn": 12_000 * 1.9, "12": yearly, "3": quarterly, "mine": yearly}
    assert {key: case(worth, key).revenue.value for key in expected} == pytest.approx(expected)
    assert worth.yours.margin.value == pytest.approx(MARGIN * yearly)
    assert worth.yours.gain.value == pytest.approx(10 * (yearly - 24_000))
    assert worth.yours.share.value == pytest.approx(yearly / 24_000 - 1)
    assert worth.yours.logos.value == pytest.approx(10 * (yearly - 24_000) / 12_000)
    assert case(worth, "3").path[11] == pytest.approx(10 * 3_000 * sum(quarters))
    a_year = {key: case(worth, key).a_year for key in ("flat", "churn", "12", "3", "1")}
    assert a_year.pop("flat") is a_year.pop("churn") is None
    assert {key: quantity and quantity.value for key, quantity in a_year.items()} == pytest.approx(
        {"12": 0.1, "3": 1.1**4 - 1, "1": 1.1**12 - 1}
    )


def test_the_margin_of_a_csms_book_is_less_one_csm() -> None:
    """2,080 hours at 70% are twenty accounts of 72.8 hours; nobody leaves, so one CSM is paid all the time."""
    worth = asked(made(staffing="to_need", csm_cost=120_000, other_hours=72.8))
    assert worth.yours.book_revenue.value == pytest.approx(20 * 24_000)
    assert worth.yours.book_margin.value == pytest.approx(20 * 24_000 * MARGIN - 2 * 120_000)
    leaving = asked(made(staffing="to_need", csm_cost=120_000, other_hours=72.8, retention_rate=0.5))
    assert leaving.yours.book_margin.value == pytest.approx(20 * 18_000 * MARGIN - 1.5 * 120_000)


def test_an_account_stands_for_a_book_that_there_is_not() -> None:
    """A scenario that only signs: the same account as that of an opening book, where nothing answers to coverage."""
    book, none = (asked(made(accounts=accounts, new_accounts=3, retention_rate=0.9)) for accounts in (ACCOUNTS, 0))
    assert none.yours.revenue.value == pytest.approx(book.yours.revenue.value)
    assert none.yours.book_revenue.value == pytest.approx(book.yours.revenue.value)
    assert in_words(none.book).startswith(
        "No CSM hours are entered and there are no existing customers, so the book is one "
    )


def test_which_accounts_the_book_is() -> None:
    assert in_words(asked(made()).book).startswith(
        "No CSM hours are entered, so the book is the 10 existing customers. "
    )
    by_hours = asked(made(other_hours=72.8))
    assert in_words(by_hours.book).startswith(
        "The book is the 20 customers that one CSM can hold, at 72.8 hours a year each. Cases"
    )
    assert "The 20 that one CSM can hold earn €480k" in in_words(by_hours.sentence)
    too_many = asked(made(other_hours=2_000, csm_hours=1_000))
    assert in_words(too_many.book).startswith(
        "A customer takes more hours than a CSM has, so the book is the 10 existing customers"
    )
    neither = in_words(asked(made(accounts=0, new_accounts=1, other_hours=2_000, csm_hours=1_000)).book)
    assert neither.startswith(
        "A customer takes more hours than a CSM has and there are no existing customers, so the book is one"
    )
    none = in_words(asked(made(accounts=0, new_accounts=1, other_hours=72.8)).book)
    assert "each. A customer that starts in month 1 stands for them." in none


def test_what_the_team_really_costs_is_told_where_there_is_one() -> None:
    assert asked(made()).with_team == ()
    staffed = {"staffing": "fixed", "csms": 1, "csm_cost": 60_000, "other_hours": 72.8}
    words_with_team = in_words(asked(made(**staffed)).with_team)
    margin = 10 * 24_000 * MARGIN - 2 * 60_000
    assert margin == 60_000
    assert words_with_team == ("After their share of what the team really costs, the 10 existing customers "
                              "earn €60k of margin.")  # fmt: skip
    discounted = in_words(asked(made().changed({"discount_rate": 0.1})).with_team)
    worth = sum(10 * 1_000 * MARGIN * 1.1 ** (-month / 12) for month in range(24))
    assert worth == pytest.approx(164_536, abs=1)
    assert discounted == "The 10 existing customers earn €165k of margin, discounted by 10% a year."
    assert asked(made(accounts=0, **staffed)).with_team == ()


# The sentence.


def test_the_sentence_of_a_book_that_grows() -> None:
    """Rates add up here: what stays and what expands, r + 4%, are 1 where the renewal rate is 96%."""
    assert in_words(asked(YEARLY).sentence) == (
        "A customer earns €110k of revenue and €88.1k of margin over 36 months. The 70 existing customers earn "
        "€7.71M, 2% more than if nobody left or grew. Below a renewal rate of 96% (now 98%) it would be less."
    )


def test_the_sentence_of_a_book_that_shrinks() -> None:
    """Two years: 1 + 1.1 r = 2 at r = 10 / 11."""
    worth = asked(made(retention_rate=0.8, expansion_rate=0.1))
    assert in_words(worth.sentence).endswith(
        " earn €226k, 6% less than if nobody left or grew. A renewal rate of 90.9% (now 80%) makes up for it."
    )


@pytest.mark.parametrize("renewal_rate", [0.9088, 0.909, 0.9092, 0.913, 0.95])
def test_the_renewal_rate_that_makes_up_for_it_is_one_number_and_another_than_now(renewal_rate: float) -> None:
    """10 / 11 whatever the present one is, with as many digits as it takes to tell the two apart."""
    sentence = asked(made(retention_rate=renewal_rate, expansion_rate=0.1)).sentence
    rate, present = [part for part in sentence if isinstance(part, Quantity) and part.words]
    assert rate.value == pytest.approx(10 / 11, abs=1e-6)
    assert rate.words != present.words


@pytest.mark.parametrize(
    ("scenario", "ending"),
    [
        (made(), "earn €240k, as nobody leaves and nothing grows in that time."),
        (made(retention_rate=0.8, expansion_rate=0.25), ", just as if nobody left or grew."),
        (made(contraction_rate=0.1), " Not even with every contract renewed would it be as much."),
        (made(expansion_rate=0.1, renewal_months=24), " No contract ends by then, so retention cannot change that."),
        (made(expansion_rate=2, expansion_months=1, renewal_months=12, retention_rate=0.5),
         " Even with the lowest renewal rate it would not be less."),
        (made(horizon_months=1, retention_rate=0.5), ", as nobody leaves and nothing grows in that time."),
        (made(accounts=0, new_accounts=1, retention_rate=0.8), " That is 10% less than if nobody left or grew."
         " A renewal rate of 100% (now 80%) makes up for it."),
    ],
)  # fmt: skip
def test_other_endings(scenario: Scenario, ending: str) -> None:
    assert in_words(asked(scenario).sentence).endswith(ending)


def test_the_sentence_names_the_segment_where_there_are_several() -> None:
    assert in_words(asked(THREE, 2).sentence).startswith("One SMB customer earns €7.96k of revenue and €")
    assert " over 1 month. " in in_words(asked(made(horizon_months=1)).sentence)


@pytest.mark.parametrize("scenario", [YEARLY, SMB, EXAMPLES["understaffed-team"], EXAMPLES["enterprise-20"]])
def test_at_the_retention_found_the_gain_turns(scenario: Scenario) -> None:
    worth, path = asked(scenario), f"{scenario.segments[0].name}.retention_rate"
    found = next(part for part in worth.sentence if isinstance(part, Quantity) and part.key.endswith(".turn"))
    gains = worth.yours.gain.value > 0
    below, above = (
        naive_clv(scenario.changed({path: min(1.0, found.value + away)}), scenario.segments[0].name)
        for away in (-1e-5, 1e-5)
    )
    flat = scenario.segments[0].acv / 12 * scenario.horizon_months
    assert below < flat <= above
    assert (found.value < scenario.value(path)) == gains
    low, high, of_flat = (tried.value for tried in found.evidence)
    assert low < of_flat <= high


# Everything.


def test_every_number_is_what_its_arithmetic_gives() -> None:
    for scenario in (YEARLY, SMB, EXAMPLES["enterprise-20"]):
        found = list(quantities(asked(scenario)))
        assert [line for line in map(disagreement, found) if line] == []
        deeper = [term for quantity in found for term in quantity.terms]
        assert [line for line in map(disagreement, deeper) if line] == []
        for quantity in (quantity for quantity in found if quantity.how):
            written = with_values(quantity.how or quantity)
            assert worked_out(written) == pytest.approx(quantity.value, rel=1e-7, abs=1e-4), written


def test_numbers_have_keys_of_their_own_and_say_what_they_are() -> None:
    for place in range(3):
        by_key: dict[str, Quantity] = {}
        for quantity in quantities(asked(THREE, place)):
            known = by_key.setdefault(quantity.key, quantity)
            assert (known.value, known.label) == (quantity.value, quantity.label), quantity.key
            assert quantity.definition
            assert quantity.label


ANY = [*list(corner_scenarios())[::29], *(random_scenario(random.Random(seed)) for seed in range(60))]


@pytest.mark.parametrize("block", range(4))
def test_every_scenario_has_finite_numbers_and_whole_sentences(block: int) -> None:
    for data in ANY[block::4]:
        result = run(Scenario.model_validate(data))
        for place in range(len(result.scenario.segments)):
            worth = ask(result, place)
            assert all(quantity.reason is None and math.isfinite(quantity.value) for quantity in quantities(worth)), (
                data
            )
            for sentence in sentences(worth):
                text = in_words(sentence)
                assert not re.search(r"\bnan\b|\binf\b|–|  ", text), text
                assert not text or text.endswith(".")
