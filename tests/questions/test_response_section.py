"""Response from data on its page: its blocks, the chart of the response, and what that says in words."""

from typing import Any

import numpy as np
import pytest

from model import run
from model.answers import Asked, Lines, Offer, Part, Remark, Slot, Table
from model.fitting.accounts import Accounts, read_accounts
from model.questions.headcount.response_from_data import estimated
from model.questions.headcount.response_section import full_service, response_from_data
from model.text import example_files, read_file
from model.trace import as_text
from tests.fitting.books import as_text as table
from tests.fitting.books import book
from tests.questions.asking import about, every, finding, line
from tools.golden import ROOT

TEAM = read_file(example_files(ROOT / "scenarios")["understaffed-team"])
HOURS = 20.8  # of an account of its segment


def accounts(*known: float, seed: int = 1, count: int = 800) -> Accounts:
    return read_accounts(table(*book(count, *known, seed=seed), full=HOURS))


def asked(given: Accounts | None, scenario: Any = TEAM, **chosen: Any) -> Asked:
    return about(scenario, response_accounts=given, **chosen)


def blocks(asking: Asked) -> list[Any]:
    """What stands below the fields for the table."""
    fields, part = response_from_data(asking).blocks()
    assert fields == Slot("accounts")
    assert isinstance(part, Part)
    return [*part.blocks]


def drawn(given: Accounts) -> Lines:
    (chart,) = [block for block in every(blocks(asked(given))) if isinstance(block, Lines)]
    return chart


def test_without_a_table_there_are_only_the_fields() -> None:
    assert blocks(asked(None)) == []


def test_a_response_is_told_drawn_listed_and_offered_with_its_source() -> None:
    given = accounts(0.9, 0.5, 2.0)
    found = estimated(run(TEAM), 0, given, None)
    full, sentence, chart, rows, use = blocks(asked(given))
    assert isinstance(chart, Lines)
    assert full.blocks == ()
    assert as_text(sentence.sentence) == as_text(found.sentence)
    assert isinstance(rows, Table)
    assert [name for name, _ in rows.rows] == [name for name, _ in found.rows]
    (offer,) = use.blocks
    assert isinstance(offer, Offer)
    assert (offer.changes, offer.source) == (found.changes, "fitted to 800 accounts")


def test_values_that_the_scenario_has_are_not_offered() -> None:
    given = accounts(0.9, 0.5, 2.0)
    changes = estimated(run(TEAM), 0, given, None).changes
    (remark,) = blocks(asked(given, TEAM.changed(changes)))[-1].blocks
    assert isinstance(remark, Remark)
    assert as_text(remark.sentence) == "The scenario has these values."
    assert blocks(asked(accounts(0.85, 0.0, 1.0, seed=2)))[-1].blocks == ()


def test_full_service_is_asked_for_where_the_scenario_does_not_say_it() -> None:
    touches = read_accounts(table(*book(800, 0.9, 0.5, 2.0, seed=1), full=HOURS).replace("hours", "touches"))
    full, sentence, use = blocks(asked(touches))
    assert full.blocks == (Slot("full_service"),)
    assert as_text(sentence.sentence).endswith("say how many touches a year are full service.")
    assert use.blocks == ()
    set_to = {full_service("touches", 0).replace("-", "_", 1): HOURS}
    assert "accounts show a response" in as_text(blocks(asked(touches, **set_to))[1].sentence)


def test_groups_have_their_interval_and_the_curves_are_those_of_eq_2() -> None:
    given = drawn(accounts(0.9, 0.5, 2.0))
    assert all(0 <= dot.low <= dot.y <= dot.high <= 1 for dot in given.dots if dot.low is not None and dot.high)
    told = [dict(dot.told) for dot in given.dots]
    assert sum(int(one["Accounts"]) for one in told) == 800
    assert [one["Renewed"] for one in told] == [f"{round(100 * dot.y, 1):g}%" for dot in given.dots]
    segment = TEAM.segments[0]
    own = segment.retention_rate - segment.retention_at_risk * (1 - given.places) ** segment.response_curve
    assert line(given, "The scenario").values == pytest.approx(own)
    assert not np.isnan(line(given, "Fitted to the data").values).any()
    assert given.places.tolist() == sorted(given.places)
    assert (given.places[0], given.places[-1]) == (0, 1)


def test_the_curves_are_named_where_they_are_apart_and_only_what_was_fitted_is_drawn() -> None:
    steep, flat = drawn(accounts(0.9, 0.5, 2.0)), drawn(accounts(0.85, 0.0, 1.0, seed=2))
    assert [(mark.words, mark.above) for mark in steep.marks] == [
        ("Fitted to the data", False), ("The scenario", True),  # the fitted one is lower there
    ]  # fmt: skip
    assert [(mark.x, mark.words) for mark in flat.marks] == [(0, "The scenario")]
    assert np.isnan(line(flat, "Fitted to the data").values).all()


def test_the_finding_in_words() -> None:
    given = drawn(accounts(0.9, 0.5, 2.0))
    first, last = (f"{round(100 * given.dots[place].y, 1):g}%" for place in (0, -1))
    assert finding(given).startswith(
        f"Of accounts with 0% of full service {first} renewed; of accounts with 100% of full service {last} renewed."
    )
    assert "as fitted to them, from 77% without service to 92% in full in the scenario." in finding(given)
    flat = finding(drawn(accounts(0.85, 0.0, 1.0, seed=2)))
    assert "fitted" not in flat
    assert flat.endswith("Retention goes from 77% without service to 92% in full in the scenario.")


def test_one_group_is_told_once() -> None:
    """All served alike."""
    given = drawn(read_accounts("hours,renewed\n" + "10.4,yes\n10.4,no\n" * 30))
    assert [dict(dot.told)["Accounts"] for dot in given.dots] == ["60"]
    assert finding(given).count("renewed") == 1
