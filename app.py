"""Overview: where do we stand, and should we press the accelerator or the brakes? It is the entry as well."""

import streamlit as st

from charts import arr, profit
from ui import answer, changes, figures, frame, graphs, guards, segments, server, tables, texts, trace

KEY = "overview"
FIGURES = ("arr_end", "nrr", "grr", "trough", "breakeven_month")
LEVERS = ("new_accounts", "new_accounts_growth", "cac", "csms", "company.fixed_costs")
ASSUMPTIONS = ("acv", "onboarding_rate", "retention_rate", "expansion_rate", "gross_margin")
MONTHS = ("signed_accounts", "accounts", "mrr", "revenue", "acquisition_cost", "cs_cost", "operating_profit",
          "cumulative_profit", "cash")  # fmt: skip


def overview() -> None:
    now = frame.open_page(KEY)
    rails = guards.lines(now, (*FIGURES, *guards.OF_VERDICT))
    frame.head(now, KEY, answer.verdict(now, KEY), changes.line(now), figures.of_company(now, FIGURES), rails)

    pictures, inputs = st.columns([1.75, 1], gap="large")
    with pictures:
        graphs.draw(now, arr)
        graphs.draw(now, profit)
        texts.show(answer.of_segments(now))
    with inputs:
        segments.inputs(now, levers=LEVERS, assumptions=ASSUMPTIONS)
    tables.monthly(now, MONTHS)
    trace.of_company(now, FIGURES)


if __name__ == "__main__":  # Streamlit runs a page
    overview()
else:  # `streamlit run app.py` looks for what to serve
    app = st.App(__file__, **server.OPTIONS)
