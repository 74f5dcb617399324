"""Guard-rails: where a figure would be misread without a word."""

from model.effects.present import Present
from model.guards import company, limits, segment
from model.guards.guard import Guard
from model.result import Result
from model.trace import Trace

__all__ = ["Guard", "guards"]


def guards(result: Result) -> tuple[Guard, ...]:
    """Every guard-rail that this result needs: on limits, on the company, then on each segment."""
    trace = Trace(result)
    found = [*limits.near(result), *(guard(trace) for guard in company.GUARDS)]
    for trace_of_segment in trace.by_segment:
        present = Present(result, trace_of_segment.segment)
        found += [guard(present, trace_of_segment) for guard in segment.GUARDS]
    return tuple(guard for guard in found if guard)
