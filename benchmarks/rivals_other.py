"""W in other languages and libraries, each only where it is there: C, squigglepy, Squiggle."""

import atexit
import ctypes
import json
import shutil
import subprocess
import tempfile
from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.rivals_python import rows_of, scenario
from benchmarks.work import FIGURES, MONTHS, PATHS, Inputs, Missing, Outcome, Program

HERE = Path(__file__).parent
SQUIGGLE = "@quri/squiggle-lang"
SQUIGGLE_VERSION = "0.10.0"


def _ordered(paths: Any, figures: Any) -> Outcome:
    return Outcome(
        {name: np.asarray(path) for name, path in zip(PATHS, paths, strict=True)},
        {name: np.asarray(figure) for name, figure in zip(FIGURES, figures, strict=True)},
    )


# ---- C ----


def c(inputs: Inputs) -> Program:
    """w.c, compiled now for this processor; results go into the same arrays at every run."""
    function = _compiled(HERE / "w.c").w
    scenarios = len(inputs["acv"])
    table = np.array(list(inputs.values()))
    paths = np.zeros((len(PATHS), MONTHS, scenarios))
    figures = np.zeros((len(FIGURES), scenarios))
    pointers = [array.ctypes.data_as(ctypes.c_void_p) for array in (table, paths, figures)]  # they keep the arrays
    return Program(
        run=lambda: function(ctypes.c_long(scenarios), *pointers),
        outcome=lambda _: _ordered(paths, figures),
    )


def _compiled(source: Path) -> ctypes.CDLL:
    compiler = shutil.which("cc")
    if compiler is None:
        raise Missing("no C compiler (cc)")
    with tempfile.TemporaryDirectory() as folder:
        library = Path(folder) / "w.so"
        # Without -fno-trapping-math gcc leaves the comparisons out of its vector instructions.
        flags = ["-O3", "-march=native", "-fno-trapping-math", "-shared", "-fPIC"]
        made = subprocess.run(
            [compiler, *flags, str(source), "-o", str(library), "-lm"], capture_output=True, text=True
        )
        if made.returncode:
            raise Missing(f"cc failed: {made.stderr.strip().splitlines()[:1]}")
        return ctypes.CDLL(str(library))


# ---- squigglepy ----


def squigglepy(inputs: Inputs) -> Program:
    """A function given to `sample`, as documented; its inputs are distributions, drawn once a scenario."""
    if find_spec("squigglepy") is None:
        raise Missing("not installed (pip install squigglepy)")
    sq = import_module("squigglepy")
    rows = [[sq.const(value) for value in row] for row in rows_of(inputs)]

    def run() -> Any:
        waiting = iter(rows)

        def one() -> list[float]:
            told = scenario(*(sq.sample(value) for value in next(waiting)))
            return [*(value for path in told.paths for value in path), *told.figures]

        return sq.sample(one, n=len(rows))

    def outcome(samples: Any) -> Outcome:
        paths, figures = np.split(samples, [len(PATHS) * MONTHS], axis=1)
        return _ordered(paths.reshape(-1, len(PATHS), MONTHS).transpose(1, 2, 0), figures.T)

    return Program(run, outcome)


# ---- Squiggle ----


def squiggle(install: bool) -> Callable[[Inputs], Program]:
    """w.squiggle in node, which stays open and runs it on request; with `install`, npm may fetch Squiggle."""

    def prepare(inputs: Inputs) -> Program:
        node = shutil.which("node")
        if node is None:
            raise Missing("no node")
        folder = Path(_temporary_folder())
        library = _squiggle_library(folder, install)
        values = folder / "inputs.json"
        values.write_text(json.dumps({name: column.tolist() for name, column in inputs.items()}))
        process = subprocess.Popen(
            [node, str(HERE / "squiggle.mjs"), str(library), str(HERE / "w.squiggle"), str(values)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        atexit.register(process.terminate)

        def ask(request: str) -> str:
            assert process.stdin is not None
            assert process.stdout is not None
            process.stdin.write(request + "\n")
            process.stdin.flush()
            answer = process.stdout.readline()
            if not answer:
                raise Missing("node stopped; its message is above")
            return answer

        return Program(
            run=lambda: json.loads(ask("tell")),
            outcome=lambda told: _ordered(told["paths"], told["figures"]),
            seconds=lambda: float(ask("time")),
        )

    return prepare


def _squiggle_library(folder: Path, install: bool) -> Path:
    inside = Path("node_modules") / SQUIGGLE / "dist" / "index.js"
    if (HERE.parent / inside).exists():
        return HERE.parent / inside
    npm = shutil.which("npm")
    if not install or npm is None:
        raise Missing(f"{SQUIGGLE} is not there (with --install, npm puts it into a temporary folder)")
    command = [npm, "install", "--prefix", str(folder), "--no-audit", "--no-fund", "--ignore-scripts"]
    done = subprocess.run([*command, f"{SQUIGGLE}@{SQUIGGLE_VERSION}"], capture_output=True, text=True)
    if done.returncode or not (folder / inside).exists():
        raise Missing(f"npm could not install {SQUIGGLE}: {done.stderr.strip().splitlines()[-1:]}")
    return folder / inside


def _temporary_folder() -> str:
    folder = tempfile.mkdtemp(prefix="bowtie-benchmarks-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder
