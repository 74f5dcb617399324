"""An id cannot be guessed, and a read-only link opens and does nothing else."""

import random
import string
from collections.abc import Callable

import pytest
from sqlalchemy import event

from store import NotFound, new_id
from store.library import CompanyLibrary
from tests.store.companies import SMB, changed

GUESSES = 10_000
LETTERS = string.ascii_letters + string.digits + "-_"


def guesses(id: str, count: int) -> list[str]:
    """Others of the same form, some of them near to one that is there, and texts that are no id."""
    chance = random.Random(1)
    near = [
        id[:place] + letter + id[place + 1 :] for place in range(len(id)) for letter in LETTERS if letter != id[place]
    ]
    odd = ["", " ", id[:-1], id + "A", id.swapcase(), f" {id}", f"{id}\0", "%", "_" * 22, "' OR 1=1 --", "\ud800", "é" * 22,
           "a" * 1_000_000, f"{id}/", f"{id}{'a' * 64}"]  # fmt: skip
    return [*near, *odd, *("".join(chance.choices(LETTERS, k=22)) for _ in range(count - len(near) - len(odd)))]


def test_ten_thousand_guesses_find_nothing_and_each_costs_a_look_at_two_indexes(library: CompanyLibrary) -> None:
    kept = library.create(SMB, browser="b")
    library.share(kept.id)
    asked: list[str] = []
    event.listen(library.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))
    tried = guesses(kept.id, GUESSES)
    for guess in tried:
        with pytest.raises(NotFound):
            library.open(guess)
    assert len(tried) == GUESSES
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 2 * GUESSES
    plans = [library_plan(library, statement) for statement in {*asked} if statement.startswith("SELECT")]
    assert all("SCAN" not in plan for plan in plans)
    assert library.open(kept.id).scenario == SMB


def library_plan(library: CompanyLibrary, statement: str) -> str:
    """How the database looks for it."""
    with library.engine.connect() as connection:
        values = tuple("x" for _ in range(statement.count("?")))
        return " ".join(row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values))


def test_an_id_has_128_random_bits() -> None:
    ids = {new_id() for _ in range(1_000)}
    assert len(ids) == 1_000
    assert {len(id) for id in ids} == {22}  # of 6 bits each
    assert all(len({id[place] for id in ids}) == len(LETTERS) for place in range(21))


WRITES: dict[str, Callable[[CompanyLibrary, str, str], object]] = {
    "save": lambda library, view, id: library.save(view, changed(2), SMB, based_on=1, what=""),
    "versions": lambda library, view, id: library.versions(view),
    "back to": lambda library, view, id: library.back_to(view, 1, based_on=1),
    "rename": lambda library, view, id: library.rename(view, "x"),
    "delete": lambda library, view, id: library.delete(view),
    "restore": lambda library, view, id: library.restore(view),
    "share": lambda library, view, id: library.share(view),
    "links": lambda library, view, id: library.links(view),
    "withdraw": lambda library, view, id: library.withdraw(view, view),
}


@pytest.mark.parametrize("write", WRITES)
def test_a_read_only_link_does_nothing_but_open(library: CompanyLibrary, write: str) -> None:
    kept = library.create(SMB, browser="b")
    view = library.share(kept.id)
    with pytest.raises(NotFound):
        WRITES[write](library, view.id, kept.id)
    assert library.open(kept.id) == kept
    assert library.links(kept.id) == [view]
    assert len(library.versions(kept.id)) == 1


def test_each_method_of_the_library_is_tried_with_a_read_only_link() -> None:
    methods = {name for name in vars(CompanyLibrary) if not name.startswith("_")}
    with_no_id = {"create", "companies", "deleted", "recent", "purge"}
    that_only_look_or_make_a_copy = {"open", "copy", "visit"}
    tried = {write.replace(" ", "_") for write in WRITES}
    assert methods == tried | with_no_id | that_only_look_or_make_a_copy


def test_a_read_only_link_shows_the_newest_state_and_no_other_until_it_is_withdrawn(library: CompanyLibrary) -> None:
    kept, other = library.create(SMB, browser="b"), library.create(SMB, browser="b")
    view = library.share(kept.id)
    library.save(kept.id, changed(2), SMB, based_on=1, what="")
    shown = library.open(view.id, 1)
    assert (shown.id, shown.scenario, shown.baseline, shown.read_only) == (view.id, changed(2), SMB, True)
    assert library.copy(view.id, browser="c").scenario.value("SMB.cac") == 2
    library.withdraw(other.id, view.id)
    assert library.open(view.id).read_only
    library.withdraw(kept.id, view.id)
    with pytest.raises(NotFound):
        library.open(view.id)
    assert library.links(kept.id) == []
