"""Inputs of one segment (model, section 1), and the tables within it."""

# fmt: off
from __future__ import annotations

from model.parameters.company import OWN, PAPER, SKOK, Number, Text, Whole
from model.parameters.declare import Declared, declare

BOOK, GROWTH, ONBOARDING = "Opening book", "New accounts", "Onboarding (CR5)"
RETENTION, EXPANSION, MARGIN = "Retention (CR6)", "Expansion (CR7)", "Margin and billing"
TEAM, RESPONSE = "Customer-success team", "Response to coverage"


MOST_ROWS = 500  # of a table within a segment


class StaffChange(Declared):
    """Hires or cuts from one month on."""

    month: Whole = declare(
        "Month", "From this month on.", unit="month", group=TEAM, kind="lever", bounds=(1, 120), step=1
    )
    change: Number = declare(
        "Change", "CSMs hired (+) or cut (-).", unit="people", group=TEAM, kind="lever", bounds=(-1e6, 1e6), step=0.5
    )


class Meeting(Declared):
    """A kind of meeting that each account gets."""

    name: Text = declare("Meeting", "What it is called.", unit="text", group=TEAM, kind="text", default="", length=(0, 40))
    per_year: Number = declare(
        "Per year", "How often an account has it.", unit="per year", group=TEAM, kind="lever", bounds=(0, 366), step=1
    )
    hours: Number = declare(
        "Hours", "How long it takes.", unit="hours", group=TEAM, kind="lever", bounds=(0, 100), step=0.25
    )
    prep_hours: Number = declare(
        "Preparation", "Preparation and follow-up of one meeting.",
        unit="hours", group=TEAM, kind="lever", default=0.0, bounds=(0, 100), step=0.25,
    )


class SegmentInputs(Declared):
    """Everything that one segment is described by."""

    name: Text = declare(
        "Segment", "Its name: 1-40 characters without dot or equals sign.",
        unit="text", group=BOOK, kind="text", length=(1, 40), pattern=r"^[^.=\x00-\x1f\x7f-\x9f]+$",
    )
    accounts: Number = declare(
        "Accounts", "Accounts in the opening book.",
        unit="accounts", group=BOOK, default=0.0, bounds=(0, 1e7),
        plausible=(0, 500), step=1, source="the user's own book", symbol="A_0",
    )
    acv: Number = declare(
        "ACV", "Average contract value a year; ARPA is a twelfth of it a month.",
        unit="money/year", group=BOOK, bounds=(0.01, 1e9),
        plausible=(1_200, 250_000), step=100, source="ACV bands of SaaS Capital, 2023", symbol=r"\mathrm{ACV}",
    )
    new_accounts: Number = declare(
        "New accounts", "Accounts signed in month 1.",
        unit="accounts/month", group=GROWTH, kind="lever", default=0.0, bounds=(0, 1e6),
        plausible=(0, 50), step=0.5, symbol="n",
    )
    new_accounts_step: Number = declare(
        "More each month", "By how many accounts the signatures of a month exceed those of the month before.",
        unit="accounts/month per month", group=GROWTH, kind="lever", default=0.0, bounds=(-1e5, 1e5),
        plausible=(0, 10), step=0.5, source=f"{SKOK}: 2, 5, 10 more each month", symbol=r"\Delta",
    )
    new_accounts_growth: Number = declare(
        "Growth of new accounts", "By which share signatures grow from month to month.",
        unit="share per month", group=GROWTH, kind="lever", default=0.0, bounds=(-0.5, 0.5),
        plausible=(-0.05, 0.15), step=0.005, symbol="g",
    )
    cac: Number = declare(
        "CAC", "Fully loaded sales and marketing cost per signed account.",
        unit="money/account", group=GROWTH, kind="lever", default=0.0, bounds=(0, 1e9),
        plausible=(0, 150_000), step=100,
        source="new-customer CAC ratio 1.8-2.8 of first-year ACV, Benchmarkit 2024", symbol=r"\mathrm{CAC}",
    )
    sales_cycle_months: Whole = declare(
        "Sales cycle", "CAC is spent this long before the signature.",
        unit="months", group=GROWTH, default=0, bounds=(0, 24), plausible=(0, 12), step=1,
    )
    onboarding_rate: Number = declare(
        "CR5: onboarding", "Share of committed MRR that reaches first value.",
        unit="share", group=ONBOARDING, default=1.0, bounds=(0, 1),
        plausible=(0.6, 1.0), step=0.01, source=f"{PAPER}: 100 % enterprise, 90 % product-led",
        symbol=r"\mathrm{CR}_5",
    )
    onboarding_months: Whole = declare(
        "Onboarding time", "From signature to first revenue.",
        unit="months", group=ONBOARDING, kind="lever", default=0, bounds=(0, 12), plausible=(0, 6), step=1,
    )
    renewal_months: Whole = declare(
        "Contract term", "Retention acts when an account's age is a multiple of this.",
        unit="months", group=RETENTION, kind="lever", default=12, choices=(1, 3, 6, 12, 24, 36),
        plausible=(1, 36), source="contract terms; KeyBanc 2017 median 1.4 years", symbol="R",
    )
    retention_rate: Number = declare(
        "CR6: retention", "Share of renewing MRR, and of renewing accounts, that renews when fully served.",
        unit="share per renewal", group=RETENTION, default=1.0, bounds=(0, 1),
        plausible=(0.7, 1.0), plausible_monthly=(0.9, 1.0), step=0.005,
        source="GRR 90-93 % by ACV, SaaS Capital 2023; 85-95 % across surveys", symbol=r"\mathrm{CR}_6",
    )
    contraction_rate: Number = declare(
        "Contraction", "Downgrades, as a share of what renews.",
        unit="share per renewal", group=RETENTION, default=0.0, bounds=(0, 1),
        plausible=(0, 0.1), step=0.005, symbol="k_-",
    )
    price_increase: Number = declare(
        "Price increase", "Price rise on what renews.",
        unit="share per renewal", group=EXPANSION, kind="lever", default=0.0, bounds=(-0.5, 1),
        plausible=(0, 0.1), step=0.005, source=f"{PAPER}: 6 %", symbol="p",
    )
    expansion_months: Whole = declare(
        "Expansion every", "Expansion acts when an account's age is a multiple of this.",
        unit="months", group=EXPANSION, kind="lever", default=12, choices=(1, 3, 6, 12),
        plausible=(1, 12), source=f"{PAPER}: yearly, quarterly, monthly", symbol="P",
    )
    expansion_rate: Number = declare(
        "Expansion", "By which share an account that expands grows each time.",
        unit="share per expansion", group=EXPANSION, default=0.0, bounds=(-0.5, 2),
        plausible=(0, 0.25), plausible_monthly=(0, 0.04), step=0.005, source=f"{PAPER}: 4-6 %", symbol="u",
    )
    expansion_share: Number = declare(
        "Accounts that expand", "Share of accounts that expand each time; CR7 = 1 + share x expansion.",
        unit="share", group=EXPANSION, default=1.0, bounds=(0, 1),
        plausible=(0, 1), step=0.05, source=f"{PAPER}: 50 %", symbol="s",
    )
    gross_margin: Number = declare(
        "Gross margin", "Share of revenue left after the cost of delivery, before customer-success cost.",
        unit="share of revenue", group=MARGIN, default=0.8, bounds=(0, 1),
        plausible=(0.6, 0.9), step=0.01, source="published range of SaaS, 60-90 %", symbol=r"\mathrm{GM}",
    )
    cost_to_serve_rate: Number = declare(
        "Other cost to serve", "Cost to serve other than the CSMs below, as a share of revenue.",
        unit="share of revenue", group=MARGIN, default=0.0, bounds=(0, 1),
        plausible=(0, 0.2), step=0.01, source=f"{PAPER}: 10-20 % of revenue, CSMs included", symbol="v",
    )
    billing_months: Whole = declare(
        "Billed ahead", "Billed this many months in advance; it must divide the contract term.",
        unit="months", group=MARGIN, kind="lever", default=1, choices=(1, 2, 3, 4, 6, 8, 9, 12, 18, 24, 36),
        plausible=(1, 12), source="KeyBanc 2017: billed 10 months ahead, median", symbol="B",
    )
    staffing: Text = declare(
        "Staffing", "No CSM model, hire to need, or a given head count.",
        unit="-", group=TEAM, kind="lever", default="none", choices=("none", "to_need", "fixed"), source=OWN,
    )
    csms: Number = declare(
        "CSMs", "Head count before any change (fixed staffing only).",
        unit="people", group=TEAM, kind="lever", default=0.0, bounds=(0, 1e5),
        plausible=(0, 30), step=0.5, source="the user's own team",
    )
    staff_changes: tuple[StaffChange, ...] = declare(
        "Hires and cuts", "Changes of head count, each from its month on (fixed staffing only).",
        unit="table", group=TEAM, kind="lever", default=(), most_rows=MOST_ROWS,
    )
    csm_cost: Number = declare(
        "Cost of a CSM", "Loaded yearly cost of one CSM.",
        unit="money/year", group=TEAM, default=0.0, bounds=(0, 1e7), plausible=(60_000, 200_000), step=1_000,
    )
    csm_hours: Number = declare(
        "Paid hours", "Paid hours of one CSM a year.",
        unit="hours/year", group=TEAM, default=2_080.0, bounds=(1, 8_760),
        plausible=(1_600, 2_080), step=10, source="48 weeks of 40 h less holidays to 52 weeks",
    )
    csm_productivity: Number = declare(
        "Productivity", "Share of paid hours that reaches accounts.",
        unit="share", group=TEAM, default=0.7, bounds=(0.01, 1),
        plausible=(0.35, 0.8), step=0.01, source="70 % in the paper; 36 % in the survey that it cites; 75 % in open calculators",
    )
    meetings: tuple[Meeting, ...] = declare(
        "Meetings", "What an account gets: how often, how long, how much preparation.",
        unit="table", group=TEAM, kind="lever", default=(), most_rows=MOST_ROWS,
    )
    other_hours: Number = declare(
        "Other hours", "Hours per account and year outside meetings.",
        unit="hours/account/year", group=TEAM, default=0.0, bounds=(0, 2_000), plausible=(0, 40), step=0.5,
    )
    ramp_months: Whole = declare(
        "Ramp", "How long a hire counts only in part; it is paid in full.",
        unit="months", group=TEAM, default=0, bounds=(0, 24), plausible=(0, 6), step=1,
    )
    ramp_productivity: Number = declare(
        "Productivity in ramp", "How much a ramping hire counts.",
        unit="share", group=TEAM, default=0.5, bounds=(0, 1),
        plausible=(0, 1), step=0.05, source=f"{SKOK}: a ramping seller counts 50 %",
    )
    severance_months: Number = declare(
        "Severance", "Months of pay, paid once for each CSM cut.",
        unit="months", group=TEAM, default=0.0, bounds=(0, 24), plausible=(0, 6), step=0.5,
    )
    retention_at_risk: Number = declare(
        "Retention at risk", "Points of CR6 that an account loses when it gets no CSM time (never more than CR6).",
        unit="share per renewal", group=RESPONSE, default=0.0, bounds=(0, 1), plausible=(0, 0.3), step=0.01, symbol="q",
    )
    expansion_without_csm: Number = declare(
        "Expansion without CSM", "Share of expansions that happen without any CSM time.",
        unit="share", group=RESPONSE, default=1.0, bounds=(0, 1), plausible=(0, 1), step=0.05, symbol="x_0",
    )
    response_curve: Number = declare(
        "Response curve", "1 is linear; below 1 the first hours lost hurt most, above 1 the last.",
        unit="-", group=RESPONSE, default=1.0, bounds=(0.1, 10), plausible=(0.5, 3), step=0.1, symbol="k",
    )
    engagement_memory: Number = declare(
        "Memory", "How slowly accounts notice a change in coverage; 1 is at once.",
        unit="months", group=RESPONSE, default=1.0, bounds=(1, 36), plausible=(1, 12), step=1, symbol=r"\tau",
    )
    csm_attrition: Number = declare(
        "CSM attrition", "Share of CSMs who leave in a year.",
        unit="share per year", group=RESPONSE, default=0.0, bounds=(0, 1), plausible=(0, 0.4), step=0.01,
    )
    overload_attrition: Number = declare(
        "Attrition by overload", "How many more leave in a year at 100 % overload.",
        unit="share per year", group=RESPONSE, default=0.0, bounds=(0, 2), plausible=(0, 0.5), step=0.05,
    )
    vacancy_months: Number = declare(
        "Vacancy", "How long a leaver's seat stays empty, its replacement's first unproductive time included.",
        unit="months", group=RESPONSE, default=0.0, bounds=(0, 24), plausible=(0, 6), step=0.5,
    )
    firefighting_hours: Number = declare(
        "Firefighting", "CSM hours that each account takes in the month in which it is lost, or renews without having been "
        "served; they come before what is planned.",
        unit="hours/account", group=RESPONSE, default=0.0, bounds=(0, 1_000), plausible=(0, 40), step=1, symbol="w",
    )
    month_to_month_shift: Number = declare(
        "Shift to monthly terms", "Share of renewing MRR that drops to month-to-month terms when not served at all.",
        unit="share per renewal", group=RESPONSE, default=0.0, bounds=(0, 1), plausible=(0, 0.5), step=0.05,
    )
    month_to_month_retention: Number | None = declare(
        "Retention on monthly terms",
        "Monthly retention of those accounts; left out, that of an account which gets no CSM time.",
        unit="share per month", group=RESPONSE, default=None, bounds=(0, 1), plausible=(0.9, 1.0), step=0.005,
    )
