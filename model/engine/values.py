"""What the names in an equation mean for many scenarios at once: inputs, options and paths as arrays.

An input that is 0 or 1 in every scenario, and an option that all segments have alike, is known: it costs nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from functools import cache
from operator import itemgetter
from types import FunctionType
from typing import Any

import numpy as np

from model.dated import paths_by_month
from model.engine.batch import Array, Given
from model.figures import Figure, figure, inherited
from model.metrics.declare import Equation, Intermediate, Metric, taken
from model.metrics.monthly import MONTHLY, PARTS
from model.operations import Known, everywhere, plain

Taking = Callable[[Mapping[str, Any]], tuple[Any, ...]]
Plan = list[
    tuple[str, Equation, Taking, Sequence[str]]
]  # a name, its equation, what reads its values, what is done with
OF_MONTHS = (
    "_before", "_of_buckets", "_of_months", "_so_far", "_within_ramp", "_at_signature", "_a_cycle_later", "_collected",
    "csms_cut",
)  # fmt: skip
LONGEST = 120 + 24  # months that anything looks at: the longest horizon, and the longest sales cycle after it
KNOWN = {0.0: Known(0), 1.0: Known(1)}
OPENING = {"accounts": "opening_accounts", "csms": "opening_csms"}  # an equation's `accounts` are those of a month


@cache
def of_inputs_alone(name: str) -> bool:
    """Whether a part is made of inputs and options alone: it is the same in every month."""
    if name == "month" or name in MONTHLY or name.endswith(OF_MONTHS):
        return False
    return name not in PARTS or all(map(of_inputs_alone, PARTS[name].takes))


STILL = {name for name in PARTS if of_inputs_alone(name)}


class Equations(dict[str, Metric | Intermediate]):
    """Measures and parts by name, without the parts that are inputs to all of them."""

    def __init__(self, *declared: Mapping[str, Metric | Intermediate]) -> None:
        super().__init__({name: one for table in declared for name, one in table.items() if name not in STILL})
        self._plans: dict[tuple[tuple[str, ...], frozenset[str]], Plan] = {}

    def plan(self, names: tuple[str, ...], given: Iterable[str] = ()) -> Plan:
        """What is worked out for these names, each after what it takes; what is given is not.

        What nobody reads any more is let go at once, and its memory used again while it is in the cache.
        """
        key = names, frozenset(given)
        if key not in self._plans:
            ordered = [*self._ordered(names, {*given})]
            last = {taken: name for name in ordered for taken in self[name].takes}
            done = {
                name: [each for each in ordered if last.get(each) == name and each not in names] for name in ordered
            }
            self._plans[key] = [(name, *by_place(self[name].equation), done[name]) for name in ordered]
        return self._plans[key]

    def _ordered(self, names: Iterable[str], known: set[str]) -> Iterator[str]:
        for name in names:
            if name in self and name not in known:
                known.add(name)
                yield from self._ordered(self[name].takes, known)
                yield name


@cache
def by_place(equation: Equation) -> tuple[Equation, Taking]:
    """An equation that is given its arguments by place, a quarter of the time by name, and what reads them."""
    code, names = equation.__code__, taken(equation)
    code = code.replace(co_argcount=len(names), co_kwonlyargcount=0)
    one = itemgetter(names[0])
    taking = itemgetter(*names) if len(names) > 1 else lambda values: (one(values),)
    return FunctionType(code, equation.__globals__, closure=equation.__closure__), taking


class Inputs(dict[str, Any]):
    """Inputs and options of the segments, (segments, scenarios or 1), and of the company, (scenarios or 1,)."""

    def __init__(self, given: Given) -> None:
        numbers = {name: _alike(values, given.of(name)) for name, values in given.base.items()}
        numbers |= {name: known(given.of(name)) for name in given.varied}
        super().__init__({OPENING.get(name, name): value for name, value in numbers.items()})
        self.given = given
        self.dated = frozenset(map(name_of, given.changes)) if given.changes else frozenset()
        self._paths: dict[str, Array] = {}

    def in_months(self, months: slice) -> Inputs | InMonths:
        """The inputs of some months: these, where nothing is dated."""
        return InMonths(self, months) if self.dated else self

    def some(self, name: str) -> bool:
        """Whether an input is above 0 anywhere in any month."""
        return name in self.dated or self[name] is not KNOWN[0.0]

    def reading(self, names: Set[str], months: int) -> Callable[[str], Array]:
        """What reads inputs, (segments, scenarios or 1): where any of these names is dated, in months 1 to `months`."""

        def by_month(name: str) -> Array:
            if name in self.dated:
                return self.path(name)[:months]
            return np.broadcast_to(self.given.of(name), (months, *self.given.of(name).shape))

        return by_month if self.dated & names else self.given.of

    def path(self, name: str) -> Array:
        """A dated input in every month, (months, segments, scenarios or 1); of the company without segments."""
        if name not in self._paths:
            given = self.given
            if name.startswith("company_"):
                path = name.replace("_", ".", 1)
                self._paths[name] = paths_by_month(given.one(path), given.changes[path], LONGEST)
            else:
                of_segments = [
                    paths_by_month(values, given.changes.get(f"{segment.name}.{name}", [()]), LONGEST)
                    for segment, values in zip(given.segments, given.of(name), strict=True)
                ]
                self._paths[name] = np.stack(np.broadcast_arrays(*of_segments), axis=1)
        return self._paths[name]

    def __missing__(self, name: str) -> Any:
        """The value of a name. Raises KeyError for one that is neither."""
        value = self[name] = self._value(name)
        return value

    def _value(self, name: str) -> Any:
        given, scenario = self.given, self.given.scenario
        if name in STILL:
            equation, taking = by_place(PARTS[name].equation)
            return equation(*taking(self))
        match name:
            case "fixed" | "to_need":
                return _same([segment.staffing == name for segment in given.segments])
            case "by_ratio":
                return _same([segment.staffing == "ratio" for segment in given.segments])
            case "limited":
                return _same([segment.staffing in ("fixed", "ratio") for segment in given.segments])
            case "staffed":
                return _same([segment.staffing != "none" for segment in given.segments])
            case "leaks":
                return self["early_churn"] is not KNOWN[0.0]
            case "opening_mrr":
                return self["opening_accounts"] * self["first_mrr"]
            case "hours_of_meetings":
                return [known(given.hours_of_meetings)]
            case "month_to_month_left_out":
                return np.isnan(given.of("month_to_month_retention"))
            case "added":
                return scenario.expansion_base == "starting"
            case "uplifted":
                return scenario.first_uplift == "from_start"
            case "turn":
                return np.maximum(given.of("renewal_months"), given.of("expansion_months"))
            case "renewals_per_turn" | "expansions_per_turn":
                return self["turn"] / given.of(f"{name.partition('s_')[0]}_months")
            case "discount_rate":
                return known(given.one(name))
            case "horizon_months":
                return float(scenario.horizon_months)
        return known(given.one(name.replace("company_", "company.")))


class InMonths(dict[str, Any]):
    """Inputs of some months: those that are dated have an axis of months before the others."""

    def __init__(self, inputs: Inputs, months: slice | int) -> None:
        super().__init__()
        self.inputs, self.given, self.months, self.dated = inputs, inputs.given, months, inputs.dated

    def __missing__(self, name: str) -> Any:
        value: Any
        if name in self.dated:
            value = self.inputs.path(name)[self.months]
        elif name in STILL:
            equation, taking = by_place(PARTS[name].equation)
            value = equation(*taking(self))
        elif name == "leaks":
            value = bool(np.any(plain(self["early_churn"])))
        else:
            value = self.inputs[name]
        self[name] = value
        return value


def name_of(path: str) -> str:
    """What equations call an input: that of the company `company_NAME`."""
    return path.replace(".", "_") if path.startswith("company.") else path.rpartition(".")[2]


def known(values: Array) -> Any:
    """The values, or what they all are where that is 0 or 1."""
    first = values.item(0)
    return KNOWN[first] if first in KNOWN and everywhere(values == first) else values


def _alike(of_segments: tuple[Any, ...], values: Array) -> Any:
    """The values of segments, or what they all are where that is 0 or 1."""
    first = of_segments[0]
    return KNOWN[first] if first in KNOWN and of_segments.count(first) == len(of_segments) else values


def _same(flags: list[bool]) -> Any:
    return flags[0] if len({*flags}) == 1 else np.array(flags)[:, None]


class Evaluated(dict[str, Any]):
    """Names by what is given for them, their equations, or the inputs.

    Each is worked out when it is first read, or beforehand where it is known what will be read.
    """

    def __init__(self, inputs: Inputs | InMonths, declared: Equations, given: Mapping[str, Any]) -> None:
        super().__init__(given)
        self.inputs, self.declared = inputs, declared

    def work_out(self, plan: Plan) -> None:
        """Works out what a plan says, in its order; what is there already stays."""
        for name, equation, taking, done in plan:
            if name not in self:
                self[name] = self.of(equation, taking(self))
            for each in done:
                del self[each]

    def __missing__(self, name: str) -> Any:
        declared = self.declared.get(name)
        if declared is None:
            value = self.other(name)
        else:
            equation, taking = by_place(declared.equation)
            value = self.of(equation, taking(self))
        self[name] = value
        return value

    def of(self, equation: Equation, values: tuple[Any, ...]) -> Any:
        """What an equation makes of its values, in their order."""
        return equation(*values)

    def other(self, name: str) -> Any:
        """What a name means that is neither given nor declared."""
        return self.inputs[name]


class Figures(Evaluated):
    """Names of which some are figures, which may be undefined: of a shape, with one scenario where all are alike."""

    shape: tuple[int, ...]

    def of(self, equation: Equation, values: tuple[Any, ...]) -> Any:
        """It is undefined where a figure that it is made of is, for the same reason."""
        if Figure not in map(type, values):
            return equation(*values)
        numbers = [value.values if type(value) is Figure else value for value in values]
        return inherited(as_figure(equation(*numbers)), [value for value in values if type(value) is Figure])

    def figure(self, name: str) -> Figure:
        """A figure of this name, (segments, scenarios or 1); of the company (scenarios or 1,)."""
        return as_figure(self[name]).over(self.shape)


def as_figure(value: Any) -> Figure:
    return value if type(value) is Figure else figure(np.asarray(plain(value), dtype=float))
