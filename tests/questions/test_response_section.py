"""Response from data on its page: its blocks, the chart of the response, and what that says in words."""

from typing import Any

import numpy as np
import pytest

from model import run
from model.answers import Asked, Lines, Offer, Part, Remark, Slot, Table
from model.fitting.accounts import AccountsTable, read_table
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


def accounts(*known: float, seed: int = 1, count: int = 800) -> AccountsTable:
    return read_table(table(*book(count, *known, seed=seed), full=HOURS))


def asked(given: AccountsTable | None, scenario: Any = TEAM, **chosen: Any) -> Asked:
    return about(scenario, response_accounts=given, **chosen)


def blocks(asking: Asked) -> list[Any]:
    """What stands below the fields for the table and the choice of its columns."""
    *_, part = below(asking) or [Part(())]
    return [*part.blocks[1:]]


def below(asking: Asked) -> list[Any]:
    """What stands below the fields for the table."""
    fields, part = response_from_data(asking).blocks()
    assert fields == Slot("accounts")
    assert isinstance(part, Part)
    return [*part.blocks]


def drawn(given: AccountsTable) -> Lines:
    (chart,) = [block for block in every(blocks(asked(given))) if isinstance(block, Lines)]
    return chart


def test_without_a_table_there_are_only_the_fields() -> None:
    assert blocks(asked(None)) == []


def test_a_response_is_told_drawn_listed_and_offered_with_its_source() -> None:
    given = accounts(0.9, 0.5, 2.0)
    found = estimated(run(TEAM), 0, given.accounts(given.guess), None)
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
    changes = estimated(run(TEAM), 0, given.accounts(given.guess), None).changes
    (remark,) = blocks(asked(given, TEAM.changed(changes)))[-1].blocks
    assert isinstance(remark, Remark)
    assert as_text(remark.sentence) == "The scenario has these values."
    assert blocks(asked(accounts(0.85, 0.0, 1.0, seed=2)))[-1].blocks == ()


def test_full_service_is_asked_for_where_the_scenario_does_not_say_it() -> None:
    touches = read_table(table(*book(800, 0.9, 0.5, 2.0, seed=1), full=HOURS).replace("hours", "touches"))
    full, sentence, use = blocks(asked(touches))
    assert full.blocks == (Slot("full_service"),)
    assert as_text(sentence.sentence).endswith("say how many touches a year are full service.")
    assert use.blocks == ()
    set_to = {full_service("touches", 0).replace("-", "_", 1): HOURS}
    assert "accounts show a response" in as_text(blocks(asked(touches, **set_to))[1].sentence)


def test_groups_have_their_interval_and_the_curves_are_those_of_eq_2() -> None:
    given = drawn(accounts(0.9, 0.5, 2.0))
    assert all(0 <= dot.low <= dot.y <= dot.high <= 1 for dot in given.dots if dot.low is not None and dot.high)
    details = [dict(dot.tooltip) for dot in given.dots]
    assert sum(int(group["Accounts"]) for group in details) == 800
    assert [group["Renewed"] for group in details] == [f"{round(100 * dot.y, 1):g}%" for dot in given.dots]
    segment = TEAM.segments[0]
    assumed = segment.retention_rate - segment.retention_at_risk * (1 - given.places) ** segment.response_curve
    assert line(given, "The scenario").values == pytest.approx(assumed)
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
    given = drawn(read_table("hours,renewed\n" + "10.4,yes\n10.4,no\n" * 30))
    assert [dict(dot.tooltip)["Accounts"] for dot in given.dots] == ["60"]
    assert finding(given).count("renewed") == 1


# Which columns are read.


PUBLIC = {  # headers as public tables of CSM touches and churn have them
    "touch count": "account_id,touch_count,renewed_next_month",
    "touchpoints": "Customer Name,Industry,Touchpoints Last Quarter,Churn Flag",
    "camel case": "customerId,CsmTouches,HasChurned",
}


def rows_of(head: str) -> AccountsTable:
    lines = "".join(f"A{number},{cells}\n" for number, cells in enumerate(["x,3,1", "x,0,0"] * 20))
    return read_table(f"{head}\n{lines if head.count(',') == 3 else lines.replace('x,', '')}")


@pytest.mark.parametrize("head", PUBLIC)
def test_the_headers_of_public_tables_are_read_or_offered(head: str) -> None:
    given = rows_of(PUBLIC[head])
    service, outcome, segment, months, *_ = below(asked(given))
    assert [block.label for block in (service, outcome, segment)] == ["Service", "Renewed or lost", "Segment"]
    assert service.options[service.chosen] in ("touch_count", "Touchpoints Last Quarter", "CsmTouches")
    assert months.value == {"touchpoints": 3.0}.get(head, 12.0)
    assert {*given.heads} <= {*service.options.values()}
    assert outcome.options[outcome.chosen] in ("renewed_next_month", "Churn Flag", "HasChurned")


def test_the_reader_chooses_columns_and_the_months_that_they_cover() -> None:
    """20 rows with 3 touches in a quarter are 12 a year; the last column says who stayed."""
    given = read_table("id,Contacts made,Stayed\n" + "1,3,yes\n2,0,no\n" * 20)
    (problem, _), *_ = below(asked(given))[-1].rows
    assert "has no column of hours or touches" in problem
    service, *_ = below(asked(given))
    places = {name: key for key, name in service.options.items()}
    chosen = {"view_response-service": places["Contacts made"], "view_response-outcome": places["Stayed"],
              f"set_response-months-{places['Contacts made']}": 3.0, full_service("touches", 0).replace("-", "_", 1): 12.0}  # fmt: skip
    *_, found = below(asked(given, **chosen))
    assert as_text(found.blocks[0].sentence) == "40 accounts read from table, touches a year."
    (fitted,) = [block for block in every([found]) if isinstance(block, Lines)]
    assert [(dot.x, dot.y) for dot in fitted.dots] == [(0, 0), (1, 1)]


def test_an_outcome_of_a_month_is_not_used_for_a_contract_of_a_year() -> None:
    text = table(*book(800, 0.9, 0.5, 2.0, seed=1), full=HOURS).replace("renewed", "renewed next month")
    part = blocks(asked(read_table(text)))
    assert (
        "The outcome covers 1 month and a contract 12 months, so these rates are not per renewal and cannot be used."
        in as_text(part[1].sentence)
    )
    assert part[-1].blocks == ()
    monthly = TEAM.changed({"Mid-market.renewal_months": 1, "Mid-market.billing_months": 1})
    assert blocks(asked(read_table(text), monthly))[-1].blocks != ()


def test_a_table_of_very_many_columns_offers_some() -> None:
    given = read_table(",".join(f"c{place}" for place in range(5_000)) + "\n" + "1," * 5_000)
    service, *_ = below(asked(given))
    assert len(service.options) == 41  # and none


def test_a_curve_at_its_limit_is_said_to_be() -> None:
    """Half service renews as none does: only a curve far below the least allowed one would bend so."""
    rows = "0,no\n" * 60 + "0,yes\n" * 60 + "10.4,no\n" * 60 + "10.4,yes\n" * 60 + "20.8,yes\n" * 200 + "20.8,no\n" * 12
    found = blocks(asked(read_table("hours,renewed\n" + rows)))
    assert " The curve stops at its limit: read it as 0.1 or less." in as_text(found[1].sentence)
    (rows_told,) = [block.rows for block in found if isinstance(block, Table)]
    assert dict(rows_told)["Response curve"][-1] == "at its limit"
