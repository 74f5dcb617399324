"""Numbers as people read them, in English and in other locales."""

from __future__ import annotations

from collections.abc import Iterator
from contextvars import copy_context

import pytest

from model.locales import set_locale, writing
from model.months import name
from model.typed import read_number
from model.wording import (
    counted,
    exact,
    formatted,
    in_months,
    money,
    percent,
    points,
    precise,
    short,
    unit_in_words,
)


@pytest.fixture(autouse=True)
def english_again() -> Iterator[None]:
    yield
    set_locale("en")


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.0, "0"), (1, "1"), (0.5, "0.5"), (12.345, "12.3"), (999.6, "1k"), (1_234, "1.23k"), (-1_300_000, "−1.3M"),
     (999_999, "1M"), (24_225_794, "24.2M"), (4.5e9, "4.5B"), (2e12, "2T"), (3e20, "3.00e+20"), (0.0001, "0"), (100, "100"), (0.05, "0.05"),
     (-0.0004, "0"), (-0.04, "−0.04")],
)  # fmt: skip
def test_short(value: float, text: str) -> None:
    assert short(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [(0, "0%"), (0.0215, "2.1%"), (1, "100%"), (-0.0249, "−2.5%"), (0.0004, "0.04%"), (-1e-12, "0%"), (40, "4,000%")],
)
def test_percent(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(1e6, "money", "€1M"), (-314_900, "money/month", "−€315k"), (0.951, "share per year", "95.1%"), (13, "month", "month 13"),
     (14.2, "months", "14.2 months"), (1, "months", "1 month"), (2.4, "ratio", "2.4"), (2_080, "hours/year", "2,080"),
     (None, "money", "–"), (float("nan"), "share", "–"), (float("inf"), "ratio", "–"), (-1e-9, "money", "€0")],
)  # fmt: skip
def test_formatted(value: float | None, unit: str, text: str) -> None:
    assert formatted(value, unit, "EUR") == text


def test_exact() -> None:
    assert [exact(value) for value in (6_367_254.000000002, -0.0, 0.1, 1e20)] == ["6,367,254", "0", "0.1", "1e+20"]


def test_money_in_full_is_exact_to_the_cent() -> None:
    assert money(7_823_461.369339, "USD", full=True) == "$7,823,461.37"
    assert money(-0.001, "USD", full=True) == "$0"
    assert money(120_000, "USD", full=True) == "$120,000"


def test_a_currency_without_a_sign_is_a_code_a_space_apart() -> None:
    """So is one whose sign is another's: a dollar is American unless it says otherwise."""
    assert [money(5, code) for code in ("CHF", "CAD", "XXQ")] == ["CHF\u00a05", "CA$5", "XXQ\u00a05"]


def test_one_is_singular_and_nothing_else() -> None:
    assert [in_months(count) for count in (0, 1, 1.004, 1.5, 2)] == [
        "0 months", "1 month", "1 month", "1.5 months", "2 months",
    ]  # fmt: skip
    assert [counted(count, "entry", "entries") for count in (1, -1, 3)] == ["1 entry", "−1 entry", "3 entries"]
    assert [points(share) for share in (0.036, 0.01, -0.0004)] == ["3.6 points", "1 point", "−0.04 points"]


def test_units_have_the_article_of_their_noun() -> None:
    units = [unit_in_words(unit, "USD") for unit in ("money/month", "hours/account/year", "money/hour", "ratio")]
    assert units == ["$ a month", "hours an account a year", "$ an hour", ""]


# As CLDR 48 has them (unicode.org, common/main/de.xml, fr.xml), U+2212 for the minus: a million and a thousand in short,
# money, a share, an exact number, and a month of the calendar.
LOCALES = {
    "en-US": ("1.2M", "315k", "−$315k", "$1.2M", "95.1%", "1,234,567.25", "Jan 2027"),
    "en-GB": ("1.2M", "315k", "−US$315k", "US$1.2M", "95.1%", "1,234,567.25", "Jan 2027"),
    "de-DE": ("1,2\u00a0Mio.", "315.000", "−315.000\u00a0$", "1,2\u00a0Mio.\u00a0$", "95,1\u00a0%", "1.234.567,25", "Jan. 2027"),
    "fr-FR": ("1,2\u00a0M", "315\u00a0k", "−315\u00a0k\u00a0$US", "1,2\u00a0M\u00a0$US", "95,1\u00a0%",
              "1\u202f234\u202f567,25", "janv. 2027"),
    "en-IN": ("1.2M", "315k", "−$315k", "$1.2M", "95.1%", "12,34,567.25", "Jan 2027"),
    "ja": ("120万", "31.5万", "−$31.5万", "$120万", "95.1%", "1,234,567.25", "2027-01"),
}  # fmt: skip


@pytest.mark.parametrize("tag", LOCALES)
def test_a_locale_writes_numbers_as_cldr_has_it(tag: str) -> None:
    set_locale(tag)
    assert (
        short(1_200_000), short(315_000), money(-315_000, "USD"), money(1_200_000, "USD"), percent(0.951),
        exact(1_234_567.25), name(13, "2026-01"),
    ) == LOCALES[tag]  # fmt: skip


@pytest.mark.parametrize(
    "tag",
    ["xx", "zz-ZZ", "ar-EG", "fa", "en-u-nu-arab", "", None, "en_US.UTF-8", "../../etc", "é", "x" * 10_000, "*", "-"],
)
def test_odd_locales_read_english(tag: str | None) -> None:
    set_locale(tag)
    assert (short(-1_234_567), percent(0.951), exact(1234.5), money(5, "USD")) == ("−1.23M", "95.1%", "1,234.5", "$5")


def test_extensions_of_a_locale_are_left_out() -> None:
    set_locale("de-DE-u-co-phonebk")
    assert (writing().tag, exact(1234.5)) == ("de-DE", "1.234,5")


@pytest.mark.parametrize("tag", [*LOCALES, "de-CH", "sv-SE", "es", "hi-IN"])
@pytest.mark.parametrize("value", [0.0, -1.5, 1234.5, -36_000.0, 12_345_678.25, 1e-7, 2.5e20])
def test_what_is_written_can_be_read_again(tag: str, value: float) -> None:
    set_locale(tag)
    assert read_number(precise(value), writing().tag).values == (value,)


def test_a_locale_of_one_reader_is_not_that_of_another() -> None:
    """The setting is of a context, as each run of a page has its own."""
    copy_context().run(set_locale, "de")
    assert exact(1.5) == "1.5"
