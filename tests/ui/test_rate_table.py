"""Renewal rates by renewal as a table, without a browser: what typed rows make of the scenario, and what is refused."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.every_page import controls, fire, known, opened, ran, unfold

KEY = "table-0-retention_by_renewal"
PATH = "Mid-market.retention_by_renewal"


@pytest.fixture
def app() -> AppTest:
    app = opened("compounding")
    app.query_params["scenario"] = "first-year-cliff"
    ran(app)
    unfold(app, "early_life")
    return ran(app)


def rates(app: AppTest) -> tuple[float, ...]:
    found: tuple[float, ...] = known(app).scenario.value(PATH)
    return found


def typed(app: AppTest, *texts: str) -> AppTest:
    """The run after the rows have these texts, those there are first."""
    names = [name for name, *_ in controls(app)[KEY]["rows"]]
    rows = [[names[place] if place < len(names) else f"new-{place}", text] for place, text in enumerate(texts)]
    return fire(app, KEY, "rows", rows)


def test_rates_are_shown_and_a_typed_one_is_taken(app: AppTest) -> None:
    assert [text for _, text in controls(app)[KEY]["rows"]] == ["71%", "60%"]
    assert rates(typed(app, "71%", "65%", "80%")) == (0.71, 0.65, 0.8)


def test_rows_are_taken_away(app: AppTest) -> None:
    assert rates(typed(app, "71%")) == (0.71,)
    assert rates(typed(app)) == ()


def test_what_is_no_rate_is_refused_and_the_former_one_stays(app: AppTest) -> None:
    typed(app, "71%", "never", "140%")
    assert rates(app) == (0.71, 0.6)
    assert len(controls(app)[KEY]["refused"]) == 2


def test_an_empty_row_is_none(app: AppTest) -> None:
    assert rates(typed(app, "71%", "60%", "")) == (0.71, 0.6)


def test_it_has_as_many_rows_as_the_input(app: AppTest) -> None:
    assert controls(app)[KEY]["most"] == 10


def test_the_list_of_changes_names_the_rates(app: AppTest) -> None:
    typed(app, "71%", "65%")
    assert "71%, 65%" in str(controls(app))
