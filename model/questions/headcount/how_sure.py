"""How sure the case is: how often the decision pays over draws from the ranges, and which headcounts are best."""

from __future__ import annotations

from collections.abc import Sequence

from model.answers import Asked, Block, Remark
from model.parameters import StaffChange
from model.questions.headcount.answer import Headcount
from model.questions.headcount.staffing_options import PAGE
from model.result import Result
from model.trace import PageLink, Quantity, Sentence, Trace
from model.trace.sentence import listed
from model.uncertain.headcount_case import headcount_case
from model.wording import counted

UNCERTAINTY = PageLink("Uncertainty", "uncertainty")


def how_sure(result: Result, _segment: int, name: str, made: Sequence[StaffChange]) -> tuple[Sentence, Sentence] | None:
    """In how many draws it pays, and which headcounts are the best in at least one of ten; None without ranges."""
    found = headcount_case(result.scenario, name, made)
    if found is None:
        return None
    trace, draws = Trace(result), found.draws
    inputs = tuple(trace.input(path) for path in draws.paths)

    def share(key: str, label: str, value: float, how: str) -> Quantity:
        return Quantity(value, "share", label, f"{PAGE}.sure.{key}", evidence=inputs, runs=draws.count,
                        definition=f"The share of {draws.count} draws from the ranges in which {how}.")  # fmt: skip

    pays = share("pays", "Draws in which it pays", found.pays, "the decision adds profit")
    best: list[Sentence] = [
        (f"{counted(csms, 'CSM')} in ", share(f"best.{csms:g}", f"Draws in which {csms:g} is the best headcount", part,
                                              f"a headcount of {csms:g} has the highest profit"))
        for csms, part in found.best
    ]  # fmt: skip
    often: Sentence = ("The highest profit comes with ", *listed(best), " of the draws.") if best else ()
    return ("This decision pays in ", pays, " of the draws from your ranges."), often


def blocks(asked: Asked, shown: Headcount) -> Sequence[Block]:
    """Both sentences, of a decision in one segment; or where to enter ranges."""
    if shown.decision is None or len(shown.decision.option.segments) > 1:
        return ()
    ((name, made),) = shown.decision.option.made.items()
    said = asked.find(how_sure, name, tuple(made)) if asked.scenario.ranges else None
    if said is None:
        return (Remark(("How sure is this? Enter ranges on ", UNCERTAINTY, " to see how often the decision pays.")),)
    return tuple(map(Remark, said))
