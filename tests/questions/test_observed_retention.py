"""The fully served rate that explains an observed retention, against the naive model and by hand; every wording."""

import random
import re
from typing import Any

import pytest

from model import Scenario, run
from model.questions.headcount.observed_retention import Matched, matched, served
from model.text import example_files, read_file
from model.trace import as_text
from model.written import with_values
from tests.arithmetic import worked_out
from tests.naive.capacity import coverage_before
from tests.naive.defaults import with_defaults
from tests.naive.rates import retention_at
from tests.random_scenarios import random_scenario
from tools.golden import ROOT

TEAM = read_file(example_files(ROOT / "scenarios")["understaffed-team"])
THREE = read_file(example_files(ROOT / "scenarios")["three-segments"])


def of_one(**inputs: Any) -> Scenario:
    """100 accounts, of which one CSM serves 50."""
    segment = {"name": "Book", "acv": 12_000, "accounts": 100, "other_hours": 29.12, "staffing": "fixed", "csms": 1}
    return Scenario.model_validate({"segments": [segment | {"retention_at_risk": 0.2} | inputs]})


def asked(scenario: Scenario, csms: float, observed: float, segment: int = 0) -> Matched:
    return matched(run(scenario), segment, csms, observed)


def sentence_of(scenario: Scenario, csms: float, observed: float) -> str:
    return as_text(asked(scenario, csms, observed).sentence)


def naive_retention(scenario: Scenario, place: int = 0) -> float:
    """What renews of a book as it has been served so far, by the naive model."""
    segment = with_defaults(scenario.model_dump(by_alias=True, exclude_none=True))["segments"][place]
    mrr = segment["accounts"] * segment["acv"] / 12
    return retention_at(segment, coverage_before(segment, segment["accounts"], mrr))


def test_half_served_loses_half_of_what_is_at_risk() -> None:
    """By hand: coverage 0.5, of 20 points at risk 10 are lost, so 85% observed is 95% fully served."""
    answer = asked(of_one(), 1, 0.85)
    assert answer.coverage.value == pytest.approx(0.5)
    assert answer.changes == {"Book.csms": 1, "Book.retention_rate": 0.95}
    assert answer.highest.value == pytest.approx(0.9)
    curved = asked(of_one(response_curve=2), 1, 0.85)
    assert curved.rate.value == pytest.approx(0.85 + 0.2 * 0.25)


def test_where_less_would_renew_than_is_at_risk_all_of_it_is_lost() -> None:
    """By hand: of a rate below what is at risk, an account half served keeps half: 30% observed is 60%."""
    answer = asked(of_one(retention_at_risk=0.8), 1, 0.3)
    assert answer.rate.value == pytest.approx(0.6)
    assert answer.changes == {"Book.csms": 1, "Book.retention_rate": pytest.approx(0.6)}


@pytest.mark.parametrize("seed", range(60))
def test_the_rate_reproduces_what_is_observed_in_the_naive_model(seed: int) -> None:
    rng = random.Random(seed)
    scenario = Scenario.model_validate(random_scenario(rng))
    place = rng.randrange(len(scenario.segments))
    csms, observed = rng.choice((0.0, 1.0, 2.5, 40.0)), rng.choice((0.0, 0.5, 0.8, 0.95, 1.0))
    answer = asked(scenario, csms, observed, place)
    text = as_text(answer.sentence)
    assert not {"nan", "inf"} & {*re.split(r"[\s,;:.]+", text)}
    if answer.changes:
        changed = scenario.changed(answer.changes)
        assert changed.segments[place].csms == csms
        assert naive_retention(changed, place) == pytest.approx(observed, abs=1e-9)
    elif answer.rate.value > 1:
        assert answer.highest.value < observed
        if scenario.expansion_base == "renewed":  # the other one has narrower bounds
            best = {"staffing": "fixed", "csms": csms, "staff_changes": [], "retention_rate": 1.0}
            name = scenario.segments[place].name
            top = scenario.changed({f"{name}.{input_name}": value for input_name, value in best.items()})
            assert naive_retention(top, place) == pytest.approx(answer.highest.value, abs=1e-9)


def test_the_engine_confirms_the_rate() -> None:
    """A lifetime of R / (1 - CR6(E)) at the rate is that of what was observed: 12 / 0.15 = 80 months."""
    (lifetime,) = asked(of_one(), 1, 0.85).rate.evidence
    assert lifetime.value == pytest.approx(80)


def test_what_the_scenario_says_itself_is_where_it_starts() -> None:

    observed = served(run(TEAM), 0)
    assert observed.value == pytest.approx(naive_retention(TEAM))
    assert asked(TEAM, 3, observed.value).rate.value == pytest.approx(0.92)


WORDINGS: dict[str, tuple[Scenario, float, float, str]] = {
    "explained": (of_one(), 1, 0.85, r"^1 CSM covers 50% of the hours, which costs 10 points: your 85% would be 95% if every account were served\.$"),
    "not reachable": (of_one(), 1, 0.95, r"^Not reachable: 1 CSM covers 50% of the hours\. To observe 95%, fully served accounts would have to renew at 105%\. This team can show at most 90%: "),
    "served": (of_one(), 4, 0.9, r"^4 CSMs cover 100% of the hours, so fully served accounts renew at what you observe, 90%\.$"),
    "nothing at risk": (of_one(retention_at_risk=0), 1, 0.9, r"^1 CSM covers 50% of the hours, but no retention is at risk: .* observe, 90%\.$"),
    "no hours": (of_one(other_hours=0), 1, 0.9, r"^No account takes CSM time in month 1, so .* observe, 90%\.$"),
    "nobody": (of_one(), 0, 0, r"^Nobody is served and nothing renews\. Any fully served rate up to 20% explains that\.$"),
    "no team yet": (of_one(staffing="none"), 1, 0.85, r" 95% if every account were served\. Setting it makes staffing Fixed\.$"),
    "refused": (of_one(csms=9, staff_changes=[{"month": 3, "change": -8}]), 1, 0.85, r"It cannot be set: Book\.staff_changes leave fewer than 0 CSMs in month 3"),
}  # fmt: skip


@pytest.mark.parametrize("situation", WORDINGS)
def test_each_situation_has_its_wording(situation: str) -> None:
    scenario, csms, observed, expected = WORDINGS[situation]
    assert re.search(expected, sentence_of(scenario, csms, observed)), sentence_of(scenario, csms, observed)


def test_it_writes_nothing_that_is_not_reachable_or_not_taken() -> None:
    assert asked(of_one(), 1, 0.95).changes == {}
    assert asked(of_one(csms=9, staff_changes=[{"month": 3, "change": -8}]), 1, 0.85).changes == {}
    assert asked(of_one(staffing="none", csms=1), 1, 0.85).changes == {
        "Book.staffing": "fixed", "Book.csms": 1, "Book.retention_rate": 0.95,
    }  # fmt: skip


@pytest.mark.parametrize(("csms", "observed"), [(1, 0.85), (1, 0.95), (4, 0.9)])
def test_every_number_shows_the_arithmetic_that_gives_it(csms: float, observed: float) -> None:
    answer = asked(of_one(), csms, observed)
    for quantity in (answer.rate, answer.coverage, answer.highest):
        assert quantity.how is not None
        assert worked_out(with_values(quantity.how)) == pytest.approx(quantity.value)


def test_the_segment_in_view_is_the_one_that_is_matched() -> None:
    answer = asked(THREE, 2, 0.88, 1)
    assert set(answer.changes) == {"Mid-market.csms", "Mid-market.retention_rate"}
    assert naive_retention(THREE.changed(answer.changes), 1) == pytest.approx(0.88)
