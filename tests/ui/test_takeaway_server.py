"""Files to take away, as the server makes them: how far they are, whose turn it is, and what ends them."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import aclosing
from dataclasses import replace
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from tests.every_page import EXAMPLES
from ui import takeaway_server
from ui.link import EXAMPLE, OWN, VIEW, Opened
from ui.state import State
from ui.turns import AT_ONCE, MOST

SMB = EXAMPLES["product-led-smb"].changed({"horizon_months": 2})
LINK = "https://bowtie.example/?scenario=product-led-smb"
SLIDES = ("answer", "cash")
OPENED = Opened("product-led-smb", EXAMPLE, SMB, SMB, SMB)


async def _lines(kind: str = "csv") -> list[Any]:
    """Every line, with the file at last."""
    return [part async for part in takeaway_server._made(kind, SLIDES, OPENED, LINK)]


async def _first(parts: AsyncIterator[bytes], holds: str) -> dict[str, Any]:
    """The first line that holds this."""
    async for part in parts:
        line: dict[str, Any] = json.loads(part)
        if holds in line:
            return line
    raise AssertionError(f"no line has {holds}")


def test_a_file_comes_with_its_name_behind_how_far_it_is() -> None:
    *told, name, file = asyncio.run(_lines())
    assert {*map(str, json.loads(told[0]))} <= {"share", "waits"}
    assert json.loads(name) == {"name": "product-led-smb.csv"}
    assert file.startswith(b'\xef\xbb\xbf"scenario"')
    assert not takeaway_server._turns.under_way


def test_a_file_has_the_slides_and_the_link_of_the_session(monkeypatch: pytest.MonkeyPatch) -> None:
    chosen = {"audience": "team", "slides-team": ("cases", "answer")}
    state = State(OPENED, {"scenario": "product-led-smb"}, chosen=chosen)
    monkeypatch.setattr(takeaway_server, "shown_pages", {"mine": SimpleNamespace(state=state)})
    monkeypatch.setattr(takeaway_server, "TASK", "tests.apart_tasks:backwards")
    answer = _answer(b'{"session": "mine", "file": "csv", "address": "https://bowtie.example/"}')
    assert isinstance(answer, StreamingResponse)
    *_, file = asyncio.run(_all(answer))
    kind, slides, *_, link = json.loads(file[::-1])
    assert (kind, slides, link) == ("csv", ["cases", "answer"], LINK)


@pytest.mark.parametrize(
    ("kind", "address", "link"),
    [
        (EXAMPLE, "https://bowtie.example/", "https://bowtie.example/?scenario=product-led-smb&SMB.acv=1+%26+2"),
        (VIEW, "http://localhost:8501/us/", "http://localhost:8501/us/?scenario=product-led-smb&SMB.acv=1+%26+2"),
        (OWN, "https://bowtie.example/", ""),
        (EXAMPLE, "javascript:alert(1)/", ""), (EXAMPLE, "file:///etc/", ""), (EXAMPLE, "https://a.example/?x=/", ""), (EXAMPLE, "https://[/", ""), (EXAMPLE, "", ""),
    ],
)  # fmt: skip
def test_a_file_has_the_link_unless_that_lets_others_change_what_is_there(kind: Any, address: str, link: str) -> None:
    state = State(replace(OPENED, kind=kind), {"scenario": "product-led-smb", "SMB.acv": "1 & 2"})
    assert takeaway_server.shared_link(state, address) == link


def test_what_cannot_be_made_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(takeaway_server, "TASK", "tests.apart_tasks:refuses")
    *_, last = asyncio.run(_lines())
    assert "mend it" in json.loads(last)["refused"]


def test_so_many_are_made_at_once_and_the_others_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """One that is left makes room for the next."""
    monkeypatch.setattr(takeaway_server, "TASK", "tests.apart_tasks:sleeps")

    async def tried() -> None:
        first = [takeaway_server._made("csv", SLIDES, OPENED, LINK) for _ in range(AT_ONCE)]
        for each in first:
            assert await _first(each, "share")
        async with aclosing(takeaway_server._made("csv", SLIDES, OPENED, LINK)) as late:
            assert json.loads(await anext(late)) == {"waits": True}
            await first[0].aclose()
            assert await _first(late, "share")
        await first[1].aclose()
        assert not takeaway_server._turns.under_way

    asyncio.run(asyncio.wait_for(tried(), 60))


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        (b"", 400), (b"{}", 400), (b"x" * 9_000, 400), (b'{"session": "no such", "file": "csv", "address": ""}', 404),
        (b'{"session": "no such", "file": "exe", "address": ""}', 400), (b'{"session": 5, "file": "csv", "address": ""}', 400),
        (b'{"session": "no such", "file": "csv"}', 400),
    ],
)  # fmt: skip
def test_only_a_session_gets_a_file_of_a_known_kind(asked: bytes, status: int) -> None:
    assert _answer(asked).status_code == status


def test_too_many_are_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    page = SimpleNamespace(state=State(OPENED, {}))
    monkeypatch.setattr(takeaway_server, "shown_pages", {"mine": page})
    monkeypatch.setattr(takeaway_server._turns, "under_way", {*range(MOST)})
    answer = _answer(b'{"session": "mine", "file": "csv", "address": ""}')
    assert isinstance(answer, StreamingResponse)
    (line,) = asyncio.run(_all(answer))
    words = "product-led-smb.csv has to wait for too many others: try again in a minute"
    assert json.loads(line)["refused"] == words


async def _all(answer: StreamingResponse) -> list[Any]:
    return [part async for part in answer.body_iterator]


def _answer(asked: bytes) -> Response:
    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": asked}

    scope = {"type": "http", "method": "POST", "headers": []}
    return asyncio.run(takeaway_server._serve(Request(scope, receive)))
