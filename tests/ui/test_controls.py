"""Controls: the range of a slider."""

from pathlib import Path

from model.effects import acting_value
from model.text import example_files, read_file
from ui.controls import slider_range

ROOT = Path(__file__).parents[2]
EXAMPLES = {key: read_file(path) for key, path in example_files(ROOT / "scenarios").items()}


def test_the_slider_covers_the_plausible_range_and_any_value() -> None:
    smb = EXAMPLES["product-led-smb"]
    path = "SMB.retention_rate"
    parameter = smb.paths()[path]
    assert slider_range(smb, path, parameter) == (0.9, 1.0, 0.001)
    assert slider_range(smb.changed({path: 0.4}), path, parameter) == (0.4, 1.0, 0.001)
    yearly = smb.changed({"SMB.renewal_months": 12})
    assert slider_range(yearly, path, parameter) == (0.7, 1.0, 0.005)
    for scenario in EXAMPLES.values():
        for path, parameter in scenario.paths().items():
            if parameter.bounds:
                low, high, step = slider_range(scenario, path, parameter)
                assert low <= acting_value(scenario, path) <= high
                assert low + step <= high
