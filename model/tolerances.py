"""How close to its edge a number counts as on it: each tolerance once, with what it is for."""

import numpy as np

ZERO = 1e-9  # a result this small against the revenue and costs that it is a difference of counts as zero
HOURS_TOLERANCE = np.array(1e-9)  # hours at or below this are none; numpy takes it faster than a plain number
ROUNDING_TOLERANCE = 1e-9  # taken off before headcount is rounded up
NEGLECT_TOLERANCE = np.array(1e-8)  # an account less neglected than this is fully served
ONE = 1 - 1e-12  # a factor at or above this counts as 1: nothing is lost
LEAST_CHURN = 1e-12  # a net churn smaller than this is rounding
LEAST_MARGIN = 1e-12  # a margin that is a smaller share of ARPA is rounding
LEAST_RISE = 1e-12  # a rise above what was billed by a smaller share of it is rounding
LEAST_GAIN = 1e-12  # revenue from expansion smaller than this share of revenue is rounding
REACHED = 1 - 1e-9  # CAC counts as paid back from this share of it on
