"""The value of an input as it was typed: in its unit, within its bounds, or one line."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from model.locales import set_locale
from model.parameters import COMPANY, SEGMENT, Parameter
from model.typed import LONGEST, UnclearError, read, rounded
from model.typed.value import written

SHARE, MONEY, WHOLE = SEGMENT["retention_rate"], SEGMENT["acv"], SEGMENT["onboarding_months"]
GROWTH, TERM = SEGMENT["new_accounts_growth"], SEGMENT["renewal_months"]


@pytest.mark.parametrize(
    ("text", "parameter", "value"),
    [
        ("98.5%", SHARE, 0.985),
        ("98.5", SHARE, 0.985),
        ("97.4321%", SHARE, 0.974321),
        ("0", SHARE, 0.0),
        ("0.91%", SHARE, 0.0091),
        ("0.91", COMPANY["fixed_cost_growth"], 0.0091),
        ("1", GROWTH, 0.01),
        ("36,000", MONEY, 36_000.0),
        ("1.2M", MONEY, 1_200_000.0),
        (" 2.5 k ", MONEY, 2_500.0),
        ("$95k", MONEY, 95_000.0),
        ("1e3", MONEY, 1_000.0),
        (".5", MONEY, 0.5),
        ("−250k", COMPANY["cash"], -250_000.0),
        ("(250k)", COMPANY["cash"], -250_000.0),
        ("3", WHOLE, 3),
        ("12", TERM, 12),
    ],
)
def test_reads(text: str, parameter: Parameter, value: float) -> None:
    got = read(text, parameter, currency="USD")
    assert got == value
    assert type(got) is type(value)


@pytest.mark.parametrize(
    ("text", "parameter", "line"),
    [
        ("150%", SHARE, "“150%” is outside 0% to 100%"),
        ("-1", SHARE, "“-1” is outside 0% to 100%"),
        ("", SHARE, "“” is not a number: write it like 98.5%"),
        ("nan", SHARE, "“nan” is not a number: write it like 98.5%"),
        ("inf", MONEY, "“inf” is not a number: write it like 1,500 or 1.5k"),
        ("1e999", MONEY, "“1e999” is outside 0.01 to 1,000,000,000"),
        ("5%", MONEY, "“5%” is a percentage: this input is in money/year"),
        ("$5", WHOLE, "“$5” is an amount of money: this input is in months"),
        ("€5", MONEY, "“€5” is not in USD, the currency of this scenario"),
        ("2.5", WHOLE, "“2.5” is not a whole number"),
        ("7", TERM, "“7” is none of 1, 3, 6, 12, 24, 36"),
        ("1 00", MONEY, "“1 00” is not a number: write it like 1,500 or 1.5k"),
        (" " * 41, MONEY, "A number has at most 40 characters: write it like 1,500 or 1.5k"),
    ],
)
def test_refuses(text: str, parameter: Parameter, line: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(line)}$") as refused:
        read(text, parameter, currency="USD")
    assert not isinstance(refused.value, UnclearError)


@pytest.mark.parametrize(
    ("text", "parameter", "language", "readings"),
    [
        ("0.91", SHARE, "en", ("91%", "0.91%")),
        ("0.976", SHARE, "en", ("97.6%", "0.976%")),
        ("0,91", SHARE, "de", ("91%", "0.91%")),
        ("1", SHARE, "en", ("100%", "1%")),
        ("-0.25", GROWTH, "en", ("−25%", "−0.25%")),
        ("1.234", MONEY, "fr", ("1,234", "1.234")),
        ("36,00", MONEY, "en", ("36",)),
    ],
)
def test_asks_what_was_meant(text: str, parameter: Parameter, language: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(UnclearError) as asked:
        read(text, parameter, language)
    assert asked.value.readings == readings
    assert all(reading in str(asked.value) for reading in readings)


def test_each_reading_typed_is_clear() -> None:
    for reading, value in (("91%", 0.91), ("0.91%", 0.0091), ("100%", 1.0), ("1%", 0.01)):
        assert read(reading, SHARE) == value


@pytest.mark.parametrize(("text", "currency"), [("$5", "USD"), ("$5", "CAD"), ("CA$5", "CAD"), ("US$5", "USD"), ("5 €", "EUR"),
                                                 ("kr5", "SEK"), ("5 gbp", "GBP"), ("¥5", "JPY"), ("zł5", "PLN")])  # fmt: skip
def test_the_sign_of_the_scenarios_currency_is_taken(text: str, currency: str) -> None:
    assert read(text, MONEY, "sv" if currency == "SEK" else "pl" if currency == "PLN" else "en", currency) == 5.0


@pytest.mark.parametrize(("text", "currency"), [("$5", "EUR"), ("CA$5", "USD"), ("5 €", "USD"), ("5 usd", "EUR"), ("£5", "JPY")])  # fmt: skip
def test_another_currency_is_refused(text: str, currency: str) -> None:
    with pytest.raises(ValueError, match=f"is not in {currency}, the currency of this scenario"):
        read(text, MONEY, currency=currency)


def test_an_input_that_may_be_left_out_may_be_empty() -> None:
    assert read("", SEGMENT["month_to_month_retention"]) is None


@given(st.floats(0, 1).map(rounded))
def test_shares_survive_the_way_through_the_field(share: float) -> None:
    assert read(written(share, SHARE), SHARE) == pytest.approx(share, rel=1e-11, abs=1e-300)


@given(st.floats(0.01, 1e9).map(rounded))
def test_money_survives_the_way_through_the_field(money: float) -> None:
    assert read(written(money, MONEY), MONEY) == money


@given(st.text(max_size=60), st.sampled_from(["en", "de", "fr", "xx"]))
def test_whatever_is_typed_is_within_bounds_or_refused(text: str, language: str) -> None:
    for parameter in (SHARE, MONEY, WHOLE):
        try:
            value = read(text, parameter, language, "EUR")
        except ValueError:
            continue
        assert value is not None
        assert parameter.bounds is not None
        assert parameter.bounds[0] <= value <= parameter.bounds[1]


def test_every_number_that_a_field_may_show_is_short_enough_to_be_typed() -> None:
    for parameter in (*SEGMENT.values(), *COMPANY.values()):
        for value in (*(parameter.bounds or ()), *(parameter.plausible or ())):
            for near in (value, value / 3, -value / 3e5, value * (1 - 1e-9)):
                assert len(written(near, parameter)) <= LONGEST


def test_what_is_offered_is_written_as_the_reader_types_it_and_read_back() -> None:
    set_locale("de-DE")
    try:
        with pytest.raises(UnclearError) as asked:
            read("0,912", SHARE, "de-DE")
        assert asked.value.readings == ("91,2\u00a0%", "0,912\u00a0%")
        assert [read(reading, SHARE, "de-DE") for reading in asked.value.readings] == [0.912, 0.00912]
        assert read(written(36_000.5, MONEY), MONEY, "de-DE") == 36_000.5
    finally:
        set_locale(None)
