"""Links as they come back from mails, chats and people who play with them: valid ones, changed at random."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from urllib.parse import parse_qsl, quote, urlencode

VALUES = (
    "", " ", "0", "-0", "-0.0", "1e999", "-1e999", "nan", "NaN", "inf", "-inf", "+inf", "9" * 400, "9" * 5_000, "1e-400",
    "0x10", "1_000", "1,000", "50%", "true", "null", "None", "\x00", "1\x00", "ü", "🙂", "\u202e1", "\ud7ff", "１０",
    "[]", "{}", "[[]]", "[" * 2_000, "x" * 6_000, '"', '"""', "'a'", "1 # remark", "1\nname = 'x'", "1\n[company]\ncash = 1",
    '"a"\n[[segments]]\nname = "b"', "1979-05-27", "<script>alert(1)</script>", "../../etc/passwd", "SMB", "segment",
)  # fmt: skip
NAMES = (
    "", "scenario", "s", "baseline", "segment", "segments", "notes", "schema", "name", "start", "company", "company.",
    ".cash", "company.cash", "company.colour", "guidelines.ltv", "SMB", "SMB.", "SMB.cac", "SMB.name", "Mid-market.meetings",
    "Mid-market.staff_changes", "Nobody.cac", "SMB.cac.cac", "__class__", "x" * 3_000, "\x00", "ü.cac", "SMB.cac\nname",
)  # fmt: skip

Pairs = list[tuple[str, str]]


def mutated(links: list[dict[str, str]], count: int, seed: int) -> Iterator[str]:
    """The query of so many links, each a valid one with one to three changes."""
    chance = random.Random(seed)
    for _ in range(count):
        query = urlencode(chance.choice(links))
        for _ in range(chance.randint(1, 3)):
            query = chance.choice(MUTATIONS)(query, chance)
        yield query


def _cut(query: str, chance: random.Random) -> str:
    return query[: chance.randint(0, len(query))]


def _repeated(query: str, chance: random.Random) -> str:
    name, value = chance.choice(_pairs(query))
    return f"{query}&{urlencode({name: chance.choice([value, *VALUES])})}"


def _swapped_values(query: str, chance: random.Random) -> str:
    pairs = _pairs(query)
    pair, other = chance.choice(pairs), chance.choice(pairs)
    return urlencode([*pairs, (pair[0], other[1]), (other[0], pair[1])])


def _swapped_characters(query: str, chance: random.Random) -> str:
    place = chance.randint(0, max(len(query) - 2, 0))
    return query[:place] + query[place : place + 2][::-1] + query[place + 2 :]


def _inserted(query: str, chance: random.Random) -> str:
    place = chance.randint(0, len(query))
    return (
        query[:place]
        + chance.choice(["%00", "%", "%ff", "%F0%9F", "&", "=", "+", ";", "#", "ü", "%0A"])
        + query[place:]
    )


def _other_value(query: str, chance: random.Random) -> str:
    name, _ = chance.choice(_pairs(query))
    return urlencode([pair for pair in _pairs(query) if pair[0] != name] + [(name, chance.choice(VALUES))])


def _other_name(query: str, chance: random.Random) -> str:
    pairs = _pairs(query)
    _, value = pairs.pop(chance.randrange(len(pairs)))
    return urlencode([*pairs, (chance.choice(NAMES), value)])


def _one_more(query: str, chance: random.Random) -> str:
    return f"{query}&{urlencode({chance.choice(NAMES): chance.choice(VALUES)})}"


def _nested(query: str, chance: random.Random) -> str:
    inside = _other_value(query, chance)
    return f"{query}&baseline={quote(chance.choice([inside, query, f'{inside}&baseline={quote(inside)}']))}"


MUTATIONS: tuple[Callable[[str, random.Random], str], ...] = (
    _cut, _repeated, _swapped_values, _swapped_characters, _inserted, _other_value, _other_name, _one_more, _nested,
)  # fmt: skip


def _pairs(query: str) -> Pairs:
    return parse_qsl(query, keep_blank_values=True) or [("scenario", "three-segments")]
