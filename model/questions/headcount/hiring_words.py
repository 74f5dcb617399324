"""A hiring plan of a fixed headcount in words, with the numbers that its table shares."""

from __future__ import annotations

from functools import cached_property

import numpy as np

from model.engine.batch import Array
from model.questions.csm_capacity.hours import csms_by_hours, needed
from model.questions.headcount.fewest_hires import (
    KEY,
    LATER,
    MOST,
    NOBODY,
    PLAN,
    PLANNING,
    ROUNDS,
    TEAMS,
    FewestHires,
    Hiring,
    Planning,
    asked,
    lowest_coverage,
    pay,
)
from model.trace import Quantity, Sentence, greatest, total
from model.trace.measured import given
from model.trace.segment import SegmentTrace
from model.wording import short

SAME = 1e-9  # of what is compared: a difference below it is rounding


def month(number: int, key: str, label: str) -> Quantity:
    return Quantity(float(number), "month", label, f"{KEY}.{key}", definition=f"{label}.")


class HiringWords:
    """A hiring plan in words. `short` are the months below the least coverage."""

    def __init__(self, trace: SegmentTrace, planning: Planning, hiring: Hiring, found: FewestHires) -> None:
        self.trace, self.planning, self.hiring, self.found = trace, planning, hiring, found
        self.teams, self.last = found.teams, trace.months
        self.rows = hiring.rows(found.hires)
        self.short: list[int] = (np.flatnonzero(hiring.falls_short(self.teams[PLAN].path("coverage"))) + 1).tolist()

    def sentence(self) -> Sentence:
        if self.found.why and self.short:
            return (*self._no_help(), *self._below())
        answer = self._hired() if self.rows else self._nobody()
        return (*answer, *self._out_of_reach(), *self._more_than_needed(), *self._planned_left_out())

    def waiting(self) -> Sentence:
        """What waiting a quarter with each start would change."""
        return ("With each start a quarter later, profit is ", *self._compared(LATER, PLAN),
                " and coverage falls to ", self.lowest(LATER), ".")  # fmt: skip

    def profit(self, team: int) -> Quantity:
        return self.teams[team].summary("profit")

    def lowest(self, team: int) -> Quantity:
        """Lowest coverage of the months that a hire can cover."""
        label = f"Lowest coverage from month {self.hiring.kept_from} on {TEAMS[team]}"
        months = range(self.hiring.kept_from, self.last + 1)
        return lowest_coverage(self.teams[team], months, f"{KEY}.lowest.{team}", label)

    @cached_property
    def by_hours(self) -> Array:
        return csms_by_hours(self.trace, asked(self.teams[PLAN]))

    def needed(self, months: range, key: str, label: str) -> Quantity:
        """The most CSMs that the hours of these months need."""

        def origin() -> Quantity:
            team = self.teams[PLAN].trace.segment(self.trace.segment.name)
            return greatest(*(needed(team, number, f"{KEY}.needed.{number}") for number in months))

        return Quantity(
            float(self.by_hours[months.start - 1 : months.stop - 1].max()), "people", label, key,
            origin=origin,
            definition="CSMs whose hours hold what the accounts take, rounded up; the most of the months.",
        )  # fmt: skip

    def _setting(self, name: str) -> Quantity:
        return given(PLANNING[name], PLANNING[name].label, f"{KEY}.{name}", getattr(self.planning, name))

    @property
    def _level(self) -> Sentence:
        least = self._setting("least_coverage")
        return ("every account served",) if least.value == 1 else ("coverage at ", least, " or more")

    @cached_property
    def _kept_from(self) -> Quantity:
        return month(self.hiring.kept_from, "kept_from", "First month in which a hire counts")

    def _hired(self) -> Sentence:
        """Who starts when, what that costs and what it gains."""
        starts = [
            Quantity(row.change, "people", f"Start in month {row.month}", f"{KEY}.start.{row.month}",
                     definition="CSMs who start in the month.")
            for row in self.rows
        ]  # fmt: skip
        hired = total(starts).named(f"{KEY}.hired", "CSMs hired", unit="people", definition="All who start.")
        first, last = (month(int(self.rows[place].month), *named) for place, named in
                       ((0, ("first", "First start")), (-1, ("last", "Last start"))))  # fmt: skip
        when: Sentence = (" between ", first, " and ", last) if first.value < last.value else (" in ", first)
        cost = (pay(self.teams[PLAN]) - pay(self.teams[NOBODY])).named(
            f"{KEY}.cost", "Cost of the plan", unit="money", good="down",
            definition="Pay over the horizon of those who are hired.",
        )  # fmt: skip
        csms = " CSM to start" if hired.value == 1 else " CSMs to start"
        return ("Hire ", hired, csms, *when, " to keep ", *self._level, " from ", self._kept_from, ". They cost ", cost,
                " over the horizon, and profit is ", *self._compared(PLAN, NOBODY), ".")  # fmt: skip

    def _compared(self, team: int, other: int) -> Sentence:
        ours, theirs = self.profit(team), self.profit(other)
        more = ours - theirs
        if abs(more.value) <= SAME * (abs(ours.value) + abs(theirs.value)):
            return (f"the same as {TEAMS[other]}",)
        size, way = (more, "higher") if more.value > 0 else (theirs - ours, "lower")
        named = size.named(
            f"{KEY}.{way}.{team}", f"Profit {TEAMS[team]}, {way}", unit="money",
            definition=f"Difference between operating profit {TEAMS[team]} and {TEAMS[other]}.",
        )  # fmt: skip
        return (named, f" {way} than {TEAMS[other]}")

    def _nobody(self) -> Sentence:
        """Why nobody has to be hired."""
        if not asked(self.teams[PLAN]).any():
            return ("Hire nobody: no account takes CSM time.",)
        keep: Sentence = ("the team of ", self.trace.input("csms"), " keeps ", *self._level)
        if self.short:
            return ("Hire nobody: ", *keep, " from ", self._kept_from, ".")
        return ("Hire nobody: ", *keep, ".")

    def _no_help(self) -> Sentence:
        """Why no hire can help."""
        match self.found.why:
            case "late":
                return ("No hire can help: nobody hired in ", self._setting("first_month"), " starts within ",
                        self.trace.trace.input("horizon_months"))  # fmt: skip
            case "ramp":
                return ("No hire can help: a hire adds nothing in a ramp of ", self.trace.input("ramp_months"),
                        ", which ends after the horizon")  # fmt: skip
            case "vacant":
                return ("No hire can help: CSM attrition of ", self.trace.input("csm_attrition"), " a year with ",
                        self.trace.input("vacancy_months"), " of vacancy leaves every seat empty")  # fmt: skip
            case "too_many":
                return (f"No plan works: more than {short(MOST)} CSMs would have to start in a month",)
        return (f"No plan was found in {ROUNDS} tries",)

    def _below(self) -> Sentence:
        lowest = lowest_coverage(
            self.teams[PLAN], range(1, self.last + 1), f"{KEY}.lowest.all", "Lowest coverage without hiring"
        )
        return (". Coverage is below ", self._setting("least_coverage"),
                f" in {len(self.short)} of {self.last} months and falls to ", lowest, ".")  # fmt: skip

    def _out_of_reach(self) -> Sentence:
        """The months that are short before anybody who is hired counts."""
        if not self.short:
            return ()
        first, last = self.short[0], self.short[-1]
        since = month(first, "short", "First month out of reach")
        which: Sentence = (since, " to ", month(last, "short_last", "Last month out of reach"))
        if first == last:
            which = (since,)
        elif len(self.short) <= last - first:
            which = (f"{len(self.short)} months from ", *which)
        lowest = lowest_coverage(
            self.teams[PLAN], range(first, last + 1), f"{KEY}.lowest.short", "Lowest coverage out of reach"
        )
        counts = " counts before " if self.hiring.delay else " starts before "
        return (" Still short: ", *which, ", down to ", lowest, ", because nobody hired in ",
                self._setting("first_month"), counts, self._kept_from, ".")  # fmt: skip

    def _more_than_needed(self) -> Sentence:
        """How many CSMs are too many at the end: a plan only hires."""
        count = self.hiring.spare(self.found)
        if count < 1:
            return ()
        shown = (
            self.teams[PLAN].month("csms", self.last, "CSMs in the last month"),
            self.needed(range(self.last, self.last + 1), f"{KEY}.needed.last", "CSMs needed in the last month"),
        )
        spare = Quantity(
            float(count), "people", "CSMs more than needed", f"{KEY}.spare", evidence=shown,
            definition="Whole CSMs of the last month without whom its coverage would still be kept.",
        )  # fmt: skip
        return (" By ", month(self.last, "end", "Last month"), " you have ", spare,
                f" {'CSM' if count == 1 else 'CSMs'} more than you need: a plan only hires.")  # fmt: skip

    def _planned_left_out(self) -> Sentence:
        planned = self.trace.segment.staff_changes
        return (" Your own hires and cuts are left out.",) if planned and planned != self.rows else ()
