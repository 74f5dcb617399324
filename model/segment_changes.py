"""How the segments of one scenario differ from those of another: which were renamed, added, removed or reordered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, Literal

from model import segments
from model.parameters import SEGMENT
from model.scenario import Scenario, Segment
from model.segments import names_of, segment_of

LIKE = 0.5  # the least share of what is given that two segments of unlike names share if one is the other renamed
COMPARED = tuple(name for name in SEGMENT if name != "name")
Kind = Literal["renamed", "removed", "added", "reordered"]


@dataclass(frozen=True)
class SegmentChange:
    """One difference. `name` is that of the segment, in the other scenario if it was removed; `before` its old one."""

    kind: Kind
    name: str = ""
    before: str = ""

    @property
    def key(self) -> str:
        """What names the change among others: no PATH, as a table has no colon in its name."""
        return f"segments:{self.kind}:{self.name}"


def matches(scenario: Scenario, base: Scenario) -> Mapping[str, str]:
    """The name that each segment has in `base`, for those that are there: its own, or the one it had before."""
    found = {name: name for name in names_of(scenario) if name in names_of(base)}
    left = [segment for segment in scenario.segments if segment.name not in found]
    lost = [segment for segment in base.segments if segment.name not in found]
    pairs = [(likeness(new, old), new.name, old.name) for new, old in product(left, lost)]
    for like, new, old in sorted(pairs, key=lambda pair: -pair[0]):
        if like >= LIKE and new not in found and old not in found.values():
            found[new] = old
    return found


def likeness(segment: Segment, other: Segment) -> float:
    """The share of the inputs given in either segment that are the same in both."""
    pairs = [(getattr(segment, name), getattr(other, name), SEGMENT[name].default) for name in COMPARED]
    same = [value == other_value for value, other_value, default in pairs if value != default or other_value != default]
    return sum(same) / len(same) if same else 1.0


def under_names_of(scenario: Scenario, base: Scenario) -> Scenario:
    """`base` with its segments called as they are in `scenario`."""
    renamed = {old: new for new, old in matches(scenario, base).items() if old != new}
    return segments.called(base, renamed) if renamed else base


def changes(scenario: Scenario, base: Scenario) -> tuple[SegmentChange, ...]:
    """What was done to the segments of `base`, as little as it takes: renamed, removed, added, then reordered."""
    if names_of(scenario) == names_of(base):
        return ()
    found = matches(scenario, base)
    renamed = [SegmentChange("renamed", new, old) for new, old in found.items() if new != old]
    removed = [SegmentChange("removed", name) for name in names_of(base) if name not in found.values()]
    added = [SegmentChange("added", name) for name in names_of(scenario) if name not in found]
    return (*renamed, *removed, *added, *_reordered(scenario, base, found))


def _reordered(scenario: Scenario, base: Scenario, found: Mapping[str, str]) -> Iterator[SegmentChange]:
    """That the segments which are in both stand in another order."""
    order = [found[name] for name in names_of(scenario) if name in found]
    if order != [name for name in names_of(base) if name in order]:
        yield SegmentChange("reordered")


def undone(scenario: Scenario, base: Scenario, change: SegmentChange) -> Scenario:
    """The scenario without this change. Raises SegmentError, or ValidationError, where that cannot be."""
    match change.kind:
        case "renamed":
            return segments.rename(scenario, change.name, change.before)
        case "removed":
            return segments.put_back(scenario, under_names_of(scenario, base), change.name)
        case "added":
            return segments.remove(scenario, change.name)
        case "reordered":
            return segments.reorder(scenario, names_of(under_names_of(scenario, base)))


def followed(scenario: Scenario, before: Scenario, name: str) -> str:
    """What the segment called `name` before is called now; one near its place when it is no longer there."""
    names_now = {old: new for new, old in matches(scenario, before).items()}
    names, place = names_of(scenario), names_of(before).index(name)
    return names_now.get(name, names[min(place, len(names) - 1)])


def earlier(scenario: Scenario, base: Scenario, table: str) -> Any:
    """A table beside the inputs, such as the notes, as in `base`; on segments that only `scenario` has, as there."""
    gone = {name for name in names_of(base) if name not in names_of(scenario)}
    before, now = getattr(base, table), getattr(scenario, table)
    if isinstance(before, tuple):
        kept = [row for row in before if not {segment_of(row.a), segment_of(row.b)} & gone]
        return (*kept, *(row for row in now if not {row.a, row.b} <= {*base.paths()}))
    later = {path: row for path, row in now.items() if path not in base.paths()}
    return {path: row for path, row in before.items() if segment_of(path) not in gone} | later
