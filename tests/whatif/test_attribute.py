"""Attribute: shares of products by hand, adding up, and what works together."""

import math
from itertools import permutations

import pytest

from model.trace import constant
from model.whatif import Attribution, attribute, choices
from tests.whatif.closed_forms import book


def of_product(*pairs: tuple[float, float]) -> Attribution:
    """Of a product of factors that change from the first to the second of each pair."""
    groups = [str(place) for place in range(len(pairs))]

    def worth(choice: frozenset[str]) -> float:
        return math.prod(pair[group in choice] for group, pair in zip(groups, pairs, strict=True))

    return Attribution(groups, lambda choice: constant(worth(choice)))


def test_two_factors_share_what_both_bring_equally() -> None:
    """2 x 3 becomes 4 x 5: the one adds 6 alone, the other 4, both 14; the 4 of both are halved."""
    found = of_product((2, 4), (3, 5))
    assert [found.single(group).value for group in found.groups] == [6, 4]
    assert [found.share(group).value for group in found.groups] == [8, 6]
    assert (found.combined.value, found.added.value, found.interaction.value) == (14, 10, 4)


def test_three_factors_by_hand() -> None:
    """1 x 1 x 1 becomes 2 x 3 x 4. Over six orders the first factor adds 1, 3, 4 and 12 with weights 1/3, 1/6, 1/6, 1/3."""
    found = of_product((1, 2), (1, 3), (1, 4))
    assert found.share("0").value == pytest.approx((2 * 1 + 3 + 4 + 2 * 12) / 6)
    assert sum(found.share(group).value for group in found.groups) == pytest.approx(23)


def test_shares_are_the_mean_over_every_order_and_add_up() -> None:
    pairs = ((1.1, 0.7), (2.0, 2.5), (0.3, 0.9), (4.0, -1.0), (1.0, 1.0))
    found = of_product(*pairs)
    mean = dict.fromkeys(found.groups, 0.0)
    for order in permutations(found.groups):
        for place, group in enumerate(order):
            mean[group] += (
                found.worth(frozenset(order[: place + 1])).value - found.worth(frozenset(order[:place])).value
            ) / 120
    shares = {group: found.share(group).value for group in found.groups}
    assert shares == pytest.approx(mean)
    assert math.fsum(shares.values()) == pytest.approx(found.combined.value, rel=1e-12)
    assert shares["4"] == 0


def test_of_one_group_the_share_is_everything_and_nothing_works_together() -> None:
    found = of_product((3, 7))
    assert (found.share("0").value, found.interaction.value) == (4, 0)


def test_of_two_scenarios_in_one_call() -> None:
    """Revenue of a year is 12 x accounts x price: 10 x 1,000 becomes 20 x 1,500."""
    before = book()
    after = before.changed({"S.accounts": 20, "S.acv": 18_000})
    found = attribute(before, after, {"Accounts": ["S.accounts"], "Price": ["S.acv"]},
                      lambda row: row.summary("revenue"), summary=("revenue",))  # fmt: skip
    assert found.combined.value == pytest.approx(12 * (30_000 - 10_000))
    assert found.share("Accounts").value == pytest.approx(12 * 12_500)
    assert found.share("Price").value == pytest.approx(12 * 7_500)
    assert found.interaction.value == pytest.approx(12 * 5_000)
    labels = {term.label for term in found.share("Price").terms}
    assert labels == {
        "Revenue before",
        "Revenue with Accounts",
        "Revenue with Price",
        "Revenue with Accounts and Price",
    }


def test_twelve_groups_are_exact_and_thirteen_refused() -> None:
    before = book(months=1)
    changes = {"S.accounts": 11, "S.acv": 13_000, "S.gross_margin": 0.9, "S.cost_to_serve_rate": 0.1, "S.cac": 500,
               "S.new_accounts": 2, "S.onboarding_rate": 0.9, "S.retention_rate": 0.9, "S.expansion_rate": 0.1,
               "company.fixed_costs": 1_000, "company.cash": 5, "discount_rate": 0.1}  # fmt: skip
    after = before.changed(changes)
    found = attribute(before, after, {path: [path] for path in changes}, lambda row: row.summary("profit"),
                      summary=("profit",))  # fmt: skip
    shares = [found.share(path).value for path in changes]
    assert math.fsum(shares) == pytest.approx(found.combined.value, rel=1e-12)
    assert found.share("company.fixed_costs").value == pytest.approx(-1_000)
    with pytest.raises(ValueError, match="at most 12 groups of changes, got 13"):
        choices([str(number) for number in range(13)])
