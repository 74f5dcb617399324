"""Ranges, correlations and costs in a scenario: read, refused, written, linked, kept, and carried along with segments."""

from pathlib import Path

import pytest

from model import segments
from model.problems import ScenarioError
from model.scenario import Scenario
from model.segment_changes import earlier
from model.text import differences, from_link, read_file, read_toml, settings, to_flags, to_link, to_toml, with_settings
from tests.decide.asking import THREE, file_of, refused, words

SURE = """
[ranges."SMB.retention_rate"]
low = 0.95
likely = 0.975
high = 0.985

[ranges."SMB.cac"]
low = 2000
likely = 2600
high = 4000
shape = "lognormal"

[ranges."company.fixed_costs"]
low = 400000
likely = 420000
high = 500000

[[correlations]]
a = "SMB.retention_rate"
b = "SMB.cac"
value = -0.4

[[correlations]]
a = "SMB.cac"
b = "company.fixed_costs"
value = 0.2

[costs."SMB.retention_rate"]
change = 0.01
cost = 8000
most = 0.015
"""


def scenario_with(more: str = SURE) -> Scenario:
    return read_toml(Path(THREE).read_text(encoding="utf-8") + more, "file")


def test_a_file_is_read_and_written_as_it_was() -> None:
    scenario = scenario_with()
    assert (scenario.ranges["SMB.cac"].low, scenario.ranges["SMB.cac"].shape) == (2_000, "lognormal")
    assert scenario.ranges["SMB.retention_rate"].shape is None
    assert scenario.correlations[0].value == -0.4
    assert scenario.costs["SMB.retention_rate"].cost == 8_000
    assert read_toml(to_toml(scenario)) == scenario
    assert SURE.split()[:20] == to_toml(scenario)[to_toml(scenario).index("[ranges") :].split()[:20]


def test_links_flags_and_differences_carry_them() -> None:
    scenario, base = scenario_with(), read_file(THREE)
    assert {*settings(scenario, base)} == ["ranges", "costs", "correlations"] or {*settings(scenario, base)} == {
        "ranges",
        "costs",
        "correlations",
    }
    assert from_link(to_link(scenario, base, "three"), {"three": base}) == scenario
    flags = to_flags(scenario, base)
    pairs = [flag.partition("=")[::2] for flag in flags[1::2]]
    assert with_settings(base, [(path, text) for path, text in pairs]) == scenario
    assert {*differences(scenario, base)} == {"ranges", "costs", "correlations"}
    assert differences(scenario, scenario) == {}


def test_the_command_line_checks_them(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    good = file_of(tmp_path, to_toml(scenario_with()))
    assert words(capsys, "check", good) == f"{good}: valid\n"
    bad = file_of(tmp_path, to_toml(scenario_with()).replace("low = 2000", "low = 3000"))
    assert refused(capsys, "check", bad) == (
        f'{bad}: ranges."SMB.cac" goes from 3000 over 2600 to 4000: write low <= likely <= high'
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[ranges."SMB.cax"]\nlow = 1\nlikely = 1\nhigh = 1', 'file: ranges."SMB.cax" belongs to no input of this scenario: name an input by its path'),
        ('[ranges."SMB.staffing"]\nlow = 1\nlikely = 1\nhigh = 1', 'file: ranges."SMB.staffing" is of an input that is no free number: leave it out'),
        ('[ranges."SMB.renewal_months"]\nlow = 1\nlikely = 1\nhigh = 1', 'file: ranges."SMB.renewal_months" is of an input that is no free number: leave it out'),
        ('[ranges."guidelines.ltv_cac"]\nlow = 1\nlikely = 1\nhigh = 1', 'file: ranges."guidelines.ltv_cac" is of what you set yourself: leave it out'),
        ('[ranges."SMB.cac"]\nlow = -1\nlikely = 1\nhigh = 1', 'file: ranges."SMB.cac" goes from -1 to 1: allowed is a number from 0 to 1000000000 (money/account)'),
        ('[ranges."SMB.ramp_months"]\nlow = 1\nlikely = 1.5\nhigh = 2', 'file: ranges."SMB.ramp_months" is of whole numbers, and has 1, 1.5, 2: write whole ones'),
        ('[ranges."SMB.cac"]\nlow = 0\nlikely = 1\nhigh = 2\nshape = "lognormal"', 'file: ranges."SMB.cac" is lognormal and begins at 0, the least there is: write a higher low, or shape = "normal"'),
        ('[ranges."SMB.retention_rate"]\nlow = 0.9\nlikely = 0.95\nhigh = 1\nshape = "logit"', 'file: ranges."SMB.retention_rate" is logit and ends at 1, the most there is: write a lower high, or shape = "normal"'),
        ('[ranges."SMB.cac"]\nlow = 1\nlikely = 1', 'file: ranges.SMB.cac.high is missing: give a number from -1e+12 to 1e+12 (the input\'s own)'),
        ('[ranges."SMB.cac"]\nlow = 1\nlikely = 1\nhigh = 1\nshape = "norml"', "file: ranges.SMB.cac.shape is 'norml': allowed is one of normal, lognormal, logit, uniform; did you mean normal?"),
        ('[ranges."SMB.cac"]\nlow = 1\nlikely = 1\nhight = 1', None),
        ('[[correlations]]\na = "SMB.cac"\nb = "SMB.acv"\nvalue = 0.5', None),
        ('[ranges."SMB.cac"]\nlow = 1\nlikely = 1\nhigh = 1\n[[correlations]]\na = "SMB.cac"\nb = "SMB.cac"\nvalue = 0.5', "file: correlations[1] names 'SMB.cac' twice: name two inputs"),
        ('[ranges."SMB.cac"]\nlow = 1\nlikely = 1\nhigh = 1\n[[correlations]]\na = "SMB.cac"\nb = "SMB.acv"\nvalue = 0.5', "file: correlations[1] names 'SMB.acv', which has no range: give it one: [ranges.\"SMB.acv\"]"),
        ('[costs."SMB.cac"]\nchange = 0\ncost = 1', 'file: costs."SMB.cac" buys a change of 0: write what the cost improves, such as 0.01'),
        ('[costs."SMB.cac"]\nchange = -1\ncost = 1\nmost = 2', 'file: costs."SMB.cac" buys -1 and at most 2: write both with the same sign'),
        ('[costs."SMB.cac"]\nchange = -1\ncost = -1', None),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_said(text: str, line: str | None) -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario_with("\n" + text)
    if line is not None:
        assert str(caught.value) == line


def test_correlations_that_contradict_each_other() -> None:
    """High with the first, high with the second, and these two opposite: no numbers go together like that."""
    ranges = "".join(
        f'[ranges."SMB.{name}"]\nlow = 1\nlikely = 2\nhigh = 3\n' for name in ("cac", "acv", "other_hours")
    )
    pairs = (("cac", "acv", 0.6), ("cac", "other_hours", 0.6), ("acv", "other_hours", -0.9))
    rows = [f'[[correlations]]\na = "SMB.{a}"\nb = "SMB.{b}"\nvalue = {value}\n' for a, b, value in pairs]
    with pytest.raises(ScenarioError, match="correlations contradict each other: set some of them closer to 0"):
        scenario_with("\n" + ranges + "".join(rows))
    assert len(scenario_with("\n" + ranges + "".join(rows[:2])).correlations) == 2
    with pytest.raises(ScenarioError, match="a second time: write each pair once"):
        scenario_with("\n" + ranges + rows[0] * 2)


def test_too_many_correlations_are_not_looked_at() -> None:
    with pytest.raises(ScenarioError) as caught:
        scenario_with('\n[[correlations]]\na = "x"\nb = "y"\nvalue = 0\n' * 201)
    assert str(caught.value) == "file: correlations has more than 200 rows: keep at most 200"
    with pytest.raises(ScenarioError) as caught:
        scenario_with('\n[[correlations]]\na = "x"\nb = "y"\nvalue = 0\n' * 200)
    assert len(str(caught.value).splitlines()) == 20


def test_a_renamed_segment_takes_them_along_and_back() -> None:
    scenario = scenario_with()
    renamed = segments.rename(scenario, "SMB", "Small")
    assert [*renamed.ranges] == ["Small.retention_rate", "Small.cac", "company.fixed_costs"]
    assert (renamed.correlations[0].a, renamed.correlations[0].b) == ("Small.retention_rate", "Small.cac")
    assert [*renamed.costs] == ["Small.retention_rate"]
    assert segments.rename(renamed, "Small", "SMB") == scenario


def test_a_copied_segment_has_its_own() -> None:
    copied = segments.copy(scenario_with(), "SMB")
    assert [path for path in copied.ranges if path.startswith("SMB copy.")] == [
        "SMB copy.retention_rate",
        "SMB copy.cac",
    ]
    pairs = [(row.a, row.b) for row in copied.correlations]
    assert pairs == [
        ("SMB.retention_rate", "SMB.cac"), ("SMB copy.retention_rate", "SMB copy.cac"), ("SMB.cac", "company.fixed_costs"),
    ]  # fmt: skip


def test_a_removed_segment_takes_them_away_and_brings_them_back() -> None:
    scenario = scenario_with()
    left = segments.remove(scenario, "SMB")
    assert ([*left.ranges], left.correlations, left.costs) == (["company.fixed_costs"], (), {})
    back = segments.put_back(left, scenario, "SMB")
    assert (back.ranges, back.costs) == (scenario.ranges, scenario.costs)
    assert {(row.a, row.b) for row in back.correlations} == {(row.a, row.b) for row in scenario.correlations}
    assert earlier(left, scenario, "ranges") == left.ranges
    assert earlier(left, scenario, "correlations") == ()
    arranged = segments.arranged(scenario, [("SMB", "Small"), (None, "New")])
    assert [*arranged.ranges] == ["Small.retention_rate", "Small.cac", "company.fixed_costs"]
