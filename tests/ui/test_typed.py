"""What people type, and what they read."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.parameters import COMPANY, SEGMENT
from ui import typed

SHARE, MONEY, WHOLE = SEGMENT["retention_rate"], SEGMENT["acv"], SEGMENT["onboarding_months"]


@pytest.mark.parametrize(
    ("text", "parameter", "value"),
    [
        ("98.5%", SHARE, 0.985),
        ("98.5", SHARE, 0.985),
        ("97.4321%", SHARE, 0.974321),
        ("0", SHARE, 0.0),
        ("36,000", MONEY, 36_000.0),
        ("1.2M", MONEY, 1_200_000.0),
        (" 2.5 k ", MONEY, 2_500.0),
        ("1e3", MONEY, 1_000.0),
        (".5", MONEY, 0.5),
        ("−250k", COMPANY["cash"], -250_000.0),
        ("3", WHOLE, 3),
    ],
)
def test_reads(text: str, parameter: typed.Parameter, value: float) -> None:
    read = typed.parse(text, parameter)
    assert read == value
    assert type(read) is type(value)


@pytest.mark.parametrize(
    ("text", "parameter", "line"),
    [
        ("150%", SHARE, "“150%” is outside 0% to 100%"),
        ("-1", SHARE, "“-1” is outside 0% to 100%"),
        ("98,5", SHARE, "“98,5” is not a number: write it like 98.5%"),
        ("", SHARE, "“” is not a number: write it like 98.5%"),
        ("nan", SHARE, "“nan” is not a number: write it like 98.5%"),
        ("inf", MONEY, "“inf” is not a number: write it like 1,500 or 1.5k"),
        ("1e999", MONEY, "“1e999” is outside 0.01 to 1,000,000,000"),
        ("5%", MONEY, "“5%” is a percentage: this input is in money/year"),
        ("2.5", WHOLE, "“2.5” is not a whole number"),
        ("1,00", MONEY, "“1,00” is not a number: write it like 1,500 or 1.5k"),
    ],
)
def test_refuses(text: str, parameter: typed.Parameter, line: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(line)}$"):
        typed.parse(text, parameter)


def test_an_input_that_may_be_left_out_may_be_empty() -> None:
    optional = SEGMENT["month_to_month_retention"]
    assert typed.parse("", optional) is None
    assert typed.shown(None, optional) == ""


@given(st.floats(0, 1).map(typed.rounded))
def test_shares_survive_the_way_through_the_field(share: float) -> None:
    assert typed.parse(typed.shown(share, SHARE), SHARE) == pytest.approx(share, rel=1e-11, abs=1e-300)


@given(st.floats(0.01, 1e9).map(typed.rounded))
def test_money_survives_the_way_through_the_field(money: float) -> None:
    assert typed.parse(typed.shown(money, MONEY), MONEY) == money


@given(st.text(max_size=60))
def test_whatever_is_typed_is_within_bounds_or_refused(text: str) -> None:
    for parameter in (SHARE, MONEY, WHOLE):
        try:
            value = typed.parse(text, parameter)
        except ValueError:
            continue
        assert value is not None
        assert parameter.bounds is not None
        assert parameter.bounds[0] <= value <= parameter.bounds[1]


TOO_LONG = "1" + " " * 20_000 + "x"


def test_a_text_too_long_for_a_number_is_refused_before_it_is_matched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typed, "_NUMBER", None)
    for text, parameter, example in ((TOO_LONG, SHARE, "98.5%"), (" " * 20_002, MONEY, "1,500 or 1.5k")):
        line = f"A number has at most 40 characters: write it like {example}"
        with pytest.raises(ValueError, match=f"^{re.escape(line)}$"):
            typed.parse(text, parameter)
    with pytest.raises(ValueError, match=r"^A number has at most 40 characters: "):
        typed.parse("1" + " " * 40, WHOLE)


def test_every_number_that_a_field_may_show_is_short_enough_to_be_typed() -> None:
    for parameter in (*SEGMENT.values(), *COMPANY.values()):
        for value in (*(parameter.bounds or ()), *(parameter.plausible or ())):
            for near in (value, value / 3, -value / 3e5, value * (1 - 1e-9)):
                assert len(typed.shown(near, parameter)) <= typed.LONGEST


@pytest.mark.parametrize("unit", [" ", "1", ",111", "1.", "e1", "1 "])
@pytest.mark.parametrize("end", ["", "x", " %x", " k!"])
def test_a_text_ten_times_as_long_takes_ten_times_as_long_to_match(unit: str, end: str) -> None:
    """A hundred times where blanks or digits are tried in every split."""

    def seconds(length: int) -> float:
        text, spent = "1" + unit * (length // len(unit)) + end, []
        for _ in range(5):
            begin = time.thread_time()
            typed._NUMBER.fullmatch(text)
            spent.append(time.thread_time() - begin)
        return min(spent)

    assert seconds(10_000) <= 40 * max(seconds(1_000), 5e-5)
