"""Unit economics in words: every wording has a situation that brings it about."""

import pytest

from model.trace import as_text
from tests.questions.test_unit_economics import CHANNELS, EXAMPLES, SMB, THREE, UNSERVABLE, asked, of

ANSWERS = {
    "all kept, churn nearest": (SMB, (
        "Yes. LTV:CAC (4), CAC payback (8.33 months) and net MRR churn (1.8% a month) are within limits. That holds up to net "
        "MRR churn of 2% a month.")),
    "all kept, price nearest": (SMB.changed({"SMB.cac": 1250.0, "guidelines.ltv_cac": 1.0}), (
        " That holds up to a CAC of €1.3k, now €1.25k.")),
    "right at the price": (EXAMPLES["trough-2-more"], (
        "Yes. LTV:CAC (no churn), CAC payback (12 months) and net MRR churn (0% a month) are within limits. A CAC of €6k is "
        "right at the limit.")),
    "right at the churn": (of({"renewal_months": 1, "retention_rate": 0.98}, name="x"), (
        " Net MRR churn is right at its limit.")),
    "free": (EXAMPLES["mid-market-flat"], (
        "Yes. No CAC is entered. Net MRR churn (0% a month) is within limits. That holds up to a CAC of €28.8k, now €0.")),
    "diverges": (of({"expansion_rate": 0.5, "retention_rate": 1.0}, guidelines={"ltv": "compounding"}), (
        "Yes. LTV:CAC (without end), ")),
    "payback missed": (CHANNELS.changed({"Direct.cac": 20_000.0}), (
        "Not yet. CAC takes 19.8 months to pay back, 7.8 more than your limit. LTV:CAC and net MRR churn are within "
        "limits. Furthest off: Direct (payback 13 months over). It changes at an average CAC of €9.6k, now €15.8k.")),
    "both missed": (CHANNELS, (
        "Not yet. CAC takes 28.8 months to pay back, 16.8 more than your limit. LTV:CAC is 2.08, 0.92 below your "
        "minimum. Net MRR churn is within limits. ")),
    "churn missed": (of({"renewal_months": 1, "retention_rate": 0.97, "cac": 0.0}), (
        "No. Net MRR churn is 3% a month, 1 percentage point over your limit. No CAC is entered. It changes at net MRR churn "
        "of 2% a month; no lower CAC helps.")),
    "churn and price missed": (of({"renewal_months": 1, "retention_rate": 0.97, "cac": 20_000.0}), (
        " It changes at net MRR churn of 2% a month and a CAC of €8.89k, now €20k.")),
    "less than it costs, allowed": (of({"cac": 60_000.0}, guidelines={"ltv_cac": 0.5, "payback_months": 100}), (
        "No. LTV:CAC is 0.8: a customer returns less than it costs to win. CAC payback and net MRR churn are within limits. It "
        "changes at a CAC of €48k, now €60k.")),
    "no margin": (of(UNSERVABLE | {"retention_rate": 1.0}), (
        "No. A customer leaves no margin. Net MRR churn is within limits. No CAC is low enough while that is so.")),
    "negative LTV": (of(UNSERVABLE), (
        "No. A customer leaves no margin. LTV:CAC is −4, 7 below your minimum. ")),
    "nobody onboarded": (of({"onboarding_rate": 0.0}), (
        "No. No signed customer reaches first value. Net MRR churn is within limits. No CAC is low enough")),
    "nobody at all": (of({"accounts": 0, "new_accounts": 0}), (
        "There is nobody to judge: enter customers, or new customers a month.")),
    "the blend hides one": (of({"name": "Good", "cac": 1_000.0}, {"name": "Bad", "cac": 16_600.0}), (
        " The blend hides Bad (payback 8.8 months over). ")),
    "each by itself": (of({"name": "A"}, {"name": "B"}), " Each segment is within limits on its own. "),
    "a segment without margin": (of({"name": "A"}, {"name": "B", "retention_rate": 1.0} | UNSERVABLE), (
        " Furthest off: B (a customer leaves no margin).")),
    "a segment that churns": (of({"name": "A"}, {"name": "B", "renewal_months": 1, "retention_rate": 0.9, "cac": 1.0}), (
        " Furthest off: B (net MRR churn 10% a month).")),
    "a segment below in LTV:CAC": (of({"name": "A"}, {"name": "B", "cac": 24_000.0}, guidelines={"payback_months": 60}), (
        "B (LTV:CAC 1 below)")),
    "a segment worth less than it costs": (
        of({"name": "A"}, {"name": "B", "cac": 60_000.0}, guidelines={"ltv_cac": 0.5, "payback_months": 100}), (
        " The blend hides B (LTV:CAC 0.8).")),
}  # fmt: skip


@pytest.mark.parametrize("situation", ANSWERS)
def test_the_answer_in_words(situation: str) -> None:
    scenario, expected = ANSWERS[situation]
    told = as_text(asked(scenario).sentence, "EUR")
    assert expected in told
    assert len(told.split()) < 45


CEILINGS = {
    "growing signatures": (of({"new_accounts_growth": 0.1}), "the number of new customers changes from month to month"),
    "no shrinking": (of({"retention_rate": 1.0}), "One has no ceiling: customers do not shrink (net MRR churn is 0% a month)."),
    "nobody signs": (of({"new_accounts": 0}), "One: nobody signs, so MRR runs down to nothing."),
    "nobody starts": (of({"onboarding_rate": 0.0}), "One: no signed customer reaches first value, so MRR"),
    "from above": (of({"accounts": 500}), (
        "One is at 416.7% of its ceiling today and at 262.1% in month 36; new customers cannot hold it, so it falls; half-way "
        "there in month 38.")),
    "far away": (of({"retention_rate": 0.99}), "; half-way there not within 120 months."),
    "served otherwise": (EXAMPLES["understaffed-team"], " That is at today's engagement of 87.5%; at the end it is 72.2%."),
}  # fmt: skip


@pytest.mark.parametrize("situation", CEILINGS)
def test_the_ceiling_in_words(situation: str) -> None:
    scenario, expected = CEILINGS[situation]
    assert expected in as_text(asked(scenario).ceiling.sentence, "EUR")


BAD, ENDLESS = {"name": "B"} | UNSERVABLE | {"retention_rate": 1.0}, {"name": "B", "retention_rate": 1.0}
MOVES = {
    "one segment": (of({}), 0, "With one segment there is nowhere to move new customers."),
    "nobody signs": (of({"name": "A", "new_accounts": 0}, {"name": "B"}), 0, "A signs nobody in month 1"),
    "no room": (of({"name": "A", "new_accounts": 1e6}, {"name": "B"}), 0, "1,000,000 customers a month are the most."),
    "from a share on": (CHANNELS.changed({"guidelines.payback_months": 20.0}), 0, " move to Resellers from 52.4% on."),
    "only all": (CHANNELS, 0, " move to Resellers only at 100%."),
    "up to a share": (CHANNELS.changed({"Direct.cac": 20_000.0, "guidelines.payback_months": 24.0}), 1, "to Direct up to 3.8%."),
    "none, of several": (THREE, 0, "No move of new Enterprise customers puts both LTV:CAC and CAC payback within limits."),
    "every": (of({"name": "A"}, {"name": "B"}), 0, " move to B at every share."),
    "away from what has no value": (of({"name": "A"} | UNSERVABLE | {"retention_rate": 1.0}, {"name": "B"}), 0, "to B only at 100%."),
    "to what has no value": (of({"name": "A"}, BAD | {"new_accounts": 0}), 0, "to B up to 0%."),
    "to what has no end": (of({"name": "A", "cac": 7_200.0, "retention_rate": 0.2}, ENDLESS | {"new_accounts": 0}), 0, "to B above 0% on."),
    "away from what has no end": (of(ENDLESS, {"name": "A", "retention_rate": 0.2, "new_accounts": 0}), 0, "to A below 100%."),
}  # fmt: skip


@pytest.mark.parametrize("situation", MOVES)
def test_the_moves_in_words(situation: str) -> None:
    scenario, segment, expected = MOVES[situation]
    assert expected in as_text(asked(scenario, segment).moves.sentence, "EUR")
