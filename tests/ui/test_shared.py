"""Visitors of one example share its result, and what is found of it; one that is changed is the visitor's own."""

from functools import partial

import pytest

from model import Result, locales, run
from tests.every_page import EXAMPLES, known, opened, ran, show
from ui import shared

SMB = EXAMPLES["product-led-smb"]
CALLS = list[str]()


def lowest(result: Result, segment: int, words: str) -> str:
    CALLS.append(words)
    return f"{words} {result.scenario.name} {segment} {locales.writing().tag}"


def test_two_visitors_of_an_example_share_its_result_until_one_changes_it() -> None:
    first, second = ran(opened("overview")), ran(opened("overview"))
    assert known(first).result is known(second).result
    show(first, SMB, {"SMB.acv": 7_000.0})
    assert known(first).result is not shared.result_of(SMB)
    assert known(first).baseline_result is shared.result_of(SMB)
    assert known(first).result.scenario.value("SMB.acv") == 7_000


def test_what_is_found_of_an_example_is_found_once_for_each_setting_and_locale() -> None:
    CALLS.clear()
    found = partial(shared.found, lowest, shared.result_of(SMB), 0)
    assert found("a") == found("a")
    assert CALLS == ["a"]
    found("b")
    assert CALLS == ["a", "b"]
    before = locales.writing().tag
    try:
        locales.set_locale("de-DE")
        assert found("a").endswith("de-DE")
    finally:
        locales.set_locale(before)
    assert CALLS == ["a", "b", "a"]


@pytest.mark.parametrize("setting", ["a", ["a"]])
def test_what_is_found_of_another_scenario_or_by_a_setting_that_changes_is_not_kept(setting: object) -> None:
    CALLS.clear()
    own = run(SMB.changed({"SMB.acv": 7_000.0})) if setting == "a" else shared.result_of(SMB)
    for _ in range(2):
        shared.found(lowest, own, 0, setting)
    assert len(CALLS) == 2
