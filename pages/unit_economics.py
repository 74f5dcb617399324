"""Unit economics: are these customers worth buying?"""

from model.questions.unit_economics.page import answer
from ui import page

page.show(
    "unit_economics",
    answer,
    levers=("cac", "new_accounts"),
    guidelines=("guidelines.ltv_cac", "guidelines.payback_months", "guidelines.ltv"),
    assumptions=(
        "accounts",
        "acv",
        "onboarding_rate",
        "retention_rate",
        "early_churn",
        "expansion_rate",
        "gross_margin",
        "csm_cost",
    ),
)
