"""Inputs of one segment (model, section 1), and the tables within it."""

# fmt: off
from __future__ import annotations

from model.parameters.company import OWN, PAPER, SKOK, Number, Share, Text, Weight, Whole
from model.parameters.declare import Declared, declare

BOOK, GROWTH, ONBOARDING = "Existing accounts", "New accounts", "Onboarding (CR5)"
RETENTION, EXPANSION, MARGIN = "Retention (CR6)", "Expansion (CR7)", "Margin and billing"
TEAM, RESPONSE = "Customer-success team", "Response to coverage"


MOST_ROWS = 500  # of a table within a segment


class StaffChange(Declared):
    """Hires or cuts from one month on."""

    month: Whole = declare(
        "Month",
        "The change holds from this month on.", unit="month", group=TEAM, kind="lever", bounds=(1, 120), step=1
    )
    change: Number = declare(
        "Change",
        "CSMs hired (+) or cut (−).", unit="people", group=TEAM, kind="lever", bounds=(-1e6, 1e6), step=0.5
    )


class Meeting(Declared):
    """A kind of meeting that each account gets."""

    name: Text = declare(
        "Meeting",
        "What it is called.", unit="text", group=TEAM, kind="text", default="", length=(0, 40))
    per_year: Number = declare(
        "Per year",
        "How often an account has it: raised, one CSM looks after fewer accounts.", unit="per year", group=TEAM, kind="lever", bounds=(0, 366), step=1
    )
    hours: Number = declare(
        "Length",
        "How long it takes: raised, one CSM looks after fewer accounts.", unit="hours", group=TEAM, kind="lever", bounds=(0, 100), step=0.25
    )
    prep_hours: Number = declare(
        "Preparation",
        "Preparation and follow-up of one meeting: raised, one CSM looks after fewer accounts.",
        unit="hours", group=TEAM, kind="lever", default=0.0, bounds=(0, 100), step=0.25,
    )


class SegmentInputs(Declared):
    """Everything that one segment is described by."""

    name: Text = declare(
        "Segment", "Its name: 1-40 characters without dot or equals sign.",
        unit="text", group=BOOK, kind="text", length=(1, 40), pattern=r"^[^.=\x00-\x1f\x7f-\x9f]+$",
    )
    accounts: Number = declare(
        "Accounts",
        "Accounts there at the start: revenue, renewals and CSM work grow with them.",
        unit="accounts", group=BOOK, default=0.0, bounds=(0, 1e7), least_above_zero=1e-6,
        plausible=(0, 500), step=1, source="the user's own book", symbol="A_0",
    )
    book_calendar: tuple[Weight, ...] = declare(
        "Renewal calendar",
        "How much of the existing book renews in each month of its first term, one number a month; empty, as the renewal dates say.",
        unit="table", group=BOOK, default=(), length=(0, 36), entries=(0, 1e6),
    )
    acv: Number = declare(
        "ACV",
        "Average contract value a year, a twelfth of which is a month's revenue from one account: revenue and LTV grow with it.",
        unit="money/year", group=BOOK, bounds=(0.01, 1e9),
        plausible=(1_200, 250_000), step=100, source="ACV bands of SaaS Capital, 2023", symbol=r"\mathrm{ACV}", dated=True,
    )
    new_accounts: Number = declare(
        "New accounts",
        "Accounts signed in month 1: more of them cost CAC first and pay later.",
        unit="accounts/month", group=GROWTH, kind="lever", default=0.0, bounds=(0, 1e6),
        plausible=(0, 50), step=0.5, symbol="n", dated=True,
    )
    new_accounts_step: Number = declare(
        "More each month",
        "How many more accounts are signed each month than in the month before: raised, growth is faster and the low point deeper.",
        unit="accounts/month per month", group=GROWTH, kind="lever", default=0.0, bounds=(-1e5, 1e5),
        plausible=(0, 10), step=0.5, source=f"{SKOK}: 2, 5, 10 more each month", symbol=r"\Delta", dated=True,
    )
    new_accounts_growth: Number = declare(
        "New account growth",
        "How fast the number of accounts signed grows each month: raised, growth is faster and the low point deeper.",
        unit="share per month", group=GROWTH, kind="lever", default=0.0, bounds=(-0.5, 0.5),
        plausible=(-0.05, 0.15), step=0.005, symbol="g", dated=True,
    )
    signing_season: tuple[Weight, ...] = declare(
        "Season",
        "How signings spread over a year, twelve weights from January, or from month 1 where the scenario has no start: their mean stays.",
        unit="table", group=GROWTH, default=(), length=(0, 12), entries=(0, 1e6),
    )
    cac: Number = declare(
        "CAC",
        "Fully loaded sales and marketing cost of one new customer: raised, payback takes longer and the low point deepens.",
        unit="money/account", group=GROWTH, kind="lever", default=0.0, bounds=(0, 1e9),
        plausible=(0, 150_000), step=100,
        source="new-customer CAC ratio 1.8-2.8 of first-year ACV, Benchmarkit 2024", symbol=r"\mathrm{CAC}", dated=True,
    )
    sales_cycle_months: Whole = declare(
        "Sales cycle",
        "How long before signing the CAC is spent: raised, cash leaves earlier.",
        unit="months", group=GROWTH, default=0, bounds=(0, 24), plausible=(0, 12), step=1,
    )
    onboarding_rate: Number = declare(
        "Onboarding rate",
        "Share of committed MRR that reaches first value (CR5): raised, more of what is sold becomes revenue.",
        unit="share", group=ONBOARDING, default=1.0, bounds=(0, 1),
        plausible=(0.6, 1.0), step=0.01, source=f"{PAPER}: 100% enterprise, 90% product-led",
        symbol=r"\mathrm{CR}_5", dated=True,
    )
    onboarding_months: Whole = declare(
        "Onboarding time",
        "Time from signing to first revenue: raised, revenue starts later.",
        unit="months", group=ONBOARDING, kind="lever", default=0, bounds=(0, 12), plausible=(0, 6), step=1,
    )
    renewal_months: Whole = declare(
        "Contract term",
        "How long a contract runs: renewal, contraction and price increase act once a term, and keep their yearly meaning when it changes.",
        unit="months", group=RETENTION, kind="lever", default=12, choices=(1, 3, 6, 12, 24, 36),
        plausible=(1, 36), source="contract terms; KeyBanc 2017 median 1.4 years", symbol="R",
    )
    retention_rate: Number = declare(
        "Renewal rate",
        "Share of renewing MRR and accounts that renews when fully served (CR6): raised, customers stay longer.",
        unit="share per renewal", group=RETENTION, default=1.0, bounds=(0, 1),
        plausible=(0.7, 1.0), plausible_monthly=(0.9, 1.0), step=0.005, benchmark=(0.9, 0.93),
        source="GRR 90-93% a year by ACV, SaaS Capital 2023; 85-95% across surveys", symbol=r"\mathrm{CR}_6", dated=True,
    )
    retention_by_renewal: tuple[Share, ...] = declare(
        "Early renewal rates",
        "Renewal rates of an account's first, second, ... renewal, where they differ: later ones have the renewal rate.",
        unit="table", group=RETENTION, default=(), length=(0, 10), entries=(0, 1),
    )
    book_renewals_done: Whole = declare(
        "Renewals behind",
        "How many renewals existing accounts have behind them, which decides their early renewal rate: raised, more of them stay.",
        unit="renewals", group=RETENTION, default=10, bounds=(0, 10), plausible=(0, 10), step=1, source=OWN,
    )
    early_churn: Number = declare(
        "Early churn",
        "Share of accounts and MRR lost each month while the contract runs: raised, fewer reach their renewal.",
        unit="share per month", group=RETENTION, default=0.0, bounds=(0, 0.5), plausible=(0, 0.03), step=0.0025, symbol="e",
        dated=True,
    )
    contraction_rate: Number = declare(
        "Contraction",
        "Downgrades as a share of what renews: raised, less MRR is left after each renewal.",
        unit="share per renewal", group=RETENTION, default=0.0, bounds=(0, 1),
        plausible=(0, 0.1), step=0.005, symbol="k_-", dated=True,
    )
    price_increase: Number = declare(
        "Price increase",
        "How much the price of what renews rises: raised, MRR grows at each renewal.",
        unit="share per renewal", group=EXPANSION, kind="lever", default=0.0, bounds=(-0.5, 1),
        plausible=(0, 0.1), step=0.005, benchmark=(0.06, 0.06), source=f"{PAPER}: 6% a year", symbol="p", dated=True,
    )
    expansion_months: Whole = declare(
        "Expansion every",
        "How often expansion acts: a rate keeps its meaning over a year when this changes.",
        unit="months", group=EXPANSION, kind="lever", default=12, choices=(1, 3, 6, 12),
        plausible=(1, 12), source=f"{PAPER}: yearly, quarterly, monthly", symbol="P",
    )
    expansion_rate: Number = declare(
        "Expansion",
        "How much an account that expands grows each time (CR7): raised, existing customers pay more.",
        unit="share per expansion", group=EXPANSION, default=0.0, bounds=(-0.5, 2),
        plausible=(0, 0.25), plausible_monthly=(0, 0.04), step=0.005, source=f"{PAPER}: 4-6%", symbol="u", dated=True,
    )
    expansion_share: Number = declare(
        "Accounts that expand",
        "Share of accounts that expand each time; CR7 = 1 + share × expansion: raised, existing customers pay more.",
        unit="share", group=EXPANSION, default=1.0, bounds=(0, 1),
        plausible=(0, 1), step=0.05, source=f"{PAPER}: 50%", symbol="s", dated=True,
    )
    gross_margin: Number = declare(
        "Gross margin",
        "Share of revenue left after the cost of delivery, before the cost of CSMs: raised, profit and LTV rise.",
        unit="share of revenue", group=MARGIN, default=0.8, bounds=(0, 1),
        plausible=(0.6, 0.9), step=0.01, source="published range of SaaS, 60-90%", symbol=r"\mathrm{GM}", dated=True,
    )
    cost_to_serve_rate: Number = declare(
        "Other service cost",
        "Cost to serve other than the CSMs below, as a share of revenue: raised, profit falls.",
        unit="share of revenue", group=MARGIN, default=0.0, bounds=(0, 1),
        plausible=(0, 0.2), step=0.01, source=f"{PAPER}: 10-20% of revenue, CSMs included", symbol="v", dated=True,
    )
    billing_months: Whole = declare(
        "Billed ahead",
        "How far ahead customers are billed: raised, cash comes earlier and profit stays; it must divide the contract term.",
        unit="months", group=MARGIN, kind="lever", default=1, choices=(1, 2, 3, 4, 6, 8, 9, 12, 18, 24, 36),
        plausible=(1, 12), source="KeyBanc 2017: billed 10 months ahead, median", symbol="B",
    )
    collection_months: Whole = declare(
        "Paid after",
        "How long after the bill customers pay: raised, cash comes later and profit stays.",
        unit="months", group=MARGIN, default=0, bounds=(0, 12), plausible=(0, 3), step=1, source=OWN,
    )
    staffing: Text = declare(
        "Staffing",
        "Whether there are no CSMs, CSMs hired to need, a fixed team with hires and cuts, or a ratio.",
        unit="-", group=TEAM, kind="lever", default="none", choices=("none", "to_need", "fixed", "ratio"), source=OWN,
    )
    arr_per_csm: Number = declare(
        "ARR a CSM",
        "ARR that one CSM has by ratio, 0 is no such limit: raised, fewer CSMs are paid and accounts get less time.",
        unit="money/year", group=TEAM, kind="lever", default=0.0, bounds=(0, 1e9),
        least_above_zero=1, plausible=(0, 5_000_000), step=100_000, dated=True,
    )
    accounts_per_csm_ratio: Number = declare(
        "Accounts a CSM",
        "Accounts that one CSM has by ratio, 0 is no such limit: raised, fewer CSMs are paid and accounts get less time.",
        unit="accounts/CSM", group=TEAM, kind="lever", default=0.0, bounds=(0, 1e5),
        least_above_zero=0.01, plausible=(0, 200), step=1, dated=True,
    )
    csms: Number = declare(
        "CSMs",
        "The team before any hire or cut, with fixed staffing: more of them serve more accounts and cost more.",
        unit="people", group=TEAM, kind="lever", default=0.0, bounds=(0, 1e5),
        plausible=(0, 30), step=0.5, source="the user's own team",
    )
    staff_changes: tuple[StaffChange, ...] = declare(
        "Hires and cuts",
        "Changes of the team, each from its month on, with fixed staffing.",
        unit="table", group=TEAM, kind="lever", default=(), most_rows=MOST_ROWS,
    )
    csm_cost: Number = declare(
        "CSM cost",
        "What one CSM costs a year, fully loaded: raised, profit falls.",
        unit="money/year", group=TEAM, default=0.0, bounds=(0, 1e7), plausible=(60_000, 200_000), step=1_000, dated=True,
    )
    csm_hours: Number = declare(
        "Paid hours",
        "Hours one CSM is paid for: raised, one CSM looks after more accounts.",
        unit="hours/year", group=TEAM, default=2_080.0, bounds=(1, 8_760),
        plausible=(1_600, 2_080), step=10, source="48 weeks of 40 h less holidays to 52 weeks", dated=True,
    )
    csm_productivity: Number = declare(
        "Productivity",
        "Share of paid hours that reaches accounts: raised, one CSM looks after more accounts.",
        unit="share", group=TEAM, default=0.7, bounds=(0.01, 1),
        plausible=(0.35, 0.8), step=0.01, source="70% in the paper; 36% in the survey that it cites; 75% in open calculators",
        dated=True,
    )
    meetings: tuple[Meeting, ...] = declare(
        "Meetings",
        "What an account gets: how often, how long, and how much preparation.",
        unit="table", group=TEAM, kind="lever", default=(), most_rows=MOST_ROWS,
    )
    other_hours: Number = declare(
        "Other hours",
        "CSM time an account takes outside meetings: raised, one CSM looks after fewer accounts.",
        unit="hours/account/year", group=TEAM, default=0.0, bounds=(0, 2_000), plausible=(0, 40), step=0.5, dated=True,
    )
    onboarding_hours: Number = declare(
        "Onboarding hours",
        "CSM time that each signed account takes at the start: raised, new accounts leave less time for the others.",
        unit="hours/account", group=TEAM, default=0.0, bounds=(0, 1_000), plausible=(0, 60), step=1, dated=True,
    )
    onboarding_hours_months: Whole = declare(
        "Onboarding spread",
        "Over how many months onboarding hours are spread, the month of signing the first: raised, the peak is lower and longer.",
        unit="months", group=TEAM, default=3, bounds=(1, 12), plausible=(1, 6), step=1,
    )
    renewal_hours: Number = declare(
        "Renewal hours",
        "CSM time that each account takes in the month its contract is up for renewal: raised, months with many renewals need more CSMs.",
        unit="hours/renewal", group=TEAM, default=0.0, bounds=(0, 1_000), plausible=(0, 40), step=0.5, dated=True,
    )
    ramp_months: Whole = declare(
        "Ramp",
        "How long a new CSM counts only in part, at full pay: raised, a hire helps later.",
        unit="months", group=TEAM, default=0, bounds=(0, 24), plausible=(0, 6), step=1,
    )
    ramp_productivity: Number = declare(
        "Ramp productivity",
        "How much a CSM counts while ramping: raised, a hire helps sooner.",
        unit="share", group=TEAM, default=0.5, bounds=(0, 1),
        plausible=(0, 1), step=0.05, source=f"{SKOK}: a ramping seller counts 50%",
    )
    severance_months: Number = declare(
        "Severance",
        "Months of pay for each CSM who is cut, paid once: raised, a cut saves less.",
        unit="months", group=TEAM, default=0.0, bounds=(0, 24), plausible=(0, 6), step=0.5,
    )
    retention_at_risk: Number = declare(
        "Retention at risk",
        "Points of renewal rate that an account without any CSM time loses: raised, a cut loses more customers.",
        unit="share per renewal", group=RESPONSE, default=0.0, bounds=(0, 1), plausible=(0, 0.3), step=0.01, symbol="q",
        dated=True,
    )
    expansion_without_csm: Number = declare(
        "Expansion without CSM",
        "Share of expansions that happen without any CSM time: raised, a cut loses less expansion.",
        unit="share", group=RESPONSE, default=1.0, bounds=(0, 1), plausible=(0, 1), step=0.05, symbol="x_0", dated=True,
    )
    response_curve: Number = declare(
        "Response curve",
        "Where lost hours hurt: 1 is even, below 1 the first hours lost hurt most, above 1 the last.",
        unit="-", group=RESPONSE, default=1.0, bounds=(0.1, 10), plausible=(0.5, 3), step=0.1, symbol="k",
    )
    engagement_memory: Number = declare(
        "Memory",
        "How long accounts take to notice a change in coverage, 1 is at once: raised, a cut costs later and a hire helps later.",
        unit="months", group=RESPONSE, default=1.0, bounds=(1, 36), plausible=(1, 12), step=1, symbol=r"\tau",
    )
    csm_attrition: Number = declare(
        "CSM attrition",
        "Share of CSMs who leave in a year: raised, more seats stand empty.",
        unit="share per year", group=RESPONSE, default=0.0, bounds=(0, 1), plausible=(0, 0.4), step=0.01,
    )
    overload_attrition: Number = declare(
        "Overload attrition",
        "How many more leave in a year when the team has twice the work it has hours for: raised, overload feeds itself.",
        unit="share per year", group=RESPONSE, default=0.0, bounds=(0, 2), plausible=(0, 0.5), step=0.05,
    )
    vacancy_months: Number = declare(
        "Vacancy",
        "How long a leaver's seat stays empty, a replacement's unproductive start included: raised, attrition costs more service.",
        unit="months", group=RESPONSE, default=0.0, bounds=(0, 24), plausible=(0, 6), step=0.5,
    )
    firefighting_hours: Number = declare(
        "Firefighting",
        "CSM time that each account takes when it is lost or renews without full service: raised, less is left for planned work.",
        unit="hours/account", group=RESPONSE, default=0.0, bounds=(0, 1_000), plausible=(0, 40), step=1, symbol="w", dated=True,
    )
    month_to_month_shift: Number = declare(
        "Shift to monthly",
        "Share of renewing MRR that drops to month-to-month terms when not served at all: raised, a cut loses more.",
        unit="share per renewal", group=RESPONSE, default=0.0, bounds=(0, 1), plausible=(0, 0.5), step=0.05,
    )
    month_to_month_retention: Number | None = declare(
        "Monthly renewal rate",
        "Monthly renewal rate of accounts on month-to-month terms; left out, the rate of an account without CSM time.",
        unit="share per month", group=RESPONSE, default=None, bounds=(0, 1), plausible=(0.9, 1.0), step=0.005,
    )
