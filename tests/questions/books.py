"""A book as its tests ask for it: small scenarios, their answers, and what the naive model says of an account."""

from collections.abc import Iterator
from typing import Any

from model import Scenario, run
from model.questions.clv_scenarios import ClvScenarios, ask
from model.questions.clv_scenarios.book_cases import Case
from model.questions.clv_scenarios.expansion_frequency import Frequency, Way
from model.text import example_files, read_file
from model.trace import Quantity, Sentence, as_text
from tests.naive import naive_run
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
SMB, THREE, YEARLY = (EXAMPLES[key] for key in ("product-led-smb", "three-segments", "mid-market-yearly"))
ACV, ACCOUNTS, MARGIN = 12_000.0, 10, 0.75
SEGMENT = {"name": "S", "acv": ACV, "accounts": ACCOUNTS, "gross_margin": 0.8, "cost_to_serve_rate": 0.05}


def made(**inputs: Any) -> Scenario:
    """One segment of ten accounts whose anniversaries are all in month 1, over two years."""
    header = {"horizon_months": inputs.pop("horizon_months", 24), "book_anniversaries": "aligned"}
    return Scenario.model_validate(header | {"segments": [SEGMENT | inputs]})


def asked(scenario: Scenario, segment: int = 0) -> ClvScenarios:
    return ask(run(scenario), segment)


def case(worth: ClvScenarios, key: str) -> Case:
    return next(case for case in worth.cases if case.key == key)


def pace(worth: ClvScenarios, key: str) -> Frequency:
    return next(frequency for frequency in worth.paces if frequency.key == key)


def same(worth: ClvScenarios, key: str) -> Way:
    way = pace(worth, key).same
    assert way
    return way


def sentences(worth: ClvScenarios) -> tuple[Sentence, ...]:
    return worth.sentence, worth.book, worth.with_team, worth.trap, worth.first_years.sentence


def quantities(worth: ClvScenarios) -> Iterator[Quantity]:
    parts = [part for sentence in sentences(worth) for part in sentence]
    rows = [*(case.terms for case in worth.cases), *(case.cells for case in worth.cases),
            *(frequency.cells for frequency in worth.paces), *(cells for _, cells in worth.first_years.rows)]  # fmt: skip
    yield from (part for part in [*parts, *(cell for row in rows for cell in row)] if isinstance(part, Quantity))


def in_words(sentence: Sentence) -> str:
    return as_text(sentence, "EUR")


def naive_clv(scenario: Scenario, segment: str) -> float:
    clv = naive_run(scenario.model_dump(by_alias=True, exclude_none=True))["segments"][segment]["summary"][
        "horizon_clv"
    ]
    return float(clv)
