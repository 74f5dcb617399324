"""Worth today of payments that may stop and come later: the multipliers behind every lifetime value."""

from typing import Literal, TypeAlias

import numpy as np

from model.formulas.arithmetic import Numbers, compounded, formula

__all__ = ["annuity_multiplier", "perpetuity_multiplier", "present_value"]

FirstPayment: TypeAlias = Literal["at_start", "at_end", "after_renewal"]


def first_worth(retention: Numbers, discount_rate: Numbers, first_payment: FirstPayment) -> Numbers:
    """Worth, at the end of the first period, of the first payment that `first_payment` names."""
    return {"at_start": 1 + discount_rate, "at_end": 1.0, "after_renewal": retention}[first_payment]


@formula
def perpetuity_multiplier(
    *, retention: Numbers, discount_rate: Numbers, first_payment: FirstPayment = "at_start"
) -> Numbers:
    """Present value of 1 per period from a customer who stays with this retention (periods).

    Formula: at_start: (1 + d) / (1 + d - r)
             at_end: 1 / (1 + d - r)
             after_renewal: r / (1 + d - r), with d and r per period
    Variants: at_start, the first payment comes at once (the usual one for subscriptions paid in advance);
        at_end, it comes for certain at the end of the first period (J. Cohen's 1 / (c + d)); after_renewal,
        the payment of today is left out and the first depends on a renewal. Publications seldom say which.
    Source: P. Fader and B. Hardie, "Reconciling and Clarifying CLV Formulas" (brucehardie.com).
    Undefined: retention of 1 + d or more: the sum diverges (as with an NRR of 112% against 11.8% of
        interest).

    >>> print(perpetuity_multiplier(retention=0.995, discount_rate=0.01).round(3))
    67.333
    >>> print(perpetuity_multiplier(retention=0.8, discount_rate=0.1, first_payment="after_renewal").round(6))
    2.666667
    """
    excess = 1 + discount_rate - retention
    return np.where(excess > 0, first_worth(retention, discount_rate, first_payment) / excess, np.nan)


@formula
def annuity_multiplier(
    *,
    retention: Numbers,
    discount_rate: Numbers,
    periods: Numbers,
    first_payment: FirstPayment = "at_start",
) -> Numbers:
    """Present value of 1 per period for some periods only, while the customer stays (periods).

    Formula: perpetuity multiplier x (1 - q^n), with q = r / (1 + d) and n periods
    Variants: `first_payment` as of `perpetuity_multiplier`. With d = 0 it is the expected number of payments.
    Source: J. Cohen, "The mistake of 1/c in LTV" (2013), for the cap; P. Fader and B. Hardie for the timing.
    Undefined: never, for retention >= 0. Special cases: q = 1 gives n equal payments; q > 1 grows without
        diverging.

    >>> print(annuity_multiplier(retention=[0.95, 1, 1.05], discount_rate=0, periods=12).round(4))
    [ 9.1928 12.     15.9171]
    """
    growth = (retention - 1 - discount_rate) / (1 + discount_rate)  # q - 1
    payments = np.where(growth == 0, periods, compounded(growth, periods) / growth)
    payments = np.where(periods == 0, 0.0, payments)
    return payments * first_worth(retention, discount_rate, first_payment) / (1 + discount_rate)


@formula
def present_value(*, amount: Numbers, periods: Numbers, discount_rate: Numbers, retention: Numbers = 1.0) -> Numbers:
    """Worth today of an amount that comes some periods from now, if the customer is still there (money).

    Formula: present value = amount x (r / (1 + d))^periods
    Variants: summed over periods it is the customer's lifetime value, with margins that may differ by period;
        D. Skok discounts by 1 - d instead of 1 / (1 + d), see `ltv_dcf`.
    Source: P. Fader and B. Hardie, "Reconciling and Clarifying CLV Formulas" (brucehardie.com).
    Undefined: discount rate −1.

    >>> print(present_value(amount=[-41, 110, 121], periods=[0, 1, 2], discount_rate=0.1))
    [-41. 100. 100.]
    """
    return amount * np.power(retention / (1 + discount_rate), periods)
