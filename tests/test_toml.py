"""A file that anyone may have sent takes no more than its length is worth, or is refused in one line."""

import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from model.text import read_toml
from model.toml import MOST_PARTS, parsed

ROOT = Path(__file__).parents[1]
MEBIBYTE = 1 << 20
# In a process that may take so much more memory than it has once all is loaded.
LIMITED = """
import resource, sys
from model.__main__ import entry
from ui import files
size = int(open("/proc/self/statm").read().split()[0]) * resource.getpagesize() + int(sys.argv.pop(1))
resource.setrlimit(resource.RLIMIT_AS, (size, size))
"""
ON_THE_COMMAND_LINE = f"{LIMITED}sys.argv += ['check', '-']; entry()"
IN_THE_APP = f"""
import base64, io
from model.problems import ScenarioError
{LIMITED}
content = sys.stdin.buffer.read()
try:
    data = files.received("standard input", len(content), base64.b64encode(content).decode())
    files.read_bytes(io.BytesIO(data), "standard input")
except ScenarioError as error:
    print(error)
"""
WAYS = {"command line": ON_THE_COMMAND_LINE, "app": IN_THE_APP}
PARTS = 20_000  # half their square in pointers is more than a gigabyte
LONG = ".".join(["a"] * PARTS)
NINE = 'a.b . \'c.d\'."e\\".f".g\t.h.i.j.k'
FILES = {
    "a key": f"x = 1\n{LONG} = 1\n",
    "a table": f"x = 1\n[{LONG}]\ny = 1\n",
    "a row of tables": f"x = 1\n[[{LONG}]]\ny = 1\n",
    "a key of a row": f"x = 1\ny = [{{}}, {{{LONG} = 1}}]\n",
    "keys below a table": f"x = 1\n[{LONG}]\n" + "".join(f"k{place}.b = 1\n" for place in range(PARTS)),
}
BEFORE = [
    'x = "a\\\\"',
    "x = 'a\\'",
    'x = """\na\n\\""""""',
    "x = '''\na''''",
    '"" = "#"',
    "x = 1 # \"'''",
    "x = [''''''] #",
]
NOT_KEYS = [
    f'x = "{NINE[:3]}.c.d.e.f.g.h.i.j"',
    "x = '''\n1.2.3.4.5.6.7.8.9.10\n'''",
    'x = """\na.b.c.d.e.f.g.h.i \\""" a.b.c.d.e.f.g.h.i\n""""',
    "x = 1 # a.b.c.d.e.f.g.h.i.j",
    "x = [1.5, 2.5, 3.5, 4.5, 5.5, 6.5, 7.5, 8.5, 9.5]",
    "a.b.c.d.e.f.g.h = 1.5",
    "a.'b.c.d.e.f.g.h.i.j'.c = 1",
]


def _told(script: str, mebibytes: int, text: str) -> str:
    command = [sys.executable, "-c", script, str(mebibytes * MEBIBYTE)]
    done = subprocess.run(command, cwd=ROOT, input=text.encode(), capture_output=True, check=False)
    return (done.stdout + done.stderr).decode()


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("what", FILES)
def test_a_dotted_key_takes_no_memory_by_the_square_of_its_parts(what: str, way: str) -> None:
    refused = f"standard input has a key of more than {MOST_PARTS} parts in line 2: mend it there\n"
    assert _told(WAYS[way], 100, FILES[what]) == refused


@pytest.mark.parametrize("way", WAYS)
def test_a_file_that_needs_more_memory_than_there_is_is_told_in_a_line(way: str) -> None:
    lists = f"x = [{'[],' * 160_000}]"
    assert (
        _told(WAYS[way], 6, lists) == "standard input needs more memory than there is: a scenario is a few kB of text\n"
    )
    assert _told(WAYS[way], 200, lists).startswith("standard input: segments is missing: ")


@pytest.mark.parametrize("text", ["x = " + "[" * 50_000, "x = " + "{a = " * 5_000])
def test_what_is_nested_without_end_is_told_in_a_line(text: str) -> None:
    with pytest.raises(ValueError, match=r"^own is nested too deeply: mend it there$"):
        read_toml(text, "own")


@pytest.mark.parametrize("before", BEFORE)
def test_no_string_or_comment_hides_a_key(before: str) -> None:
    text = f"{before}\n{NINE} = 1\n"
    assert tomllib.loads(text)  # all of it is read, so the string has ended
    for line_end in ("\n", "\r\n"):
        with pytest.raises(ValueError, match=f"parts in line {1 + before.count(chr(10)) + 1}$"):
            parsed(text.replace("\n", line_end))


@pytest.mark.parametrize("text", NOT_KEYS)
def test_points_in_strings_comments_and_numbers_make_no_key_longer(text: str) -> None:
    assert parsed(text) == tomllib.loads(text)
