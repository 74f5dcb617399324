"""The Overview of the smallest example as the server makes it, after its first run; files may have an app of their own."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.every_page import opened, ran


@pytest.fixture
def app() -> AppTest:
    app = opened("overview")
    app.query_params["scenario"] = "product-led-smb"
    return ran(app)
