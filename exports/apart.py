"""Work in a process of its own: bounded in time and memory, and it holds up nobody else.

    python -m exports.apart MODULE:FUNCTION [MEGABYTES]      is that process

What it is given comes in by standard input. Standard output has a line for each share that is done, then a line that
says how it ended, and then the bytes that the function gave. Standard error is the log's.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable
from dataclasses import astuple
from importlib import import_module
from typing import IO, Any

from model.problems import Problem, ScenarioError

Progress = Callable[[float], None]
Task = Callable[[bytes, Progress], bytes]

DONE, REFUSED, SHARE = b"done\n", b"refused ", b"share "
NICE = 10  # those who move a slider go first


def apart(
    task: str,
    given: bytes,
    what: str,
    *,
    seconds: float,
    megabytes: int | None = None,
    told: Progress = lambda _: None,
    started: Callable[[Callable[[], None]], None] = lambda _: None,
) -> bytes:
    """What a `Task`, named "module:function", makes of the bytes it is given. `what` names it in a message.

    `told` hears which share is done, and ends the work by raising; `started` is given what ends it at once, from
    wherever it is called. Raises ScenarioError where the task does, where it takes longer or more memory (of addresses)
    than it may, and where it dies.
    """
    command = [sys.executable, "-m", "exports.apart", task, *([str(megabytes)] if megabytes else [])]
    one_thread = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}  # each thread takes memory, one for each core of a machine
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=one_thread) as process:
        clock = threading.Timer(seconds, process.kill)
        clock.start()
        try:
            started(process.kill)
            _give(process, given)
            return _outcome(process, what, told)
        finally:
            clock.cancel()
            process.kill()


def _give(process: subprocess.Popen[bytes], given: bytes) -> None:
    assert process.stdin is not None
    try:
        process.stdin.write(given)
        process.stdin.close()
    except BrokenPipeError:
        pass  # it has died; how it ended is read below


def _outcome(process: subprocess.Popen[bytes], what: str, told: Progress) -> bytes:
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith(SHARE):
            told(float(line.removeprefix(SHARE)))
        elif line.startswith(REFUSED):
            raise ScenarioError([Problem(*parts) for parts in json.loads(line.removeprefix(REFUSED))])
        elif line == DONE:
            made = process.stdout.read()
            if process.wait() == 0:
                return made
    problem = "could not be done in the time and memory it may take"
    raise ScenarioError([Problem(what, "", problem, "try a smaller one")])


def main(task: str, megabytes: str = "") -> None:
    """The process itself."""
    if sys.platform != "win32":  # which has neither
        import resource

        os.nice(NICE)
        if megabytes:
            resource.setrlimit(resource.RLIMIT_AS, (int(megabytes) << 20,) * 2)
    output, sys.stdout = sys.stdout.buffer, sys.stderr  # what a library prints is for the log
    module, _, function = task.partition(":")
    given = sys.stdin.buffer.read()
    try:
        made = getattr(import_module(module), function)(given, lambda share: _tell(output, SHARE + b"%f\n" % share))
    except ScenarioError as error:
        problems: list[Any] = [astuple(problem) for problem in error.problems]
        _tell(output, REFUSED + json.dumps(problems).encode() + b"\n")
    else:
        _tell(output, DONE + made)


def _tell(output: IO[bytes], line: bytes) -> None:
    output.write(line)
    output.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
