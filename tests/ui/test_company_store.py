"""One's own is saved as it changes and opens again anywhere; two tabs do not overwrite each other; a view changes nothing."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from model.text import read_toml
from store import MEMORY, open_library
from store.errors import not_kept
from store.library import CompanyLibrary
from tests.every_page import EXAMPLES, controls, enabled, fire, known, opened, ran, unfold
from ui import actions, browser_name, company_store, link, panel, steps, views
from ui.examples import FIRST

SMB, THREE = EXAMPLES["product-led-smb"], EXAMPLES[FIRST]
MINE = SMB.changed({"name": "Mine", "notes": {"SMB.cac": {"source": "our books", "note": "ü"}}})


@pytest.fixture(autouse=True)
def library(monkeypatch: pytest.MonkeyPatch) -> Iterator[CompanyLibrary]:
    """One for each test, with a clock that stands. Every session has the same browser."""
    library = open_library(MEMORY)
    library.clock = lambda: 1_000.0
    monkeypatch.setattr(company_store, "_opened", lambda: library)
    monkeypatch.setattr(browser_name, "of_session", lambda: "this browser")
    yield library
    library.engine.dispose()


@pytest.fixture
def own_company() -> AppTest:
    """A session that has a company of its own open."""
    return do(ran(opened("overview")), actions.open_own, MINE)


def do(app: AppTest, action: Any, *arguments: Any) -> AppTest:
    app.session_state[views.KEY].reports.append(("action", True, partial(action, *arguments)))
    return ran(app)


def tab(app: AppTest, page: str = "overview") -> AppTest:
    """Another tab, or the same one after a reload, on another server: all that it knows is the address."""
    other = opened(page)
    other.query_params.update({name: app.query_params[name] for name in app.query_params})
    return ran(other)


def test_ones_own_opens_from_its_link_with_all_that_belongs_to_it(own_company: AppTest) -> None:
    do(own_company, actions.change, "SMB.cac", 1000.0)
    do(own_company, actions.make_baseline)
    do(own_company, actions.change, "SMB.acv", 2000.0)
    assert [*own_company.query_params] == ["s"]
    other = known(tab(own_company))
    assert other.opened.same_but_for_view(known(own_company).opened)
    assert other.scenario == MINE.changed({"SMB.cac": 1000.0, "SMB.acv": 2000.0})
    assert other.baseline == MINE.changed({"SMB.cac": 1000.0})
    assert [*other.opened.changes] == ["SMB.acv"]
    assert (other.notices, other.unsaved) == ([], {})


def test_every_change_is_a_version_that_says_what_changed(own_company: AppTest, library: CompanyLibrary) -> None:
    do(own_company, actions.change, "SMB.cac", 1000.0)
    do(own_company, actions.change_together, {"SMB.acv": 2000.0, "name": "Ours"}, "")
    do(own_company, actions.make_baseline)
    do(own_company, steps.step_back)
    said = [version.what for version in library.versions(known(own_company).opened.key)]
    assert said == [
        "New baseline", "New baseline", "Name Mine → Ours; ACV 1,800 → 2,000", "CAC 900 → 1,000", "Started",
    ]  # fmt: skip


def test_looking_at_another_page_or_segment_saves_nothing(library: CompanyLibrary) -> None:
    app = do(ran(opened("overview")), actions.open_own, THREE)
    do(app, actions.view_segment, 2)
    assert app.query_params["segment"] == "SMB"
    assert len(library.versions(known(app).opened.key)) == 1
    assert known(tab(app)).segment == "SMB"


def test_a_move_of_a_slider_is_one_version_and_every_step_of_it_is_saved(
    own_company: AppTest, library: CompanyLibrary
) -> None:
    seconds, id = 1_000.0, known(own_company).opened.key
    library.clock = lambda: seconds
    for cac in (1000.0, 1100.0, 1200.0):
        seconds += 1
        do(own_company, actions.change, "SMB.cac", cac)
        assert library.open(id).scenario.value("SMB.cac") == cac
    seconds += company_store.MOVE
    do(own_company, actions.change, "SMB.cac", 1300.0)
    do(own_company, actions.change, "SMB.acv", 2000.0)
    said = [version.what for version in library.versions(id)]
    assert said == ["ACV 1,800 → 2,000", "CAC 1,200 → 1,300", "CAC 900 → 1,200", "Started"]


def test_of_two_tabs_the_later_one_is_told_and_takes_the_others(own_company: AppTest) -> None:
    later = tab(own_company)
    do(own_company, actions.change, "SMB.cac", 1000.0)
    do(later, actions.change, "SMB.acv", 2000.0)
    assert controls(later)["unsaved"]["label"] == (
        "This company was changed in another tab, so your last change is not saved."
    )
    assert not controls(later)["file"]["link"]
    assert known(tab(own_company)).scenario == known(own_company).scenario == MINE.changed({"SMB.cac": 1000.0})
    fire(later, "conflict", "theirs")
    assert known(later).scenario == MINE.changed({"SMB.cac": 1000.0})
    assert "unsaved" not in controls(later)
    do(later, actions.change, "SMB.acv", 3000.0)
    assert known(tab(own_company)).scenario == MINE.changed({"SMB.cac": 1000.0, "SMB.acv": 3000.0})


def test_of_two_tabs_the_later_one_keeps_its_own_as_a_copy(own_company: AppTest) -> None:
    later, id = tab(own_company), known(own_company).opened.key
    do(own_company, actions.change, "SMB.cac", 1000.0)
    do(later, actions.change, "SMB.acv", 2000.0)
    do(later, actions.change, "SMB.acv", 3000.0)
    fire(later, "conflict", "mine")
    assert later.query_params["s"] != id
    assert known(tab(later)).scenario == MINE.changed({"name": "Mine (copy)", "SMB.acv": 3000.0})
    assert known(tab(own_company)).scenario == MINE.changed({"SMB.cac": 1000.0})
    assert "unsaved" not in controls(later)


def test_what_cannot_be_saved_is_said_and_the_session_goes_on(
    own_company: AppTest, library: CompanyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = dict(own_company.query_params)

    def refuse() -> CompanyLibrary:
        raise not_kept("the disk is full")

    monkeypatch.setattr(company_store, "_opened", refuse)
    do(own_company, actions.change, "SMB.cac", 1000.0)
    assert controls(own_company)["unsaved"]["label"] == (
        "This is not saved, because the disk is full: your changes stay in this tab, and the next one tries again."
    )
    assert "saved" not in controls(own_company)
    assert known(own_company).result.scenario.value("SMB.cac") == 1000
    do(own_company, actions.open_own, THREE)
    assert dict(own_company.query_params) == before
    do(own_company, steps.step_back)
    monkeypatch.setattr(company_store, "_opened", lambda: library)
    do(own_company, actions.change, "SMB.acv", 2000.0)
    assert "unsaved" not in controls(own_company)
    assert known(tab(own_company)).scenario == MINE.changed({"SMB.cac": 1000.0, "SMB.acv": 2000.0})


def test_changes_that_do_not_fit_in_a_link_are_kept_under_a_short_one(app: AppTest) -> None:
    do(app, actions.change, "SMB.cac", 1000.0)
    before = known(app).opened
    notes = {f"SMB.{name}": {"note": "n" * 400} for name in ("cac", "acv", "accounts", "csms", "retention_rate")}
    do(app, actions.change, "notes", notes)
    assert [*app.query_params] == ["s"]
    kept = known(tab(app))
    assert (kept.scenario.value("SMB.cac"), len(kept.scenario.notes)) == (1000, 5)
    assert {*kept.opened.changes} == {"SMB.cac", "notes"}
    do(app, steps.step_back)
    assert known(app).opened == before
    assert app.query_params["SMB.cac"] == "1000"
    do(app, steps.step_forward)
    assert known(app).opened.same_but_for_view(kept.opened)


def test_an_example_that_becomes_ones_own_leaves_its_words_behind(app: AppTest) -> None:
    do(app, actions.change, "SMB.cac", 1000.0)
    fire(app, "own", "make-own")
    state = known(app)
    assert (state.scenario.name, state.scenario.summary) == ("Product-led SMB, my version", "")
    assert state.scenario.source == "Started from the example Product-led SMB"
    assert [*state.opened.changes] == ["SMB.cac"]
    assert "saved" in controls(app)
    fire(app, "steps", "undo")
    assert known(app).opened.kind == "example"


def test_a_saved_file_has_words_of_its_own_once_figures_differ(app: AppTest) -> None:
    assert _saved(app) == SMB
    do(app, actions.change, "currency", "EUR")
    assert _saved(app) == SMB.changed({"currency": "EUR"})
    do(app, actions.change, "SMB.cac", 1000.0)
    do(app, actions.change, "summary", "Our story")
    saved = _saved(app)
    assert (saved.name, saved.summary) == ("Product-led SMB, my version", "Our story")
    assert saved.source == "Started from the example Product-led SMB"
    do(app, actions.open_own, MINE)
    do(app, actions.change, "SMB.cac", 1000.0)
    assert _saved(app) == MINE.changed({"SMB.cac": 1000.0})


def _saved(app: AppTest) -> Any:
    fire(app, "file", "save", {"number": 1})
    events: panel.PanelEvents = app.session_state[panel.KEY]
    assert events.file
    return read_toml(events.file["text"])


def test_a_view_shows_the_newest_and_what_is_tried_on_it_touches_nothing(
    own_company: AppTest, library: CompanyLibrary
) -> None:
    do(own_company, actions.change, "SMB.cac", 1000.0)
    id = known(own_company).opened.key
    view = opened("overview")
    view.query_params["s"] = library.share(id).id
    ran(view)
    assert (known(view).scenario, known(view).baseline) == (known(own_company).scenario, MINE)
    assert "looking" in controls(view)
    do(view, actions.change, "SMB.acv", 2000.0)
    assert view.query_params["SMB.acv"] == "2000"
    assert known(tab(view)).scenario == MINE.changed({"SMB.cac": 1000.0, "SMB.acv": 2000.0})
    assert library.open(id).scenario == MINE.changed({"SMB.cac": 1000.0})
    assert len(library.versions(id)) == 2
    fire(view, "copy", "keep")
    assert known(view).opened.kind == "own"
    assert known(tab(view)).scenario == MINE.changed({"name": "Mine (copy)", "SMB.cac": 1000.0, "SMB.acv": 2000.0})
    assert library.open(id).scenario == MINE.changed({"SMB.cac": 1000.0})


def test_the_picker_offers_what_the_session_has_opened_as_it_is_now(
    own_company: AppTest, library: CompanyLibrary
) -> None:
    id = known(own_company).opened.key
    do(own_company, actions.open_own, SMB)
    names = controls(own_company)["pick-scenario"]["options"]
    assert names[:3] == ["Mine", "Product-led SMB", "Company of three segments"] or names[:2] == [
        "Mine",
        "Product-led SMB",
    ]
    assert len({*names}) == len(names) == len(EXAMPLES) + 2
    library.save(id, SMB, SMB, based_on=1, what="elsewhere")
    fire(own_company, "pick-scenario", "chosen", "Mine")
    assert known(own_company).scenario == SMB
    assert own_company.query_params["s"] == id


def test_the_library_lists_renames_copies_deletes_and_takes_back(own_company: AppTest, library: CompanyLibrary) -> None:
    id = known(own_company).opened.key
    page = tab(own_company, "library")
    rows = {key: row for key, row in controls(page).items() if row["kind"] == "listing"}
    assert [rows[key]["label"] for key in rows if key.startswith("mine-")] == ["Mine"]
    assert len([key for key in rows if key.startswith("example-")]) == len(EXAMPLES)
    fire(page, f"mine-{id}", "rename", "  Ours ")
    assert library.open(id).scenario.name == "Ours"
    fire(page, f"mine-{id}", "copy")
    assert {version.name for version in library.companies("this browser")} == {"Ours", "Ours (copy)"}
    (copy,) = (version.id for version in library.companies("this browser") if version.id != id)
    fire(page, f"mine-{copy}", "rename", "Theirs")
    fire(page, f"mine-{id}", "delete")
    assert known(page).opened.key == FIRST
    assert [version.name for version in library.companies("this browser")] == ["Theirs"]
    fire(page, f"deleted-{id}", "restore")
    assert {version.name for version in library.companies("this browser")} == {"Ours", "Theirs"}
    fire(page, f"mine-{copy}", "open")
    assert known(page).scenario.name == "Theirs"
    assert page.query_params["s"] == copy
    fire(page, f"mine-{copy}", "rename", "x" * 81)
    fire(page, f"mine-{copy}", "rename", ["x"])
    assert known(page).scenario.name == "Theirs"


def test_the_library_goes_back_to_versions(own_company: AppTest, library: CompanyLibrary) -> None:
    do(own_company, actions.change, "SMB.cac", 1000.0)
    do(own_company, actions.change, "SMB.acv", 2000.0)
    page = tab(own_company, "library")
    assert not [key for key in controls(page) if key.startswith("version-")]
    unfold(page, "versions")
    rows = {key: row for key, row in controls(ran(page)).items() if key.startswith("version-")}
    assert [row["detail"] for row in rows.values()] == ["ACV 1,800 → 2,000", "CAC 900 → 1,000", "Started"]
    assert [len(row["buttons"]) for row in rows.values()] == [0, 1, 1]
    fire(page, "version-2", "back")
    assert known(page).scenario == MINE.changed({"SMB.cac": 1000.0})
    assert library.versions(known(own_company).opened.key)[0].what == "Back to version 2"
    fire(page, "steps", "undo")
    assert library.open(known(own_company).opened.key).scenario == MINE.changed({"SMB.cac": 1000.0, "SMB.acv": 2000.0})


def test_the_library_makes_read_only_links_and_withdraws_them(own_company: AppTest, library: CompanyLibrary) -> None:
    page, id = tab(own_company, "library"), known(own_company).opened.key
    fire(page, "share", "new")
    (made,) = library.links(id)
    assert controls(page)[f"link-{made.id}"]["link"] == f"./?s={made.id}"
    view = opened("overview")
    view.query_params["s"] = made.id
    assert known(ran(view)).opened.kind == link.VIEW
    fire(page, f"link-{made.id}", "withdraw")
    assert library.links(id) == []
    assert known(tab(view)).notices[0].startswith("Nothing is kept under this link")


def test_the_library_without_a_store_says_so_and_shows_the_examples(monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> CompanyLibrary:
        raise not_kept("the data folder is read-only")

    monkeypatch.setattr(company_store, "_opened", refuse)
    page = ran(opened("library"))
    assert f"example-{FIRST}" in controls(page)
    assert enabled(page)["make-own"]


def test_an_undo_comes_back_to_a_company_under_the_name_that_the_library_gave_it(
    own_company: AppTest, library: CompanyLibrary
) -> None:
    id = known(own_company).opened.key
    do(own_company, actions.open_own, THREE)
    do(own_company, company_store.rename, id, "Ours")
    do(own_company, steps.step_back)
    assert known(own_company).scenario == MINE.changed({"name": "Ours"})
    do(own_company, actions.change, "SMB.cac", 1000.0)
    assert "unsaved" not in controls(own_company)
    assert library.open(id).scenario == MINE.changed({"name": "Ours", "SMB.cac": 1000.0})
