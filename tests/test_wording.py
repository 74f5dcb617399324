"""Numbers as people read them."""

import pytest

from model.wording import exact, percent, short, told


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (-0.0, "0"), (1, "1"), (0.5, "0.5"), (12.345, "12.3"), (999.6, "1k"), (1_234, "1.23k"), (-1_300_000, "-1.3M"),
     (999_999, "1M"), (24_225_794, "24.2M"), (4.5e9, "4.5B"), (2e12, "2T"), (3e20, "3.00e+20"), (0.0001, "0"), (100, "100"), (0.05, "0.05")],
)  # fmt: skip
def test_short(value: float, text: str) -> None:
    assert short(value) == text


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0, "0 %"),
        (0.0215, "2.1 %"),
        (1, "100 %"),
        (-0.0249, "-2.5 %"),
        (0.0004, "0.04 %"),
        (-1e-12, "0 %"),
        (40, "4,000 %"),
    ],
)
def test_percent(share: float, text: str) -> None:
    assert percent(share) == text


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(1e6, "money", "EUR 1M"), (0.951, "share per year", "95.1 %"), (13, "month", "month 13"), (14.2, "months", "14.2 months"),
     (2.4, "ratio", "2.4"), (None, "money", "–"), (float("nan"), "share", "–"), (float("inf"), "ratio", "–")],
)  # fmt: skip
def test_told(value: float | None, unit: str, text: str) -> None:
    assert told(value, unit, "EUR") == text


def test_exact() -> None:
    assert [exact(value) for value in (6_367_254.000000002, -0.0, 0.1, 1e20)] == ["6,367,254", "0", "0.1", "1e+20"]
