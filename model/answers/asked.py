"""What a question is asked about: named results, the segment in view, and what the reader has chosen on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from model.answers.blocks import Choice, Setting
from model.parameters import Parameter
from model.result import Result
from model.scenario import Scenario

SCENARIO, BASELINE = "scenario", "baseline"
Found = TypeVar("Found")
Settings = ParamSpec("Settings")
Finding = Callable[Concatenate[Result, int, Settings], Found]  # of a result and the place of the segment in view


class Keeper(Protocol):
    """Asks a finding of a named result, or gives what the same one gave before."""

    def __call__(
        self, name: str, finding: Callable[..., Found], result: Result, segment: int, *settings: Any
    ) -> Found: ...


def asks_anew(name: str, finding: Callable[..., Found], result: Result, segment: int, *settings: Any) -> Found:
    return finding(result, segment, *settings)


@dataclass(frozen=True)
class Asked:
    """`results` by name: the first is shown, the others are compared with it. `segment` is the one in view, by place.

    `names` are those that a result may have, whether there is one now or not: what is drawn does not depend on it.
    `chosen` are options and settings by their keys. `example` is what it was made from, once it has been changed.
    """

    results: Mapping[str, Result]
    segment: int = 0
    names: tuple[str, ...] = (SCENARIO, BASELINE)
    chosen: Mapping[str, Any] = field(default_factory=dict)
    keeper: Keeper = asks_anew
    example: Scenario | None = None

    @property
    def result(self) -> Result:
        """The result that is shown."""
        return self.results[self.names[0]]

    @property
    def scenario(self) -> Scenario:
        return self.result.scenario

    @property
    def scenarios(self) -> dict[str, Scenario]:
        return {name: result.scenario for name, result in self.results.items()}

    @property
    def segment_name(self) -> str:
        return self.scenario.segments[self.segment].name

    @property
    def others(self) -> tuple[str, ...]:
        """The names of the results that it is compared with, whether they exist or not."""
        return self.names[1:]

    def each(
        self, finding: Finding[Settings, Found], *settings: Settings.args, **named: Settings.kwargs
    ) -> dict[str, Found]:
        """What is found in each result that has the segment in view, by the result's name."""
        return {name: self.keeper(name, finding, result, place, *settings) for name, result, place in self._in_view()}

    def find(self, finding: Finding[Settings, Found], *settings: Settings.args, **named: Settings.kwargs) -> Found:
        """What is found in the result that is shown."""
        return self.keeper(self.names[0], finding, self.result, self.segment, *settings)

    def choice(self, key: str, label: str, options: Mapping[str, str]) -> Choice:
        """A choice between views, with its options by key and in words; the first is shown until somebody chooses."""
        chosen = str(self.chosen.get(Choice.place_of(key)))
        return Choice(key, label, options, chosen if chosen in options else next(iter(options)))

    def setting(self, key: str, parameter: Parameter, start: float, subject: str = "") -> Setting:
        """A number that the reader sets for a `subject`; `start` until then."""
        value = self.chosen.get(Setting.place_of(key, subject))
        return Setting(key, parameter, start if value is None else value, subject)

    def _in_view(self) -> Iterator[tuple[str, Result, int]]:
        for name, result in self.results.items():
            names = [segment.name for segment in result.scenario.segments]
            if self.segment_name in names:
                yield name, result, self.segment if name == self.names[0] else names.index(self.segment_name)
