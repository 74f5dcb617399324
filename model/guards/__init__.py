"""Guard-rails: where a figure would be misread without a word."""

from model.effects.present import Present
from model.guards import company_guards, limit_guards, segment_guards
from model.guards.guard import Guard
from model.result import Result
from model.trace import Trace

__all__ = ["Guard", "guards"]


def guards(result: Result, trace: Trace | None = None) -> tuple[Guard, ...]:
    """Every guard-rail that this result needs: on limits, on the company, then on each segment.

    Whoever has the result's trace already gives it.
    """
    trace = trace or Trace(result)
    found = [*limit_guards.near(result), *(guard(trace) for guard in company_guards.GUARDS)]
    for segment in trace.by_segment:
        present = Present(result, segment.segment)
        found += [guard(present, segment) for guard in segment_guards.GUARDS]
    return tuple(guard for guard in found if guard)
