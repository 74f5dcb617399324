"""One's own company: a blank one is filled in without being a change of anything, and its table sets what it says."""

from collections.abc import Sequence
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model import Scenario
from model.basis import Basis, basis_of
from model.segments import blank, names_of
from model.unset_inputs import unset
from tests.every_page import EXAMPLES, controls, fire, known, opened, ran, said, show
from ui import company, start, views
from ui.currencies import FIRST, names
from ui.state import State

TABLE = company.TABLE
ENTERPRISE = ["Enterprise", "45", "80k", "12", "91%", "8%", "1", "60,000", "80%", "3"]
SMB = ["SMB", "900", "3,600", "1", "97.5%", "", "45", "2,600", "", ""]


@pytest.fixture
def own_company() -> AppTest:
    """The Company page of a session that has just started its own."""
    return fire(ran(opened("overview")), "begin", "go_own")


def rows(app: AppTest) -> list[list[str]]:
    """What the table shows, a name of the browser's before each row."""
    shown: list[list[str]] = controls(app)[TABLE]["rows"]
    return shown


def type_rows(app: AppTest, *cells: Sequence[str]) -> AppTest:
    """The rows as the browser sends them: those that are there keep their names."""
    known_names = [row[0] for row in rows(app)]
    new = [f"new-{place}" for place in range(len(cells))]
    ids = [*known_names, *new[len(known_names) :]]
    return fire(app, TABLE, "rows", [[ids[place], *row] for place, row in enumerate(cells)])


def test_a_start_that_the_browser_tells_of_again_opens_one_company() -> None:
    app = ran(opened("overview"))
    app.session_state[views.KEY].reports += [("begin", True, start.open_blank)] * 2
    assert len(known(ran(app)).past) == 1
    assert known(app).scenario == blank()


def test_start_your_own_opens_a_blank_company_on_its_page(own_company: AppTest) -> None:
    assert known(own_company).scenario == blank()
    assert [page["page"] for page in controls(own_company)["menu"]["pages"] if page["current"]] == ["company"]
    assert [row[1:] for row in rows(own_company)] == [["Segment 1", *[""] * 9]]


def test_what_is_typed_while_it_is_filled_in_is_the_baseline_too(own_company: AppTest) -> None:
    fire(own_company, "company-name", "typed", "Acme")
    fire(own_company, "company-currency", "chosen", names()["EUR"])
    fire(own_company, "company-start", "typed", "Jan 2027")
    type_rows(own_company, ENTERPRISE, SMB)
    state = known(own_company)
    assert (state.scenario.name, state.scenario.currency, state.scenario.start) == ("Acme", "EUR", "2027-01")
    assert names_of(state.scenario) == ["Enterprise", "SMB"]
    assert state.opened.baseline == state.scenario
    fire(own_company, "company-verdict", "go")
    assert known(own_company).opened.baseline == known(own_company).scenario
    fire(own_company, "input-0-cac", "typed", "50,000")
    assert known(own_company).opened.changes == {"Enterprise.cac": "50000"}
    fire(own_company, "menu", "go", "company")
    fire(own_company, "company-name", "typed", "Acme Ltd")
    assert known(own_company).opened.baseline.name == "Acme"


def test_each_step_of_filling_in_is_undone_and_done_again(own_company: AppTest) -> None:
    type_rows(own_company, ENTERPRISE)
    first = known(own_company).scenario
    type_rows(own_company, ENTERPRISE, SMB)
    second = known(own_company).scenario
    fire(own_company, "steps", "undo")
    assert (known(own_company).scenario, known(own_company).opened.baseline) == (first, first)
    fire(own_company, "steps", "redo")
    assert known(own_company).scenario == second
    assert [row[1] for row in rows(own_company)] == ["Enterprise", "SMB"]


def test_in_ones_own_company_a_cell_that_nobody_filled_is_empty(own_company: AppTest) -> None:
    type_rows(own_company, SMB)
    assert rows(own_company)[0][1:] == ["SMB", "900", "3,600", "1", "97.5%", "", "45", "2,600", "", ""]
    example = opened("company")
    show(example, blank())
    example = ran(opened("company"))
    assert rows(example)[0][4] == "12"


def test_a_half_typed_row_is_kept_by_the_scenario_itself(own_company: AppTest) -> None:
    type_rows(own_company, ["Enterprise", "45", *[""] * 8])
    assert controls(own_company)[TABLE]["refused"][0][2].startswith("Missing")
    assert known(own_company).scenario.value("Enterprise.accounts") == 45
    assert any("Enterprise has no ACV yet" in words for words in said(own_company))


def test_what_cannot_be_read_stays_as_typed_and_is_said(own_company: AppTest) -> None:
    type_rows(own_company, [*ENTERPRISE[:4], "0.91", *ENTERPRISE[5:]])
    assert rows(own_company)[0][5] == "0.91"
    (line,) = controls(own_company)[TABLE]["refused"]
    assert "91%" in line[2]
    assert "0.91%" in line[2]
    assert basis_of(known(own_company).scenario, "Enterprise.retention_rate") == Basis.NOT_SET


def test_a_converted_rate_is_said_below_the_table() -> None:
    app = opened("company")
    show(app, EXAMPLES["product-led-smb"])
    cells = rows(app)[0][1:]
    fire(app, TABLE, "rows", [[rows(app)[0][0], *cells[:3], "12", *cells[4:]]])
    assert known(app).scenario.value("SMB.retention_rate") != EXAMPLES["product-led-smb"].value("SMB.retention_rate")
    assert "Converted to mean the same over a year" in controls(app)["company-along-0"]["label"]


@pytest.mark.parametrize(
    ("key", "text", "path", "line"),
    [
        ("company-name", "  ", "name", "Give your company a name."),
        ("company-start", "soon", "start", "“soon” is no month: write it like Jan 2027 or 2027-01."),
    ],
)
def test_words_that_are_refused_say_why(own_company: AppTest, key: str, text: str, path: str, line: str) -> None:
    before = known(own_company).scenario
    fire(own_company, key, "typed", text)
    assert (controls(own_company)[key]["line"], controls(own_company)[key]["refused"]) == (line, True)
    assert known(own_company).scenario == before


def test_cash_typed_here_is_our_data_in_one_step(own_company: AppTest) -> None:
    fire(own_company, "input-company-cash", "typed", "1.8M")
    assert known(own_company).scenario.company.cash == 1_800_000
    assert basis_of(known(own_company).scenario, "company.cash") == Basis.OUR_DATA
    assert known(own_company).past[-1].scenario == blank()


def test_what_is_not_set_is_counted_and_taken_as_it_is(own_company: AppTest) -> None:
    type_rows(own_company, ENTERPRISE, SMB)
    before, paths = known(own_company).scenario, unset(known(own_company).result)
    assert controls(own_company)["unset"]["label"] == f"{len(paths)} inputs that move the answer are not set yet."
    fire(own_company, "unset", "which")
    assert known(own_company).traced == "company.unset"
    fire(own_company, "company-verdict", "go")
    assert controls(own_company)["unset"]["label"] == f"{len(paths)} inputs that move the answer are not set yet."
    fire(own_company, "unset", "accept")
    assert "unset" not in controls(own_company)
    assert known(own_company).scenario.changed({"notes": before.notes}) == before


def test_the_example_offers_to_start_until_something_is_done() -> None:
    app = ran(opened("overview"))
    assert controls(app)["begin"]["buttons"][0]["words"] == "Start your own"
    fire(app, "input-0-cac", "typed", "1,000")
    assert "begin" not in controls(app)


@pytest.mark.parametrize("scenario", [EXAMPLES["three-segments"], EXAMPLES["product-led-smb"]])
def test_a_page_about_one_segment_leads_to_where_segments_are_edited(scenario: Scenario) -> None:
    app = opened("overview")
    show(app, scenario)
    fire(app, "edit-segments", "go")
    assert [page["page"] for page in controls(app)["menu"]["pages"] if page["current"]] == ["company"]
    fire(app, "company-copy", "chosen", scenario.segments[0].name)
    assert names_of(known(app).scenario)[1] == f"{scenario.segments[0].name} copy"
    assert controls(app)["company-copy"]["chosen"] == 0


def test_currencies_have_names_and_the_usual_ones_come_first() -> None:
    codes = names()
    assert list(codes)[:3] == [*FIRST]
    assert codes["CHF"] == "CHF, Swiss Franc"
    assert {"JPY", "INR", "BRL", "NGN"} <= {*codes}
    assert "DEM" not in codes


def test_a_currency_that_is_tender_nowhere_is_kept() -> None:
    app = opened("company")
    show(app, blank().changed({"currency": "XTS"}))
    shown: dict[str, Any] = controls(app)["company-currency"]
    assert shown["options"][shown["chosen"]] == "XTS"


def test_a_forged_table_does_nothing(own_company: AppTest) -> None:
    before = known(own_company).scenario
    for value in (None, [], [["x"]], [["a", *[1] * 10]], [["a", *["x" * 300] * 10]]):
        fire(own_company, TABLE, "rows", value)
    assert known(own_company).scenario in (before, blank())
    assert known(own_company).scenario == State(known(own_company).opened, {}).scenario


def test_the_month_in_which_a_fiscal_year_starts_is_chosen_by_its_name(own_company: AppTest) -> None:
    shown = controls(own_company)["company-fiscal-year"]
    assert (shown["options"][0], shown["options"][3], shown["chosen"]) == ("January", "April", 0)
    fire(own_company, "company-fiscal-year", "chosen", "April")
    assert known(own_company).scenario.fiscal_year_start == 4
    assert controls(own_company)["company-fiscal-year"]["chosen"] == 3
