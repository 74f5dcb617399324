"""A trough as its tests ask for it: small scenarios, their answers, and what the naive model says of them."""

from collections.abc import Iterator
from typing import Any

from model import Scenario, run
from model.questions.cash_trough import CashTrough, ask
from model.text import example_files, read_file
from model.trace import Quantity, Sentence, as_text
from tests.naive import naive_run
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
SMB, THREE, TROUGH = (EXAMPLES[key] for key in ("product-led-smb", "three-segments", "trough-2-more"))
SEGMENT = {"name": "S", "acv": 12_000, "new_accounts": 10, "gross_margin": 1.0}


def made(*, months: int = 12, company: Any = None, beside: Any = None, **inputs: Any) -> Scenario:
    """A segment that signs ten accounts a month, each with an ARPA of 1,000; `beside` is a second one."""
    segments = [SEGMENT | inputs, *([SEGMENT | {"name": "B"} | beside] if beside is not None else [])]
    return Scenario.model_validate({"horizon_months": months, "company": company or {}, "segments": segments})


def asked(scenario: Scenario, segment: int = 0) -> CashTrough:
    return ask(run(scenario), segment)


def naive(scenario: Scenario) -> dict[str, Any]:
    result: dict[str, Any] = naive_run(scenario.model_dump(by_alias=True, exclude_none=True))
    return result


def in_words(sentence: Sentence) -> str:
    return as_text(sentence, "EUR")


def sentences(answer: CashTrough) -> tuple[Sentence, ...]:
    varied = (family.sentence for family in answer.families)
    return (answer.sentence, answer.runway_sentence, answer.second.sentence, *varied, answer.ahead_sentence)


def quantities(answer: CashTrough) -> Iterator[Quantity]:
    yield from (part for sentence in sentences(answer) for part in sentence if isinstance(part, Quantity))
    yield from answer.figures
    yield from (figure for family in answer.families for member in family.members for figure in member.figures.values())
