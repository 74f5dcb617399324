"""Overview: where do we stand, and should we press the accelerator or the brakes? It is the entry as well."""

import streamlit as st

from model.questions.overview import answer
from ui import page, server, start


def overview() -> None:
    page.show(
        "overview",
        answer,
        levers=("new_accounts", "new_accounts_growth", "cac", "csms", "company.fixed_costs"),
        assumptions=("accounts", "acv", "onboarding_rate", "retention_rate", "expansion_rate", "gross_margin"),
        slots={"unset": start.unknown},
    )


if __name__ == "__main__":  # Streamlit runs a page
    overview()
else:  # `streamlit run app.py` looks for what to serve
    app = st.App(__file__, **server.OPTIONS)
