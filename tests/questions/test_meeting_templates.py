"""Templates of meetings: their arithmetic, and the published loads that they are to be compared with."""

import math

import pytest

from model import Scenario, run
from model.questions.csm_capacity.illustrations import Illustration, illustrated
from model.templates import templates
from model.text import example_files, read_file
from model.trace import Quantity, as_text
from model.written import with_values
from tests.arithmetic import worked_out
from tools.golden import ROOT

TEAM = read_file(example_files(ROOT / "scenarios")["understaffed-team"])
PAPER_HOURS = 2080 * 0.7  # of one CSM a year
# As printed: Gainsight 22, 49, 144; ChurnZero 10-50, 100-200, tech 500-1,000; the paper 20 and 70 accounts.
PUBLISHED = {"high": (10, 50), "mid": (49, 200), "low": (144, 144), "tech": (500, 1000)}


def shown(scenario: Scenario = TEAM) -> dict[str, Illustration]:
    return {illustration.touch: illustration for illustration in illustrated(run(scenario), 0).illustrations}


@pytest.mark.parametrize(("touch", "accounts", "hours"), [("high", 20, 72.8), ("mid", 70, 20.8)])
def test_two_add_up_to_the_papers_hours(touch: str, accounts: int, hours: float) -> None:
    """Printed: around 20 accounts and closer to 70 accounts a CSM, at 70% of 2,080 hours."""
    template = next(each for each in templates() if each.touch == touch)
    assert PAPER_HOURS / accounts == pytest.approx(hours)
    assert template.hours == pytest.approx(hours)


def test_the_hours_are_those_of_the_meetings_by_hand() -> None:
    by_hand = {
        "high": 52 * (0.5 + 0.3) + 4 * (2 + 3) + 8 * (1 + 0.4),
        "mid": 4 * (1.5 + 1.5) + 8 * (0.75 + 0.25) + 1 * (0.5 + 0.3),
        "low": 1 * (1 + 1.5) + 8 * (0.5 + 0.25) + 2 * (0.5 + 0.3),
        "tech": 4 * (0.25 + 0.125) + 1 * (0.25 + 0.25),
    }
    hours_by_touch = {touch: illustration.cells[0] for touch, illustration in shown().items()}
    assert {touch: cell.value for touch, cell in hours_by_touch.items() if isinstance(cell, Quantity)} == pytest.approx(
        by_hand
    )


@pytest.mark.parametrize("touch", PUBLISHED)
def test_each_lies_within_the_published_accounts_per_csm(touch: str) -> None:
    _, _, held, low, high, sources = shown()[touch].cells
    assert isinstance(held, Quantity)
    assert isinstance(low, Quantity)
    least, most = PUBLISHED[touch]
    assert (low.value, high.value if isinstance(high, Quantity) else low.value) == (least, most)
    assert least <= math.floor(held.value + 1e-9) <= most
    assert "Gainsight" in str(sources) or "ChurnZero" in str(sources)


def test_hours_that_an_account_takes_elsewhere_stand_beside() -> None:
    """Printed: 142, 45 and 1.5 hours; nobody says so of low touch."""
    beside = {touch: illustration.cells[1] for touch, illustration in shown().items()}
    assert {touch: cell.value if isinstance(cell, Quantity) else cell for touch, cell in beside.items()} == {
        "high": 142, "mid": 45, "low": (), "tech": 1.5,
    }  # fmt: skip


def test_accounts_per_csm_are_at_the_scenarios_own_hours() -> None:
    half = shown(TEAM.changed({"Mid-market.csm_productivity": 0.35}))
    held = half["high"].cells[2]
    assert isinstance(held, Quantity)
    assert held.value == pytest.approx(10)


def test_what_it_writes_makes_the_scenario_take_just_those_hours() -> None:
    for illustration in shown().values():
        changed = TEAM.changed(illustration.changes)
        hours = run(changed).segments["Mid-market"].unit_economics["hours_per_account"].values[0]
        assert isinstance(illustration.cells[0], Quantity)
        assert hours == pytest.approx(illustration.cells[0].value)
    without = TEAM.changed({"Mid-market.other_hours": 0.0})
    assert set(shown(without)["mid"].changes) == {"Mid-market.meetings"}


def test_they_are_called_illustrations_and_productivity_its_contradiction() -> None:
    answer = illustrated(run(TEAM), 0)
    assert as_text(answer.sentence) == (
        "These are illustrations. High touch (72.8 hours) and Mid touch (20.8 hours) match the paper's accounts per CSM; the "
        "others lie within published ranges. Using one sets other hours (0.8 now) to 0."
    )
    assert "found 36% (2 h 53 min of 8 h)" in as_text(answer.productivity)
    plain = illustrated(run(TEAM.changed({"Mid-market.other_hours": 0.0})), 0)
    assert as_text(plain.sentence).endswith("the others lie within published ranges.")


def test_every_number_shows_the_arithmetic_that_gives_it() -> None:
    for illustration in shown().values():
        cells = [*illustration.cells, *(cell for _, row in illustration.meetings for cell in row)]
        for cell in (cell for cell in cells if isinstance(cell, Quantity)):
            assert cell.key
            if cell.how is not None:
                assert worked_out(with_values(cell.how)) == pytest.approx(cell.value)
