"""The buckets of a segment's ring, month by month: what the engine marches through in place, kept to be looked at.

Only the months in which something happens to a bucket are kept: in the others it is what it was.
"""

from __future__ import annotations

from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, Any

from model.metrics.declare import Intermediate
from model.metrics.monthly import PARTS
from model.metrics.ring import BUCKETS, MONTHLY_TERMS
from model.operations import Known, least, total
from model.quantity import Quantity, constant
from model.trace.month import SegmentMonth
from model.trace.names import Names, as_quantity, evaluated, written_out

if TYPE_CHECKING:
    from model.trace.lookup import SegmentTrace

WORDS = {"all": "", "book": " of the opening book", "new": " of later accounts",
         "floor": " of the opening book without expansion and price rise",
         "flat": " without expansion and price rise"}  # fmt: skip


class RingTrace:
    """One variant of a segment's accounts: all, the opening book, later accounts, or those without growth."""

    def __init__(self, quantities: SegmentTrace, variant: str) -> None:
        self.quantities, self.variant, self.segment = quantities, variant, quantities.segment
        self.turn: int = quantities.settings["turn"]
        self.opens, self.joins = variant != "new", variant not in ("book", "floor")
        self._known: dict[tuple[str, int, int], Quantity] = {}
        self._reached: dict[tuple[str, int], int] = {}
        self._months: dict[int, list[int]] = {}
        self._rates: dict[tuple[str, int], Any] = {}

    @cached_property
    def moves(self) -> bool:
        """Whether accounts may move to month-to-month terms."""
        return bool(self.quantities.settings["fixed"])

    def held(self, name: str, month: int) -> Quantity:
        """MRR or accounts of all buckets at the end of a month."""
        parts = [self.bucket(name, bucket, month) for bucket in range(self.turn)]
        if self.moves:
            parts += [self.monthly(name, bucket, month) for bucket in range(self.segment.expansion_months)]
        return total(parts)

    def parts(self, name: str, month: int) -> list[Quantity]:
        """A measure of each bucket to which something happens in a month, or what each one on monthly terms holds."""
        if name.startswith("monthly_terms_"):
            which = range(self.segment.expansion_months if self.moves else 0)
            return [self.monthly(name.removeprefix("monthly_terms_"), bucket, month) for bucket in which]
        if name == "bill" and not self.quantities.settings["in_advance"]:
            return []
        return [
            as_quantity(evaluated(BUCKETS[name].equation, names))
            for bucket in range(self.turn)
            if (names := BucketMonth(self, bucket, month)).acts or (name == "bill" and names("joined"))
        ]

    def moving(self, name: str, month: int) -> list[Quantity]:
        """A measure of the buckets on month-to-month terms that expand in a month."""
        which = (
            [bucket for bucket in range(self.segment.expansion_months) if self.expands(bucket, month)]
            if self.moves
            else []
        )
        equation = MONTHLY_TERMS[name.replace("expanding_", "expanding_monthly_")].equation
        return [as_quantity(evaluated(equation, MonthlyBucketMonth(self, bucket, month))) for bucket in which]

    def bucket(self, name: str, bucket: int, month: int) -> Quantity:
        """What a bucket holds at the end of a month: `mrr`, `accounts` or what was last `billed`."""
        months = self._changing(bucket)
        last = bisect_right(months, month)
        for changed in months[
            self._reached.get((name, bucket), 0) : last
        ]:  # in their order: each stands on the one before
            names = BucketMonth(self, bucket, changed)
            self._known[name, bucket, changed] = self._made(name, BUCKETS, names, f"group {bucket + 1}")
        self._reached[name, bucket] = max(last, self._reached.get((name, bucket), 0))
        return self._known[name, bucket, months[last - 1]]

    def _changing(self, bucket: int) -> list[int]:
        """The months in which a bucket is not what it was, and 0 for what stands before month 1."""
        if bucket not in self._months:
            every = range(1, self.quantities.months + 1)
            self._months[bucket] = [0, *(month for month in every if BucketMonth(self, bucket, month).changes)]
        return self._months[bucket]

    def monthly(self, name: str, bucket: int, month: int) -> Quantity:
        """What a bucket on month-to-month terms holds at the end of a month."""
        for earlier in range(self._reached.get((f"monthly_{name}", bucket), 1) + 1, month + 1):
            names, words = MonthlyBucketMonth(self, bucket, earlier), f"monthly terms, group {bucket + 1}"
            self._known[f"monthly_{name}", bucket, earlier] = self._made(f"monthly_{name}", MONTHLY_TERMS, names, words)
            self._reached[f"monthly_{name}", bucket] = earlier
        return self._known[f"monthly_{name}", bucket, month] if month > 1 else constant(0)

    def _made(self, name: str, parts: Any, names: BucketMonth, words: str) -> Quantity:
        opens = names.month == 0
        part: Intermediate = BUCKETS[{"billed": "opening_mrr"}.get(name, f"opening_{name}")] if opens else parts[name]
        if opens and not self.opens:
            return constant(0)
        made = as_quantity(evaluated(part.equation, names))
        when = "before month 1" if opens else f"month {names.month}"
        label = BUCKETS.get(name, part).label if opens else part.label
        # What follows is worked out when somebody asks: a chain of months is as long as the horizon.
        return Quantity(
            made.value, part.unit, f"{label}{WORDS[self.variant]}{self.quantities.suffix}, {words}, {when}",
            f"{self.quantities.trace.tag}{self.quantities.index}/{self.variant}/{name}/{names.bucket}@{names.month}",
            definition="Of the accounts whose first month is the same on the calendar of contracts and expansions: "
            "they renew and expand in the same months.",
            origin=lambda: made, by_equation=True,
        )  # fmt: skip

    def rate(self, name: str, month: int) -> Any:
        """A part of the month's equations: growth and uplift are the variant's own."""
        key = (name, month)
        if key not in self._rates:
            names = VariantMonth(self, month)
            self._rates[key] = written_out(PARTS[name], names, f"{self.quantities.suffix}, month {month}")
        return self._rates[key]

    def renews(self, bucket: int, month: int) -> bool:
        return month > 1 and (month - bucket) % self.segment.renewal_months == 0

    def expands(self, bucket: int, month: int) -> bool:
        return month > 1 and (month - bucket) % self.segment.expansion_months == 0


class VariantMonth(SegmentMonth):
    """A month of one variant: without growth its inputs are others."""

    def __init__(self, ring: RingTrace, month: int) -> None:
        super().__init__(ring.quantities, month)
        self.variant = ring.variant

    def __call__(self, name: str) -> Any:
        if name in ("expansion_rate", "price_increase") and self.variant in ("floor", "flat"):
            return Known(0) if self.variant == "flat" else least(0, super().__call__(name))
        if name == "new_mrr" and self.variant == "flat":
            return written_flat(self)
        if name in ("first_uplift", "growth"):
            return self.part(name)
        return super().__call__(name)


def written_flat(names: VariantMonth) -> Any:
    from model.metrics.flows import new_mrr

    return evaluated(new_mrr, names)


class BucketMonth(Names):
    """One bucket in one month; month 0 is what stands before month 1."""

    def __init__(self, ring: RingTrace, bucket: int, month: int) -> None:
        super().__init__(ring.quantities)
        self.ring, self.bucket, self.month = ring, bucket, month

    @property
    def acts(self) -> bool:
        """Whether it renews, expands or is billed."""
        return any(self(name) for name in ("renews", "expands", "anniversary"))

    @property
    def changes(self) -> bool:
        """Whether it is not what it was."""
        return self.acts or (self.ring.joins and self("joined"))

    def __call__(self, name: str) -> Any:
        ring, bucket, month = self.ring, self.bucket, self.month
        match name:
            case "renews":
                return ring.renews(bucket, month)
            case "expands":
                return ring.expands(bucket, month)
            case "joined":
                return ring.joins and month > 0 and (month - bucket) % ring.turn == 0
            case "anniversary":
                return self.settings["in_advance"] and (month - bucket) % self.segment.billing_months == 0
            case "months_left":
                billing = self.segment.billing_months
                return billing - (month - bucket) % billing
            case "groups_of_book":
                return 1 if self.settings["aligned"] else ring.turn
            case "opens":
                return not self.settings["aligned"] or bucket == 1 % ring.turn
            case "mrr_before" | "accounts_before" | "billed_before":
                return ring.bucket(name.removesuffix("_before"), bucket, month - 1)
            case "mrr" | "accounts" | "billed":
                return ring.bucket(name, bucket, month)
            case "new_mrr" | "started_accounts" | "moving" | "price_increase":
                return VariantMonth(ring, month)(name)
            case "opening_accounts":  # of the whole book
                return self.quantities.input("accounts")
        if name in BUCKETS:
            return evaluated(BUCKETS[name].equation, self)
        return ring.rate(name, max(month, 1)) if name in PARTS else super().__call__(name)


class MonthlyBucketMonth(BucketMonth):
    """One bucket on month-to-month terms in one month."""

    def __call__(self, name: str) -> Any:
        ring, bucket, month = self.ring, self.bucket, self.month
        match name:
            case "mrr_before" | "accounts_before":
                return ring.monthly(name.removesuffix("_before"), bucket, month - 1)
            case "arriving_mrr" | "arriving_accounts":
                leaving = BUCKETS[name.replace("arriving", "leaving")].equation
                from_buckets = [
                    BucketMonth(ring, source, month)
                    for source in range(bucket, ring.turn, self.segment.expansion_months)
                    if ring.renews(source, month)
                ]
                return total([as_quantity(evaluated(leaving, names)) for names in from_buckets])
        if name in MONTHLY_TERMS:
            return evaluated(MONTHLY_TERMS[name].equation, self)
        return super().__call__(name)
