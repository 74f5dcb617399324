"""The only file here that knows the engine's API."""

from collections.abc import Mapping, Sequence
from importlib import import_module
from typing import Any

from benchmarks.work import FIGURES, MONTHS, PATHS, Column, Inputs, Missing, Outcome, Program

OWNER = {"fixed_costs": "company", "cash": "company"}  # of the inputs of W; the others are the segment's


def engine() -> Any:
    """The package `model`, imported when first needed."""
    try:
        model = import_module("model")
        for name in ("Batch", "Scenario", "run", "run_batch"):
            getattr(model, name)
    except (ImportError, AttributeError) as error:
        raise Missing(f"the engine is not there yet ({error})") from error
    return model


def w(inputs: Inputs, months: int = MONTHS, monthly: Sequence[str] = PATHS) -> Program:
    """W through the whole engine: one batch whose columns are the inputs, checked and run."""
    model = engine()
    base = model.Scenario.model_validate(
        {
            "horizon_months": months,
            "book_anniversaries": "aligned",
            "segments": [
                {
                    "name": "Book",
                    "acv": 12_000.0,
                    "renewal_months": 1,
                    "expansion_months": 1,
                    "billing_months": 1,
                    "staffing": "to_need",
                }
            ],
        }
    )
    columns = {f"{OWNER.get(name, 'Book')}.{name}": values for name, values in inputs.items()}
    return Program(
        run=lambda: model.run_batch(model.Batch(base, columns), monthly=monthly, summary=FIGURES),
        outcome=lambda result: Outcome(dict(result.monthly), dict(result.summary)),
    )


def scenario(data: Mapping[str, Any]) -> Any:
    """A validated scenario."""
    return engine().Scenario.model_validate(data)


def one(validated: Any) -> Any:
    """Everything about one scenario: paths, layers, summary, unit economics."""
    return engine().run(validated)


def many(validated: Any, columns: Mapping[str, Column], monthly: Sequence[str], summary: Sequence[str]) -> Any:
    """A batch around one scenario; the check of its columns is part of the work."""
    model = engine()
    return model.run_batch(model.Batch(validated, columns), monthly=monthly, summary=summary)
