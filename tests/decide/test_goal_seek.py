"""`bowtie seek` against closed forms, the naive model and counting by hand."""

from pathlib import Path

import numpy as np
import pytest

from model.text import read_file
from tests.decide.asking import FLAT, TEAM, THREE, file_of, refused, signing, told, words
from tests.naive import naive_run


def sought(capsys: pytest.CaptureFixture[str], file: str, path: str, figure: str, target: float, *more: str) -> dict:
    return told(capsys, "seek", file, "--vary", path, "--figure", figure, "--target", repr(target), *more)


def lowest(cac: float) -> float:
    """The low point of cumulative profit: 10 x 800 t(t+1)/2 - 10 cac t, while a month still loses money."""
    return min(8_000 * t * (t + 1) / 2 - 10 * cac * t for t in range(1, 13))


def test_payback_by_hand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A margin of $800 a month returns a CAC of c in c / 800 months."""
    found = sought(capsys, signing(tmp_path), "S.cac", "payback_margin", 12)
    assert found["solutions"] == [pytest.approx(9_600, rel=1e-9)]
    assert found["reached"] == [pytest.approx(12)]
    assert found["nearest"] == {"value": found["solutions"][0], "figure": found["reached"][0]}
    assert found["searched"] == [0, 1e9]
    assert sought(capsys, signing(tmp_path), "S.cac", "S/payback_margin", 12)["solutions"] == found["solutions"]


def test_the_low_point_by_hand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    (cac,) = sought(capsys, signing(tmp_path), "S.cac", "trough", -250_000)["solutions"]
    assert lowest(cac) == pytest.approx(-250_000, rel=1e-9)
    (price,) = sought(capsys, signing(tmp_path), "S.acv", "trough", -196_000)["solutions"]
    assert price == pytest.approx(12_000)  # 8,000 x 28 - 7 x 60,000
    assert lowest(6_000) == -196_000


def test_far_outside_of_what_is_plausible(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Revenue over a year is 10 accounts x price x (1 + ... + 12) / 12: $6.5B takes a price of $100M."""
    found = sought(capsys, signing(tmp_path), "S.acv", "revenue", 6.5e9)
    assert found["solutions"] == [pytest.approx(1e8)]
    assert found["plausible"][1] < 1e8
    tiny = sought(capsys, signing(tmp_path), "S.acv", "revenue", 6.5)
    assert tiny["solutions"] == [pytest.approx(0.1)]
    text = words(capsys, "seek", signing(tmp_path), "--vary", "S.acv", "--figure", "revenue", "--target", "6.5e9")
    assert text.startswith("ACV of $100M gives revenue of $6.5B. That is outside what is plausible, ")


def test_none_reaches_it_and_the_nearest_is_told(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """With all customers kept a year's revenue is 65 x 12,000 x CR5: at most $780k."""
    found = sought(capsys, signing(tmp_path), "S.onboarding_rate", "revenue", 1e6)
    assert found["solutions"] == []
    assert found["nearest"] == {"value": 1.0, "figure": pytest.approx(780_000)}
    text = words(capsys, "seek", signing(tmp_path), "--vary", "S.onboarding_rate", "--figure", "revenue",
                 "--target", "1e6")  # fmt: skip
    assert text == "No value of Onboarding rate reaches revenue of $1M; the nearest is 100%, with $780k.\n"


def test_the_nearest_may_lie_between(capsys: pytest.CaptureFixture[str]) -> None:
    """The profit that a team makes has a top: the highest of a fine grid of the naive model is the nearest."""
    data = read_file(TEAM).model_dump(by_alias=True, exclude_none=True)

    def profit(csms: float) -> float:
        data["segments"][0]["csms"] = csms
        return sum(naive_run(data)["total"]["operating_profit"])

    top = max((profit(csms), csms) for csms in np.arange(2, 10, 0.05).tolist())
    found = sought(capsys, TEAM, f"{data['segments'][0]['name']}.csms", "profit", 1e12)
    assert found["solutions"] == []
    assert found["nearest"]["figure"] >= top[0]
    assert found["nearest"]["value"] == pytest.approx(top[1], abs=0.06)


def test_several_solutions_are_all_found(capsys: pytest.CaptureFixture[str]) -> None:
    """Too few CSMs lose customers, too many cost more than they save: the same profit on both sides of the top."""
    data = read_file(TEAM).model_dump(by_alias=True, exclude_none=True)
    name = data["segments"][0]["name"]

    def profit(csms: float) -> float:
        data["segments"][0]["csms"] = csms
        return sum(naive_run(data)["total"]["operating_profit"])

    target = profit(3.0) + 1_000
    counted = np.sign([profit(csms) - target for csms in np.arange(0, 12, 0.25).tolist()])
    found = sought(capsys, TEAM, f"{name}.csms", "profit", target)["solutions"]
    assert len(found) == np.count_nonzero(np.diff(counted)) > 1
    assert [profit(csms) for csms in found] == pytest.approx([target] * len(found))
    assert found == sorted(found)


def test_whole_numbers_stay_whole(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Revenue of m months is 10,000 x m(m+1)/2: of 45 it is $10.35M, of 46 $10.81M."""
    found = sought(capsys, signing(tmp_path), "horizon_months", "revenue", 10.5e6)
    assert found["solutions"] == [46]
    assert found["reached"] == [pytest.approx(10.81e6)]
    assert sought(capsys, signing(tmp_path), "horizon_months", "revenue", 10.35e6)["solutions"] == [45]


def test_what_is_better_lower_is_reached_from_above(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A month of losses less than half a year: 8,000 t >= 10 c from month t on, so c = 800 t at the most."""
    found = sought(capsys, signing(tmp_path), "S.cac", "breakeven_month", 7)
    assert found["solutions"] == [pytest.approx(4_800), pytest.approx(5_600)]
    assert found["reached"] == [7, 7]


def test_a_choice_is_one_of_its_values(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Billed a year ahead, the cash of month 1 is 10 x 12,000 - 10 x 200 - 60,000."""
    found = sought(capsys, signing(tmp_path), "S.billing_months", "cash@1", 58_000)
    assert found["solutions"] == [12]
    assert found["searched"] == [1, 36]
    assert sought(capsys, signing(tmp_path), "S.billing_months", "cash@1", 1e9)["nearest"]["value"] == 12


def test_the_target_may_be_where_it_stands(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = sought(capsys, signing(tmp_path), "company.fixed_costs", "profit", -96_000)
    assert found["solutions"] == [pytest.approx(0, abs=1e-6)]  # 8,000 x 78 - 12 x 60,000


def test_a_target_that_is_only_touched(capsys: pytest.CaptureFixture[str]) -> None:
    """At the top of profit by headcount, which lies between whole numbers, there is one value."""
    name = read_file(TEAM).segments[0].name
    top = sought(capsys, TEAM, f"{name}.csms", "profit", 1e12)["nearest"]
    found = sought(capsys, TEAM, f"{name}.csms", "profit", top["figure"])
    assert found["solutions"] == [pytest.approx(top["value"], abs=1e-3)]


def test_an_input_that_is_left_out_and_one_that_a_rule_limits(capsys: pytest.CaptureFixture[str]) -> None:
    left_out = sought(capsys, THREE, "Mid-market.month_to_month_retention", "profit", 1e12)
    assert left_out["solutions"] == []
    limited = sought(capsys, THREE, "Mid-market.retention_rate", "profit", 1e12, "--set", "expansion_base=starting")
    assert limited["searched"] == [0.62, 1]
    assert sought(capsys, THREE, "Mid-market.csms", "profit", 1e12, "--set",
                  "Mid-market.staff_changes=[{month = 3, change = -1.5}]")["searched"][0] == 1.5  # fmt: skip


def test_a_figure_that_never_has_a_value(capsys: pytest.CaptureFixture[str]) -> None:
    found = sought(capsys, FLAT, "Mid-market.acv", "ltv_cac", 3)
    assert (found["solutions"], found["nearest"]) == ([], None)
    assert words(capsys, "seek", FLAT, "--vary", "Mid-market.acv", "--figure", "ltv_cac", "--target", "3") == (
        "No value of ACV gives LTV:CAC a value at all.\n"
    )


def test_a_new_term_takes_its_rates_along(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """90% a year are 97.4% a quarter: revenue moves a little with the term, as renewals come earlier."""
    file = signing(tmp_path, 36, "retention_rate = 0.9")
    found = sought(capsys, file, "S.renewal_months", "revenue", 0)
    assert found["nearest"]["figure"] > 6e6  # unconverted, 90% a month would leave less than $3M


def test_what_is_nothing_or_at_least_so_much(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """A CSM for every r accounts, 780 of them signed in the year's sum: fewer CSMs with more accounts each."""
    file = signing(tmp_path, more='staffing = "ratio"\naccounts_per_csm_ratio = 10\ncsm_cost = 60000')
    found = sought(capsys, file, "S.accounts_per_csm_ratio", "profit", 1e12)
    assert found["searched"] == [0.01, 1e5]
    assert found["nearest"]["figure"] == pytest.approx(-96_000 - 12 * 5_000)  # one CSM is enough for all
    assert sought(capsys, file, "S.accounts", "revenue", 1e-3)["solutions"] == []


# The cheapest lever.


def test_levers_beside_each_other_by_hand(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """Profit is -96,000: 624,000 of margin less 720,000 of CAC. It is 0 with a CAC of 5,200."""
    found = told(capsys, "seek", signing(tmp_path), "--figure", "profit", "--target", "0")
    assert found["present"] == pytest.approx(-96_000)
    levers = {lever["path"]: lever for lever in found["levers"]}
    cac = levers["S.cac"]
    assert cac["value"] == pytest.approx(5_200)
    assert cac["change"] == pytest.approx(-800)
    low, high = cac["plausible"]
    assert cac["share_of_range"] == pytest.approx(800 / (high - low))
    assert levers["horizon_months"]["value"] == 14  # 8,000 x 14 x 15 / 2 = 14 x 60,000
    assert levers["company.cash"]["value"] is None
    assert "S.gross_margin" not in levers  # an assumption
    shares = [lever["share_of_range"] for lever in found["levers"]]
    reached = [share for share in shares if share is not None]
    assert shares == [*sorted(reached), *[None] * (len(shares) - len(reached))]


def test_levers_in_words(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    text = words(capsys, "seek", signing(tmp_path), "--figure", "profit", "--target", "0")
    assert text.startswith("To take operating profit from −$96k to $0, move one of these alone:\n")
    assert "CAC" in text
    none = words(capsys, "seek", signing(tmp_path), "--figure", "profit", "--target", "1e15")
    assert none == "No lever alone takes operating profit from −$96k to $1.00e+15.\n"


@pytest.mark.parametrize(
    ("arguments", "line"),
    [
        (["--vary", "SMB.cax", "--figure", "profit", "--target", "1"], "--vary: SMB.cax is no input of this scenario: did you mean SMB.cac?"),
        (["--vary", "SMB.staffing", "--figure", "profit", "--target", "1"], "--vary: SMB.staffing is no number: name an input that is one"),
        (["--vary", "SMB.cac", "--figure", "prft", "--target", "1"], "--figure: prft is no figure of this scenario: did you mean profit?"),
        (["--vary", "SMB.cac", "--figure", "SMD/nrr", "--target", "1"], "--figure: SMD/nrr is of no segment of this scenario: did you mean SMB?"),
        (["--vary", "SMB.cac", "--figure", "cash", "--target", "1"], "--figure: cash is a measure of each month: add its month, as in cash@36"),
        (["--vary", "SMB.cac", "--figure", "cash@37", "--target", "1"], "--figure: cash@37 is not within the horizon: name a month from 1 to 36"),
        (["--vary", "SMB.cac", "--figure", "profit@3", "--target", "1"], "--figure: profit@3 is a figure of the whole horizon: leave out the month"),
        (["--vary", "SMB.cac", "--figure", "profit", "--target", "nan"], "bowtie seek: argument --target: 'nan' is no number: write one such as 1e6 or 0.9: see bowtie seek --help"),
    ],
)  # fmt: skip
def test_what_cannot_be_sought_is_one_line(capsys: pytest.CaptureFixture[str], arguments: list[str], line: str) -> None:
    assert refused(capsys, "seek", THREE, *arguments) == line


def test_a_hostile_name_is_shown_and_not_obeyed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = file_of(tmp_path, '[[segments]]\nname = "S"\nacv = 12\n')
    assert "\x1b" not in refused(capsys, "seek", file, "--vary", "S.\x1b[2J", "--figure", "profit", "--target", "1")
