"""Unit economics in words: every wording has a situation that brings it about."""

import pytest

from model.trace import as_text
from tests.questions.test_unit_economics import CHANNELS, EXAMPLES, SMB, THREE, UNSERVABLE, asked, of

ANSWERS = {
    "all kept, churn nearest": (SMB, (
        "Yes: LTV:CAC (simple LTV) is 4 (at least 3), CAC payback is 8.33 months (at most 12 months) and net MRR churn "
        "is 1.8% a month (at most 2%). That changes when net MRR churn rises above 2% a month.")),
    "all kept, price nearest": (SMB.changed({"SMB.cac": 1250.0, "guidelines.ltv_cac": 1.0}), (
        "That changes when an account costs more than €1.3k to win, now €1.25k.")),
    "right at the price": (EXAMPLES["trough-2-more"], (
        "Yes: the simple LTV has no end, as no account leaves, CAC payback is 12 months (at most 12 months) and net MRR "
        "churn is 0% a month (at most 2%). That is right at the limit: an account costs €6k to win, and may not "
        "cost more.")),
    "right at the churn": (of({"renewal_months": 1, "retention_rate": 0.98}, name="x"), (
        "Net MRR churn is right at its limit of 2% a month.")),
    "free": (EXAMPLES["mid-market-flat"], (
        "Yes: accounts cost nothing to win and net MRR churn is 0% a month (at most 2%). That changes when an account "
        "costs more than €28.8k to win, now €0.")),
    "diverges": (of({"expansion_rate": 0.5, "retention_rate": 1.0}, guidelines={"ltv": "compounding"}), (
        "Yes: the compounding LTV has no end, as an account grows faster than it churns and is discounted, ")),
    "payback missed": (CHANNELS.changed({"Direct.cac": 20_000.0}), (
        "Not yet: CAC payback is 19.8 months, 7.8 months over the 12 months allowed; LTV:CAC and net MRR churn are "
        "within their guidelines. Furthest off: Direct (CAC payback 13 months over). The answer changes when an account on average costs "
        "€9.6k to win, not €15.8k.")),
    "both missed": (CHANNELS, (
        "Not yet: CAC payback is 28.8 months, 16.8 months over the 12 months allowed and LTV:CAC (simple LTV) is 2.08, "
        "0.917 below the 3 required; net MRR churn is within its guideline.")),
    "several off, and how many more": (of(*({"name": str(one), "cac": 12_000.0 + 1_000 * one} for one in range(5))), (
        "Furthest off: 4 (CAC payback 8 months over), 3 (CAC payback 6.75 months over), 2 (CAC payback 5.5 months over) "
        "and 2 more.")),
    "churn missed": (of({"renewal_months": 1, "retention_rate": 0.97, "cac": 0.0}), (
        "No: net MRR churn is 3% a month, above the 2% allowed; accounts cost nothing to win. The answer changes at "
        "net MRR churn of 2% a month; no lower CAC makes up for it.")),
    "churn and price missed": (of({"renewal_months": 1, "retention_rate": 0.97, "cac": 20_000.0}), (
        "The answer changes at net MRR churn of 2% a month and when an account costs €8.89k to win, not €20k.")),
    "less than it costs, allowed": (of({"cac": 60_000.0}, guidelines={"ltv_cac": 0.5, "payback_months": 100}), (
        "No: LTV:CAC (simple LTV) is 0.8, so that an account returns less than it costs to win; CAC payback and net MRR "
        "churn are within their guidelines. The answer changes when an account costs €48k to win, not €60k.")),
    "no margin": (of(UNSERVABLE | {"retention_rate": 1.0}), (
        "No: an account does not earn its own cost; net MRR churn is within its guideline. No price is low enough: an account must "
        "earn its own cost first.")),
    "negative LTV": (of(UNSERVABLE), (
        "No: an account does not earn its own cost and LTV:CAC (simple LTV) is −4, 7 below the 3 required; ")),
    "nobody onboarded": (of({"onboarding_rate": 0.0}), (
        "No: no signed account reaches first value (CR5 is 0); net MRR churn is within its guideline. No price is low enough")),
    "nobody at all": (of({"accounts": 0, "new_accounts": 0}), (
        "There is nobody to judge: there is no account at the start, and none is signed in month 1.")),
    "the blend hides one": (of({"name": "Good", "cac": 1_000.0}, {"name": "Bad", "cac": 16_600.0}), (
        "The blend hides what is furthest off: Bad (CAC payback 8.75 months over). ")),
    "each by itself": (of({"name": "A"}, {"name": "B"}), "Each segment keeps the guidelines by itself. "),
    "a segment without margin": (of({"name": "A"}, {"name": "B", "retention_rate": 1.0} | UNSERVABLE), (
        "Furthest off: B (an account does not earn its own cost)")),
    "a segment that churns": (of({"name": "A"}, {"name": "B", "renewal_months": 1, "retention_rate": 0.9, "cac": 1.0}), (
        "Furthest off: B (net MRR churn 10% a month).")),
    "a segment below in LTV:CAC": (of({"name": "A"}, {"name": "B", "cac": 24_000.0}, guidelines={"payback_months": 60}), (
        "B (LTV:CAC 1 below)")),
    "a segment worth less than it costs": (
        of({"name": "A"}, {"name": "B", "cac": 60_000.0}, guidelines={"ltv_cac": 0.5, "payback_months": 100}), (
        "The blend hides what is furthest off: B (LTV:CAC 0.8).")),
}  # fmt: skip


@pytest.mark.parametrize("situation", ANSWERS)
def test_the_answer_in_words(situation: str) -> None:
    scenario, expected = ANSWERS[situation]
    assert expected in as_text(asked(scenario).sentence, "EUR")


CEILINGS = {
    "growing signatures": (of({"new_accounts_growth": 0.1}), "the number of accounts signed changes from month to month"),
    "no shrinking": (of({"retention_rate": 1.0}), "One has no ceiling: an account gains at least what it loses (net MRR churn is 0% a month)."),
    "nobody signs": (of({"new_accounts": 0}), "One: nobody signs, so there is no level to approach: MRR ends at nothing."),
    "nobody starts": (of({"onboarding_rate": 0.0}), "One: no signed account reaches first value, so there is no level"),
    "from above": (of({"accounts": 500}), (
        "One stands at 416.7% of its ceiling of €120k before month 1 and at 266.6% in month 36: its signatures cannot "
        "hold its MRR, which falls; half of the way to the ceiling is done in month 39.")),
    "far away": (of({"retention_rate": 0.99}), "half of the way to the ceiling is not done in 120 months."),
    "served otherwise": (EXAMPLES["understaffed-team"], (
        "It is the ceiling of accounts served as before month 1, at an engagement of 86.1%; at the end of the horizon "
        "that is 72%.")),
}  # fmt: skip


@pytest.mark.parametrize("situation", CEILINGS)
def test_the_ceiling_in_words(situation: str) -> None:
    scenario, expected = CEILINGS[situation]
    assert expected in as_text(asked(scenario).ceiling.sentence, "EUR")


BAD, ENDLESS = {"name": "B"} | UNSERVABLE | {"retention_rate": 1.0}, {"name": "B", "retention_rate": 1.0}
MOVES = {
    "one segment": (of({}), 0, "There is one segment, so there is no other to move new accounts to."),
    "nobody signs": (of({"name": "A", "new_accounts": 0}, {"name": "B"}), 0, "A signs nobody in month 1"),
    "no room": (of({"name": "A", "new_accounts": 1e6}, {"name": "B"}), 0, "1,000,000 accounts a month are the most."),
    "from a share on": (CHANNELS.changed({"guidelines.payback_months": 20.0}), 0, ": to Resellers from 52.4% on."),
    "only all": (CHANNELS, 0, ": to Resellers only at 100%."),
    "up to a share": (CHANNELS.changed({"Direct.cac": 20_000.0, "guidelines.payback_months": 24.0}), 1, "to Direct up to 3.8%."),
    "none, of several": (THREE, 0, "within their guidelines: to Mid-market at no share and to SMB at no share."),
    "every": (of({"name": "A"}, {"name": "B"}), 0, ": to B at every share."),
    "away from what has no value": (of({"name": "A"} | UNSERVABLE | {"retention_rate": 1.0}, {"name": "B"}), 0, "to B only at 100%."),
    "to what has no value": (of({"name": "A"}, BAD | {"new_accounts": 0}), 0, "to B up to 0%."),
    "to what has no end": (of({"name": "A", "cac": 7_200.0, "retention_rate": 0.2}, ENDLESS | {"new_accounts": 0}), 0, "to B above 0% on."),
    "away from what has no end": (of(ENDLESS, {"name": "A", "retention_rate": 0.2, "new_accounts": 0}), 0, "to A below 100%."),
}  # fmt: skip


@pytest.mark.parametrize("situation", MOVES)
def test_the_moves_in_words(situation: str) -> None:
    scenario, segment, expected = MOVES[situation]
    assert expected in as_text(asked(scenario, segment).moves.sentence, "EUR")
