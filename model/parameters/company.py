"""Inputs of the whole scenario, of the company and of the guidelines (model, section 1)."""

# fmt: off
from __future__ import annotations

from typing import Annotated

from pydantic import Field, Strict

from model.parameters.declare import Declared, declare

Number = Annotated[float, Strict()]
Whole = Annotated[int, Strict()]
Flag = Annotated[bool, Strict()]
Text = Annotated[str, Strict()]
Share = Annotated[float, Strict(), Field(ge=0, le=1)]  # of a list
Weight = Annotated[float, Strict(), Field(ge=0, le=1e6)]

PAPER = "The Rise of Customer Success as a Profit Center"
SKOK = "SaaS Metrics 2.0"
OWN = "the user's own"
MOST_CHANGES = 500


class Company(Declared):
    """What the company has and pays beside its segments."""

    cash: Number = declare(
        "Opening cash",
        "Cash in the bank before month 1: more of it carries a deeper low point.",
        unit="money", group="Company", kind="lever", default=0.0, bounds=(-1e12, 1e12),
        plausible=(0, 10_000_000), step=50_000, source=OWN, symbol="C_0",
    )
    fixed_costs: Number = declare(
        "Fixed costs",
        "Costs in month 1 that follow neither accounts nor revenue, such as R&D and G&A: they lower every month's profit.",
        unit="money/month", group="Company", kind="lever", default=0.0, bounds=(0, 1e12),
        plausible=(0, 1_000_000), step=5_000, source=OWN, symbol="F", dated=True,
    )
    fixed_cost_growth: Number = declare(
        "Fixed cost growth",
        "How fast fixed costs grow each month: the higher, the later the company breaks even.",
        unit="share per month", group="Company", kind="lever", default=0.0, bounds=(-0.5, 0.5),
        plausible=(0, 0.05), step=0.0025, symbol="f", dated=True,
    )


class Guidelines(Declared):
    """The thresholds behind accelerate, hold and brakes."""

    ltv_cac: Number = declare(
        "Minimum LTV:CAC",
        "A customer must be worth this many times what it cost to win: raised, fewer segments pass.",
        unit="ratio", group="Guidelines", kind="lever", default=3.0, bounds=(0, 1_000),
        plausible=(1, 8), step=0.5, source=SKOK,
    )
    payback_months: Number = declare(
        "CAC payback limit",
        "Gross margin must return the acquisition cost within this time: raised, more segments pass; 24 months is the outer limit for large contracts.",
        unit="months", group="Guidelines", kind="lever", default=12.0, bounds=(0, 120),
        plausible=(5, 24), step=1, source=SKOK,
    )
    net_mrr_churn: Number = declare(
        "Net churn limit",
        "Above this net MRR churn the advice is to fix retention before growing: raised, more segments pass.",
        unit="share per month", group="Guidelines", kind="lever", default=0.02, bounds=(-1, 1),
        plausible=(0, 0.05), step=0.0025, source=SKOK,
    )
    ltv: Text = declare(
        "LTV used",
        "Which lifetime value stands in LTV:CAC.",
        unit="-", group="Guidelines", kind="lever", default="simple",
        choices=("simple", "compounding", "5y", "dcf"), source=SKOK,
    )


class InputNote(Declared):
    """Where the value of one input comes from, whose it is, and a remark; all travel in the file."""

    source: Text = declare(
        "Source",
        "Where this value comes from.", unit="text", group="Notes", kind="text", default="", length=(0, 400)
    )
    note: Text = declare(
        "Note",
        "A remark on this value.", unit="text", group="Notes", kind="text", default="", length=(0, 2_000)
    )
    basis: Text | None = declare(
        "Basis",
        "Whether the value is our data, or an assumption that somebody has made or accepted.",
        unit="-", group="Notes", kind="text", default=None, choices=("our data", "assumed"),
    )


class DatedChange(Declared):
    """An input that is another one from a month on."""

    month: Whole = declare(
        "Month", "The change begins in this month.", unit="month", group="Changes", kind="lever", bounds=(2, 120), step=1
    )
    path: Text = declare(
        "Input", "PATH of the input that changes.", unit="text", group="Changes", kind="text", length=(1, 80)
    )
    value: Number = declare(
        "Value", "What it becomes, within the bounds of the input.",
        unit="of the input", group="Changes", kind="lever", bounds=(-1e12, 1e12), step=1,
    )
    over: Whole = declare(
        "Over", "How many months it takes to get there: in a straight line.",
        unit="months", group="Changes", kind="lever", default=0, bounds=(0, 36), step=1,
    )
    note: Text = declare(
        "Note", "What the change is.", unit="text", group="Changes", kind="text", default="", length=(0, 200)
    )
    on: Flag = declare(
        "On", "Whether the change is made: one that is off is kept, and acts as if it were not there.",
        unit="-", group="Changes", kind="lever", default=True, choices=(True, False),
    )


class Header(Declared):
    """The keys at the top of a scenario file, before its tables."""

    schema_version: Whole = declare(
        "Format version", "Version of the scenario format.",
        unit="-", group="Scenario", kind="text", default=2, choices=(2,), alias="schema",
    )
    name: Text = declare(
        "Name", "Title of the scenario.",
        unit="text", group="Scenario", kind="text", default="Untitled", length=(1, 80),
    )
    summary: Text = declare(
        "Story", "What the scenario tells, in one sentence.",
        unit="text", group="Scenario", kind="text", default="", length=(0, 400),
    )
    source: Text = declare(
        "Source", "Where the scenario's numbers come from.",
        unit="text", group="Scenario", kind="text", default="", length=(0, 400),
    )
    start: Text | None = declare(
        "Start", "Calendar month of month 1, as YYYY-MM: what a season and a fiscal year count from.",
        unit="YYYY-MM, such as 2027-01", group="Scenario", kind="text", default=None, pattern=r"^[0-9]{4}-(0[1-9]|1[0-2])$",
    )
    currency: Text = declare(
        "Currency", "ISO 4217 code of the money; for display only.",
        unit="ISO 4217, such as USD", group="Scenario", kind="text", default="USD", pattern=r"^[A-Z]{3}$",
    )
    fiscal_year_start: Whole = declare(
        "Fiscal year",
        "The month of the calendar in which a fiscal year starts: tables by quarter and year follow it.",
        unit="month of the year", group="Scenario", kind="text", default=1, bounds=(1, 12), step=1,
    )
    horizon_months: Whole = declare(
        "Horizon",
        "How many months the simulation covers: every total grows with it.",
        unit="months", group="Scenario", kind="lever", default=36, bounds=(1, 120),
        plausible=(12, 60), step=1, source=f"three years in both {PAPER} and {SKOK}", symbol="T",
    )
    discount_rate: Number = declare(
        "Discount rate",
        "How much less later money counts each year: raised, discounted figures fall and no others.",
        unit="share per year", group="Scenario", kind="assumption", default=0.0, bounds=(0, 1),
        plausible=(0, 0.25), step=0.01, source=f"{SKOK}: 10% public, 15% private, 20-25% earlier", symbol="d",
    )
    expansion_base: Text = declare(
        "Expansion base",
        "Whether contraction, price increase and expansion multiply on what the step before left (renewed) or add up on the month's opening MRR (starting).",
        unit="-", group="Scenario", kind="assumption", default="renewed",
        choices=("renewed", "starting"), source=f"{PAPER}: Eq 1-3 multiply, its scenarios add",
    )
    first_uplift: Text = declare(
        "First uplift",
        "Whether price increase and expansion start with the second period, or already act in a customer's first month.",
        unit="-", group="Scenario", kind="assumption", default="after_first_period",
        choices=("after_first_period", "from_start"), source=f"{PAPER}: its book of 20 counts from the start",
    )
    book_anniversaries: Text = declare(
        "Renewal dates",
        "Whether existing customers renew spread evenly over the contract, or all at once from month 1 (aligned).",
        unit="-", group="Scenario", kind="assumption", default="spread",
        choices=("spread", "aligned"), source=f"{PAPER}: aligned in its figures",
    )
    changes: tuple[DatedChange, ...] = declare(
        "Plans",
        "Inputs that are others from a month on, at once or over some months.",
        unit="table", group="Scenario", kind="lever", default=(), most_rows=MOST_CHANGES,
    )
