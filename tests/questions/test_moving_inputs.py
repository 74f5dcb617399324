"""Which inputs could turn the verdict, held to runs by hand."""

from model import Scenario, run
from model.answers import InputTable
from model.questions.assumptions import MOVING, answer
from model.questions.moving_inputs import moving
from tests.questions.asking import about, every

# A margin of 8,000 a year, an account that stays 10 years, and a limit of 12 months: the CAC is paid back in 9 months.
COMPANY = Scenario.model_validate({
    "name": "Acme", "guidelines": {"payback_months": 12},
    "segments": [{"name": "A", "accounts": 50, "acv": 10_000, "gross_margin": 0.8, "retention_rate": 0.9,
                  "new_accounts": 2, "cac": 6_000}],
})  # fmt: skip


def test_an_input_turns_the_verdict_where_an_end_of_its_range_does() -> None:
    found = moving(run(COMPANY), 0, ("A.cac", "A.accounts", "company.fixed_costs", "guidelines.payback_months"))
    assert run(COMPANY).verdict.advice == "accelerate"
    assert run(COMPANY.changed({"A.cac": 24_000.0})).verdict.advice == "hold"  # four times its own, 36 months
    assert run(COMPANY.changed({"guidelines.payback_months": 5.0})).verdict.advice == "hold"
    assert run(COMPANY.changed({"company.fixed_costs": 1_000_000.0})).verdict.advice == "accelerate"  # no cash given
    assert found >= {"A.cac", "guidelines.payback_months"}
    assert "company.fixed_costs" not in found


def test_a_value_that_another_input_does_not_allow_is_passed_over() -> None:
    billed = COMPANY.changed({"A.renewal_months": 3, "A.billing_months": 3})
    assert moving(run(billed), 0, ("A.billing_months",)) == frozenset()


def test_the_register_shows_only_these_on_demand() -> None:
    asked = about(COMPANY, view_class=MOVING)
    (shown,) = [
        block for block in every(answer(asked).blocks) if isinstance(block, InputTable) and block.key == "acting"
    ]
    assert shown.title == "Inputs that could turn the verdict"
    paths = {row.path for row in shown.rows}
    assert "A.cac" in paths
    assert "company.fixed_costs" not in paths
