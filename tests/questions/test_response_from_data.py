"""What accounts say about the response: the bias first, each wording, and the values that would be used."""

import random
from collections.abc import Iterator

import numpy as np
import pytest

from model import Scenario, run
from model.fitting.accounts import Accounts, read_accounts
from model.questions.headcount.response_from_data import BIAS, Estimated, estimated
from model.text import example_files, read_file
from model.trace import Quantity, as_text
from tests.fitting.books import as_text as table
from tests.fitting.books import book
from tests.random_scenarios import random_scenario
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
TEAM, THREE = EXAMPLES["understaffed-team"], EXAMPLES["three-segments"]
HOURS = 20.8  # 4 x (1.5 + 1.5) + 8 x (0.75 + 0.25) + 0.8, the scenario's own
STEEP = table(*book(800, 0.9, 0.5, 2.0, seed=1), full=HOURS)


def asked(text: str, scenario: Scenario = TEAM, segment: int = 0, full: float | None = None) -> Estimated:
    return estimated(run(scenario), segment, read_accounts(text), full)


def finding(answer: Estimated) -> str:
    """The sentence after the bias, which comes first in each."""
    assert answer.sentence[0] == BIAS
    return as_text(answer.sentence[1:], "EUR")


def quantities(answer: Estimated) -> Iterator[Quantity]:
    yield from (part for part in answer.sentence if isinstance(part, Quantity))
    yield from (cell for _, cells in answer.rows for cell in cells if isinstance(cell, Quantity))


def counted(renewed: int, lost: int, *hours: float) -> str:
    """So many accounts, by turns at these hours."""
    rows = (f"{hours[place % len(hours)]},{'yes' if place < renewed else 'no'}\n" for place in range(renewed + lost))
    return "hours,renewed\n" + "".join(rows)


def test_the_bias_that_is_named_first_is_that_accounts_at_risk_get_more_hours() -> None:
    assert as_text(asked(STEEP).sentence).startswith("Accounts at risk often get more hours, which hides what hours do")


def test_a_response_is_told_with_its_intervals_beside_the_scenarios_own() -> None:
    answer = asked(STEEP)
    assert answer.verdict == "response"
    line = finding(answer)
    assert line.startswith("These 800 accounts show a response: CR6 is ")
    assert line.endswith("; the scenario has 92%, 15% and 1.")
    rows = dict(answer.rows)
    for name, known in (("Renewal rate", 0.9), ("Retention at risk", 0.5), ("Response curve", 2.0)):
        value, low, high = rows[name][:3]
        assert isinstance(value, Quantity)
        assert isinstance(low, Quantity)
        assert isinstance(high, Quantity)
        assert low.value < value.value < high.value
        assert low.value <= known <= high.value
    assumed = [rows[name][3] for name in ("Renewal rate", "Retention at risk", "Response curve")]
    assert [cell.value for cell in assumed if isinstance(cell, Quantity)] == [0.92, 0.15, 1.0]


def test_what_would_be_used_is_rounded_and_takes_the_scenario_where_the_accounts_are() -> None:
    answer = asked(STEEP)
    assert answer.source == "fitted to 800 accounts"
    assert set(answer.changes) == {
        f"Mid-market.{name}" for name in ("retention_rate", "retention_at_risk", "response_curve")
    }
    assert all(round(value, 3) == value for value in answer.changes.values())
    after = TEAM.changed(answer.changes)
    again = asked(STEEP, after)
    assert again.drawn
    assert again.drawn.fitted is not None
    assert again.drawn.assumed == pytest.approx(again.drawn.fitted, abs=0.005)


def test_retention_at_risk_that_is_all_of_cr6_stays_within_it_when_rounded() -> None:
    changes = asked(counted(0, 40, 0.0) + counted(60, 0, HOURS).partition("\n")[2]).changes
    assert changes["Mid-market.retention_at_risk"] <= changes["Mid-market.retention_rate"] == 1.0


WORDINGS = {
    "few": (counted(10, 10, 0, 20), "These data cannot tell: there are 20 accounts; 30 are the fewest that are tried."),
    "all_renewed": (counted(40, 0, 0, 20), "These data cannot tell: all of the 40 accounts renewed."),
    "all_lost": (counted(0, 40, 0, 20), "These data cannot tell: all of the 40 accounts were lost."),
    "no_spread": (counted(40, 20, 30), "These data cannot tell: all of the 60 accounts were served in full."),
    "no_spread in part": (counted(40, 20, 5), "These data cannot tell: all of the 60 accounts were served alike."),
    "rare_lost": (counted(60, 3, 0, 20), "These data cannot tell: 3 of 63 accounts were lost; 10 are the fewest that are tried."),
    "rare_renewed": (counted(3, 60, 0, 20), "These data cannot tell: 60 of 63 accounts were lost; 10 renewals are the fewest that are tried."),
}  # fmt: skip


@pytest.mark.parametrize("situation", WORDINGS)
def test_why_nothing_is_tried(situation: str) -> None:
    text, line = WORDINGS[situation]
    answer = asked(text)
    assert answer.verdict == situation.partition(" ")[0]
    assert finding(answer) == line
    assert answer.changes == {}
    assert [name for name, _ in answer.rows] == ["Accounts in the data", "Lost in the data", "Fully served in the data"]


def test_noise_is_told_with_the_most_that_it_leaves_room_for() -> None:
    answer = asked(table(*book(300, 0.85, 0.0, 1.0, seed=2), full=HOURS))
    assert answer.verdict == "noise"
    line = finding(answer)
    assert line.startswith("These data cannot tell: what the 300 accounts show may be noise, which does as much in ")
    assert " of shuffles. Retention at risk is at most " in line
    assert answer.changes == {}
    [(_, low, high, _, open_end)] = [cells for name, cells in answer.rows if name == "Retention at risk"]
    assert isinstance(low, Quantity)
    assert isinstance(high, Quantity)
    assert low.value == 0 < high.value
    assert open_end == "down to the least allowed"
    assert answer.drawn
    assert answer.drawn.fitted is None


def test_more_hours_for_those_at_risk_is_told_as_that() -> None:
    engagement, renewed = book(600, 0.9, 0.5, 1.0, seed=1)
    answer = asked(table(1 - engagement, renewed, full=HOURS))
    assert finding(answer) == (
        "These data cannot tell: of the 600 accounts those with less service renewed more often, as when accounts at risk "
        "get more hours."
    )
    assert answer.changes == {}


def test_an_open_curve_stays_as_it_is() -> None:
    """Accounts with none and with full service: CR6 and retention at risk are their shares."""
    engagement, renewed = book(600, 0.9, 0.4, 1.0, seed=1, levels=2)
    answer = asked(table(engagement, renewed, full=HOURS))
    assert answer.verdict == "any_curve"
    served, unserved = renewed[engagement == 1].mean(), renewed[engagement == 0].mean()
    assert answer.changes == {
        "Mid-market.retention_rate": pytest.approx(served, abs=0.0006),
        "Mid-market.retention_at_risk": pytest.approx(served - unserved, abs=0.0011),
    }
    assert finding(answer).startswith(
        "These 600 accounts show a response, but not its curve: any from 0.1 to 10 fits. With the scenario's own, 1, CR6 is "
    )
    assert {name: cells[-1] for name, cells in answer.rows}["Response curve"] == "any fits"


def test_segments_are_those_of_the_table() -> None:
    mixed = (
        STEEP.replace("renewed\n", "renewed,segment\n")
        .replace("yes\n", "yes,mid-market\n")
        .replace("no\n", "no,Mid-Market\n")
    )
    other = counted(500, 500, 0, 20).partition("\n")[2].replace("yes\n", "yes,SMB\n").replace("no\n", "no,SMB\n")
    answer = asked(mixed + other)
    assert finding(answer) == finding(asked(STEEP))
    none = asked("hours,renewed,segment\n" + "".join(f"1,yes,Kind {kind}\n" for kind in range(7)))
    assert none.verdict is None
    assert (
        finding(none)
        == "None of the 7 accounts is of Mid-market: the table has Kind 0, Kind 1, Kind 2, Kind 3, Kind 4 and 2 more."
    )


def test_a_table_without_segments_counts_for_the_segment_in_view_and_says_so() -> None:
    line = finding(asked(counted(40, 0, 0, 20), THREE, 1))
    assert line == (
        "The table names no segments: all its accounts count as Mid-market's. These data cannot tell: all of the 40 accounts renewed."
    )


def test_full_service_is_the_segments_own_hours_or_asked_for() -> None:
    assert asked(STEEP).asks == ""
    assert finding(asked(STEEP, full=HOURS)) == finding(asked(STEEP))
    touches = asked(STEEP.replace("hours", "touches"))
    assert (touches.asks, touches.verdict) == ("touches", None)
    assert finding(touches) == "To go on, say how many touches a year are full service."
    assert finding(asked(STEEP.replace("hours", "touches"), full=HOURS)) == finding(asked(STEEP))
    without = TEAM.changed({"Mid-market.meetings": [], "Mid-market.other_hours": 0.0})
    assert asked(STEEP, without).asks == "hours"
    assert asked(STEEP, without, full=HOURS).verdict == "response"
    half = asked(STEEP, full=HOURS / 2)
    [full] = [cells[0] for name, cells in half.rows if name == "Fully served in the data"]
    [all_of_it] = [cells[0] for name, cells in asked(STEEP).rows if name == "Fully served in the data"]
    assert isinstance(full, Quantity)
    assert isinstance(all_of_it, Quantity)
    assert full.value > all_of_it.value


def test_every_number_says_what_it_is_and_what_shows_it() -> None:
    for text in (STEEP, table(*book(300, 0.85, 0.0, 1.0, seed=2), full=HOURS)):
        answer = asked(text)
        keys: dict[str, float] = {}
        for quantity in quantities(answer):
            assert quantity.label
            assert quantity.definition
            assert quantity.key.startswith(("headcount.response.", "=data/", "=Mid-market."))
            assert keys.setdefault(quantity.key, quantity.value) == quantity.value
            if quantity.key.startswith("headcount."):
                assert [each.key for each in quantity.evidence][:2] == ["=data/accounts", "=data/lost"]


def test_any_scenario_and_any_accounts_are_told() -> None:
    rng, none = np.random.default_rng(7), np.empty(0, dtype=np.intp)
    for seed in range(25):
        scenario = Scenario.model_validate(random_scenario(random.Random(seed)))
        count = int(rng.integers(1, 120))
        accounts = Accounts("hours", rng.random(count) * 10, rng.random(count) < rng.random(), (), none)
        answer = estimated(run(scenario), 0, accounts, float(rng.random() * 12) + 0.01)
        assert as_text(answer.sentence).startswith("Accounts at risk")
        assert not {"nan", "inf", "None"} & {*as_text(answer.sentence).replace(".", " ").replace(";", " ").split()}
        assert bool(answer.changes) == (answer.verdict in ("response", "any_curve"))
        assert scenario.changed(answer.changes) if scenario.expansion_base == "renewed" else True
