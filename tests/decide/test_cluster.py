"""Draws on Dask's workers: the same figures as here, though one of two workers is killed; and what is refused."""

import json
import os
import signal
import socket
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from model.__main__ import main
from model.text import read_file
from model.uncertain import cluster
from model.uncertain import run as uncertain
from tests.decide.asking import THREE, refused
from tests.decide.test_uncertainty import uncertain_file

DRAWS = 2**12
CHUNK = 2**8
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning", "ignore::ResourceWarning")


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """A scenario with a range, drawn in sixteen chunks."""
    monkeypatch.setattr(uncertain, "CHUNK", CHUNK)
    return uncertain_file(tmp_path, {"S.acv": (9_000, 12_000, 20_000), "S.cac": (5_000, 6_000, 9_000)})


@pytest.fixture
def here(file: str) -> str:
    return _told(uncertain.in_steps(read_file(file), DRAWS, 3))


def test_two_workers_of_which_one_is_killed_give_the_same_figures(file: str, here: str) -> None:
    with cluster.connected(workers=2) as client:
        victim, _ = client.run(os.getpid).values()
        steps = uncertain.in_steps(read_file(file), DRAWS, 3, cluster.on_workers(client))
        next(steps)
        os.kill(victim, signal.SIGKILL)
        assert _told(steps) == here


def test_the_command_uses_a_cluster_that_is_there(file: str, here: str, capsys: pytest.CaptureFixture[str]) -> None:
    """Whatever else listens where Dask shows its dashboard, such as another cluster on this machine."""
    with socket.socket() as other:
        with suppress(OSError):  # somebody does already
            other.bind(("", 8787))
            other.listen()
        with cluster.connected(workers=1) as client:
            options = ["--scheduler", client.scheduler.address, "--draws", str(DRAWS), "--seed", "3", "--json"]
            assert main(["uncertainty", file, *options]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(here)


def test_what_cannot_be_used_is_one_line(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cluster, "PATIENCE", 0.2)
    said = refused(capsys, "uncertainty", THREE, "--scheduler", "tcp://127.0.0.1:9")
    assert said == "--scheduler finds no scheduler of Dask at tcp://127.0.0.1:9: write one like tcp://host:8786"
    said = refused(capsys, "uncertainty", THREE, "--workers", "0")
    assert "'0' is no number of workers: write a whole number from 1 to 256" in said
    monkeypatch.setitem(sys.modules, "distributed", None)
    said = refused(capsys, "uncertainty", THREE, "--workers", "2")
    assert said == "--workers needs Dask, which is not installed: pip install 'dask[distributed]', or leave it out"


def _told(steps: Iterator[uncertain.Uncertainty]) -> str:
    *_, found = steps
    return json.dumps(uncertain.as_json(found))
