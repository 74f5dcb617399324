"""Guidelines, prices, ceilings and moves, each against a calculation of its own; every wording."""

import dataclasses
import math
import random
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from model import Scenario, run
from model.questions.unit_economics import UnitEconomics, ask
from model.questions.unit_economics.channels import SHARES, moves
from model.text import example_files, read_file
from model.trace import Quantity, Trace, as_text
from model.verdict import ACCELERATE
from tests.corner_scenarios import corner_scenarios
from tests.random_scenarios import random_scenario
from tests.test_trace import disagreement
from tools.golden import ROOT

EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
SMB, CHANNELS, THREE = EXAMPLES["product-led-smb"], EXAMPLES["two-channels"], EXAMPLES["three-segments"]
RANDOM, CORNERS = 60, 60
TENTH = 0.001  # a tenth of a per cent: how finely borders are searched
ONE = {"name": "One", "acv": 12_000.0, "accounts": 10, "new_accounts": 2, "cac": 6_000.0, "retention_rate": 0.8}
# Neither earns its cost to serve at 90%.
UNSERVABLE = {"gross_margin": 0.5, "cost_to_serve_rate": 0.9}


def asked(scenario: Scenario, segment: int = 0) -> UnitEconomics:
    return ask(run(scenario), segment)


def of(*segments: dict[str, Any], **others: Any) -> Scenario:
    return Scenario.model_validate({"segments": [ONE | segment for segment in segments], **others})


def texts(answer: UnitEconomics) -> list[str]:
    return [as_text(sentence, "EUR") for sentence in (answer.sentence, answer.ceiling.sentence, answer.moves.sentence)]


def quantities(part: Any) -> Iterator[Quantity]:
    if isinstance(part, Quantity):
        yield part
    elif isinstance(part, (tuple, list)):
        for one in part:
            yield from quantities(one)
    elif dataclasses.is_dataclass(part):
        for field in dataclasses.fields(part):
            yield from quantities(getattr(part, field.name))


def test_two_channels_are_judged_by_their_printed_ratios_and_the_blend_hides_both() -> None:
    """LTV:CAC of 1.5 and 5 from SaaS Metrics 2.0. Margin 800 a month; 6 at 32,000 and 4 at 9,600 with an LTV of 48,000."""
    direct, resellers, both = asked(CHANNELS).standings
    assert [one.ltv_cac.figure.value for one in (direct, resellers)] == pytest.approx([1.5, 5])
    assert [one.payback.figure.value for one in (direct, resellers)] == pytest.approx([40, 12])
    assert both.ltv_cac.figure.value == pytest.approx(480_000 / 230_400)
    assert both.payback.figure.value == pytest.approx(230_400 / 8_000)
    assert [one.ltv_cac.room.value for one in (direct, resellers)] == pytest.approx([-1.5, 2])
    assert [one.payback.room.value for one in (direct, resellers)] == pytest.approx([-28, 0])
    assert (direct.words, resellers.words) == ("Hold: misses CAC payback and LTV:CAC", "Accelerate")


def test_what_can_be_paid_is_twelve_margins_or_a_third_of_the_ltv() -> None:
    """SaaS Metrics 2.0 has a CAC of 6,000 earned back by 500 a month in 12 months."""
    (price,) = asked(EXAMPLES["trough-2-more"]).prices
    assert (price.by_payback.value, price.headroom.value) == pytest.approx((6_000, 0))
    assert price.by_ltv.reason == "no_churn"
    direct, resellers, average = asked(CHANNELS).prices
    assert [cell.value for cell in direct.cells] == pytest.approx([32_000, 9_600, 16_000, 9_600, -22_400])
    assert [cell.value for cell in resellers.cells] == pytest.approx([9_600, 9_600, 16_000, 9_600, 0])
    assert [cell.value for cell in average.cells] == pytest.approx([23_040, 9_600, 16_000, 9_600, -13_440])


def test_what_can_be_paid_follows_the_guidelines_and_who_is_onboarded() -> None:
    changes = {"guidelines.payback_months": 24.0, "guidelines.ltv_cac": 4.0, "Direct.onboarding_rate": 0.5}
    direct = asked(CHANNELS.changed(changes)).prices[0]
    assert [cell.value for cell in direct.cells] == pytest.approx([32_000, 9_600, 6_000, 6_000, -26_000])
    never_above_its_ltv = asked(CHANNELS.changed({"guidelines.ltv_cac": 0.5})).prices[0]
    assert never_above_its_ltv.by_ltv.value == pytest.approx(48_000)


@pytest.mark.parametrize("key", ["three-segments", "two-channels", "product-led-smb", "understaffed-team"])
@pytest.mark.parametrize("ltv", ["simple", "compounding", "5y", "dcf"])
def test_what_can_be_paid_is_where_the_verdict_turns(key: str, ltv: str) -> None:
    """All CACs made larger or smaller by one factor until the average costs as much as it may, and a little more."""
    scenario = EXAMPLES[key].changed({"guidelines.ltv": ltv})
    price = asked(scenario).prices[-1]
    factor = price.affordable.value / price.paid.value
    for more, right in ((0.999, True), (1.001, False)):
        cacs = {f"{one.name}.cac": one.cac * factor * more for one in scenario.segments}
        assert (run(scenario.changed(cacs)).verdict.decision == ACCELERATE) is right


def test_an_account_without_csm_cost_is_that_of_a_company_that_pays_none() -> None:
    answer = asked(THREE)
    assert [one.name for one in answer.worth] == ["Enterprise", "Enterprise, without CSM cost", "Mid-market",
                                                  "Mid-market, without CSM cost", "SMB"]  # fmt: skip
    free = run(THREE.changed({f"{name}.csm_cost": 0.0 for name in ("Enterprise", "Mid-market")}))
    for place, name in ((1, "Enterprise"), (3, "Mid-market")):
        figures = free.segments[name].unit_economics
        names = ("margin", "ltv_simple", "ltv_compounding", "ltv_5y", "ltv_linear",
                 "payback_revenue", "payback_margin", "payback_survival")  # fmt: skip
        shown = [cell.value for cell in (*answer.worth[place].values, *answer.worth[place].paybacks)]
        assert shown == pytest.approx([figures[one].values[0] for one in names], nan_ok=True)
        assert answer.worth[place].values[0].value > answer.worth[place - 1].values[0].value


def test_mrr_on_its_way_to_the_ceiling() -> None:
    """16,200 of new MRR a month and a net churn of 1 - 0.97 x 1.012: month by month, by hand."""
    answer = asked(SMB).ceiling
    new, kept = 120 * 0.9 * 150, 0.97 * 1.012
    path = [225_000 * kept + new]
    while len(path) < 120:
        path.append(path[-1] * kept + new)
    ceiling = new / (1 - kept)
    assert answer.path == pytest.approx(path)
    assert answer.reached.ceiling.value == pytest.approx(ceiling)
    assert answer.reached.at_start.value == pytest.approx(225_000 / ceiling)
    assert answer.reached.at_end.value == pytest.approx(path[35] / ceiling)
    middle = (225_000 + ceiling) / 2
    assert answer.half_way
    assert answer.half_way.value == 1 + next(place for place, mrr in enumerate(path) if mrr >= middle)
    assert texts(asked(SMB))[1] == (
        "SMB is at 25.5% of its ceiling today and at 61.8% in month 36; half-way there in month 38."
    )


def test_the_path_to_the_ceiling_is_that_of_the_whole_company_run_longer() -> None:
    longer = run(THREE.changed({"horizon_months": 120}))
    assert asked(THREE, 2).ceiling.path == pytest.approx(longer.segments["SMB"].monthly["mrr"][:, 0])


def test_the_companys_ceiling_is_that_of_its_segments_added() -> None:
    together = asked(CHANNELS).reached[-1]
    assert together.ceiling.value == pytest.approx((6 + 4) * 1000 * 12 / 0.2)
    assert together.opening.value == pytest.approx(90_000)
    assert asked(THREE).reached[-1].ceiling.reason == "no_ceiling"


@pytest.mark.parametrize(("scenario", "segment"), [(CHANNELS, 0), (CHANNELS, 1), (THREE, 2)])
def test_moving_new_accounts_is_a_company_that_signs_them_elsewhere(scenario: Scenario, segment: int) -> None:
    source = scenario.segments[segment]
    for path in asked(scenario, segment).moves.paths:
        target = scenario.segment(path.target)
        for step in (0, 7, 20):
            moved = source.new_accounts * SHARES[step]
            changed = scenario.changed({f"{source.name}.new_accounts": source.new_accounts - moved,
                                        f"{target.name}.new_accounts": target.new_accounts + moved})  # fmt: skip
            expected = run(changed).total.unit_economics[path.measure].values[0]
            assert path.values[step] == pytest.approx(expected)
        assert [quantity.value for quantity in path.in_table] == path.values[::5].tolist()


def test_the_share_that_keeps_the_guideline_in_two_channels() -> None:
    """480,000 of LTV allow 160,000 of CAC: 70,400 less, and each of the 6 moved saves 22,400."""
    ltv_cac, payback = asked(CHANNELS).moves.paths
    assert [border.word for border in (*ltv_cac.borders, *payback.borders)] == ["from", "from"]
    found = 70_400 / 22_400 / 6
    assert found <= ltv_cac.borders[0].share.value <= found + TENTH
    assert payback.borders[0].share.value == 1
    ltv_cac, payback = asked(CHANNELS.changed({"Direct.cac": 20_000.0}), 1).moves.paths
    assert [border.word for border in ltv_cac.borders] == ["up to"]
    assert payback.spans == ()


def test_the_border_shows_the_figure_at_it_and_just_beyond() -> None:
    share = asked(CHANNELS).moves.paths[0].borders[0].share
    assert share.how
    (moved, _) = share.terms
    below, at = moved.evidence
    assert below.value < 3 <= at.value
    assert at.value - below.value < 0.01


def scenarios() -> list[Scenario]:
    corners = list(corner_scenarios())
    chosen = corners[:: len(corners) // CORNERS]
    return [Scenario.model_validate(data) for data in
            (*(random_scenario(random.Random(seed)) for seed in range(RANDOM)), *chosen)]  # fmt: skip


@pytest.mark.parametrize("scenario", [*EXAMPLES.values(), *scenarios()])
def test_whatever_the_inputs_there_is_an_answer_and_each_number_has_its_trace(scenario: Scenario) -> None:
    result = run(scenario)
    for segment in range(len(scenario.segments)):
        answer = ask(result, segment)
        for text in texts(answer):
            assert text.endswith(".")
            assert not {"nan", "inf", "None"} & {*text.replace("(", " ").replace(",", " ").split()}
            assert "  " not in text
        assert len(answer.figures) <= 5
        known: dict[str, Quantity] = {}
        for one in quantities(answer):
            assert one.reason or math.isfinite(one.value)
            assert known.setdefault(one.key, one).label == one.label
            assert one.how is not None or one.reason or one.key.startswith("=")
            assert disagreement(one) is None


def test_the_figures_are_those_of_the_company_and_of_the_segment_in_view() -> None:
    answer = asked(THREE, 2)
    expected = run(THREE).total.unit_economics["ltv_cac"].values[0]
    assert answer.figures[0].value == pytest.approx(expected)
    assert [one.key for one in answer.figures] == [
        "blended_ltv_cac", "blended_payback_margin", "net_mrr_churn", "unit_economics.2.affordable", "2/mrr_ceiling"
    ]  # fmt: skip
    assert not np.isnan([one.value for one in answer.figures]).any()


def test_a_move_may_keep_one_limit_from_a_share_on_and_the_other_up_to_one() -> None:
    """A pays back in 24 months and is worth ten times its CAC; B in 8, and 1.67 times.

    Payback: 24,000 - 20,000 s <= 12 (1,000 - 500 s) from 85.7% on. LTV:CAC: 240,000 - 233,333 s >= 3 (24,000 - 20,000 s) up to
    96.9%. Shares are tried in tenths of a percent.
    """
    lasting = {"name": "A", "acv": 15_000, "new_accounts": 10, "cac": 24_000, "retention_rate": 0.95}
    brief = {"name": "B", "acv": 7_500, "cac": 4_000, "retention_rate": 0.1}
    found = moves(Trace(run(Scenario.model_validate({"segments": [lasting, brief]}))), 0)
    assert as_text(found.sentence) == (
        "LTV:CAC and CAC payback are both within limits if new A customers move to B from 85.8% and up to 96.9%."
    )
