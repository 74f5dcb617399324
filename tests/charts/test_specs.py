"""A chart's spec: built once, without a number from the data in it, in the words of the declarations."""

import json
import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from charts import arr, profit
from charts.theme import DARK, LIGHT, frozen
from model import Result, run
from model.metrics import MONTHLY, SUMMARY
from model.scenario import Scenario
from model.text import example_files, read_file

ROOT = Path(__file__).parents[2]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}
FAMILIES = [arr, profit]
LOOKS = [(dark, dated) for dark in (False, True) for dated in (False, True)]

SMALL = Scenario.model_validate(
    {"segments": [{"name": "S", "acv": 1200, "accounts": 10, "new_accounts": 2, "cac": 3000}]}
)


@pytest.fixture(scope="module")
def results() -> dict[str, Result]:
    return {key: run(scenario) for key, scenario in EXAMPLES.items()}


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize(("dark", "dated"), LOOKS)
def test_the_spec_is_the_same_bytes_however_often_it_is_built(family: Any, dark: bool, dated: bool) -> None:
    first = json.dumps(frozen(family.chart, dark, dated))
    frozen.cache_clear()
    assert json.dumps(frozen(family.chart, dark, dated)) == first


@pytest.mark.parametrize("family", FAMILIES)
def test_the_spec_has_no_data_and_every_column_that_it_names(family: Any, results: dict[str, Result]) -> None:
    spec = frozen(family.chart, False, False)
    assert "data" not in json.dumps(spec).replace("datum", "")
    fields = set(_values(spec, "field"))
    for result in results.values():
        assert fields <= set(family.table(result, None).column_names)


@pytest.mark.parametrize("family", FAMILIES)
def test_every_look_has_its_own_spec(family: Any) -> None:
    assert len({json.dumps(frozen(family.chart, dark, dated)) for dark, dated in LOOKS}) == len(LOOKS)


def test_titles_and_units_come_from_the_declarations() -> None:
    assert (MONTHLY["cumulative_profit"].label, MONTHLY["cumulative_profit"].unit) == (profit.TITLE, profit.UNIT)
    assert SUMMARY["arr_end"].unit == arr.UNIT


@pytest.mark.parametrize("key", EXAMPLES)
def test_the_layers_of_arr_add_up_and_end_at_the_figure(key: str, results: dict[str, Result]) -> None:
    result = results[key]
    table = arr.table(result, None).to_pydict()
    count = EXAMPLES[key].horizon_months
    assert table["month"][:count] == list(range(1, count + 1))
    assert set(table["month"][count:]) <= {None}
    assert table["total"][count - 1] == pytest.approx(float(result.total.summary["arr_end"].values[0]), rel=1e-12)
    later = 12 * result.total.layers["new"]["mrr"][:, 0]
    assert np.allclose(np.subtract(table["total"][:count], table["book"][:count]), later, rtol=1e-9, atol=1e-6)


def test_the_baseline_is_drawn_only_where_it_differs() -> None:
    result, other = run(SMALL), run(SMALL.changed({"S.cac": 4000.0}))
    assert set(arr.table(result, other).to_pydict()["baseline"]) == {None}
    drawn = profit.table(result, other).to_pydict()["baseline"]
    assert drawn[:36] == other.total.monthly["cumulative_profit"][:, 0].tolist()
    longer = run(SMALL.changed({"horizon_months": 48}))
    assert profit.table(longer, result).to_pydict()["baseline"][36:48] == [None] * 12


def test_the_low_and_the_recovery_are_marked_with_value_and_month() -> None:
    result = run(SMALL)
    texts = [text for text in profit.table(result, None).to_pydict()["note_text"] if text]
    assert texts[0].startswith("−")
    assert texts[0].endswith(f" in month {result.total.summary['trough_month'].values[0]:.0f}")
    dated = run(SMALL.changed({"start": "2026-11", "S.cac": 300.0, "company.fixed_costs": 1_050.0}))
    table = profit.table(dated, None).to_pydict()
    assert [text for text in table["note_text"] if text and "recovered" in text] == ["recovered in Aug 2027"]
    assert table["when"][:3] == ["Nov 2026", "Dec 2026", "Jan 2027"]


@pytest.mark.parametrize("family", FAMILIES)
def test_the_finding_is_told_for_every_example_and_every_pair(family: Any, results: dict[str, Result]) -> None:
    for result in results.values():
        for baseline in (None, *results.values()):
            finding = family.finding(result, baseline)
            assert finding.endswith(".")
            assert "nan" not in finding
            assert "-" not in finding


@pytest.mark.parametrize("family", FAMILIES)
def test_a_baseline_with_another_horizon_is_not_told_as_the_same(family: Any) -> None:
    """Where it is shorter its label stands at its own last month; where it is longer, at the last month shown."""
    few, many = (run(EXAMPLES["three-segments"].changed({"horizon_months": months})) for months in (36, 60))
    assert "is at USD" in family.finding(many, few)
    assert family.finding(many, few).count("in month 36") == 1
    changed = run(few.scenario.changed({"SMB.cac": 1000.0, "SMB.retention_rate": 0.9}))
    for finding in (family.finding(many, few), family.finding(changed, many)):
        assert "as in the baseline" not in finding
    rows = family.table(many, few).to_pylist()
    assert [row["at"] for row in rows if (row["note_text"] or "").startswith("Baseline")] == [36]


def test_findings_in_words() -> None:
    result, other = run(SMALL), run(SMALL.changed({"S.acv": 2400.0}))
    assert arr.finding(result, None) == (
        "ARR goes from USD 14.4k to USD 98.4k in month 36, USD 86.4k of it from accounts signed later."
    )
    assert arr.finding(result, other).endswith("; the baseline ends at USD 197k.")
    assert profit.finding(result, None) == (
        "Cumulative profit is USD −80.6k in month 36; its low is USD −81.9k in month 32, "
        "and it is not made up for within 36 months."
    )


def test_colours_are_those_of_the_apps_theme() -> None:
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text())["theme"]
    for palette, colours in ((LIGHT, theme["light"]), (DARK, theme["dark"])):
        assert palette.paper == colours["backgroundColor"]
        assert palette.ink == colours["textColor"]
        assert palette.quiet == palette.baseline == colours["grayColor"]
        assert palette.rule == colours["borderColor"]
        assert palette.whatif == colours["primaryColor"]
        assert palette.loss == colours["redColor"]
        assert {palette.book, palette.later} <= set(colours["chartSequentialColors"])


def _values(spec: Any, key: str) -> list[str]:
    """What stands under this key anywhere in the spec."""
    if isinstance(spec, dict):
        own = [spec[key]] if isinstance(spec.get(key), str) else []
        return own + [value for part in spec.values() for value in _values(part, key)]
    return [value for part in spec for value in _values(part, key)] if isinstance(spec, list) else []
