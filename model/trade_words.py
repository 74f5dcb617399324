"""The words of the trade that pages use, each with what it means here in one plain sentence."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TradeWord:
    """A word, what it means, and other ways in which it is written."""

    word: str
    meaning: str
    forms: tuple[str, ...] = ()


def _word(word: str, meaning: str, forms: str = "") -> TradeWord:
    return TradeWord(word, meaning, tuple(forms.split(", ")) if forms else ())


WORDS = (
    _word("ACV", "Annual contract value: what an account pays a year."),
    _word("ARPA", "Average revenue of an account in a month."),
    _word("ARR", "Annual recurring revenue: twelve times the MRR of a month."),
    _word(
        "Baseline", "The scenario as it was opened, or as you last made it the baseline; changes are compared with it."
    ),
    _word("Book of business", "The accounts that one CSM looks after."),
    _word(
        "Bowtie", "The steps from COMMIT (signed) through NEW (live) and RENEW to EXPAND.", "COMMIT, NEW, RENEW, EXPAND"
    ),
    _word(
        "Break-even", "Where two sides are equal: the first profitable month, or the value at which a decision flips."
    ),
    _word("CAC", "Customer acquisition cost: what sales and marketing spend to win one customer."),
    _word("CAC payback", "How many months of margin return what it cost to win a customer.", "payback"),
    _word("Churn", "What is lost because customers leave, as a share or in money.", "churned"),
    _word("CLV", "Customer lifetime value: here what a customer pays over the horizon."),
    _word("COGS", "Cost of goods sold: what it costs to deliver the revenue, before customer success."),
    _word("Contraction", "Revenue lost because customers who stay pay less.", "downgrades"),
    _word("Coverage", "The share of the hours accounts need that CSMs can give.", "covered"),
    _word("CR5", "The onboarding rate: the share of signed revenue that reaches first value."),
    _word("CR6", "The renewal rate: the share of customers who renew each time a contract ends."),
    _word("CR7", "Expansion: what a customer pays after an upsell, as a multiple of before."),
    _word("CSM", "Customer success manager: the person who looks after accounts.", "CSMs"),
    _word("Discount rate", "How much less a year counts for every year that money comes later.", "discounted"),
    _word("Engagement", "Service as customers feel it: it follows coverage with a delay."),
    _word("Expansion", "Revenue that existing customers add by buying more.", "upsell"),
    _word("Gross margin", "What is left of revenue after the cost of delivery, before customer success."),
    _word("Growth ceiling", "The revenue at which losses eat all that the same new business adds."),
    _word(
        "GRR", "Gross revenue retention: what is left of a year-old book's revenue, without expansion and price rises."
    ),
    _word("Guideline", "A limit that you set, such as twelve months to pay back; the verdict rests on these."),
    _word("Horizon", "How many months are simulated and added up."),
    _word("Load", "Hours needed over hours of the team: above 1, each CSM has too many accounts."),
    _word("Logo retention", "The share of accounts left after a year, whatever they pay."),
    _word("Low point", "The deepest that profit added up since month 1 falls, also called the trough.", "trough"),
    _word("LTV", "Lifetime value: the margin a customer gives until it leaves."),
    _word("LTV:CAC", "Lifetime value over what it cost to win the customer; three or more is the usual limit."),
    _word("MRR", "Monthly recurring revenue."),
    _word("Net MRR churn", "Revenue lost less revenue added by the same customers, a month; negative when they grow."),
    _word("NRR", "Net revenue retention: what a book's revenue has become a year later, expansion included."),
    _word("Percentage points", "The distance between two percentages: from 90% to 92% is 2 points.", "pts, points"),
    _word("Ramp", "The months in which a new CSM is paid in full and helps in part.", "ramping"),
    _word("Response", "How much renewal and expansion change with the service that accounts get."),
    _word("Runway", "How many months the cash lasts.", "runs out of cash"),
    _word("Term", "How long a contract runs until it is renewed."),
    _word("Utilization", "The share of a team's hours that its accounts take.", "utilisation"),
)
