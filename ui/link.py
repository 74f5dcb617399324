"""The link: which scenario is open and every difference to it, read and written as plain text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import parse_qsl, urlencode

from model import Scenario
from model.parameters.declare import Kind
from model.problems import Problem, ScenarioError, one_line, suggest
from model.segment_changes import SegmentChange, changes, under_names_of
from model.text import differences, settings, with_settings

SCENARIO, FILE, BASELINE, SEGMENT = "scenario", "file", "baseline", "segment"
LONGEST = 2_000  # characters that every browser, mail and chat carries
LONGEST_READ = 8_000  # characters of a link that somebody else has made
LONGEST_LINE = 300  # characters of a notice
TOO_LONG = f"longer than {LONGEST_READ:,} characters, which no link of Bowtie's is"
MOST_REFUSED = 20  # settings of a link that do not fit; with more of them it is no link of ours


@dataclass(frozen=True)
class Opened:
    """What is open: the file or example it comes from, what has been made of it, and what it is compared with."""

    key: str
    is_file: bool
    source: Scenario
    baseline: Scenario
    scenario: Scenario
    segment: int = 0

    @cached_property
    def made_of_source(self) -> dict[str, str]:
        """PATH and value as text of what differs from the file or example."""
        return settings(self.scenario, self.source)

    @cached_property
    def compared(self) -> Scenario:
        """The baseline with its segments under the names that they have now."""
        return under_names_of(self.scenario, self.baseline)

    @cached_property
    def segment_changes(self) -> tuple[SegmentChange, ...]:
        """The segments that were renamed, removed, added or reordered."""
        return changes(self.scenario, self.baseline)

    @cached_property
    def changes(self) -> dict[str, str]:
        """PATH and value as text of what differs from the baseline, in segments that both have."""
        return differences(self.scenario, self.compared)

    def changed(self, kind: Kind) -> list[str]:
        """The PATHs of this kind that differ from the baseline."""
        declared = self.scenario.paths()
        return [path for path in self.changes if path in declared and declared[path].kind == kind]

    @property
    def differs_in_figures(self) -> bool:
        """Whether more than words differs from the baseline: name, story, notes, calendar and currency move nothing."""
        words = {"notes", *self.changed("text")}
        moved = any(change.kind in ("added", "removed") for change in self.segment_changes)
        return moved or any(path not in words for path in self.changes)

    def same_but_for_view(self, other: Opened) -> bool:
        return replace(self, segment=0) == replace(other, segment=0)


def once(pairs: Iterable[tuple[str, str]], where: str = "link") -> tuple[dict[str, str], list[str]]:
    """The entries by name, and a line for each that another one of its name follows: the last counts."""
    entries, lines = dict[str, str](), list[str]()
    for name, value in pairs:
        if name in entries:
            lines.append(f"{where}: {name[:60]!r} is there more than once: the last value is taken")
        entries[name] = value
    return entries, lines


def write(opened: Opened, first: str) -> dict[str, str]:
    """The link's entries; none for the first example as it is."""
    entries = dict(opened.made_of_source)
    if opened.baseline != opened.source:
        entries[BASELINE] = urlencode(settings(opened.baseline, opened.source))
    if opened.segment:
        entries[SEGMENT] = opened.scenario.segments[opened.segment].name
    if entries or opened.is_file or opened.key != first:
        entries = {FILE if opened.is_file else SCENARIO: opened.key, **entries}
    return entries


def length(entries: Mapping[str, str]) -> int:
    return len(urlencode(entries))


def read(
    entries: Mapping[str, str], examples: Mapping[str, Scenario], files: Mapping[str, Scenario], first: str
) -> tuple[Opened, list[str]]:
    """What a link opens, and a line for each entry that does not fit; what does fit is kept."""
    if length(entries) > LONGEST_READ:
        return _as_it_is(first, examples[first]), [f"link: is {TOO_LONG}: {examples[first].name} is shown"]
    pairs = {path: value for path, value in entries.items() if path not in (SCENARIO, FILE, BASELINE, SEGMENT)}
    before, lines = once(parse_qsl(entries.get(BASELINE, ""), keep_blank_values=True), "link: baseline")
    if FILE in entries and entries[FILE] not in files:
        return _as_it_is(first, examples[first]), [_lost_file(entries[FILE], len(pairs), examples[first].name)]
    key, is_file = entries.get(FILE) or entries.get(SCENARIO, first), FILE in entries
    if not is_file and key not in examples:
        remedy = suggest(key, examples).replace("leave it out", "choose one from the list")
        lines.append(f"link: scenario is {key[:60]!r}, which is no scenario: {remedy}; {examples[first].name} is shown")
        key = first
    if is_file and SCENARIO in entries:
        lines.append(f"link: scenario is {entries[SCENARIO][:60]!r} beside a file: the file is shown")
    source = files[key] if is_file else examples[key]
    scenario, wrong = fitting(source, pairs, "link")
    baseline, wrong_before = fitting(source, before, "link: baseline")
    segment, wrong_segment = _segment(entries.get(SEGMENT), scenario)
    return Opened(key, is_file, source, baseline, scenario, segment), lines + wrong + wrong_before + wrong_segment


def fitting(base: Scenario, pairs: Mapping[str, str], where: str) -> tuple[Scenario, list[str]]:
    """`base` with those settings that fit, and a line for each that does not, up to MOST_REFUSED of them.

    What is at fault is left out and the rest taken in one go. A rule between inputs may name one that the link does not
    hold: then the first setting that makes it fail is at fault, unless it fits beside all the others.
    """
    left, refused = dict(pairs), dict[str, Problem]()
    while len(refused) <= MOST_REFUSED:
        try:
            scenario = with_settings(base, left.items(), where)
            break
        except ScenarioError as error:
            at_fault = {path: problem for problem in error.problems if (path := _named(problem, left))}
        at_fault = at_fault or _first_at_fault(base, [*left.items()], where)
        refused |= at_fault
        left = {path: value for path, value in left.items() if path not in at_fault}
    else:
        return base, [f"{where}: more than {MOST_REFUSED} settings do not fit: none is taken"]
    lines = list[str]()
    for path in [path for path in pairs if path in refused]:
        try:
            scenario = with_settings(scenario, [(path, pairs[path])], where)
        except ScenarioError:
            lines.append(_refused(where, path, pairs[path], refused[path]))
    return scenario, lines


def _named(problem: Problem, pairs: Mapping[str, str]) -> str:
    """The path of the setting that a problem names; nothing where it names another input."""
    names = [path for path in pairs if problem.path == path or problem.path.startswith((f"{path}.", f"{path}["))]
    return max(names, key=len, default="")


def _first_at_fault(base: Scenario, pairs: Sequence[tuple[str, str]], where: str) -> dict[str, Problem]:
    """The setting that those before it fit without, and what is wrong with it, by halving."""
    fits, fails, problems = 0, len(pairs), tuple[Problem, ...]()
    while not problems or fails - fits > 1:
        middle = (fits + fails) // 2 if problems else fails
        try:
            with_settings(base, pairs[:middle], where)
            fits = middle
        except ScenarioError as error:
            fails, problems = middle, error.problems
    return {pairs[fails - 1][0]: problems[0]}


def _refused(where: str, path: str, value: str, problem: Problem) -> str:
    """Why the entry was left out; a rule between inputs may name the other one of them."""
    if problem.path.startswith(path):
        line = str(replace(problem, path=problem.path or "''"))
    else:
        line = one_line(f"{where}: {path} is {value!r}, left out because {replace(problem, where='')}")
    return line if len(line) <= LONGEST_LINE else f"{line[:LONGEST_LINE]}…"


def _segment(name: str | None, scenario: Scenario) -> tuple[int, list[str]]:
    names = [segment.name for segment in scenario.segments]
    if name is None or name in names:
        return names.index(name) if name else 0, []
    return 0, [f"link: segment is {name[:60]!r}, which this scenario does not have: {names[0]} is shown"]


def _as_it_is(key: str, scenario: Scenario) -> Opened:
    return Opened(key, False, scenario, scenario, scenario)


def _lost_file(name: str, changes: int, shown: str) -> str:
    and_changes = f" and {changes} {'change' if changes == 1 else 'changes'} to it" if changes else ""
    return (
        f"link: file {name[:60]!r}{and_changes} lived only as long as the session that opened it: "
        f"open the file again; {shown} is shown"
    )
