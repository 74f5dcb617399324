"""The buckets of a segment's ring, month by month: what the engine marches through in place, kept to be looked at.

Only the months in which something happens to a bucket are kept: in the others it is what it was.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import TYPE_CHECKING, Any

from model.metrics.declare import Intermediate
from model.metrics.flows import new_mrr
from model.metrics.monthly import PARTS
from model.metrics.ring import BUCKETS, MONTHLY_TERMS
from model.operations import Known, least, total
from model.quantity import Quantity, constant, quickly
from model.trace.month import BY_NUMBER, SegmentMonth
from model.trace.names import Names, as_quantity, evaluated, kept_after, written_out

if TYPE_CHECKING:
    from model.trace.segment import SegmentTrace

GROWING = ("growth", "first_uplift", "first_mrr")  # what knows of expansion and price rise
SHARED = ("left_within_term", "left_by_the_month")  # by all buckets in a month
Place = tuple[int, int]  # a bucket, and the renewals behind its accounts where they are kept apart
WORDS = {"all": "", "book": " of the opening book", "new": " of later accounts",
         "floor": " of the opening book without expansion and price rise",
         "flat": " without expansion and price rise"}  # fmt: skip


class RingTrace:
    """One variant of a segment's accounts: all, the opening book, later accounts, or those without growth."""

    def __init__(self, quantities: SegmentTrace, variant: str) -> None:
        self.quantities, self.variant, self.segment = quantities, variant, quantities.segment
        self.turn: int = quantities.settings["turn"]
        self.first = 1 if quantities.settings["aligned"] else 0  # the month whose accounts are of age 0
        self.numbers = len(self.segment.retention_by_renewal) + 1  # of renewals behind accounts that are kept apart
        self.opens, self.joins = variant != "new", variant not in ("book", "floor")
        self._known: dict[tuple[str, Place, int], Quantity] = {}
        self._reached: dict[tuple[str, Place], int] = {}
        self._months: dict[int, list[int]] = {}
        self._shared: dict[tuple[str, int, int, bool], Any] = {}
        self._variant_months: dict[int, VariantMonth] = {}
        self._bucket_months: dict[tuple[Place, int], BucketMonth] = {}

    @cached_property
    def moves(self) -> bool:
        """Whether accounts may move to month-to-month terms."""
        return bool(self.quantities.settings["limited"])

    @cached_property
    def places(self) -> list[Place]:
        """Every bucket, once for each number of renewals behind its accounts."""
        return [(bucket, number) for bucket in range(self.turn) for number in range(self.numbers)]

    def held(self, name: str, month: int) -> Quantity:
        """MRR or accounts of all buckets at the end of a month."""
        parts = [self.bucket(name, place, month) for place in self.places]
        if self.moves:
            parts += [self.monthly(name, bucket, month) for bucket in range(self.segment.expansion_months)]
        return total(parts)

    def parts(self, name: str, month: int) -> list[Quantity]:
        """A measure of each bucket to which something happens in a month, or what each one on monthly terms holds."""
        if name.startswith("monthly_terms_"):
            which = range(self.segment.expansion_months if self.moves else 0)
            return [self.monthly(name.removeprefix("monthly_terms_"), bucket, month) for bucket in which]
        equation = (BUCKETS.get(name) or PARTS[name]).equation
        if name == "bill":
            buckets = range(self.turn if self.quantities.settings["in_advance"] else 0)
            bills = [WholeBucketMonth(self, (bucket, 0), month) for bucket in buckets]
            return [as_quantity(evaluated(equation, names)) for names in bills if names.acts or names("joined")]
        months = [self.bucket_in_month(place, month) for place in self.places]
        return [as_quantity(names(name)) for names in months if names.acts]

    def billed_before(self, month: int) -> Quantity:
        """What the opening book was billed in month 0, -1, ...: as if each group had had its opening MRR."""
        billing = self.segment.billing_months
        opening = [self.bucket("mrr", place, 0) for place in self.places if (month - place[0]) % billing == 0]
        return total(opening) * billing if opening else constant(0)

    def moving(self, name: str, month: int) -> list[Quantity]:
        """A measure of the buckets on month-to-month terms that expand in a month."""
        which = (
            [bucket for bucket in range(self.segment.expansion_months) if self.expands(bucket, month)]
            if self.moves
            else []
        )
        equation = MONTHLY_TERMS[name.replace("expanding_", "expanding_monthly_")].equation
        return [as_quantity(evaluated(equation, MonthlyBucketMonth(self, (bucket, 0), month))) for bucket in which]

    def bucket(self, name: str, place: Place, month: int) -> Quantity:
        """What a bucket holds at the end of a month: `mrr` or `accounts`, or as a whole what was last `billed`."""
        months = self._changing(place[0])
        last = bisect_right(months, month)
        for changed in months[self._reached.get((name, place), 0) : last]:  # in their order: each stands on the last
            billed = name == "billed"
            names = WholeBucketMonth(self, place, changed) if billed else self.bucket_in_month(place, changed)
            words = f"group {place[0] + 1}" + (f", {place[1]} renewals behind" if self.numbers > 1 else "")
            self._known[name, place, changed] = self._made(name, BUCKETS, names, words)
        self._reached[name, place] = max(last, self._reached.get((name, place), 0))
        return self._known[name, place, months[last - 1]]

    def bucket_in_month(self, place: Place, month: int) -> BucketMonth:
        """What names mean for a bucket in a month."""
        if (place, month) not in self._bucket_months:
            self._bucket_months[place, month] = BucketMonth(self, place, month)
        return self._bucket_months[place, month]

    def _changing(self, bucket: int) -> list[int]:
        """The months in which a bucket is not what it was, and 0 for what stands before month 1."""
        if bucket not in self._months:
            every = range(1, self.quantities.months + 1)
            self._months[bucket] = [0, *(month for month in every if BucketMonth(self, (bucket, 0), month).changes)]
        return self._months[bucket]

    def monthly(self, name: str, bucket: int, month: int) -> Quantity:
        """What a bucket on month-to-month terms holds at the end of a month."""
        place = (bucket, 0)
        for earlier in range(self._reached.get((f"monthly_{name}", place), 0) + 1, month + 1):
            names, words = MonthlyBucketMonth(self, place, earlier), f"monthly terms, group {bucket + 1}"
            self._known[f"monthly_{name}", place, earlier] = self._made(f"monthly_{name}", MONTHLY_TERMS, names, words)
            self._reached[f"monthly_{name}", place] = earlier
        return self._known[f"monthly_{name}", place, month] if month > 0 else constant(0)

    def _made(self, name: str, parts: Any, names: BucketMonth, words: str) -> Quantity:
        opens = names.month == 0
        part: Intermediate = BUCKETS[{"billed": "opening_mrr"}.get(name, f"opening_{name}")] if opens else parts[name]
        if opens and not self.opens:
            return constant(0)
        made = as_quantity(evaluated(part.equation, names))
        when = "before month 1" if opens else f"month {names.month}"
        label = BUCKETS.get(name, part).label if opens else part.label
        # What follows is worked out when somebody asks: a chain of months is as long as the horizon.
        return quickly(
            value=made.value, unit=part.unit,
            label=f"{label}{WORDS[self.variant]}{self.quantities.suffix}, {words}, {when}",
            key=f"{self.quantities.trace.tag}{self.quantities.index}/{self.variant}/{name}/{names.bucket}"
            f"{f'.{names.number}' if self.numbers > 1 else ''}@{names.month}",
            definition="Of the accounts whose first month is the same on the calendar of contracts and expansions: "
            "they renew and expand in the same months.",
            origin=lambda: made, by_equation=True,
        )  # fmt: skip

    def rate(self, name: str, month: int) -> Any:
        """A part of the month's equations: growth and uplift are the variant's own."""
        return self.once((name, month, 0, False), lambda: self.in_month(month).rate(name))

    def once(self, key: tuple[str, int, int, bool], make: Callable[[], Any]) -> Any:
        """What buckets share: a name in a month, of so many renewals behind, of those that renew or do not."""
        if key not in self._shared:
            self._shared[key] = make()
        return self._shared[key]

    def in_month(self, month: int) -> VariantMonth:
        """What names mean in a month of this variant."""
        if month not in self._variant_months:
            self._variant_months[month] = VariantMonth(self, month)
        return self._variant_months[month]

    def kept(self, month: int, renewals: int) -> Any:
        """CR6 as served in a month, of accounts with so many renewals behind them."""
        return self.once(("kept", month, renewals, True), lambda: kept_after(self.in_month(month), renewals))

    def renews(self, bucket: int, month: int) -> bool:
        return month > self.first and (month - bucket) % self.segment.renewal_months == 0

    def expands(self, bucket: int, month: int) -> bool:
        return month > self.first and (month - bucket) % self.segment.expansion_months == 0


class VariantMonth(SegmentMonth):
    """A month of one variant: without growth its inputs are others."""

    def __init__(self, ring: RingTrace, month: int) -> None:
        super().__init__(ring.quantities, month)
        self.ring, self.variant = ring, ring.variant

    def rate(self, name: str) -> Any:
        """A part: those that know of growth are the variant's own, the others those of all accounts."""
        if self.variant not in ("floor", "flat") or name not in GROWING:
            return self.quantities.in_month(self.month).part(name)
        place = self.quantities.place(f"{self.variant}/{name}", self.month)
        return written_out(PARTS[name], self, f"{self.quantities.suffix}, month {self.month}", place)

    def meaning(self, name: str) -> Any:
        if name in ("expansion_rate", "price_increase") and self.variant in ("floor", "flat"):
            return Known(0) if self.variant == "flat" else least(0, super().meaning(name))
        if name == "new_mrr" and self.variant == "flat":
            return evaluated(new_mrr, self)
        return self.ring.rate(name, self.month) if name in GROWING else super().meaning(name)

    def in_other_month(self, name: str, month: int) -> Any:
        if month >= 1 and name == "first_mrr":
            return self.ring.rate(name, month)
        return super().in_other_month(name, month)


class BucketMonth(Names):
    """One bucket in one month, or those of it with so many renewals behind; month 0 is what stands before month 1."""

    def __init__(self, ring: RingTrace, place: Place, month: int) -> None:
        super().__init__(ring.quantities)
        self.ring, self.place, self.month = ring, place, month
        self.bucket, self.number = place

    @cached_property
    def acts(self) -> bool:
        """Whether it renews, expands, leaks or is billed."""
        leaks = self.settings["leaks"] and self.month > self.ring.first
        return leaks or any(self(name) for name in ("renews", "expands", "anniversary"))

    @property
    def changes(self) -> bool:
        """Whether it is not what it was."""
        return self.acts or (self.ring.joins and self._joins())

    def _joins(self) -> bool:
        ring = self.ring
        return ring.joins and self.month > 0 and (self.month - self.bucket) % ring.turn == 0

    def meaning(self, name: str) -> Any:
        ring, bucket, month = self.ring, self.bucket, self.month
        match name:
            case "renews":
                return ring.renews(bucket, month)
            case "expands":
                return ring.expands(bucket, month)
            case "leaks":
                return month > ring.first and super().meaning(name)
            case "joined":
                return self.number == 0 and self._joins()
            case "anniversary":
                return self.settings["in_advance"] and (month - bucket) % self.segment.billing_months == 0
            case "months_left":
                billing = self.segment.billing_months
                return billing - (month - bucket) % billing
            case "share_of_book":
                return self._share_of_book()
            case "mrr_before" | "accounts_before":
                return ring.bucket(name.removesuffix("_before"), self.place, month - 1)
            case "mrr" | "accounts":
                return ring.bucket(name, self.place, month)
            case "on_contract_mrr_of_numbers" | "on_contract_accounts_of_numbers":
                return self._arriving(BUCKETS[name.removesuffix("_of_numbers")])
            case "new_mrr" | "started_accounts" | "moving" | "price_increase":
                return ring.in_month(month)(name)
            case "opening_accounts":  # of the whole book
                return self.quantities.input("accounts")
            case "kept" if ring.numbers > 1:
                return ring.kept(max(month, 1), self.number)
        if name in SHARED:
            key = (name, month, self.number, self("renews"))
            return ring.once(key, lambda: evaluated(BUCKETS[name].equation, self))
        if name in BUCKETS:
            return evaluated(BUCKETS[name].equation, self)
        if name in BY_NUMBER:
            return evaluated(PARTS[name].equation, self)
        return ring.rate(name, max(month, 1)) if name in PARTS else super().meaning(name)

    def _arriving(self, part: Intermediate) -> list[Any]:
        """What comes to have so many renewals behind, from those with one fewer; the last number is all later ones."""
        ring, number = self.ring, self.number
        if ring.numbers == 1 or not self("renews"):
            return [self(part.name)]
        from_numbers = [number - 1] if number < ring.numbers - 1 else [number - 1, number]
        return [
            ring.bucket_in_month((self.bucket, other), self.month)(part.name)
            for other in from_numbers if other >= 0
        ]  # fmt: skip

    def _share_of_book(self) -> Any:
        ring = self.ring
        if self.number != min(self.segment.book_renewals_done, ring.numbers - 1):
            return 0
        if self.settings["aligned"]:
            return 1 if self.bucket == 1 % ring.turn else 0
        if not self.segment.book_calendar:
            return constant(1) / ring.turn
        renewal, weights = self.segment.renewal_months, self.quantities.entries("book_calendar")
        return weights[(self.bucket - 1) % renewal] / total(weights) / (ring.turn // renewal)


class WholeBucketMonth(BucketMonth):
    """A bucket as it is billed: whatever the number of renewals behind its accounts."""

    def meaning(self, name: str) -> Any:
        ring = self.ring
        match name:
            case "mrr":
                return total([ring.bucket("mrr", (self.bucket, number), self.month) for number in range(ring.numbers)])
            case "joined":
                return self._joins()
            case "billed_before":
                return ring.bucket("billed", self.place, self.month - 1)
            case "share_of_book":
                return total([
                    as_quantity(BucketMonth(ring, (self.bucket, number), self.month)("share_of_book"))
                    for number in range(ring.numbers)
                ])  # fmt: skip
        return super().meaning(name)


class MonthlyBucketMonth(BucketMonth):
    """One bucket on month-to-month terms in one month."""

    def meaning(self, name: str) -> Any:
        ring, bucket, month = self.ring, self.bucket, self.month
        match name:
            case "mrr_before" | "accounts_before":
                return ring.monthly(name.removesuffix("_before"), bucket, month - 1)
            case "arriving_mrr" | "arriving_accounts":
                leaving = name.replace("arriving", "leaving")
                from_buckets = [
                    ring.bucket_in_month(place, month)
                    for place in ring.places
                    if (place[0] - bucket) % self.segment.expansion_months == 0 and ring.renews(place[0], month)
                ]
                return total([as_quantity(names(leaving)) for names in from_buckets])
        if name in MONTHLY_TERMS:
            return evaluated(MONTHLY_TERMS[name].equation, self)
        return super().meaning(name)
