"""Where the next dollar goes: a monthly sum split between inputs whose improvement has a cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from model.answers import Asked, Block, Remark, Setting, Settings, Slot, Table
from model.decide.budget import SPLITS, STARTS, Budget, best_split
from model.decide.outcome import Outcome
from model.engine.batch import BatchError
from model.labels import name
from model.parameters import COMPANY
from model.problems import ScenarioError
from model.result import Result
from model.trace import Quantity, Sentence

TITLE = "Budget: where does the next dollar go?"
HEAD = ("Spend on", "A month", "From", "To")
PART = 0.05  # of MRR: the sum at first
HOW = "The split with the best figure while cash stays above the floor: the best of many even ones, refined by scipy."


@dataclass(frozen=True, eq=False)
class Split:
    """The split found, or the line that says why there is none."""

    found: Budget | None
    refused: str = ""


def split(result: Result, _segment: int, outcome: Outcome, amount: float, floor: float) -> Split:
    scenario = result.scenario
    try:
        return Split(best_split(scenario, outcome, amount, floor if scenario.company.cash else None))
    except ScenarioError as error:
        problem = error.problems[0]
        return Split(None, f"The budget {problem.problem}: {problem.remedy}.")
    except BatchError:
        return Split(None, "These improvements do not go together with the other inputs.")


def blocks(asked: Asked, outcome: Outcome) -> Sequence[Block]:
    """What improvements cost, the sum, and its best split."""
    if not asked.scenario.costs:
        said = "Enter what an improvement costs a month, such as 1 point of renewal rate for $9,000."
        return Remark((said,)), Slot("costs")
    given = _settings(asked)
    found = asked.find(split, outcome, *(setting.value for setting in given))
    if found.found is None:
        return Slot("costs"), Settings(given), Remark((found.refused,))
    rows = [
        (name(asked.scenario, spend.improvement.path),
         [_worked_out(f"spend.{place}", "To spend", spend.amount, "money/month"),
          *(_worked_out(f"{key}.{place}", label, value, asked.scenario.paths()[spend.improvement.path].unit)
            for key, label, value in (("from", "Now", spend.improvement.value), ("to", "With it", spend.value)))])
        for place, spend in enumerate(found.found.spends)
    ]  # fmt: skip
    return Slot("costs"), Settings(given), Remark(_said(asked, found.found)), Table("", HEAD, rows)


def _worked_out(key: str, label: str, value: float, unit: str) -> Quantity:
    return Quantity(value, unit, label, f"sensitivity.budget.{key}", definition=HOW, runs=SPLITS + STARTS)


def _said(asked: Asked, found: Budget) -> Sentence:
    outcome, metric = found.outcome, found.outcome.metric
    before, after = (_worked_out(key, f"{metric.label} {words}", value, metric.unit)
                     for key, words, value in (("without", "with nothing spent", found.without),
                                               ("with", "with this split", found.figure)))  # fmt: skip
    said: Sentence = (f"This takes {outcome.in_a_sentence} from ", before, " to ", after, ".")
    if found.next_path is None:
        return (*said, " One more dollar adds nothing.")
    each = _worked_out("next", "What one more dollar changes", found.next_dollar, metric.unit)
    return (*said, f" The next dollar a month goes to {name(asked.scenario, found.next_path)} and adds ", each, ".")


def _settings(asked: Asked) -> tuple[Setting, Setting]:
    mrr = float(asked.result.total.monthly["mrr"][0, 0])
    amount = replace(COMPANY["fixed_costs"], name="budget", label="Budget", help="What you would spend each month.")
    floor = replace(COMPANY["cash"], label="Cash floor", help="Cash that should never be used.")
    return (asked.setting("budget", amount, float(f"{PART * mrr:.1g}")), asked.setting("budget-floor", floor, 0.0))
