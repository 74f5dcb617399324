"""Pages are made one after the other; what takes long goes on beside them, and what is further down waits for them."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from threading import Event, Thread

import pytest
from streamlit.runtime.scriptrunner import RerunData, RerunException

from ui import track_turns

MOMENT, PATIENCE = 0.1, 10


@contextmanager
def running(*work: Callable[[], None]) -> Iterator[list[Thread]]:
    """Each in a thread of its own; all have come to their ends afterwards."""
    threads = [Thread(target=each) for each in work]
    for thread in threads:
        thread.start()
    yield threads
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()


def made(told: list[str], name: str, *, takes_long: bool = False) -> None:
    with track_turns.page_turn(takes_long=takes_long):
        told.append(name)


def until_waiting(count: int) -> None:
    """So many pages wait for their turn."""
    end = time.monotonic() + PATIENCE
    while len(track_turns._quick.waiting) != count:
        assert time.monotonic() < end
        time.sleep(0.001)


def test_a_page_waits_for_another_but_not_for_one_that_takes_long() -> None:
    told, is_there, may_end = list[str](), Event(), Event()

    def long_before() -> None:
        with track_turns.page_turn():
            is_there.set()
            may_end.wait(PATIENCE)
            told.append("first")

    with running(long_before):
        assert is_there.wait(PATIENCE)
        with running(lambda: made(told, "second"), lambda: made(told, "beside", takes_long=True)) as (_, beside):
            beside.join(PATIENCE)
            assert told == ["beside"]
            may_end.set()
    assert told == ["beside", "first", "second"]


def test_a_page_that_fails_lets_the_next_one_go_on() -> None:
    with pytest.raises(ZeroDivisionError), track_turns.page_turn():
        _ = 1 / 0
    told = list[str]()
    with running(lambda: made(told, "next")):
        pass
    assert told == ["next"]


def test_what_is_further_down_comes_after_every_page_that_is_wanted() -> None:
    told, given, may_go_on = list[str](), Event(), Event()

    def below() -> None:
        with track_turns.page_turn():
            given.set()
            may_go_on.wait(PATIENCE)
            track_turns.give_way()
            told.append("below")

    with running(below):
        assert given.wait(PATIENCE)
        with running(lambda: made(told, "first"), lambda: made(told, "second")):
            until_waiting(2)
            may_go_on.set()
    assert sorted(told[:2]) == ["first", "second"]
    assert told[2:] == ["below"]


def test_what_is_further_down_does_not_wait_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(track_turns, "PATIENCE_BELOW", MOMENT)
    told, is_there, may_go_on = list[str](), Event(), Event()

    def below() -> None:
        with track_turns.page_turn():
            is_there.set()
            may_go_on.wait(PATIENCE)
            track_turns.give_way()
            told.append("below")

    end = time.monotonic() + PATIENCE

    def goes_on() -> bool:
        return "below" not in told and time.monotonic() < end

    def page_upon_page() -> None:
        """Each goes on until another one waits: one is wanted all the time."""
        while goes_on():
            with track_turns.page_turn():
                while goes_on() and not track_turns._quick.waiting:
                    time.sleep(0.001)

    with running(below):
        assert is_there.wait(PATIENCE)
        with running(page_upon_page, page_upon_page):
            until_waiting(2)
            may_go_on.set()
    assert told == ["below"]
    assert time.monotonic() < end


def test_the_first_to_come_is_the_first_to_go_on() -> None:
    told, is_there, may_end = list[str](), Event(), Event()

    def holds() -> None:
        with track_turns.page_turn():
            is_there.set()
            may_end.wait(PATIENCE)

    with running(holds) as threads:
        assert is_there.wait(PATIENCE)
        for number in range(9):
            threads.append(Thread(target=made, args=(told, str(number))))
            threads[-1].start()
            until_waiting(number + 1)
        may_end.set()
    assert told == [str(number) for number in range(9)]


def test_a_run_that_begins_anew_has_waited_already() -> None:
    told, is_there, may_end = list[str](), Event(), Event()

    def begins_anew() -> None:
        with suppress(RerunException), track_turns.page_turn():
            is_there.set()
            may_end.wait(PATIENCE)
            raise RerunException(RerunData())
        made(told, "anew")

    def begins_later() -> None:
        with track_turns.page_turn():
            told.append("later")
            if told == ["later"]:
                until_waiting(3)  # the two others, and the one that begins anew

    with running(begins_anew):
        assert is_there.wait(PATIENCE)
        with running(begins_later, begins_later, begins_later):
            until_waiting(3)
            may_end.set()
    assert told == ["later", "anew", "later", "later"]


def test_what_is_far_down_on_a_page_that_takes_long_holds_up_no_other() -> None:
    told, is_there, may_end = list[str](), Event(), Event()

    def below() -> None:
        with track_turns.page_turn(takes_long=True):
            track_turns.give_way()
            is_there.set()
            may_end.wait(PATIENCE)
            told.append("below")

    with running(below):
        assert is_there.wait(PATIENCE)
        with running(lambda: made(told, "long", takes_long=True), lambda: made(told, "quick")):
            pass
        may_end.set()
    assert sorted(told[:2]) == ["long", "quick"]
    assert told[2:] == ["below"]
