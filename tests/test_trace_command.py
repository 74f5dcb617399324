"""`bowtie trace`: where one number comes from, on the command line; what is expected is worked out by hand."""

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from model import run
from model.__main__ import main
from model.metrics import UNIT_ECONOMICS
from model.text import read_file, to_toml
from model.trace import Trace
from model.trace.inputs import inputs_of

ROOT = Path(__file__).parents[1]
THREE = str(ROOT / "scenarios" / "three-segments.toml")
FLAT = str(ROOT / "scenarios" / "mid-market-flat.toml")
TEAM = str(ROOT / "scenarios" / "understaffed-team.toml")
BY_HAND = """
[[segments]]
name = "East/West"
accounts = 10
acv = 12000
retention_rate = 0.9
gross_margin = 0.8
cost_to_serve_rate = 0.05
cac = 9000

[[segments]]
name = "Other"
acv = 1
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "by hand.toml"
    path.write_text(BY_HAND)
    return str(path)


def traced(capsys: pytest.CaptureFixture[str], *arguments: str) -> Any:
    assert main(["trace", *arguments, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_a_figure_of_an_account(capsys: pytest.CaptureFixture[str], file: str) -> None:
    """A thousand a month, of which 80% less 5% is margin; a contract of a year is kept by nine of ten."""
    found = traced(capsys, file, "East/West/ltv_simple")
    assert found.pop("value") == pytest.approx(750 * 120)
    assert [term.pop("value") for term in found["terms"]] == pytest.approx([750, 120])
    assert found == {
        "key": "East/West/ltv_simple",
        "label": "LTV (simple), East/West",
        "unit": "money/account",
        "words": "Margin, East/West × Lifetime, East/West",
        "with_values": "750 × 120",
        "latex": UNIT_ECONOMICS["ltv_simple"].formula,
        "terms": [
            {"key": "East/West/margin", "label": "Margin, East/West"},
            {"key": "East/West/lifetime_months", "label": "Lifetime, East/West"},
        ],
        "inputs": [
            f"East/West.{name}"
            for name in ("acv", "renewal_months", "retention_rate", "early_churn", "gross_margin", "cost_to_serve_rate")
        ],
    }


def test_each_term_can_be_asked_for_in_turn(capsys: pytest.CaptureFixture[str], file: str) -> None:
    queue, asked = ["East/West/ltv_cac"], dict[str, Any]()
    while queue:
        key = queue.pop()
        asked[key] = found = traced(capsys, file, key)
        assert found["key"] == key
        queue += [term["key"] for term in found["terms"] if term["key"] not in asked]
    assert asked["=East/West.cac"]["value"] == 9_000
    assert asked["=East/West.cac"]["inputs"] == ["East/West.cac"]
    assert asked["East/West/lifetime_months"]["with_values"] == "12 / (1 − 90%)"


@pytest.mark.parametrize("arguments", [["mrr", "--month", "13"], ["mrr@13"], ["Mid-market/mrr", "--month", "13"]])
def test_a_measure_of_a_month(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    """Seventy accounts of 36,000 a year."""
    found = traced(capsys, FLAT, *arguments)
    assert found["value"] == pytest.approx(70 * 36_000 / 12)
    assert found["label"] == "MRR, month 13"
    assert found["terms"][0] == {"key": "Mid-market/mrr@12", "label": "MRR, month 12", "value": pytest.approx(210_000)}
    assert {"Mid-market.accounts", "Mid-market.acv"} <= {*found["inputs"]}


def test_a_name_that_is_a_figure_and_a_measure_by_month_is_either(capsys: pytest.CaptureFixture[str]) -> None:
    assert traced(capsys, FLAT, "revenue")["value"] == pytest.approx(36 * 210_000)
    assert traced(capsys, FLAT, "revenue", "--month", "2")["value"] == pytest.approx(210_000)


def test_settings_come_first(capsys: pytest.CaptureFixture[str], file: str) -> None:
    found = traced(capsys, file, "East/West/lifetime_months", "--set", "East/West.retention_rate=0.95")
    assert found["value"] == pytest.approx(12 / 0.05)


def test_undefined_is_null_with_its_reason(capsys: pytest.CaptureFixture[str]) -> None:
    found = traced(capsys, FLAT, "Mid-market/lifetime_months")
    assert (found["value"], found["reason"]) == (None, "no_churn")
    assert found["inputs"] == [f"Mid-market.{name}" for name in ("renewal_months", "retention_rate", "early_churn")]
    assert main(["trace", FLAT, "Mid-market/lifetime_months"]) == 0
    assert "\nNo value: no churn: a lifetime has no end; use the five-year LTV\n" in capsys.readouterr().out


def test_parts_of_a_table_rest_on_the_table(capsys: pytest.CaptureFixture[str]) -> None:
    """Four reviews of 1.5 hours prepared as long, eight check-ins of 45 minutes and 15, and 0.8 hours of the rest."""
    found = traced(capsys, TEAM, "Mid-market/hours_per_account")
    assert found["value"] == pytest.approx(4 * 3 + 8 * 1 + 0.8)
    path = "Mid-market."
    assert found["inputs"] == [path + name for name in ("renewal_months", "meetings", "other_hours", "renewal_hours")]
    regular, *_ = found["terms"]
    assert (regular["label"], regular["value"]) == ("Hours of an account a year", pytest.approx(20.8))


def test_words_and_months_are_told_as_such(capsys: pytest.CaptureFixture[str]) -> None:
    assert traced(capsys, TEAM, "=Mid-market.staffing")["value"] == "fixed"
    month = traced(capsys, THREE, "breakeven_month")["value"]
    assert type(month) is int


def test_text_reads_as_the_drawer(capsys: pytest.CaptureFixture[str], file: str) -> None:
    assert main(["trace", file, "East/West/ltv_simple"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "LTV (simple), East/West",
        "$90,000 ($ an account)",
        UNIT_ECONOMICS["ltv_simple"].definition,
        "= Margin, East/West × Lifetime, East/West",
        "= 750 × 120 = 90,000",
        "",
        "Made of",
        "  Margin, East/West    $750        East/West/margin",
        "  Lifetime, East/West  120 months  East/West/lifetime_months",
        "",
        "Rests on",
        "  East/West.acv",
        "  East/West.renewal_months",
        "  East/West.retention_rate",
        "  East/West.early_churn",
        "  East/West.gross_margin",
        "  East/West.cost_to_serve_rate",
    ]


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["nrx"], "trace: nrx is no figure of this scenario: did you mean nrr?"),
        (["Smb/margin"], "trace: Smb/margin is no figure of this scenario: did you mean SMB/margin?"),
        (["SMB/SMB/margin@²"], "trace: SMB/SMB/margin@² is no figure of this scenario: did you mean SMB/margin?"),
        (["?"], "trace: ? is no figure of this scenario: bowtie metrics lists the names"),
        (["=SMB.ca"], "trace: =SMB.ca is no input of this scenario: did you mean =SMB.cac?"),
        (["=SMB.cac@2"], "trace: =SMB.cac is the same in every month: leave out --month"),
        (["SMB/mrr"], "trace: SMB/mrr is a measure of each month: add --month, 1 to 36"),
        (["nrr", "--month", "2"], "trace: nrr is a figure of the whole horizon: leave out --month"),
        (["mrr", "--month", "37"], "trace: mrr has no month 37: allowed is 1 to 36"),
        (["mrr", "--month", "-1"], "trace: mrr has no month -1: allowed is 1 to 36"),
        (["mrr", "--month", "0"], "trace: mrr has no month 0: allowed is 1 to 36"),
        (["mrr@" + "9" * 5_000], "trace: mrr has no month 999999999: allowed is 1 to 36"),
        (["mrr", "--month", "x"], "bowtie trace: argument --month: invalid int value: 'x': see bowtie trace --help"),
        (["mrr@2", "--month", "3"], "trace: mrr@2 is no figure of this scenario: did you mean mrr?"),
    ],
)
def test_a_wrong_key_is_told_in_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], line: str) -> None:
    assert main(["trace", THREE, *arguments]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err) == ("", f"{line}\n")


def test_every_figure_and_measure_of_the_json_of_run_can_be_traced(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["run", TEAM, "--json"]) == 0
    result = json.loads(capsys.readouterr().out)
    segment = result["segments"]["Mid-market"]
    figures = {f"Mid-market/{name}": value for name, value in (segment["summary"] | segment["unit_economics"]).items()}
    monthly = {f"Mid-market/{name}": path for name, path in segment.items() if isinstance(path, list)}
    monthly |= {name: path for name, path in result["total"].items() if name != "layers"}
    for key, value in (result["summary"] | figures).items():
        assert traced(capsys, TEAM, key)["value"] == value, key
    for key, path in monthly.items():
        assert traced(capsys, TEAM, key, "--month", "4")["value"] == path[3], key


@pytest.mark.parametrize("file", [THREE, TEAM])
def test_no_input_but_those_that_a_figure_rests_on_moves_it(file: str) -> None:
    scenario = read_file(file)
    trace, numbers = Trace(run(scenario)), scenario.paths()
    others = {}
    for path, parameter in numbers.items():
        value = scenario.value(path)
        if parameter.bounds is None or value is None or path in ("schema", "horizon_months"):
            continue
        nearby = value + 1 if parameter.whole else 0.9 * value or max(0.05, parameter.least_above_zero or 0)
        if parameter.bounds[0] <= nearby <= parameter.bounds[1]:
            others[path] = run(scenario.changed({path: nearby}))
    assert len(others) >= 40
    for name in trace.names:
        owner, figures = trace.segment(name), trace.result.segments[name].summary
        for figure in (*figures, *UNIT_ECONOMICS):
            rests_on = inputs_of(owner.summary(figure) if figure in figures else owner.economics(figure), trace)
            now = (figures | trace.result.segments[name].unit_economics)[figure].values
            for path, result in others.items():
                part = result.segments[name]
                then = (part.summary | part.unit_economics)[figure].values
                same = np.allclose(now, then, rtol=1e-9, equal_nan=True)
                assert same or path in rests_on or path.startswith("guidelines"), (name, figure, path)


def test_a_scenario_that_was_saved_is_traced_alike(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    saved = tmp_path / "saved.toml"
    saved.write_text(to_toml(read_file(THREE)), encoding="utf-8")
    assert traced(capsys, str(saved), "cash@36") == traced(capsys, THREE, "cash@36")


def test_a_figure_as_of_the_last_month(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A thousand a month at 75% until the margin of month 7: 65% of it. Without a change there is no such figure."""
    path = tmp_path / "planned.toml"
    change = '\n[[changes]]\nmonth = 7\npath = "East/West.gross_margin"\nvalue = 0.7\n'
    path.write_text(BY_HAND.partition("\n")[2].replace("[[segments]]", change.lstrip() + "\n[[segments]]", 1))
    found = traced(capsys, str(path), "East/West/ltv_simple_end")
    assert found["key"] == "East/West/ltv_simple_end"
    assert found["label"] == "LTV (simple), East/West, month 36"
    assert found["value"] == pytest.approx(650 * 120)
    assert [(term["key"], term["value"]) for term in found["terms"]] == [
        ("East/West/margin_end", pytest.approx(650)), ("East/West/lifetime_months_end", pytest.approx(120)),
    ]  # fmt: skip
    assert "changes" in found["inputs"]
    for key in ("ltv_cac_end", "payback_margin_end", "net_mrr_churn_end", "East/West/net_mrr_churn_end"):
        assert traced(capsys, str(path), key)["key"] == key
    path.write_text(BY_HAND)
    assert main(["trace", str(path), "ltv_cac_end"]) == 2
    assert "is no figure of this scenario" in capsys.readouterr().err
