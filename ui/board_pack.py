"""The controls of the Board pack: an answer to each attack, the preview, and the files to take away."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from exports.__main__ import KINDS
from exports.deck import AUDIENCES, SLIDES
from exports.pages import answers
from model.answers import Compared
from model.parameters import REPLIES
from model.questions.board_pack.challenge import QUESTIONS
from model.questions.board_pack.page import DOWNLOADS, PREVIEW, PROPOSED, reply_slot
from model.wording import counted
from ui import actions, changes, escape, files, panel, words
from ui.body import Body
from ui.link import OWN
from ui.panel import Control
from ui.state import State
from ui.takeaway_server import AUDIENCE, audience, picked, picked_for

WHO = {"board": "The board", "cfo": "The CFO", "team": "The team", "all": "Everybody"}
CAN_CHANGE = (
    "Anyone with the link can change the company, so no file has it. For a link that only shows it, see Library."
)
SLIDES_KEY = "take-slides"
LAST = "Keep at least one slide."
AS_IT_IS = "The files hold the scenario as it is now{}."


def proposed(body: Body) -> None:
    """What has been changed, where something has."""
    if _count(body.state):
        body.add(changes.line(body.state))


def reply(key: str, body: Body) -> None:
    """What is answered to an attack, in a few sentences."""
    path, state = f"replies.{key}", body.state
    declared, line = REPLIES[key], escape.one_line(state.refused.get(path, ""))
    shown = {
        "text": state.scenario.value(path), "about": declared.help, "most": (declared.length or (0, 0))[1],
        "placeholder": "Stands below the question on the slide and in the memo", "line": line, "refused": bool(line),
    }  # fmt: skip
    row = Control("sentences", reply_slot(key), "Your answer", shown, {"typed": partial(_replied, path)})
    body.panel(reply_slot(key), [row])


def _replied(path: str, text: Any) -> None:
    if isinstance(text, str):
        actions.change(path, text.strip())


def preview(body: Body) -> None:
    """What each page says, with its figures."""
    state = body.state
    rows = [
        (page.title.label, (*answer.sentence, *_figures(answer.figures)))
        for page, answer in answers(state.result, keeper=state.asked().keeper)
    ]
    body.add(words.listed(state, "", rows))


def _figures(figures: Sequence[Compared]) -> Iterator[Any]:
    for figure in figures:
        if figure.shown.reason is None:
            yield from (f" · {figure.shown.label} ", figure.shown)


def downloads(body: Body) -> None:
    """A file of each kind, the scenario's own, and its link."""
    state = body.state
    kinds = [Control("takeaway", f"take-{kind}", _begun(words), {"file": kind})
             for kind, (words, _) in KINDS.items()]  # fmt: skip
    rows = [
        panel.heading("Files to take away"), panel.text("taken", AS_IT_IS.format(_changes(state))),
        _audience(state), _slides(state), *kinds,
        panel.heading("The scenario and its link"), files.file(state, "pack-file", opens=False), *_of_link(state),
    ]  # fmt: skip
    body.panel(DOWNLOADS, rows)


def _audience(state: State) -> Control:
    """Whom the slides are for, which says which of them there are."""
    keys = [*WHO]

    def choose(place: int) -> None:
        actions.choose(AUDIENCE, keys[place])

    return panel.choice("take-audience", "Slides for", [*WHO.values()], keys.index(audience(state)), choose)


def _slides(state: State) -> Control:
    """Which of the audience's slides are wanted: all of them until some are left out."""
    reader, line = audience(state), state.refused.get(SLIDES_KEY, "")
    keys = AUDIENCES[reader]

    def choose(places: list[int]) -> None:
        if places:
            actions.choose(picked_for(reader), tuple(keys[place] for place in places))
        else:
            actions.refuse(SLIDES_KEY, LAST)

    names, places = [_begun(SLIDES[key].name) for key in keys], [keys.index(key) for key in picked(state)]
    return panel.several(SLIDES_KEY, "Slides", names, places, choose, line=line, refused=bool(line))


def _begun(words: str) -> str:
    """Words as a line begins with them."""
    return words[:1].upper() + words[1:]


def _of_link(state: State) -> list[Control]:
    """What whoever has the link may do, where that is more than look."""
    return [panel.text("pack-link", CAN_CHANGE)] if state.opened.kind == OWN else []


def _count(state: State) -> int:
    return len(state.opened.changes) + len(state.opened.segment_changes)


def _changes(state: State) -> str:
    """How much of it is not in the baseline."""
    count = _count(state)
    return f", with {counted(count, 'change')} against the baseline" if count else ""


SLOTS: dict[str, Callable[[Body], None]] = {
    PROPOSED: proposed, **{reply_slot(key): partial(reply, key) for key in QUESTIONS},
    PREVIEW: preview, DOWNLOADS: downloads,
}  # fmt: skip
