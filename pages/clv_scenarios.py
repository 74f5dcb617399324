"""Customer value: what is a customer, and a CSM's book, worth over the horizon?"""

from model.questions.clv_scenarios.page import answer
from ui import page, track

page.show(
    "clv_scenarios",
    answer,
    pace=track.DEAR,
    levers=("renewal_months", "expansion_months", "price_increase", "cac"),
    assumptions=(
        "accounts",
        "acv",
        "retention_rate",
        "early_churn",
        "expansion_rate",
        "expansion_share",
        "gross_margin",
        "cost_to_serve_rate",
    ),
)
