"""Segments are added, copied, renamed, removed and reordered; the notes on their inputs go along.

Each of these gives a new, validated scenario. What cannot be done raises SegmentError, with one line that says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from model import beside_segments
from model.parameters import SEGMENT
from model.scenario import MOST_SEGMENTS, RESERVED_NAMES, Scenario, is_segment_name

LONGEST = (SEGMENT["name"].length or (1, 40))[1]  # characters of a name
# What stands for an ACV that nobody has given yet: the least that is allowed, so that nothing is earned by it.
ACV_NOT_SET = (SEGMENT["acv"].bounds or (0.01, 0))[0]
NEW = "Segment"


class SegmentError(ValueError):
    """Why segments cannot be changed like this, in one line."""


def blank(name: str = "My company") -> Scenario:
    """A company without any numbers: one empty segment, and each input at its declared default."""
    return Scenario.model_validate({"name": name, "segments": [_empty(f"{NEW} 1")]})


def add(scenario: Scenario, name: str = "") -> Scenario:
    """With an empty segment at the end."""
    names = names_of(scenario)
    _expect_room(scenario)
    new = _empty(checked_name(name, names) if name else free_name(NEW, names, first=len(names) + 1))
    return _with(scenario, [*_rows(scenario), new], scenario.notes)


def copy(scenario: Scenario, name: str) -> Scenario:
    """With a copy of this segment right after it, notes included."""
    _expect_room(scenario)
    rows, names = _rows(scenario), names_of(scenario)
    place, new = names.index(name), free_name(f"{name} copy", names)
    notes = {_path(new, path): note for path, note in scenario.notes.items() if segment_of(path) == name}
    return _with(
        scenario, [*rows[: place + 1], {**rows[place], "name": new}, *rows[place + 1 :]], scenario.notes | notes,
        beside_segments.moved(scenario, {name: (name, new)}),
    )  # fmt: skip


def rename(scenario: Scenario, name: str, new: str) -> Scenario:
    """With another name for this segment."""
    others = [other for other in names_of(scenario) if other != name]
    return called(scenario, {name: checked_name(new, others)})


def called(scenario: Scenario, names: Mapping[str, str]) -> Scenario:
    """With new names for several segments at once; two may take each other's."""
    rows = [{**row, "name": names.get(row["name"], row["name"])} for row in _rows(scenario)]
    notes = {_path(names.get(segment_of(path), segment_of(path)), path): note for path, note in scenario.notes.items()}
    return _with(scenario, rows, notes, beside_segments.moved(scenario, {old: (new,) for old, new in names.items()}))


def remove(scenario: Scenario, name: str) -> Scenario:
    """Without this segment and the notes on its inputs."""
    rows = [row for row in _rows(scenario) if row["name"] != name]
    if not rows:
        raise SegmentError("A company has at least one segment: add another one first.")
    notes = {path: note for path, note in scenario.notes.items() if segment_of(path) != name}
    return _with(scenario, rows, notes, beside_segments.moved(scenario, {name: ()}))


def reorder(scenario: Scenario, names: Sequence[str]) -> Scenario:
    """With the segments in this order; those that are not named come last, in the order that they have."""
    places = {name: place for place, name in enumerate(names)}
    rows = sorted(_rows(scenario), key=lambda row: places.get(row["name"], len(places)))
    return _with(scenario, rows, scenario.notes)


def arranged(scenario: Scenario, pairs: Sequence[tuple[str | None, str]]) -> Scenario:
    """With just these segments in this order, by the name before and the name after; one that had none is empty."""
    known = {row["name"]: row for row in _rows(scenario)}
    rows = [_empty(new) if old is None else {**known[old], "name": new} for old, new in pairs]
    names_now = {old: new for old, new in pairs if old is not None}
    notes = {
        _path(names_now.get(segment_of(path), segment_of(path)), path): note
        for path, note in scenario.notes.items()
        if segment_of(path) in names_now or segment_of(path) not in known
    }
    moves = {name: (names_now[name],) if name in names_now else () for name in known}
    return _with(scenario, rows, notes, beside_segments.moved(scenario, moves))


def put_back(scenario: Scenario, source: Scenario, name: str) -> Scenario:
    """With this segment of `source` where it stands there, and its notes."""
    _expect_room(scenario)
    wanted = checked_name(name, names_of(scenario))
    order = names_of(source)
    before = {*order[: order.index(name)]}
    rows = _rows(scenario)
    place = max((at + 1 for at, row in enumerate(rows) if row["name"] in before), default=0)
    back = next(row for row in _rows(source) if row["name"] == wanted)
    notes = {path: note for path, note in source.notes.items() if segment_of(path) == name}
    beside = beside_segments.put_back(scenario, source, name)
    return _with(scenario, [*rows[:place], back, *rows[place:]], scenario.notes | notes, beside)


def checked_name(name: str, others: Sequence[str]) -> str:
    """The name without blanks around it. Raises SegmentError."""
    name = name.strip()
    if not name:
        raise SegmentError("A segment needs a name.")
    if len(name) > LONGEST:
        raise SegmentError(f"A segment's name has at most {LONGEST} characters; this one has {len(name)}.")
    if name in RESERVED_NAMES:
        raise SegmentError(f"“{name}” means something else in a scenario file: choose another name.")
    if not is_segment_name(name):
        raise SegmentError("A segment's name cannot hold a dot, an equals sign or a control character.")
    if name in others:
        raise SegmentError(f"Another segment is called “{name}”: choose another name.")
    return name


def free_name(wanted: str, names: Sequence[str], first: int = 1) -> str:
    """The name as wanted, with the first number behind it that makes it one of its own.

    >>> free_name("SMB copy", ["SMB", "SMB copy"]), free_name("Segment", ["Segment 2"], first=2)
    ('SMB copy 2', 'Segment 3')
    """
    number = first
    while True:
        ending = f" {number}" if number > 1 or wanted == NEW else ""
        if (name := f"{wanted[: LONGEST - len(ending)]}{ending}") not in names:
            return name
        number += 1


def names_of(scenario: Scenario) -> list[str]:
    return [segment.name for segment in scenario.segments]


def _empty(name: str) -> dict[str, Any]:
    return {"name": name, "acv": ACV_NOT_SET}


def _expect_room(scenario: Scenario) -> None:
    if len(scenario.segments) >= MOST_SEGMENTS:
        raise SegmentError(f"A company has at most {MOST_SEGMENTS} segments.")


def _rows(scenario: Scenario) -> list[dict[str, Any]]:
    return [segment.model_dump() for segment in scenario.segments]


def _with(
    scenario: Scenario,
    rows: Sequence[Mapping[str, Any]],
    notes: Mapping[str, Any],
    beside: Mapping[str, Any] | None = None,
) -> Scenario:
    """`beside` are the tables of ranges, correlations, costs and dated changes, where they change."""
    data = scenario.model_dump(by_alias=True, exclude={"segments", "notes"})
    return Scenario.model_validate({**data, **(beside or {}), "segments": rows, "notes": notes})


def segment_of(path: str) -> str:
    """The segment of a PATH, or the table or the nothing that stands there instead."""
    return path.rpartition(".")[0]


def _path(segment: str, path: str) -> str:
    """The PATH of the same input elsewhere."""
    return f"{segment}{'.' if segment else ''}{path.rpartition('.')[2]}"
