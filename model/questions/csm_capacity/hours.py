"""Where the hours of an account and of a CSM go, and how many accounts that makes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from model.engine.batch import Array
from model.metrics.hours import csms_to_need
from model.scenario import Segment
from model.tolerances import HOURS_TOLERANCE, ROUNDING_TOLERANCE
from model.trace import Quantity, constant, rounded_down, rounded_up, total
from model.trace.segment import SegmentTrace
from model.trace.service import asked_hours, csm_hours_a_month, meetings
from model.wording import exact as exact_number
from model.wording import formatted

MOST = 7  # kinds of meeting that a bar shows one by one
OTHER = 7  # the place of other time, whatever meetings there are
RENEWALS = 3  # the place of renewals, and ONBOARDING that of onboarding: the same in every chart
ONBOARDING = 4
YEAR = 12
HOURS, A_YEAR = "hours", "hours/year"


@dataclass(frozen=True)
class HoursPiece:
    """A part of a bar: `place` is that of its kind, `lighter` for a second part of the same kind."""

    label: str
    hours: Quantity
    place: int
    lighter: bool = False


@dataclass(frozen=True)
class Hours:
    """The hours of an account and of a CSM, and the accounts that one CSM holds, exactly and whole."""

    per_account: Quantity
    paid: Quantity
    reaching: Quantity
    away: Quantity
    exact: Quantity
    whole: Quantity
    account: tuple[HoursPiece, ...]
    onboarding: HoursPiece | None
    year: tuple[HoursPiece, ...]

    @property
    def required(self) -> bool:
        """Whether accounts take any time."""
        return self.per_account.value > float(HOURS_TOLERANCE)


def takes_hours(segment: Segment) -> bool:
    """Whether its accounts take any time of a CSM."""
    in_meetings = any(row.per_year * (row.hours + row.prep_hours) > 0 for row in segment.meetings)
    return in_meetings or segment.other_hours > 0 or takes_phase_hours(segment)


def takes_phase_hours(segment: Segment) -> bool:
    """Whether onboarding or renewing an account takes time of its own."""
    return segment.onboarding_hours > 0 or segment.renewal_hours > 0


def hours(trace: SegmentTrace) -> Hours:
    """The hours of one segment's accounts and CSMs."""
    per_account = trace.economics("hours_per_account").named(
        "csm_capacity.per_account", "Hours per account", unit="hours/account/year",
        definition="Customer-success hours that one account takes in a year.",
    )  # fmt: skip
    paid = trace.input("csm_hours").named(
        "csm_capacity.paid", "Paid hours of a CSM", unit=A_YEAR, definition="Paid hours of one CSM a year."
    )
    reaching = (paid * trace.input("csm_productivity")).named(
        "csm_capacity.reaching", "Productive hours", unit=A_YEAR, good="up",
        definition="Paid hours of one CSM a year times the share of them that reaches accounts.",
    )  # fmt: skip
    away = (paid - reaching).named(
        "csm_capacity.away", "Other paid hours", unit=A_YEAR, good="down",
        definition="Paid hours of one CSM a year that go into anything but accounts.",
    )  # fmt: skip
    exact = with_decimals(trace.economics("accounts_per_csm"))
    whole = whole_accounts(exact).named(
        "csm_capacity.whole", "Accounts per CSM", unit="accounts", good="up",
        definition="Accounts per CSM, rounded down: the next account would not be served in full.",
    )  # fmt: skip
    return Hours(
        per_account, paid, reaching, away, exact, whole, _account(trace), _onboarding(trace),
        _year(per_account, reaching, away, whole),
    )  # fmt: skip


def with_decimals(count: Quantity) -> Quantity:
    """Two decimals, so that what is rounded down is seen to be: 26.96 and not 27."""
    return count if count.reason else replace(count, words=exact_number(round(count.value, 2)))


def whole_accounts(exact: Quantity) -> Quantity:
    """Rounded down after adding one part in 1e9, as CSMs are rounded up after taking it off."""
    return rounded_down(exact * (1 + ROUNDING_TOLERANCE))


def accounts_in_words(count: Quantity) -> str:
    """'account' or 'accounts', by the number as it is shown."""
    return "account" if formatted(count.value, count.unit) == "1" else "accounts"


def needed(
    trace: SegmentTrace, month: int, key: str = "", label: str = "", csm_hours: Quantity | None = None
) -> Quantity:
    """The CSMs that the hours of a month need, at `csm_hours` a month each where that is given."""
    asked = asked_hours(trace, month)
    hours_of_one = csm_hours or csm_hours_a_month(trace, month)
    none = asked.value <= float(HOURS_TOLERANCE)
    csms = constant(0) if none else rounded_up(asked / hours_of_one * (1 - ROUNDING_TOLERANCE))
    return csms.named(
        key or f"csm_capacity.needed.{month}", label or f"CSMs needed, month {month}", unit="people",
        definition="CSMs whose hours hold what the accounts of the month take, rounded up.",
    )  # fmt: skip


def csms_by_hours(trace: SegmentTrace, asked: Array) -> Array:
    """The same in every month, of the hours asked in each."""
    hours, productivity = trace.input_path("csm_hours"), trace.input_path("csm_productivity")
    csms: Array = csms_to_need(asked, csm_hours=hours, csm_productivity=productivity)
    return csms


def with_firefighting(trace: SegmentTrace, month: int) -> Quantity:
    """The accounts of a month, and as many more as would take the hours of its phases and of firefighting."""
    accounts = trace.month("accounts", month)
    if takes_phase_hours(trace.segment):
        return (asked_hours(trace, month) / (trace.economics("hours_per_account") / 12)).named(
            f"csm_capacity.by_hours.{trace.index}.{month}", f"Accounts by hours{trace.suffix}, month {month}",
            unit="accounts", definition="As many accounts as would take all hours of the month, at the mean of a year.",
        )  # fmt: skip
    if trace.segment.firefighting_hours == 0:
        return accounts
    lost = trace.month("reactive_hours", month) / (trace.economics("hours_per_account") / 12)
    return (accounts + lost).named(
        f"csm_capacity.with_firefighting.{trace.index}.{month}",
        f"Accounts and firefighting{trace.suffix}, month {month}", unit="accounts",
        definition="Accounts, and as many as would take the hours lost to firefighting.",
    )  # fmt: skip


def _account(trace: SegmentTrace) -> tuple[HoursPiece, ...]:
    """Each kind of meeting with its preparation, the smallest of many as one, and other time."""
    kinds = [_kind(place, *inputs) for place, inputs in enumerate(meetings(trace))]
    by_size = sorted(kinds, key=lambda kind: -sum(piece.hours.value for piece in kind))
    small = {id(kind) for kind in by_size[MOST:]}
    pieces = [piece for kind in kinds if id(kind) not in small for piece in kind]
    if small:
        rest = total(piece.hours for kind in kinds if id(kind) in small for piece in kind)
        pieces.append(HoursPiece(f"{len(small)} smaller ones", _named(rest, "small", "The smaller meetings"), MOST - 1))
    pieces.append(HoursPiece("Other time", trace.input("other_hours").named(
        "csm_capacity.other", "Other time", unit=HOURS, definition="Hours per account and year outside meetings.",
    ), OTHER))  # fmt: skip
    pieces.append(HoursPiece("Renewals", (
        trace.input("renewal_hours") * (constant(YEAR) / trace.input("renewal_months"))
    ).named("csm_capacity.renewals", "Renewals", unit=HOURS,
            definition="Hours per account and year for renewals: those of each, times the renewals in a year.",
    ), RENEWALS))  # fmt: skip
    return tuple(piece for piece in pieces if piece.hours.value > 0)


def _onboarding(trace: SegmentTrace) -> HoursPiece | None:
    """The hours of onboarding, which only a signed account takes, and once; None where there are none."""
    if trace.segment.onboarding_hours == 0:
        return None
    hours = trace.input("onboarding_hours").named(
        "csm_capacity.onboarding", "Onboarding", unit=HOURS, definition="Hours that a signed account takes once."
    )
    return HoursPiece("Onboarding", hours, ONBOARDING)


def _kind(
    place: int, name: str, often: Quantity, duration: Quantity, preparation: Quantity
) -> tuple[HoursPiece, HoursPiece]:
    """Time in meetings of this kind, and time to prepare and follow them up."""
    around = f"{name}, preparation"
    return (
        HoursPiece(name, _named(often * duration, f"meeting.{place}", name), place % OTHER),
        HoursPiece(around, _named(often * preparation, f"preparation.{place}", around), place % OTHER, lighter=True),
    )


def _named(quantity: Quantity, key: str, label: str) -> Quantity:
    return quantity.named(
        f"csm_capacity.{key}", label, unit=HOURS, definition="Hours that it takes of a CSM per account and year."
    )


def _year(per_account: Quantity, reaching: Quantity, away: Quantity, whole: Quantity) -> tuple[HoursPiece, ...]:
    """A CSM's year as hours of the accounts held, hours left over, and hours that reach no account."""
    if whole.reason or whole.value < 1:
        pieces = [HoursPiece("Productive", reaching, 0)]
    else:
        used = (whole * per_account).named("csm_capacity.used", "Hours of the accounts held", unit=A_YEAR,
                                           definition="Whole accounts of one CSM times the hours of each.")  # fmt: skip
        left = (reaching - used).named("csm_capacity.left", "Hours left over", unit=A_YEAR,
                                       definition="Hours that reach accounts, too few for one more.")  # fmt: skip
        pieces = [HoursPiece("Accounts", used, 0), HoursPiece("Left over", left, 1)]
    pieces.append(HoursPiece("Not productive", away, 2))
    least = 1e-9 * sum(piece.hours.value for piece in pieces)
    return tuple(piece for piece in pieces if piece.hours.value > least)


def rows(capacity: Hours) -> Sequence[tuple[str, tuple[Quantity, ...]]]:
    """The steps from hours to accounts per CSM, as rows of a table."""
    chain = (
        ("Hours per account", capacity.per_account),
        ("Paid hours of a CSM", capacity.paid),
        ("Not productive", capacity.away),
        ("Productive", capacity.reaching),
        ("Accounts per CSM", capacity.exact),
        ("Rounded down", capacity.whole),
    )
    once = [("Onboarding, once", (capacity.onboarding.hours,))] if capacity.onboarding else []
    return [
        *((piece.label, (piece.hours,)) for piece in capacity.account),
        *once,
        *((name, (hours,)) for name, hours in chain),
    ]
