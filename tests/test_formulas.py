"""The public formulas: what each says of itself, arrays, undefined values, and laws between them."""

import ast
import doctest
import inspect
import itertools
import pkgutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from model import formulas
from tests.test_worked_examples import EXAMPLES

pytestmark = pytest.mark.filterwarnings("error")

ALONG_AXIS = {  # these add up over the last axis or have a month axis; all others work value by value
    "blended",
    "cac_lag_adjusted",
    "expected_margins",
    "hours_per_account",
    "mrr",
    "payback_survival",
}
BY_VALUE = sorted(set(formulas.__all__) - ALONG_AXIS)
PARTS = ["Formula:", "Variants:", "Source:", "Undefined:", ">>>"]


def formula(name: str) -> Callable[..., Any]:
    return getattr(formulas, name)


def numeric(name: str) -> list[str]:
    """The arguments that are numbers."""
    return [argument for argument in inspect.signature(formula(name)).parameters if argument != "first_payment"]


# ---- what each says of itself ----


@pytest.mark.parametrize("name", formulas.__all__)
def test_docstring(name: str) -> None:
    """The parts of the glossary, in order, and a doctest that holds."""
    text = inspect.getdoc(formula(name)) or ""
    lines = text.splitlines()
    places = [next(n for n, line in enumerate(lines) if line.startswith(part)) for part in PARTS]
    assert places == sorted(places)
    test = doctest.DocTestParser().get_doctest(text, vars(formulas).copy(), name, None, 0)
    assert doctest.DocTestRunner().run(test).failed == 0


@pytest.mark.parametrize("name", formulas.__all__)
def test_arguments_are_keywords_of_whole_words(name: str) -> None:
    for argument in inspect.signature(formula(name)).parameters.values():
        assert argument.kind is inspect.Parameter.KEYWORD_ONLY
        assert len(argument.name) > 2
        assert argument.name not in {"rate", "churn"}, "the period belongs in the name"


def test_package_exports_every_module() -> None:
    found = [name for module in modules() for name in module.__all__]
    assert sorted(found) == sorted(formulas.__all__)
    assert len(found) == len(set(found))


def modules() -> Iterator[Any]:
    for found in pkgutil.iter_modules(formulas.__path__):
        yield __import__(f"model.formulas.{found.name}", fromlist=["__all__"])


def test_every_function_is_tested() -> None:
    """By a worked example or by a test that names it."""
    tests = [Path(__file__), Path(__file__).with_name("test_formula_values.py")]
    named = {node.attr for test in tests for node in ast.walk(ast.parse(test.read_text("utf-8"))) if is_formula(node)}
    assert set(formulas.__all__) - named - set(called(EXAMPLES)) == set()


def is_formula(node: ast.AST) -> bool:
    return isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "formulas"


def called(value: Any) -> Iterator[str]:
    """Names of the functions that worked examples use."""
    if isinstance(value, dict):
        yield from (value[key].split(".")[-1] for key in ("function", "call") if key in value)
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from called(item)


# ---- numbers and arrays ----


@pytest.mark.parametrize("name", BY_VALUE)
def test_broadcasting(name: str) -> None:
    """A table of arguments gives the table of what each pair of single values gives."""
    random = np.random.default_rng(7)
    shapes = itertools.cycle([(3, 1), (1, 4)])
    arguments = {argument: random.uniform(0.1, 0.9, next(shapes)) for argument in numeric(name)}
    table = formula(name)(**arguments)
    assert table.shape == np.broadcast_shapes(*(value.shape for value in arguments.values()))
    for place in np.ndindex(table.shape):
        single = {key: np.broadcast_to(value, table.shape)[place] for key, value in arguments.items()}
        np.testing.assert_array_equal(table[place], formula(name)(**single))


@pytest.mark.parametrize("name", BY_VALUE)
def test_numbers_in_number_out(name: str) -> None:
    assert isinstance(formula(name)(**dict.fromkeys(numeric(name), 0.5)), np.float64)


def test_last_axis_adds_up_and_others_broadcast() -> None:
    subscribers = np.array([[100, 50], [10, 0]])
    np.testing.assert_allclose(
        formulas.mrr(subscribers=subscribers, price=[100, 600], billing_months=[1, 12]), [12_500, 1_000]
    )
    np.testing.assert_allclose(formulas.blended(values=[[1, 3], [2, 2]], weights=[3, 1]), [1.5, 2])
    np.testing.assert_allclose(
        formulas.hours_per_account(
            meetings_per_year=[[4, 12], [0, 0]], hours_per_meeting=[1, 0.5], prep_hours=[2, 0], other_hours=2
        ),
        [20, 2],
    )


# ---- undefined ----

UNDEFINED = [
    ("accounts_per_csm", {"csm_hours": 2_080, "hours_per_account": 0}),
    ("break_even_accounts", {"monthly_fixed_costs": 1, "arpa": 10, "variable_cost_per_account": 10}),
    ("break_even_mrr", {"monthly_fixed_costs": 1, "variable_cost_rate": 1}),
    ("burn_multiple", {"net_burn": 1, "net_new_arr": -1}),
    ("cac", {"acquisition_spend": 0, "new_accounts": 0}),
    ("growth_rate", {"current": 1, "previous": 0}),
    ("lifetime_months", {"churn_per_renewal": -0.01}),
    ("ltv_cac", {"ltv": 1, "cac": 0}),
    ("ltv_dcf", {"yearly_margin": 1, "yearly_churn": 0, "yearly_growth": 0, "discount_rate": 0}),
    ("ltv_discounted", {"monthly_margin": 1, "monthly_churn": -0.02, "monthly_discount_rate": 0.02}),
    ("ltv_linear", {"monthly_margin": 1, "monthly_churn": 0, "monthly_margin_growth": 1}),
    ("magic_number_arr", {"net_new_arr": 1, "sales_and_marketing_spend": 0}),
    ("months_to_target", {"target": 2, "current": 1, "net_new_per_month": 0}),
    ("monthly_retention_from_yearly", {"yearly_retention": -0.5}),
    ("mrr", {"subscribers": 1, "price": 1, "billing_months": 0}),
    ("mrr_ceiling", {"new_mrr": 1, "monthly_net_churn": 0}),
    ("nrr", {"opening_mrr": 0, "expansion_mrr": 1}),
    ("payback_margin", {"cac": 1, "monthly_margin": -1}),
    ("payback_margin", {"cac": 1, "monthly_margin": 1, "onboarding_rate": 0}),
    ("payback_on_net_new", {"sales_and_marketing_spend": 1, "net_new_mrr": -1}),
    ("payback_revenue", {"cac": 1, "arpa": 0}),
    ("payback_survival", {"cac": 10, "margins_by_month": [3, 2, 1]}),
    ("perpetuity_multiplier", {"retention": 1.1, "discount_rate": 0.1}),
    ("quick_ratio", {"new_mrr": 1}),
    ("runway_months", {"cash": 1, "monthly_net_burn": 0}),
    ("yearly_churn_from_monthly", {"monthly_churn": 1.5}),
]


@pytest.mark.parametrize(("name", "arguments"), UNDEFINED)
def test_undefined_is_nan(name: str, arguments: dict[str, float]) -> None:
    assert np.isnan(formula(name)(**arguments))


EXTREME = [0.0, -0.0, 1.0, -1.0, 0.5, 2.0, 1e-308, 1e308, -1e308, np.inf, -np.inf, np.nan]


@pytest.mark.parametrize("name", BY_VALUE)
@given(data=st.data())
def test_never_infinite_and_never_a_warning(name: str, data: st.DataObject) -> None:
    number = st.sampled_from(EXTREME) | st.floats()
    result = formula(name)(**{argument: data.draw(number, argument) for argument in numeric(name)})
    assert not np.isinf(result)
