"""What we can afford to pay for a customer by the guidelines, against what we pay."""

from __future__ import annotations

from dataclasses import dataclass

from model.engine.unit_economics import LTVS
from model.figures import PASSING
from model.questions.unit_economics.standing import COMPANY
from model.trace import Quantity, Trace, greatest, least, total
from model.trace.horizon import weights
from model.trace.segment import SegmentTrace

UNIT = "money/account"
HEAD = ("Segment", "CAC paid", "By payback", "By LTV:CAC", "Affordable", "Headroom")


@dataclass(frozen=True)
class Price:
    """What a signed account costs and may cost: `affordable` is the lower limit; an LTV without end sets none."""

    name: str
    paid: Quantity
    by_payback: Quantity
    by_ltv: Quantity
    affordable: Quantity
    headroom: Quantity

    @property
    def cells(self) -> tuple[Quantity, ...]:
        """The cells under HEAD, without the name."""
        return self.paid, self.by_payback, self.by_ltv, self.affordable, self.headroom


def of_segment(segment: SegmentTrace) -> Price:
    """What a segment may pay: the guideline's months of margin, or the LTV over the guideline's ratio."""
    key, onboarding = f"unit_economics.{segment.index}", segment.input("onboarding_rate")
    by_payback = (segment.trace.input("guidelines.payback_months") * segment.economics("margin") * onboarding).named(
        f"{key}.by_payback", f"Affordable by payback{segment.suffix}", unit=UNIT, good="up",
        definition="Margin of a signed customer over the months that the guideline allows: 12 x margin at 12 months.",
    )  # fmt: skip
    by_ltv = (onboarding * segment.economics(LTVS[segment.scenario.guidelines.ltv]) / _times(segment.trace)).named(
        f"{key}.by_ltv", f"Affordable by LTV:CAC{segment.suffix}", unit=UNIT, good="up",
        definition="LTV of a signed customer over the LTV:CAC that the guideline asks, and never more than its LTV.",
    )  # fmt: skip
    return _price(segment.name, segment.suffix, key, segment.input("cac"), by_payback, by_ltv)


def averaged(trace: Trace, prices: tuple[Price, ...]) -> Price:
    """The average over the customers signed in month 1, or over existing ones where nobody signs."""
    weighed = list(zip(weights(trace), prices, trace.by_segment, strict=True))
    reaching = [
        (weight, price) for weight, price, segment in weighed if weight.value and segment.segment.onboarding_rate
    ]
    everyone = total(weight for weight, _, _ in weighed)
    failing = [price.by_ltv for _, price in reaching if price.by_ltv.reason and price.by_ltv.reason not in PASSING]
    averages = {
        "paid": total(weight * price.paid for weight, price, _ in weighed) / everyone,
        "by_payback": total(weight * price.by_payback for weight, price in reaching) / everyone,
        "by_ltv": failing[0] if failing else total(weight * price.by_ltv for weight, price in reaching) / everyone,
    }
    labels = {"paid": "CAC", "by_payback": "Affordable by payback", "by_ltv": "Affordable by LTV:CAC"}
    paid, by_payback, by_ltv = (
        average.named(
            f"unit_economics.{name}", f"{labels[name]}, average", unit=UNIT, good="down" if name == "paid" else "up",
            definition="Average of the segments by new customers of month 1, or by existing ones where nobody signs.",
        )
        for name, average in averages.items()
    )  # fmt: skip
    return _price(COMPANY, ", average", "unit_economics", paid, by_payback, by_ltv)


def _times(trace: Trace) -> Quantity:
    """The LTV:CAC that is asked; below 1 an account would cost more than it returns."""
    asked = trace.input("guidelines.ltv_cac")
    return asked if asked.value >= 1 else greatest(asked, 1)


def _price(name: str, suffix: str, key: str, paid: Quantity, by_payback: Quantity, by_ltv: Quantity) -> Price:
    affordable = (by_payback if by_ltv.reason in PASSING else least(by_payback, by_ltv)).named(
        f"{key}.affordable", f"Affordable CAC{suffix}", unit=UNIT, good="up",
        definition="The most that a signed customer may cost to keep both guidelines, of payback and of LTV:CAC.",
    )  # fmt: skip
    headroom = (affordable - paid).named(
        f"{key}.headroom", f"Headroom{suffix}", unit=UNIT, good="up",
        definition="What a customer may cost less what it costs; negative when it costs too much.",
    )  # fmt: skip
    return Price(name, paid, by_payback, by_ltv, affordable, headroom)
