"""Companies are kept with all their states; two who save do not overwrite each other; what is deleted can be taken back."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from model.text import example_files, read_file
from store import Conflict, NotFound, StoreError
from store.documents import DAYS_TO_TAKE_BACK, ListedCompany
from store.errors import Deleted, TooLarge
from store.library import DAY, MOST_LINKS, RECENT, VERSIONS, CompanyLibrary
from tests.store.companies import SMB, changed
from tests.store.conftest import Clock

SCENARIOS = Path(__file__).parents[2] / "scenarios"
BROWSER, OTHER = "this browser", "another one"


def names(entries: Iterable[ListedCompany]) -> list[str]:
    return [entry.name for entry in entries]


@pytest.mark.parametrize("key", example_files(SCENARIOS))
def test_a_company_comes_back_as_it_was_kept(library: CompanyLibrary, key: str) -> None:
    baseline = read_file(SCENARIOS / f"{key}.toml")
    segment = baseline.segments[0].name
    scenario = baseline.changed({f"{segment}.acv": 1 / 3, "notes": {f"{segment}.acv": {"note": 'ü "\n\x7f'}},
                                 "replies.nothing": 'ü "\n\x7f'})  # fmt: skip
    kept = library.create(scenario, baseline, browser=BROWSER)
    found = library.open(kept.id)
    assert (found.scenario, found.baseline, found.version, found.read_only) == (scenario, baseline, 1, False)


def test_every_state_can_be_gone_back_to_and_none_is_lost_by_it(library: CompanyLibrary, clock: Clock) -> None:
    kept = library.create(SMB, browser=BROWSER)
    for number in (2, 3):
        clock.now += 60
        library.save(kept.id, changed(number), SMB, based_on=number - 1, what=f"CAC {number}")
    clock.now += 60
    assert library.back_to(kept.id, 2, based_on=3) == 4
    assert library.open(kept.id).scenario == changed(2)
    assert library.open(kept.id, 3).scenario == changed(3)
    assert [(version.number, version.at - clock.now, version.what) for version in library.versions(kept.id)] == [
        (4, 0, "Back to version 2"), (3, -60, "CAC 3"), (2, -120, "CAC 2"), (1, -180, "Started"),
    ]  # fmt: skip
    with pytest.raises(Conflict):
        library.back_to(kept.id, 1, based_on=3)
    with pytest.raises(StoreError, match="Version 9 is no longer kept: the last 200 are"):
        library.open(kept.id, 9)


def test_the_last_states_are_kept(library: CompanyLibrary) -> None:
    kept = library.create(SMB, browser=BROWSER)
    for number in range(1, VERSIONS + 6):
        library.save(kept.id, changed(number), SMB, based_on=number, what="")
    numbers = [version.number for version in library.versions(kept.id)]
    assert numbers == list(range(VERSIONS + 6, 6, -1))
    assert library.open(kept.id).scenario == changed(VERSIONS + 5)


def test_the_parts_of_a_move_do_not_use_up_the_history(library: CompanyLibrary) -> None:
    kept = library.create(SMB, browser=BROWSER)
    for number in range(1, VERSIONS + 6):
        library.save(kept.id, changed(number), SMB, based_on=number, what=str(number), replaces=number > 1)
    assert [version.number for version in library.versions(kept.id)] == [VERSIONS + 6, 1]


def test_a_history_has_a_largest_size_and_the_newest_state_is_always_there(
    library: CompanyLibrary, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = library.create(SMB, browser=BROWSER)
    monkeypatch.setattr("store.library.LARGEST_HISTORY", 1_000)  # a state of this company has 800 characters
    for number in range(1, 5):
        library.save(kept.id, changed(number), SMB, based_on=number, what="")
    assert [version.number for version in library.versions(kept.id)] == [5]
    assert library.open(kept.id).scenario == changed(4)


def test_the_parts_of_one_move_are_one_state(library: CompanyLibrary) -> None:
    kept = library.create(SMB, browser=BROWSER)
    library.save(kept.id, changed(2), SMB, based_on=1, what="CAC 2")
    library.save(kept.id, changed(3), SMB, based_on=2, what="CAC 3", replaces=True)
    assert [(version.number, version.what) for version in library.versions(kept.id)] == [(3, "CAC 3"), (1, "Started")]


def test_who_saves_on_an_older_state_is_told_and_overwrites_nothing(library: CompanyLibrary) -> None:
    kept = library.create(SMB, browser=BROWSER)
    library.save(kept.id, changed(2), SMB, based_on=1, what="theirs")
    with pytest.raises(Conflict, match="changed in another tab"):
        library.save(kept.id, changed(3), SMB, based_on=1, what="mine")
    assert library.open(kept.id).scenario == changed(2)
    assert [version.what for version in library.versions(kept.id)] == ["theirs", "Started"]


def test_a_company_is_renamed_and_copied_each_as_a_state(library: CompanyLibrary) -> None:
    kept = library.create(changed(2), SMB, browser=BROWSER)
    library.rename(kept.id, "Ours")
    assert library.open(kept.id).scenario == changed(2).changed({"name": "Ours"})
    assert library.versions(kept.id)[0].what == "Renamed from Product-led SMB"
    copy = library.copy(kept.id, browser=OTHER)
    library.save(copy.id, changed(9), SMB, based_on=1, what="")
    assert copy.scenario == changed(2).changed({"name": "Ours (copy)"})
    assert library.open(kept.id).scenario.value("SMB.cac") == 2
    assert names(library.companies(BROWSER)) == ["Ours"]
    assert names(library.companies(OTHER)) == ["Product-led SMB"]


def test_what_is_deleted_can_be_taken_back_for_thirty_days(library: CompanyLibrary, clock: Clock) -> None:
    kept = library.create(SMB, browser=BROWSER)
    view = library.share(kept.id)
    library.delete(kept.id)
    assert (library.companies(BROWSER), library.recent(BROWSER)) == ([], [])
    for action in (lambda: library.open(kept.id), lambda: library.rename(kept.id, "x"),
                   lambda: library.save(kept.id, SMB, SMB, based_on=1, what="")):  # fmt: skip
        with pytest.raises(Deleted, match="taken back in the Library for 30 days"):
            action()
    with pytest.raises(NotFound):
        library.open(view.id)
    clock.now += DAYS_TO_TAKE_BACK * DAY
    library.purge()
    assert names(library.deleted(BROWSER)) == [SMB.name]
    library.restore(kept.id)
    assert library.open(kept.id).scenario == library.open(view.id).scenario == SMB
    assert library.deleted(BROWSER) == []
    library.delete(kept.id)
    clock.now += DAYS_TO_TAKE_BACK * DAY + 1
    library.purge()
    with pytest.raises(NotFound):
        library.restore(kept.id)
    with library.engine.connect() as connection:
        counts = [connection.exec_driver_sql(f"SELECT count(*) FROM {table}").scalar()
                  for table in ("scenarios", "states", "view_links", "visits")]  # fmt: skip
    assert counts == [0, 0, 0, 0]


def test_a_browser_sees_what_it_has_made_or_opened(library: CompanyLibrary, clock: Clock) -> None:
    first = library.create(SMB, browser=BROWSER)
    clock.now += 60
    second = library.create(SMB.changed({"name": "Second"}), browser=OTHER)
    view = library.share(second.id)
    clock.now += 60
    library.visit(view.id, browser=BROWSER)
    assert names(library.companies(BROWSER)) == [SMB.name]
    assert [(company.id, company.read_only) for company in library.recent(BROWSER)] == [
        (view.id, True),
        (first.id, False),
    ]
    clock.now += 60
    library.visit(second.id, browser=BROWSER)
    library.visit(second.id, browser=BROWSER)
    assert [company.id for company in library.companies(BROWSER)] == [second.id, first.id]
    assert library.recent(BROWSER)[0].id == second.id
    for _ in range(RECENT):
        library.create(SMB, browser=BROWSER)
    assert len(library.recent(BROWSER)) == RECENT


def test_sizes_have_an_end_that_is_told(library: CompanyLibrary, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = library.create(SMB, browser=BROWSER)
    for _ in range(MOST_LINKS):
        library.share(kept.id)
    with pytest.raises(TooLarge, match="at most 20 read-only links"):
        library.share(kept.id)
    monkeypatch.setattr("store.library.MOST_COMPANIES", 1)
    with pytest.raises(TooLarge, match="1 companies are kept for this browser"):
        library.create(SMB, browser=BROWSER)
    monkeypatch.setattr("store.library.LARGEST_STATE", 100)
    with pytest.raises(TooLarge, match="at most 100 characters"):
        library.save(kept.id, changed(2), SMB, based_on=1, what="")
    assert library.open(kept.id).version == 1
    monkeypatch.setattr("store.library.MOST_VISITS", 2)
    for link in library.links(kept.id)[:5]:
        library.visit(link.id, browser=OTHER)
    assert len(library.recent(OTHER)) == 2
