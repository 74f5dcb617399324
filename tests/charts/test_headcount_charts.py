"""The charts of the head-count page: what is marked where, that steps meet, and what each says in words."""

import itertools
from typing import Any

import pytest

from charts import best_count, flip_map, saving_loss, service, team_hours, waterfall
from model.questions.headcount.decision import Decision
from tests.questions.test_headcount import CUT, HIRE, RESPONSE, asked, made

Rows = list[dict[str, Any]]


def decided(changes: Any = CUT, **inputs: Any) -> Decision:
    return asked(made(staff_changes=changes, **RESPONSE | inputs)).decisions[0]


def notes(table: Any) -> Rows:
    return [row for row in table.to_pylist() if row.get("note_text")]


def test_the_crossing_is_marked_where_the_sums_change_places() -> None:
    mine = decided()
    table = saving_loss.SUMMED.table(mine, None)
    months = [row for row in table.to_pylist() if row["month"]]
    (mark,) = [row for row in notes(table) if row["note_text"].startswith("overtaken")]
    month = round(mine.crossing.value)
    assert (mark["at"], mark["note_y"]) == (month, months[month - 1]["first"])
    assert months[month - 2]["first"] >= months[month - 2]["second"]
    assert all(row["first"] < row["second"] for row in months[month - 1 :])


@pytest.mark.parametrize(("changes", "names"), [(CUT, ("Saving", "Loss")), (HIRE, ("Gain", "Cost"))])
def test_lines_have_the_names_of_what_is_decided_and_of_a_hire_run_upwards(
    changes: Any, names: tuple[str, str]
) -> None:
    mine = decided(changes, severance_months=0)
    table = saving_loss.SUMMED.table(mine, None)
    texts = [row["note_text"] for row in notes(table)]
    assert [text.partition(" ")[0] for text in texts[:2]] == [*names]
    last = [row for row in table.to_pylist() if row["month"]][-1]
    assert last["first"] > 0
    assert last["second"] > 0
    assert saving_loss.SUMMED.finding(mine, None).startswith(f"{names[0]} USD")


def test_the_baseline_is_the_same_decision_there() -> None:
    mine, before = decided(retention_at_risk=0.2), decided()
    rows = [row for row in saving_loss.BY_MONTH.table(mine, before).to_pylist() if row["month"]]
    assert [row["baseline"] for row in rows] == pytest.approx(before.loss.tolist())
    assert "in the baseline in month 14" in saving_loss.SUMMED.finding(mine, before)
    hire = [row for row in saving_loss.BY_MONTH.table(mine, decided(HIRE)).to_pylist() if row["month"]]
    assert {row["baseline"] for row in hire} == {None}


def test_each_step_begins_where_the_one_before_ends() -> None:
    mine = decided()
    rows = [row for row in waterfall.table(mine, None).to_pylist() if row["name"]]
    assert [row["name"] for row in rows] == [
        "Profit without it",
        "Pay",
        "Severance",
        "Churn",
        "Expansion",
        "Profit with it",
    ]
    for one, two in itertools.pairwise(rows):
        assert two["from"] == pytest.approx(one["to"])
    assert {row["name"]: row["kind"] for row in rows[1:-1]} == {
        "Pay": "up", "Severance": "down", "Churn": "down", "Expansion": "down"
    }  # fmt: skip
    assert "Churn USD −" in waterfall.finding(mine, None)


def test_load_without_an_end_has_no_point_and_words_stay_finite() -> None:
    mine = decided([{"month": 2, "change": -3}])
    assert "inf" not in str(service.table(mine, None).to_pylist())
    assert "at 0 %" in service.finding(mine, None)


@pytest.mark.parametrize(
    ("inputs", "words"),
    [
        ({}, "there are too few in every month."),
        ({"csms": 30}, "there are enough in every month."),
        ({"csms": 4.95, "new_accounts": 6}, "months, first in month"),
    ],
)
def test_hours_say_how_often_there_are_too_few(inputs: dict[str, Any], words: str) -> None:
    assert words in team_hours.finding(decided(**inputs), None)


def test_the_best_the_most_productive_and_todays_head_count_are_marked() -> None:
    found = asked(made(**RESPONSE)).best
    assert found
    marked = {row["note_text"]: row["at"] for row in notes(best_count.PROFIT.table(found, None))}
    assert marked == {"1: most revenue per CSM": 1, "3: today": 3, "4: most profit": 4}
    told = best_count.PROFIT.finding(found, None)
    assert "with today's 3" in told
    assert "By revenue per CSM, your own of today would staff" in told
    assert "would staff" not in best_count.NRR.finding(found, None)


def test_a_measure_without_a_value_says_so() -> None:
    found = asked(made(months=6, **RESPONSE)).best
    assert found
    assert best_count.NRR.table(found, None).num_rows == 0
    assert best_count.NRR.finding(found, None) == "NRR has no value with any number of CSMs."


def test_the_map_says_on_which_side_of_the_border_one_stands() -> None:
    answer = asked(made(staff_changes=CUT, **RESPONSE))
    shown = answer.map_of(answer.decisions[0], answer.flips_of(answer.decisions[0]))
    rows = flip_map.table(shown, None).to_pylist()
    cells = [row for row in rows if row["to"]]
    assert {row["kind"] for row in cells} == {"pays", "costs"}
    assert [(row["own"], row["own_y"]) for row in rows if row["own"]] == [(0.15, 0.5)]
    assert flip_map.finding(shown, None).startswith("At 15 % and 50 %, yours, it does not pay; the border lies at")
    free = asked(made(staff_changes=HIRE, csm_cost=0, **RESPONSE))
    assert flip_map.finding(free.map_of(free.decisions[0], free.flips_of(free.decisions[0])), None).endswith(
        "and so it is all over the map."
    )
