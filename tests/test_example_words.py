"""What an example says of itself is not carried over as if it were true of the company that was made of it."""

from pathlib import Path

from model import Scenario
from model.example_words import made_own
from model.text import example_files, read_file

SCENARIOS = Path(__file__).parents[1] / "scenarios"
SMB = read_file(SCENARIOS / "product-led-smb.toml")
OURS = {"name": "Ours", "summary": "Our story", "source": "our books"}


def words(scenario: Scenario) -> tuple[str, str, str]:
    return scenario.name, scenario.summary, scenario.source


def test_the_words_of_the_example_go_and_the_users_stay() -> None:
    assert words(made_own(SMB, SMB)) == ("Product-led SMB, my version", "", "Started from the example Product-led SMB")
    for name, value in OURS.items():
        kept = made_own(SMB.changed({name: value}), SMB)
        assert words(kept).count(value) == 1
        assert not {*words(kept)} & {*words(SMB)}
    assert words(made_own(SMB.changed(OURS), SMB)) == tuple(OURS.values())


def test_no_figure_and_no_other_input_changes() -> None:
    for path in example_files(SCENARIOS).values():
        example = read_file(path)
        kept = made_own(example, example)
        assert kept.changed({"name": example.name, "summary": example.summary, "source": example.source}) == example


def test_a_source_of_the_example_goes_with_the_value_that_it_was_for() -> None:
    notes = {f"SMB.{name}": {"source": f"the example's, of {name}"} for name in ("cac", "acv", "gross_margin")}
    example = SMB.changed({"notes": notes})
    mine = {"source": "our books"}
    changed = example.changed({"SMB.cac": 1.0, "SMB.acv": 2.0, "notes": notes | {"SMB.acv": mine, "SMB.csms": mine}})
    kept = {path: note.source for path, note in made_own(changed, example).notes.items()}
    assert kept == {
        "SMB.acv": "our books",
        "SMB.csms": "our books",
        "SMB.gross_margin": "the example's, of gross_margin",
    }


def test_a_source_goes_with_the_segment_that_it_was_for() -> None:
    example = SMB.changed({"notes": {"SMB.cac": {"source": "the example's"}}})
    renamed = example.model_dump(by_alias=True)["segments"][0] | {"name": "Other"}
    changed = example.changed({"segments": [renamed], "notes": {"Other.cac": {"source": "the example's"}}})
    assert [*made_own(changed, example).notes] == ["Other.cac"]


def test_a_name_stays_as_long_as_a_name_may_be() -> None:
    long = SMB.changed({"name": "n" * 80})
    assert len(made_own(long, long).name) == 80
