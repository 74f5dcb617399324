"""What a page is measured against: a slider and as many simple charts as the address asks for, at the best setting.

The spec is frozen, the table is pyarrow's, the garbage collector leaves alone what is loaded.
"""

import gc

import numpy as np
import pyarrow as pa
import streamlit as st

MONTHS = np.arange(1, 37)
SPEC = {
    "mark": "line",
    "height": 280,
    "encoding": {
        "x": {"field": "month", "type": "quantitative"},
        "y": {"field": "value", "type": "quantitative"},
    },
}


@st.cache_resource(show_spinner=False)
def free_the_collector() -> None:
    gc.collect()
    gc.freeze()


if "seen" in st.session_state:
    free_the_collector()
st.session_state["seen"] = True
rate = st.slider("Growth", 0.0, 10.0, 2.0, 0.1, key="growth")
for chart in range(int(st.query_params.get("charts", "0"))):
    table = pa.table({"month": MONTHS, "value": (1 + rate / 100) ** (MONTHS + chart)})
    st.vega_lite_chart(table, SPEC, theme=None, alt=f"Chart {chart}", key=f"chart-{chart}")
st.html(f"<p>{rate} %</p>")
