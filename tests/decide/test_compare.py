"""`bowtie compare` against products worked by hand, the naive model, and what every attribution must keep."""

import math
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from model.__main__ import main
from model.text import read_file, to_toml
from tests.decide.asking import FLAT, TEAM, THREE, file_of, refused, told, words
from tests.naive import naive_run

CHANNELS = THREE.replace("three-segments", "two-channels")
YEARLY = FLAT.replace("flat", "yearly")


def book(folder: Path, name: str, top: str = "", company: str = "", **inputs: Any) -> str:
    """Ten accounts of $1,000 a month without any cost: revenue is 12 x accounts x price / 12."""
    given = {"accounts": 10, "acv": 12_000, "gross_margin": 1} | inputs
    rows = "\n".join(f"{key} = {value}" for key, value in given.items())
    return file_of(
        folder, f'name = "{name}"\nhorizon_months = 12\n{top}\n{company}\n[[segments]]\nname = "S"\n{rows}\n', name
    )


def shares(found: dict[str, Any]) -> dict[str, float]:
    return {row["path"]: row["value"] for row in found["attribution"]}


def profit_of(file: str, **changed: Any) -> float:
    """Operating profit over the horizon by the naive model, with some inputs of the only segment changed."""
    data = read_file(file).model_dump(by_alias=True, exclude_none=True)
    data["segments"] = [{**data["segments"][0], **changed}]
    return math.fsum(naive_run(data)["total"]["operating_profit"])


def test_a_product_of_two_is_shared_by_hand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """10 x $12,000 becomes 20 x $18,000: one adds 120,000 alone, the other 60,000, both 240,000; 60,000 are halved."""
    files = book(tmp_path, "A"), book(tmp_path, "B", accounts=20, acv=18_000)
    found = told(capsys, "compare", *files, "--figure", "revenue")
    assert found["total"] == pytest.approx(240_000)
    assert shares(found) == {"S.accounts": pytest.approx(150_000), "S.acv": pytest.approx(90_000)}
    assert found["interaction"] == pytest.approx(60_000)
    assert found["exact"] is True
    assert found["differs"] == [
        {"path": "S.accounts", "kind": "assumption", "values": [10, 20]},
        {"path": "S.acv", "kind": "assumption", "values": [12_000, 18_000]},
    ]
    assert found["figures"]["revenue"] == {
        "values": [pytest.approx(120_000), pytest.approx(360_000)],
        "change": [0, pytest.approx(240_000)],
        "relative": [0, pytest.approx(2)],
    }


def test_a_product_of_three_by_every_order(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    changed = {"S.accounts": (10, 20), "S.acv": (12_000, 36_000), "S.gross_margin": (1, 0.25)}
    after = {path.removeprefix("S."): values[1] for path, values in changed.items()}
    found = told(capsys, "compare", book(tmp_path, "A"), book(tmp_path, "B", **after))
    expected = dict.fromkeys(changed, 0.0)
    for order in permutations(changed):
        worth = [math.prod(changed[path][path in order[:step]] for path in changed) for step in range(4)]
        for path, before, then in zip(order, worth, worth[1:], strict=False):
            expected[path] += (then - before) / 6
    assert shares(found) == {path: pytest.approx(value) for path, value in expected.items()}
    assert math.fsum(shares(found).values()) == pytest.approx(found["total"])


def test_levers_apart_from_assumptions_in_both_worlds(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """We look 12 months further at $10,000 a month; the world pays $15,000."""
    other = book(tmp_path, "B", acv=18_000).replace("B.toml", "C.toml")
    Path(other).write_text(Path(other.replace("C.toml", "B.toml")).read_text().replace("months = 12", "months = 24"))
    found = told(capsys, "compare", book(tmp_path, "A"), other, "--figure", "revenue")
    kinds = {row["path"]: row["kind"] for row in found["attribution"]}
    assert kinds == {"horizon_months": "lever", "S.acv": "assumption"}
    assert found["levers"] == {
        "value": pytest.approx(150_000),
        "from_base": pytest.approx(120_000),
        "to_other": pytest.approx(180_000),
    }
    assert found["assumptions"] == {
        "value": pytest.approx(90_000),
        "from_base": pytest.approx(60_000),
        "to_other": pytest.approx(120_000),
    }


def test_switching_the_base_flips_every_sign(capsys: pytest.CaptureFixture[str]) -> None:
    there, back = told(capsys, "compare", FLAT, YEARLY), told(capsys, "compare", YEARLY, FLAT)
    assert there["total"] == pytest.approx(-back["total"])
    assert shares(there) == {path: pytest.approx(-value) for path, value in shares(back).items()}
    assert [row["values"][::-1] for row in there["differs"]] == [row["values"] for row in back["differs"]]


def test_every_input_that_differs_and_none_that_does_not(capsys: pytest.CaptureFixture[str]) -> None:
    base, other = read_file(FLAT), read_file(YEARLY)
    differing = {
        path
        for path, parameter in base.paths().items()
        if parameter.kind != "text" and base.value(path) != other.value(path)
    }
    found = told(capsys, "compare", FLAT, YEARLY)
    assert {row["path"] for row in found["differs"]} == differing
    assert found["total"] == pytest.approx(profit_of(YEARLY) - profit_of(FLAT))


def test_the_same_scenario_differs_in_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "compare", THREE, THREE)
    assert (found["total"], found["attribution"], found["interaction"], found["differs"]) == (0, [], 0, [])
    text = words(capsys, "compare", THREE, THREE)
    assert text.startswith("Company of three segments and Company of three segments have the same inputs.\n")


def test_staff_plans_and_meetings_count_as_one_each(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    team = read_file(TEAM)
    name = team.segments[0].name
    staffed = [{"month": 2, "change": 1.0}, {"month": 9, "change": 1.0}]
    meetings = [{"name": "QBR", "per_year": 4.0, "hours": 2.0, "prep_hours": 0.0}]
    other = team.changed({f"{name}.staff_changes": staffed, f"{name}.meetings": meetings})
    found = told(capsys, "compare", TEAM, file_of(tmp_path, to_toml(other)))
    assert {*shares(found)} == {f"{name}.staff_changes", f"{name}.meetings"}
    worth = {
        (m, s): profit_of(TEAM, **({"meetings": meetings} if m else {}), **({"staff_changes": staffed} if s else {}))
        for m in (0, 1) for s in (0, 1)
    }  # fmt: skip
    by_hand = (worth[1, 0] - worth[0, 0] + worth[1, 1] - worth[0, 1]) / 2
    assert shares(found)[f"{name}.meetings"] == pytest.approx(by_hand)
    assert found["total"] == pytest.approx(worth[1, 1] - worth[0, 0])


def test_a_segment_that_only_one_has_is_one_change(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "compare", THREE, CHANNELS)
    names = {"Enterprise", "Mid-market", "SMB", "Direct", "Resellers"}
    assert names <= {*shares(found)} == {row["path"] for row in found["differs"]}
    assert math.fsum(shares(found).values()) == pytest.approx(found["total"])
    totals = [
        math.fsum(naive_run(read_file(file).model_dump(by_alias=True, exclude_none=True))["total"]["operating_profit"])
        for file in (THREE, CHANNELS)
    ]
    assert found["total"] == pytest.approx(totals[1] - totals[0])
    (smb,) = (row["values"] for row in found["differs"] if row["path"] == "SMB")
    assert (smb[0]["accounts"], smb[1]) == (900, None)


def test_a_segment_under_another_name_is_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = Path(THREE).read_text(encoding="utf-8").replace('"SMB"', '"Small"').replace("2600", "3000")
    found = told(capsys, "compare", THREE, file_of(tmp_path, text))
    assert [*shares(found)] == ["SMB.cac"]


def test_a_term_and_its_rates_are_one_change(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    files = (book(tmp_path, "A", retention_rate=0.9, billing_months=12),
             book(tmp_path, "B", retention_rate=0.99, renewal_months=1, billing_months=1))  # fmt: skip
    (row,) = told(capsys, "compare", *files)["attribution"]
    assert row["path"] == "S.renewal_months"
    assert row["along"] == ["S.retention_rate", "S.billing_months"]


def test_options_that_allow_less_go_with_their_rates(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A retention of 30% is not allowed with expansion_base = "starting", so that no step may have both."""
    files = (book(tmp_path, "A", retention_rate=0.3),
             book(tmp_path, "B", 'expansion_base = "starting"', retention_rate=0.9, acv=24_000))  # fmt: skip
    found = told(capsys, "compare", *files, "--figure", "S/arr_end")
    assert {*shares(found)} == {"expansion_base", "S.acv"}
    assert math.fsum(shares(found).values()) == pytest.approx(found["total"])


def test_limits_of_guidelines_move_no_figure(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    files = book(tmp_path, "A"), book(tmp_path, "B", company="[guidelines]\npayback_months = 18", acv=24_000)
    assert shares(told(capsys, "compare", *files, "--figure", "revenue")) == {
        "guidelines.payback_months": 0, "S.acv": pytest.approx(120_000),
    }  # fmt: skip


def test_more_than_twelve_changes_are_sampled_with_their_error(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Only three of fourteen matter, and revenue is their product: the others take nothing away from them."""
    acting = {"accounts": 20, "acv": 36_000, "retention_rate": 0.5}
    idle = {"cac": 1, "csm_cost": 1, "csm_hours": 1_000, "csm_productivity": 0.5, "ramp_months": 1, "onboarding_rate": 0.9,
            "severance_months": 1, "vacancy_months": 1, "firefighting_hours": 1, "sales_cycle_months": 1,
            "cost_to_serve_rate": 0.1}  # fmt: skip
    exact = told(capsys, "compare", book(tmp_path, "A"), book(tmp_path, "B", **acting), "--figure", "revenue")
    found = told(capsys, "compare", book(tmp_path, "A"), book(tmp_path, "B", **acting, **idle), "--figure", "revenue")
    assert (exact["exact"], found["exact"]) == (True, False)
    assert len(found["attribution"]) == 14
    assert math.fsum(shares(found).values()) == pytest.approx(found["total"]) == pytest.approx(exact["total"])
    for row in found["attribution"]:
        expected = shares(exact).get(row["path"], 0)
        assert abs(row["value"] - expected) <= 4 * row["error"] + 1e-6
    assert 0 < max(row["error"] for row in found["attribution"]) < 0.01 * found["total"]
    assert "Shares are sampled, with a standard error of at most " in words(
        capsys, "compare", book(tmp_path, "A"), book(tmp_path, "B", **acting, **idle), "--figure", "revenue"
    )


def test_further_scenarios_stand_beside(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "compare", FLAT, YEARLY, FLAT.replace("flat", "monthly"))
    assert found["scenarios"] == ["Mid-market, flat", "Mid-market, upsold yearly", "Mid-market, upsold monthly"]
    assert [other["scenario"] for other in found["others"]] == ["Mid-market, upsold monthly"]
    assert all(len(row["values"]) == 3 for row in (*found["differs"], *found["figures"].values()))
    assert math.fsum(shares(found["others"][0]).values()) == pytest.approx(found["others"][0]["total"])


def test_a_figure_without_a_value_on_the_way_has_no_attribution(capsys: pytest.CaptureFixture[str]) -> None:
    found = told(capsys, "compare", FLAT, YEARLY, "--figure", "ltv_cac")
    assert found["total"] is None
    text = words(capsys, "compare", FLAT, YEARLY, "--figure", "ltv_cac")
    assert text.startswith(
        "LTV:CAC has no value in one of Mid-market, flat and Mid-market, upsold yearly, or on the way"
    )


def test_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    files = book(tmp_path, "A"), book(tmp_path, "B", accounts=20, acv=18_000)
    lines = words(capsys, "compare", *files, "--figure", "revenue").splitlines()
    assert lines[0] == "Revenue is $240k higher in B than in A."
    assert "$60k of it comes from changes acting on each other." in lines


def test_what_cannot_be_compared_is_one_line(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    euros = book(tmp_path, "E", 'currency = "EUR"')
    assert refused(capsys, "compare", FLAT, euros) == (
        "scenarios cannot be compared: they are in EUR and USD: use files in one currency"
    )
    assert refused(capsys, "compare", FLAT).startswith("bowtie compare: the following arguments are required: OTHER")
    assert refused(capsys, "compare", FLAT, *[YEARLY] * 20) == "compare has 20 others: compare at most 19 with the base"
    assert main(["compare", FLAT, "nowhere.toml"]) == 2


def test_dated_changes_count_as_one_for_each_input(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """New customers pay twice as much from month 7 on, at half the margin: the four runs by the naive model."""
    dated = '[[changes]]\nmonth = 7\npath = "S.acv"\nvalue = 24000\n'
    other = file_of(
        tmp_path, Path(book(tmp_path, "B", gross_margin=0.5, new_accounts=1)).read_text(encoding="utf-8") + dated, "C"
    )
    before, after = (
        read_file(file).model_dump(by_alias=True, exclude_none=True)
        for file in (book(tmp_path, "A", new_accounts=1), other)
    )
    found = told(capsys, "compare", book(tmp_path, "A", new_accounts=1), other)
    rows = {row["path"]: row["value"] for row in found["attribution"]}
    assert {*rows} == {"S.gross_margin", "changes[S.acv]"}
    both = {
        (margin, change): math.fsum(
            naive_run({**(after if change else before), "segments": (after if margin else before)["segments"]})["total"]["operating_profit"]
        )
        for margin in (0, 1) for change in (0, 1)
    }  # fmt: skip
    by_hand = (both[0, 1] - both[0, 0] + both[1, 1] - both[1, 0]) / 2
    assert rows["changes[S.acv]"] == pytest.approx(by_hand)
    assert by_hand != 0
    assert math.fsum(rows.values()) == pytest.approx(found["total"])
    assert "ACV, dated changes" in words(capsys, "compare", book(tmp_path, "A", new_accounts=1), other)


def test_a_segment_takes_its_dated_changes_along(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    dated = '\n[[changes]]\nmonth = 7\npath = "T.acv"\nvalue = 24000\n'
    second = '\n[[segments]]\nname = "T"\nacv = 12000\naccounts = 5\nnew_accounts = 1\n'
    other = file_of(tmp_path, Path(book(tmp_path, "A")).read_text(encoding="utf-8") + second + dated, "C")
    (row,) = told(capsys, "compare", book(tmp_path, "A"), other)["attribution"]
    (back,) = told(capsys, "compare", other, book(tmp_path, "A"))["attribution"]
    assert (row["path"], row["value"]) == ("T", pytest.approx(-back["value"]))
    data = [read_file(file).model_dump(by_alias=True, exclude_none=True) for file in (book(tmp_path, "A"), other)]
    profits = [math.fsum(naive_run(each)["total"]["operating_profit"]) for each in data]
    assert row["value"] == pytest.approx(profits[1] - profits[0])


def test_what_only_goes_together_in_the_second_edition(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A staffing by ratio needs its ratio, and a calendar of renewals has as many months as the term."""
    ratio = book(tmp_path, "B", staffing='"ratio"', accounts_per_csm_ratio=5, csm_cost=60_000, acv=13_000)
    assert {*shares(told(capsys, "compare", book(tmp_path, "A"), ratio))} == {"S.staffing", "S.csm_cost", "S.acv"}
    calendar = book(tmp_path, "B", renewal_months=3, book_calendar="[1, 2, 3]", retention_rate=0.9, acv=13_000)
    assert {*shares(told(capsys, "compare", book(tmp_path, "A"), calendar))} == {"S.renewal_months", "S.acv"}
