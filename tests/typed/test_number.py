"""Numbers as people type them in English, German and French. Expected values were worked out by hand."""

import time
from contextlib import suppress

import pytest
from babel.numbers import format_decimal, parse_decimal
from hypothesis import given
from hypothesis import strategies as st

from model.typed import NotANumberError, read_number
from model.typed.number import PARTS

NARROW, HARD = "\u202f", "\u00a0"  # blanks that French and others put between thousands

# What was typed, and what it is in English, German and French: a number, several to choose from, or None: no number.
CASES = [
    ("0", 0, 0, 0),
    ("5", 5, 5, 5),
    ("007", 7, 7, 7),
    ("95000", 95_000, 95_000, 95_000),
    ("95 000", 95_000, 95_000, 95_000),
    (f"95{NARROW}000", 95_000, 95_000, 95_000),
    (f"95{HARD}000", 95_000, 95_000, 95_000),
    ("95'000", 95_000, 95_000, 95_000),
    ("95’000", 95_000, 95_000, 95_000),
    ("95,000", 95_000, 95, 95),
    ("95.000", 95, 95_000, (95_000, 95)),
    ("1,234", 1_234, 1.234, 1.234),
    ("1.234", 1.234, 1_234, (1_234, 1.234)),
    ("1,234,567", 1_234_567, 1_234_567, 1_234_567),
    ("1.234.567", 1_234_567, 1_234_567, 1_234_567),
    ("1 234 567", 1_234_567, 1_234_567, 1_234_567),
    ("1,234.5", 1_234.5, 1_234.5, 1_234.5),
    ("1.234,5", 1_234.5, 1_234.5, 1_234.5),
    ("1 234.5", 1_234.5, 1_234.5, 1_234.5),
    ("1 234,5", 1_234.5, 1_234.5, 1_234.5),
    ("1'234.50", 1_234.5, 1_234.5, 1_234.5),
    ("1,234.567", 1_234.567, 1_234.567, 1_234.567),
    ("1.234,567", 1_234.567, 1_234.567, 1_234.567),
    ("12,34,567", 1_234_567, 1_234_567, 1_234_567),
    ("98.5", 98.5, 98.5, 98.5),
    ("98,5", 98.5, 98.5, 98.5),
    ("0.91", 0.91, 0.91, 0.91),
    ("0,91", 0.91, 0.91, 0.91),
    ("0.912", 0.912, 0.912, 0.912),
    ("0,912", 0.912, 0.912, 0.912),
    ("36,00", (36,), 36, 36),
    ("36.00", 36, (36,), 36),
    (".5", 0.5, 0.5, 0.5),
    (",5", 0.5, 0.5, 0.5),
    ("5.", 5, 5, 5),
    ("12.5%", 12.5, 12.5, 12.5),
    ("12,5%", 12.5, 12.5, 12.5),
    ("12,5%", 12.5, 12.5, 12.5),
    (f"12,50{HARD}%", 12.5, 12.5, 12.5),
    ("100%", 100, 100, 100),
    ("-5", -5, -5, -5),
    ("−5", -5, -5, -5),
    ("–5", -5, -5, -5),
    ("- 5", -5, -5, -5),
    ("+5", 5, 5, 5),
    ("(5)", -5, -5, -5),
    ("( 1,250 )", -1_250, -1.25, -1.25),
    ("(2.5%)", -2.5, -2.5, -2.5),
    ("1e6", 1e6, 1e6, 1e6),
    ("1E+6", 1e6, 1e6, 1e6),
    ("2.5e-3", 0.0025, 0.0025, 0.0025),
    ("95k", 95_000, 95_000, 95_000),
    ("95 K", 95_000, 95_000, 95_000),
    ("1.2M", 1.2e6, 1.2e6, 1.2e6),
    ("1,2M", 1.2e6, 1.2e6, 1.2e6),
    ("1.25m", 1.25e6, 1.25e6, 1.25e6),
    ("2bn", 2e9, 2e9, 2e9),
    ("1,5 Mio.", 1.5e6, 1.5e6, 1.5e6),
    ("1,5 Mrd", 1.5e9, 1.5e9, 1.5e9),
    ("3 million", 3e6, 3e6, 3e6),
    ("5t", 5e12, None, 5e12),
    ("$95k", 95_000, 95_000, 95_000),
    ("$ 60,000", 60_000, 60, 60),
    ("-$5", -5, -5, -5),
    ("$-5", -5, -5, -5),
    ("($5k)", -5_000, -5_000, -5_000),
    ("$95k", 95_000, 95_000, 95_000),
    ("95k usd", 95_000, 95_000, 95_000),
    ("€1,2M", 1.2e6, 1.2e6, 1.2e6),
    ("1,2 M€", 1.2e6, 1.2e6, 1.2e6),
    ("95k€", 95_000, 95_000, 95_000),
    ("95 000 €", 95_000, 95_000, 95_000),
    ("5 MXN", 5, 5, 5),
    ("US$3k", 3_000, 3_000, 3_000),
    ("£1.5k", 1_500, 1_500, 1_500),
    ("٣", 3, 3, 3),
    ("1 00", None, None, None),
    ("1,2,3", None, None, None),
    ("1.2.3", None, None, None),
    ("1..2", None, None, None),
    ("1,23,45", None, None, None),
    ("1 234'567", None, None, None),
    ("", None, None, None),
    ("-", None, None, None),
    ("k", None, None, None),
    ("%", None, None, None),
    ("nan", None, None, None),
    ("inf", None, None, None),
    ("1e", None, None, None),
    ("0x10", None, None, None),
    ("1_000", None, None, None),
    ("²", None, None, None),
    ("5%%", None, None, None),
    ("5k%", None, None, None),
    ("--5", None, None, None),
    ("-(5)", None, None, None),
    ("(-5)", None, None, None),
    ("+5-", None, None, None),
    ("$5€", None, None, None),
    ("5 apples", None, None, None),
    ("95,000,00", None, None, None),
]


@pytest.mark.parametrize(("text", "english", "german", "french"), CASES)
def test_what_was_typed_is_read_by_language(text: str, english: object, german: object, french: object) -> None:
    for language, expected in (("en-US", english), ("de", german), ("fr-FR", french)):
        if expected is None:
            with pytest.raises(NotANumberError):
                read_number(text, language)
        else:
            typed = read_number(text, language)
            assert typed.is_sure == (not isinstance(expected, tuple)), language
            assert typed.values == pytest.approx(expected if isinstance(expected, tuple) else (expected,)), language


@pytest.mark.parametrize(
    ("text", "currency", "is_percent"),
    [("$95k", "$", False), ("95k EUR", "EUR", False), ("12.5%", "", True), ("US$ 5", "US$", False), ("5", "", False)],
)
def test_it_says_what_stood_beside_the_number(text: str, currency: str, is_percent: bool) -> None:
    typed = read_number(text)
    assert (typed.currency, typed.is_percent) == (currency, is_percent)


def test_an_odd_language_reads_english() -> None:
    for language in ("", "xx", "tlh-KX", "x" * 500, "de\x00", "../.."):
        assert read_number("1,234.5", language).values == (1_234.5,)


@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(["en", "de", "fr", "sv", "pt-BR", "de-CH"]))
def test_what_babel_writes_is_what_is_read(number: object, language: str) -> None:
    """Babel writes it, and its strict parser reads the same: both know nothing of ours."""
    locale = language.replace("-", "_")
    text = format_decimal(number, format="#,##0.####", locale=locale)
    typed = read_number(text, language)
    assert typed.is_sure
    assert typed.values == (float(parse_decimal(text, locale=locale, strict=True)),)


@given(st.text(max_size=60), st.sampled_from(["en", "de", "fr", "hi", "ar", "xx"]))
def test_any_text_is_a_number_or_said_not_to_be(text: str, language: str) -> None:
    with suppress(NotANumberError):
        assert read_number(text, language).values


LIKELY = st.text("0123456789.,' ()-+−$€%kMbne\u00a0\u202f", max_size=40)


@given(LIKELY)
def test_so_is_any_text_of_the_signs_of_numbers(text: str) -> None:
    test_any_text_is_a_number_or_said_not_to_be.hypothesis.inner_test(text, "en")


def test_a_text_too_long_for_a_number_is_refused_before_it_is_matched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("model.typed.number.PARTS", None)
    for text in ("1" + " " * 20_000 + "x", " " * 20_002, "1" + " " * 40):
        with pytest.raises(NotANumberError):
            read_number(text)


@pytest.mark.parametrize("unit", [" ", "1", ",111", "1.", "e1", "1 ", "' ", "-", "k"])
@pytest.mark.parametrize("end", ["", "x", " %x", " k!"])
def test_a_text_ten_times_as_long_takes_ten_times_as_long_to_match(unit: str, end: str) -> None:
    """A hundred times where blanks or digits are tried in every split."""

    def seconds(length: int) -> float:
        text, spent = "1" + unit * (length // len(unit)) + end, []
        for _ in range(5):
            begin = time.thread_time()
            PARTS.fullmatch(text)
            spent.append(time.thread_time() - begin)
        return min(spent)

    assert seconds(10_000) <= 40 * max(seconds(1_000), 5e-5)
