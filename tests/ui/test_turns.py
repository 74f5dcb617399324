"""Workbooks that come back are opened a few at a time, as each takes a process of up to half a gigabyte."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor, wait

import pytest

from model.problems import ScenarioError
from ui import files
from ui.turns import AT_ONCE, MOST


@pytest.fixture
def opening(monkeypatch: pytest.MonkeyPatch) -> tuple[list[str], threading.Semaphore]:
    """The workbooks whose opening has begun; it ends once there is leave for it."""
    begun, leave = list[str](), threading.Semaphore(0)

    def opened(_: bytes, name: str) -> str:
        begun.append(name)
        assert leave.acquire(timeout=60)
        return f"what is in {name}"

    monkeypatch.setattr("exports.opened.opened", opened)
    return begun, leave


def test_two_workbooks_are_opened_at_once_and_the_others_wait_until_there_are_too_many(
    opening: tuple[list[str], threading.Semaphore],
) -> None:
    begun, leave = opening
    names = [f"{number}.xlsx" for number in range(MOST)]
    with ThreadPoolExecutor(MOST) as visitors:
        found = [visitors.submit(files._workbook, b"PK", name) for name in names]
        while len(files._turns.under_way) < MOST or len(begun) < AT_ONCE:
            wait(found, timeout=0.01)
        with pytest.raises(ScenarioError) as refused:
            files._workbook(b"PK", "late.xlsx")
        assert str(refused.value) == "late.xlsx has to wait for too many others: try again in a minute"
        assert len(begun) == AT_ONCE
        leave.release()
        while len(begun) == AT_ONCE:
            wait(found, timeout=0.01)
        assert len(begun) == AT_ONCE + 1
        leave.release(MOST)
        assert [each.result() for each in found] == [f"what is in {name}" for name in names]
    assert not files._turns.under_way
