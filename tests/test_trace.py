"""Every number of a result, traced: what the trace says gives the number, and the text says what the trace says."""

import math
import random
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest

from model import Result, Scenario, run
from model.metrics import MONTHLY, SUMMARY, UNIT_ECONOMICS
from model.text import example_files, read_file
from model.trace import Quantity, Trace, constant, total
from model.written import in_symbols, in_words, number, with_values
from tests.arithmetic import worked_out
from tests.random_scenarios import random_scenario
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
RANDOM = 24
TOLERANCE = 1e-7  # of the number and of what it is a difference of


def scale(expression: Quantity) -> float:
    """The largest number in an expression."""
    if not expression.parts or expression.label:
        return abs(expression.value) if math.isfinite(expression.value) else 0.0
    return max(scale(part) for part in expression.parts)


def disagreement(quantity: Quantity) -> str | None:
    how = quantity.how
    if quantity.reason or how is None:
        return None
    allowed = TOLERANCE * max(abs(quantity.value), scale(how), 1e-6)
    if not abs(how.value - quantity.value) <= allowed:
        return f"{quantity.label}: {quantity.value} against {in_words(how)} = {with_values(how)} = {how.value}"
    return None


def all_quantities(result: Result) -> Iterator[Quantity]:
    """Every figure, and the measures of some months."""
    trace = Trace(result)
    yield from trace.everything()
    months = {1, 2, result.scenario.horizon_months // 2} & {*range(1, result.scenario.horizon_months + 1)}
    for month in months:
        yield from (trace.month(name, month) for name, metric in MONTHLY.items() if metric.in_total)
        for segment in trace.by_segment:
            yield from (segment.month(name, month) for name, metric in MONTHLY.items() if metric.in_segments)


@pytest.mark.parametrize("key", EXAMPLES)
def test_what_the_trace_says_gives_the_number_in_each_example(key: str) -> None:
    found = [disagreement(quantity) for quantity in all_quantities(run(EXAMPLES[key]))]
    assert [line for line in found if line] == []


@pytest.mark.parametrize("seed", range(RANDOM))
def test_what_the_trace_says_gives_the_number_in_random_scenarios(seed: int) -> None:
    scenario = Scenario.model_validate(random_scenario(random.Random(seed)))
    found = [disagreement(quantity) for quantity in all_quantities(run(scenario))]
    assert [line for line in found if line] == []


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_arithmetic_as_written_gives_the_number(key: str) -> None:
    for quantity in all_quantities(run(EXAMPLES[key])):
        how = quantity.how
        if how is None or quantity.reason:
            continue
        text = with_values(how)
        allowed = 1e-7 * max(abs(how.value), scale(how), 1e-6)
        assert abs(worked_out(text) - how.value) <= allowed, f"{quantity.label}: {text}"


def test_every_number_has_its_arithmetic_its_formula_and_its_definition() -> None:
    for scenario in EXAMPLES.values():
        trace = Trace(run(scenario))
        for quantity in trace.everything():
            assert quantity.how is not None, quantity.key
            assert quantity.formula
            assert quantity.definition


def test_a_key_finds_its_quantity_and_none_finds_nothing() -> None:
    trace = Trace(run(EXAMPLES["three-segments"]))
    for quantity in trace.everything():
        found = trace.find(quantity.key)
        assert found is not None
        assert (found.key, found.label) == (quantity.key, quantity.label)
        assert found.value == quantity.value or math.isnan(quantity.value)
    cac = trace.find("=SMB.cac")
    assert cac is not None
    assert cac.value == EXAMPLES["three-segments"].value("SMB.cac")
    wrong = (
        "",
        "nothing",
        "9/mrr@1",
        "mrr@99",
        "=SMB.nothing",
        "mrr",
        "0/cash@1",
        "nrr@3",
        "../x",
        "1/",
        "mrr@²",
        "²/nrr",
    )
    for key in (*wrong, "mrr@" + "1" * 5_000, "1" * 5_000 + "/nrr"):
        assert trace.find(key) is None


def test_each_term_can_be_followed_down_to_inputs() -> None:
    trace = Trace(run(EXAMPLES["product-led-smb"]))
    quantity, seen = trace.segment("SMB").economics("ltv_cac"), set[str]()
    queue = [quantity]
    while queue:
        one = queue.pop()
        seen.add(one.key)
        queue += one.terms
    assert {"=SMB.cac", "=SMB.acv", "=SMB.retention_rate", "=SMB.gross_margin", "=SMB.onboarding_rate"} <= seen


def test_a_number_says_what_it_feeds() -> None:
    trace = Trace(run(EXAMPLES["product-led-smb"]))
    assert {"0/ltv_cac", "0/payback_margin", "0/acquisition_cost@36"} <= {one.key for one in trace.feeds("=SMB.cac")}
    assert {"0/ltv_simple"} <= {one.key for one in trace.feeds("0/lifetime_months")}
    assert {one.key for one in trace.feeds("mrr@12")} == {"arr_end"}


FEEDING: list[tuple[str, dict[str, Any]]] = [
    ("understaffed-team", {"horizon_months": 6, "Mid-market.staff_changes": [{"month": 6, "change": -1}]}),
    (
        "understaffed-team",
        {"horizon_months": 1, "Mid-market.staffing": "ratio", "Mid-market.accounts_per_csm_ratio": 50},
    ),
    ("staffed-by-revenue", {"horizon_months": 2}),
    ("first-year-cliff", {"horizon_months": 13}),
]


def test_every_input_that_is_a_number_feeds_something_somewhere() -> None:
    """Except what only decides: guidelines, and the horizon, which is the length of every sum."""
    silent = {"guidelines", "horizon_months", "schema", "fiscal_year_start"}
    declared = EXAMPLES["product-led-smb"].paths()
    numbers = {path.rpartition(".")[2] for path, one in declared.items()
               if one.bounds and not {path, path.rpartition(".")[0]} & silent}  # fmt: skip
    # Who ramps in month T is rare; who moved to monthly terms is in the ring, behind the groups that a number is made of.
    # What says which month or which rate it is decides, as the horizon does.
    rare = {
        "collection_months",
        "book_renewals_done",
        "sales_cycle_months",
        "ramp_productivity",
        "ramp_months",
        "month_to_month_shift",
        "month_to_month_retention",
    }
    fed = set[str]()
    for key, changes in FEEDING:
        trace = Trace(run(_all_above_zero(EXAMPLES[key]).changed(changes)))
        _ = trace.feeds("")
        fed |= {path[1:].rpartition(".")[2] for path in trace._fed if path.startswith("=")}
    assert numbers - rare <= fed


def _all_above_zero(scenario: Scenario) -> Scenario:
    """With a step in place of every 0."""
    paths = scenario.paths()
    zeros = [path for path, one in paths.items() if one.bounds and scenario.value(path) in (0, None)]
    for path in zeros:
        with suppress(ValueError):  # inputs that do not go together
            scenario = scenario.changed({path: paths[path].step or 1})
    return scenario


def test_words_symbols_and_values_of_one_expression() -> None:
    margin, churn = Quantity(10.0, "money", "Margin", symbol="m"), Quantity(0.02, "share", "Churn: of {x}\\")
    value = (margin - 4) * 12 / churn
    assert value.value == pytest.approx(3600)
    assert in_words(value) == "(Margin − 4) × 12 / Churn: of {x}\\"
    assert with_values(value) == "(10 − 4) × 12 / 2%"
    assert in_symbols(value) == r"\frac{\left(m - 4\right) \cdot 12}{\text{Churn{:} of  x  }}"


def test_an_undefined_part_makes_the_whole_undefined_with_its_reason() -> None:
    nothing = Quantity(math.nan, label="LTV", reason="no_churn")
    assert (nothing * 2 + 1).reason == "no_churn"
    assert (constant(1) / 0).reason == "no_base"
    assert number(constant(1) / 0) == "–"
    assert (constant(1e300) * 1e300).reason == "too_large"


def test_a_name_for_what_has_one_keeps_its_origin() -> None:
    gain = (constant(5) - 2).named("gain", "Gain", unit="money")
    again = gain.named("same", "The same gain", unit="money")
    assert [term.key for term in again.terms] == ["gain"]
    assert total([gain]) is gain


def test_declared_measures_are_all_traced() -> None:
    keys = {one.key.partition("@")[0].rpartition("/")[2] for one in Trace(run(EXAMPLES["three-segments"])).everything()}
    assert {*SUMMARY, *UNIT_ECONOMICS, *MONTHLY} <= keys


def test_the_lowest_of_many_months_names_that_month_and_its_neighbours() -> None:
    """Not each of 36; whether it is the lowest is read from all of them all the same."""
    trace = Trace(run(EXAMPLES["three-segments"]))
    trough, path = trace.summary("trough"), trace.result.total.monthly["cumulative_profit"][:, 0]
    (lowest, *about) = trough.terms
    assert lowest.value == trough.value == path.min()
    assert [one.label for one in about] == [f"Cumulative profit, month {month}" for month in (7, 6, 8)]
    assert lowest.searched
    assert lowest.searched().value == path.min()


def test_what_the_book_becomes_with_growth_and_without_has_two_names() -> None:
    trace = Trace(run(EXAMPLES["product-led-smb"]))
    labels = [trace.summary(name).terms[0].label for name in ("nrr", "grr")]
    assert len({*labels}) == 2
