"""The link: an example and every difference to it, or the id under which a company of one's own is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Literal
from urllib.parse import parse_qsl, urlencode

from model import Scenario
from model.parameters import declare
from model.problems import Problem, ScenarioError, one_line, suggest
from model.segment_changes import SegmentChange, changes, under_names_of
from model.text import differences, settings
from model.what_fits import what_fits
from store import Document, NotFound, StoreError

SCENARIO, KEPT, BASELINE, SEGMENT = "scenario", "s", "baseline", "segment"
OURS = (SCENARIO, KEPT, BASELINE, SEGMENT)  # entries that are no PATHs
Kind = Literal["example", "own", "view"]
EXAMPLE: Kind = "example"
OWN: Kind = "own"
VIEW: Kind = "view"
LONGEST = 2_000  # characters that every browser, mail and chat carries
LONGEST_READ = 8_000  # characters of a link that somebody else has made
LONGEST_LINE = 300  # characters of a notice
TOO_LONG = f"longer than {LONGEST_READ:,} characters, which no link of Bowtie's is"


@dataclass(frozen=True)
class Opened:
    """What is open: what it started from, what has been made of that, and what it is compared with.

    The key is an example's name, or the id of what is kept: one's "own", or a "view" by a read-only link. `shared` is
    the baseline that a view came with, `version` the one that was read.
    """

    key: str
    kind: Kind
    source: Scenario
    baseline: Scenario
    scenario: Scenario
    segment: int = 0
    shared: Scenario | None = None
    version: int = field(default=0, compare=False)

    @cached_property
    def made_of_source(self) -> dict[str, str]:
        """PATH and value as text of what differs from the file or example."""
        return settings(self.scenario, self.source)

    @cached_property
    def named_baseline(self) -> Scenario:
        """The baseline with its segments under the names that they have now."""
        return under_names_of(self.scenario, self.baseline)

    @cached_property
    def segment_changes(self) -> tuple[SegmentChange, ...]:
        """The segments that were renamed, removed, added or reordered."""
        return changes(self.scenario, self.baseline)

    @cached_property
    def changes(self) -> dict[str, str]:
        """PATH and value as text of what differs from the baseline, in segments that both have."""
        return differences(self.scenario, self.named_baseline)

    def changed(self, kind: declare.Kind) -> list[str]:
        """The PATHs of this kind that differ from the baseline."""
        declared = self.scenario.paths()
        return [path for path in self.changes if path in declared and declared[path].kind == kind]

    @property
    def example(self) -> Scenario | None:
        """The example that this was made from, once something of it has been changed."""
        return None if self.kind == OWN or self.scenario == self.source else self.source

    @property
    def differs_in_figures(self) -> bool:
        """Whether more than words differs from the baseline."""
        return _moves_figures(self.scenario, self.changes, self.segment_changes)

    @property
    def source_differs_in_figures(self) -> bool:
        """Whether more than words differs from what it started from."""
        return replace(self, baseline=self.source).differs_in_figures

    def same_but_for_view(self, other: Opened) -> bool:
        """What one's own started from is of no account."""
        return self._without_view() == other._without_view()

    def _without_view(self) -> Opened:
        return replace(self, segment=0, source=self.baseline if self.kind == OWN else self.source)


def _moves_figures(scenario: Scenario, paths: Iterable[str], segment_changes: Iterable[SegmentChange]) -> bool:
    """Whether more than words was changed: name, story, notes, calendar and currency move nothing."""
    declared = scenario.paths()
    moved = any(change.kind in ("added", "removed") for change in segment_changes)
    return moved or any(path != "notes" and (path not in declared or declared[path].kind != "text") for path in paths)


def once(pairs: Iterable[tuple[str, str]], where: str = "link") -> tuple[dict[str, str], list[str]]:
    """The entries by name, and a line for each that another one of its name follows: the last counts."""
    entries, lines = dict[str, str](), list[str]()
    for name, value in pairs:
        if name in entries:
            lines.append(f"{where}: {name[:60]!r} is there more than once: the last value is taken")
        entries[name] = value
    return entries, lines


def write(opened: Opened, first: str) -> dict[str, str]:
    """The link's entries; none for the first example as it is. What is one's own needs no more than its id."""
    entries = {} if opened.kind == OWN else dict(opened.made_of_source)
    if opened.kind != OWN and opened.baseline != (opened.shared or opened.source):
        entries[BASELINE] = urlencode(settings(opened.baseline, opened.source))
    if opened.segment:
        entries[SEGMENT] = opened.scenario.segments[opened.segment].name
    if entries or opened.kind != EXAMPLE or opened.key != first:
        entries = {SCENARIO if opened.kind == EXAMPLE else KEPT: opened.key, **entries}
    return entries


def length(entries: Mapping[str, str]) -> int:
    return len(urlencode(entries))


def finds_nothing(_id: str) -> Document:
    """Where nothing is kept."""
    raise NotFound


def read(
    entries: Mapping[str, str],
    examples: Mapping[str, Scenario],
    first: str,
    find: Callable[[str], Document] = finds_nothing,
) -> tuple[Opened, list[str]]:
    """What a link opens, and a line for each entry that does not fit; what does fit is kept.

    `find` gives what is kept under an id, or raises StoreError.
    """
    if length(entries) > LONGEST_READ:
        return _as_it_is(first, examples[first]), [f"link: is {TOO_LONG}: {examples[first].name} is shown"]
    try:
        opened, lines = _started(entries, examples, first, find)
    except StoreError as error:
        return _as_it_is(first, examples[first]), [f"{error} {examples[first].name} is shown instead."]
    pairs = {path: value for path, value in entries.items() if path not in OURS}
    if opened.kind == OWN:
        lines += [f"link: {path[:60]!r} is left out: this company opens as it was saved" for path in pairs]
    else:
        before, repeated = once(parse_qsl(entries.get(BASELINE, ""), keep_blank_values=True), "link: baseline")
        scenario, wrong = fitting(opened.source, pairs, "link")
        baseline, wrong_before = fitting(opened.source, before, "link: baseline")
        has_baseline = BASELINE in entries or opened.shared is None
        opened = replace(opened, scenario=scenario, baseline=baseline if has_baseline else opened.baseline)
        lines = [*repeated, *lines, *wrong, *wrong_before]
    segment, wrong_segment = _segment(entries.get(SEGMENT), opened.scenario)
    return replace(opened, segment=segment), lines + wrong_segment


def _started(
    entries: Mapping[str, str], examples: Mapping[str, Scenario], first: str, find: Callable[[str], Document]
) -> tuple[Opened, list[str]]:
    """What the link starts from. Raises StoreError."""
    if KEPT in entries:
        line = f"link: scenario is {entries.get(SCENARIO, '')[:60]!r} beside a saved company, which is shown"
        return of_document(find(entries[KEPT])), [line] if SCENARIO in entries else []
    key = entries.get(SCENARIO, first)
    if key in examples:
        return _as_it_is(key, examples[key]), []
    remedy = suggest(key, examples).replace("leave it out", "choose one from the list")
    line = f"link: scenario is {key[:60]!r}, which is no scenario: {remedy}; {examples[first].name} is shown"
    return _as_it_is(first, examples[first]), [line]


def of_document(kept: Document) -> Opened:
    """What is kept, as it opens."""
    if kept.read_only:
        return Opened(kept.id, VIEW, kept.scenario, kept.baseline, kept.scenario, shared=kept.baseline)
    return Opened(kept.id, OWN, kept.baseline, kept.baseline, kept.scenario, version=kept.version)


def fitting(base: Scenario, pairs: Mapping[str, str], where: str) -> tuple[Scenario, list[str]]:
    """`base` with those settings that fit, and a line for each that does not."""
    try:
        scenario, refused = what_fits(base, pairs, where)
    except ScenarioError as error:
        return base, [str(error)]
    return scenario, [_refused(where, path, pairs[path], problem) for path, problem in refused.items()]


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
    return Opened(key, EXAMPLE, scenario, scenario, scenario)
