"""What compose.yaml, the Caddyfile and docs/deploying.md say of each other and of the program."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from streamlit import config

from ui import browser_name

ROOT = Path(__file__).parents[1]
DOCS = (ROOT / "docs/deploying.md").read_text(encoding="utf-8")
CADDYFILE = (ROOT / "deploy/Caddyfile").read_text(encoding="utf-8")
HEALTH = "/_stcore/health"


@pytest.fixture
def services() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text(encoding="utf-8"))["services"]
    return found


def test_the_proxy_knows_the_processes_and_waits_for_them(services: dict[str, Any]) -> None:
    proxy = services.pop("proxy")
    assert re.search(r"BOWTIE_PROCESSES:(.*?)}", CADDYFILE)[1].split() == [f"{name}:8501" for name in services]
    assert [*proxy["depends_on"]] == [*services]
    assert "--server.port=8501" in (ROOT / "Dockerfile").read_text()
    for mount in proxy["volumes"]:
        source = mount.partition(":")[0]
        assert not source.startswith(".") or (ROOT / source).is_file()


def test_all_processes_have_one_store_and_answer_to_the_health_check(services: dict[str, Any]) -> None:
    del services["proxy"]
    assert len(services) >= 2
    for service in services.values():
        environment = service["environment"]
        assert f"data:{environment['BOWTIE_DATA']}" in service["volumes"]
        assert HEALTH in service["healthcheck"]["test"][-1]
        assert "localhost" in environment["STREAMLIT_SERVER_ALLOWED_HOSTS"].split()
        options = {option.env_var for option in config.get_config_options().values()}
        assert {name for name in environment if name.startswith("STREAMLIT_")} <= options


def test_the_proxy_keeps_to_what_the_program_needs() -> None:
    assert "lb_policy cookie" in CADDYFILE
    assert f"health_uri {HEALTH}" in CADDYFILE
    largest = int(re.search(r"max_size (\d+)MB", CADDYFILE)[1])
    assert largest > config.get_option("server.maxUploadSize")


def test_the_page_about_it_names_what_is_there() -> None:
    said = re.findall(r"`([A-Z_]{6,})[=`]", DOCS)
    given = (ROOT / "compose.yaml").read_text(encoding="utf-8") + CADDYFILE
    assert said
    assert [name for name in said if name not in given] == []
    assert browser_name.COOKIE in DOCS
    assert f"at most {config.get_option('server.maxUploadSize')} MB" in DOCS
