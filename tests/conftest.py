"""What holds for every test: fixed seeds, and no test skipped unseen."""

import os
from collections.abc import Generator
from typing import TypeVar

import pytest
from hypothesis import settings

from ui import failure

# The same examples in every run, however slow the machine. For new ones: pytest --hypothesis-profile=default
settings.register_profile("fixed", derandomize=True, deadline=None)
settings.load_profile("fixed")

os.environ["BOWTIE_DATA"] = ":memory:"  # no test, and no server that a test starts, writes into the home folder

Report = TypeVar("Report", pytest.TestReport, pytest.CollectReport)


class SkippedIsFailed:
    """A test that is skipped, or expected to fail, proves nothing: under CI it counts as failed."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtest_makereport(self) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        return _failed_if_skipped((yield))

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_make_collect_report(self) -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
        return _failed_if_skipped((yield))


def _failed_if_skipped(report: Report) -> Report:
    if report.skipped:
        report.outcome = "failed"
        report.longrepr = f"Skipped, which CI takes as failed: {report.longrepr}"
    return report


@pytest.fixture(autouse=True)
def unexpected_errors_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page would say to its visitor and go on from."""

    def raised(error: Exception) -> str:
        raise error

    monkeypatch.setattr(failure, "logged", raised)


def pytest_configure(config: pytest.Config) -> None:
    if os.environ.get("CI") == "true":
        config.pluginmanager.register(SkippedIsFailed())
