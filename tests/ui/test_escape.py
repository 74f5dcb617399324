"""User text never becomes markup."""

import html

import pytest

from ui import escape

HOSTILE = ["<b>x</b>", "![x](http://a.example/x.png)", "$x^2$", "*a* _b_ `c`", ":red[x]", "[a](b)", "# h", "a\nb\x00c"]


@pytest.mark.parametrize("text", HOSTILE)
def test_html_shows_the_text_and_nothing_else(text: str) -> None:
    safe = escape.for_html(text)
    assert not set("<>\"'") & set(safe)
    assert html.unescape(safe) == " ".join(text.replace("\x00", " ").split())


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_escapes_every_mark(text: str) -> None:
    safe = escape.for_markdown(text)
    assert "\n" not in safe
    unescaped = safe.replace("\\", "").replace(escape.WORD_JOINER, "")
    assert unescaped == " ".join(text.replace("\x00", " ").split())
    for before, mark in zip(" " + safe, safe, strict=False):
        assert mark.isalnum() or mark in f" \\{escape.WORD_JOINER}" or before == "\\"


def test_a_picture_by_name_is_broken_up() -> None:
    assert escape.for_markdown(":smile:") == "\\:\u2060smile\\:\u2060"
