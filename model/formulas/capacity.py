"""Customer-success capacity: hours that accounts need, hours that CSMs have, accounts that one can serve."""

from model.formulas.arithmetic import Numbers, added_up, formula, whole_up

__all__ = [
    "accounts_per_csm",
    "arr_per_csm",
    "book_of_business",
    "csms_needed",
    "hours_available_per_account",
    "hours_per_account",
]


@formula
def hours_per_account(
    *,
    meetings_per_year: Numbers,
    hours_per_meeting: Numbers,
    prep_hours: Numbers = 0.0,
    other_hours: Numbers = 0.0,
) -> Numbers:
    """Hours that an account needs (hours per account and year); kinds of meeting on the last axis add up.

    Formula: hours = sum over meetings of per year x (hours + preparation hours), + other hours
    Variants: by quarter or month, when all are given so; "touch" models count touches instead of meetings.
    Source: LotOfTools, "CSM book of business calculator"
        (lotoftools.org/saas-tools/csm-book-of-business-calculator).
    Undefined: never.

    >>> print(hours_per_account(meetings_per_year=[4, 12], hours_per_meeting=[2, 0.5], prep_hours=[2, 0.5],
    ...                         other_hours=10))
    38.0
    """
    return added_up(meetings_per_year * (hours_per_meeting + prep_hours)) + other_hours


@formula
def accounts_per_csm(*, csm_hours: Numbers, hours_per_account: Numbers, csm_productivity: Numbers = 1.0) -> Numbers:
    """Accounts that one CSM can serve (accounts per CSM, not rounded); hours of the same period.

    Formula: accounts per CSM = paid hours x productivity / hours per account
    Variants: book size, CSM ratio; shown rounded down, as the next account would not be served in full.
    Source: LotOfTools, "CSM book of business calculator"
        (lotoftools.org/saas-tools/csm-book-of-business-calculator).
    Undefined: accounts that need no hours: there is no limit.

    >>> print(accounts_per_csm(csm_hours=2_080, csm_productivity=0.7, hours_per_account=36.4))
    40.0
    """
    return csm_hours * csm_productivity / hours_per_account


@formula
def hours_available_per_account(
    *, csm_hours: Numbers, accounts_per_csm: Numbers, csm_productivity: Numbers = 1.0
) -> Numbers:
    """Hours that each account gets from a CSM with so many (hours per account, per the period of the hours).

    Formula: hours = paid hours x productivity / accounts per CSM
    Variants: `accounts_per_csm` the other way round: what a ratio leaves, instead of what a need allows.
    Source: C. Balusek, "The one number leaders forget when building out customer success models" (2017).
    Undefined: no accounts.

    >>> print(hours_available_per_account(csm_hours=130, accounts_per_csm=[5, 50, 500]))
    [26.    2.6   0.26]
    """
    return csm_hours * csm_productivity / accounts_per_csm


@formula
def csms_needed(*, accounts: Numbers, accounts_per_csm: Numbers) -> Numbers:
    """CSMs that serve all accounts in full (whole people, rounded up).

    Formula: CSMs = accounts / accounts per CSM, rounded up
    Variants: unrounded it is full-time equivalents.
    Source: the inverse of `accounts_per_csm`.
    Undefined: accounts per CSM 0.

    >>> print(csms_needed(accounts=[200, 201, 0], accounts_per_csm=40))
    [5. 6. 0.]
    """
    return whole_up(accounts / accounts_per_csm)


@formula
def book_of_business(*, accounts: Numbers, csms: Numbers) -> Numbers:
    """Accounts that each CSM has now (accounts per CSM).

    Formula: book = accounts / CSMs
    Variants: CSM-to-account ratio ("1 : 40"). `accounts_per_csm` says how many there could be.
    Source: MetricKit, "CSM to account ratio" (metrickittools.com/glossary/csm-to-account-ratio).
    Undefined: no CSMs.

    >>> print(book_of_business(accounts=200, csms=5))
    40.0
    """
    return accounts / csms


@formula
def arr_per_csm(*, arr: Numbers, csms: Numbers) -> Numbers:
    """Recurring revenue that each CSM looks after (money per year and CSM).

    Formula: ARR per CSM = ARR / CSMs
    Variants: revenue-per-CSM ratio, by segment or for the whole team; in MRR a twelfth of it.
    Source: SaaStr, "Two Million Dollar Man/Woman" (2013), for the ratio.
    Undefined: no CSMs.

    >>> print(arr_per_csm(arr=10e6, csms=5))
    2000000.0
    """
    return arr / csms
