"""The value of an input as it was typed: within its bounds, in its unit, or one line that says what is wrong."""

from __future__ import annotations

from collections.abc import Sequence

from model.parameters import Parameter
from model.typed.number import LONGEST, NotANumberError, TypedNumber, read_number
from model.typed.symbols import is_currency_of
from model.wording import precise, precisely_percent

DIGITS = 12  # significant digits that survive the way through percent


class UnclearError(ValueError):
    """What was typed can be meant in more ways than one. Each of the `readings`, typed, says which."""

    def __init__(self, text: str, readings: Sequence[str]) -> None:
        self.readings = tuple(readings)
        meant = " or ".join(readings)
        super().__init__(
            f"“{text}” could mean {meant}: say which" if len(readings) > 1 else f"“{text}”: is it {meant}?"
        )


class Refusal(str):
    """A line that says why a text is refused, and the clear texts that may have been meant."""

    readings: tuple[str, ...] = ()

    @classmethod
    def of(cls, error: ValueError) -> Refusal:
        line = cls(error)
        line.readings = error.readings if isinstance(error, UnclearError) else ()
        return line


def readings_of(line: str) -> tuple[str, ...]:
    """What may have been meant, where the line knows it."""
    return line.readings if isinstance(line, Refusal) else ()


def read(text: str, parameter: Parameter, language: str = "en", currency: str = "") -> float | int | None:
    """The value that was typed. Raises ValueError with one line that says what is wrong, UnclearError among them.

    Without a `currency` any is taken for the scenario's own.

    >>> from model.parameters import SEGMENT
    >>> read("91", SEGMENT["retention_rate"]), read("$95k", SEGMENT["acv"], currency="USD")
    (0.91, 95000.0)
    """
    if len(text) > LONGEST:
        raise ValueError(f"A number has at most {LONGEST} characters: write it like {_example(parameter)}")
    if not text.strip() and parameter.default is None and not parameter.required:
        return None
    try:
        typed = read_number(text, language)
    except NotANumberError:
        raise ValueError(f"“{text}” is not a number: write it like {_example(parameter)}") from None
    _check_unit(text, typed, parameter, language, currency)
    fitting = [value for value in typed.values if _fits(_in_unit(value, parameter), parameter)]
    if not typed.is_sure and fitting:
        raise UnclearError(text, [written(_in_unit(value, parameter), parameter) for value in fitting])
    value = typed.values[0]
    if parameter.is_share and not typed.is_percent:
        _ask_whether_a_fraction(text, value, parameter)
    return _allowed(text, _in_unit(value, parameter), parameter)


def written(value: float, parameter: Parameter) -> str:
    """A value as it may be typed: a share as percent, thousands apart, every digit."""
    return precisely_percent(value) if parameter.is_share else precise(value)


def rounded(value: float) -> float:
    """The value without the noise of binary fractions."""
    return float(f"{value:.{DIGITS}g}")


def _check_unit(text: str, typed: TypedNumber, parameter: Parameter, language: str, currency: str) -> None:
    if typed.is_percent and not parameter.is_share:
        raise ValueError(f"“{text}” is a percentage: this input is in {parameter.unit}")
    if typed.currency and not parameter.unit.startswith("money"):
        raise ValueError(f"“{text}” is an amount of money: this input is in {parameter.unit}")
    if typed.currency and currency and not is_currency_of(typed.currency, currency, language):
        raise ValueError(f"“{text}” is not in {currency}, the currency of this scenario")


def _ask_whether_a_fraction(text: str, number: float, parameter: Parameter) -> None:
    """0.91 may be 91% or 0.91%. So may 1 be 100%, where 1% is nothing to be expected."""
    low, high = parameter.plausible or (number, number)
    is_all = number == 1 and not low <= 0.01 <= high and low <= 1 <= high
    if (0 < abs(number) < 1 or is_all) and _fits(number, parameter) and _fits(number / 100, parameter):
        raise UnclearError(text, [written(number, parameter), written(number / 100, parameter)])


def _allowed(text: str, value: float, parameter: Parameter) -> float | int:
    if parameter.choices is not None and value not in parameter.choices:
        raise ValueError(f"“{text}” is none of {', '.join(str(choice) for choice in parameter.choices)}")
    if not _fits(value, parameter):
        low, high = parameter.bounds or (value, value)
        raise ValueError(f"“{text}” is outside {written(low, parameter)} to {written(high, parameter)}")
    if parameter.whole and not value.is_integer():
        raise ValueError(f"“{text}” is not a whole number")
    return int(value) if parameter.whole else value


def _in_unit(number: float, parameter: Parameter) -> float:
    return rounded(number / 100) if parameter.is_share else number


def _fits(value: float, parameter: Parameter) -> bool:
    low, high = parameter.bounds or (value, value)
    return low <= value <= high


def _example(parameter: Parameter) -> str:
    return precisely_percent(0.985) if parameter.is_share else f"{precise(1500)} or {precise(1.5)}k"
