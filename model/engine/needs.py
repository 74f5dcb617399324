"""What a march is asked for: what nobody asks for costs nothing."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import dataclass
from typing import Any

from model.engine.values import STILL
from model.metrics import MONTHLY
from model.metrics.declare import behind
from model.metrics.monthly import PARTS

Paths = dict[str, Any]  # by name; what is nothing or all in every month is Known
GIVEN = {"mrr", "accounts", "signed_accounts", "billings", "phase_hours", "reactive_hours", "coverage", "engagement",
         "waiting_mrr"}  # fmt: skip
MOVEMENTS = MONTHLY["mrr"].takes + MONTHLY["accounts"].takes
FLOWS = behind(MOVEMENTS, {**PARTS, **MONTHLY}, GIVEN) & {*PARTS, *MONTHLY} - STILL - GIVEN


@dataclass(frozen=True)
class Needs:
    """What a march keeps beside `mrr` and `accounts`."""

    layers: bool = False  # the opening book and the accounts signed later apart
    floor: bool = False  # the book once more without expansion and price rise: for GRR
    flat: bool = False  # everything once more without them: for the revenue that expansion brings
    flows: bool = False  # the movements of MRR
    billing: bool = False
    waiting: bool = False  # what is signed and starts later

    @classmethod
    def of(cls, names: Set[str], *, layers: bool = False) -> Needs:
        """What these names ask for."""
        return cls(
            layers=layers or any(name.endswith(("_of_book", "_of_new")) for name in names),
            floor=any(name.endswith("_of_floor") for name in names),
            flat=any(name.endswith("_of_flat") for name in names),
            flows=bool(names & FLOWS),
            billing="billings" in names,
            waiting="waiting_mrr" in names,
        )
