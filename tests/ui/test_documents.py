"""The documents as pages show them."""

from model import __version__
from tests.every_page import opened, ran, unfold
from tools.golden import ROOT
from ui import documents


def test_a_document_has_no_title_and_no_link_to_another() -> None:
    text = documents.text("docs/model.md")
    assert not text.startswith("#")
    assert "](inputs.md)" not in text
    assert "\n### The bowtie's right side\n" in text


def test_a_section_is_what_stands_below_its_heading() -> None:
    limits = documents.section("docs/model.md", "Limits")
    assert limits.startswith("The accounts of a segment are alike")
    assert "#" not in limits
    assert documents.section("docs/model.md", "Nothing of the kind") == ""


def test_a_document_is_drawn_when_it_is_opened_and_the_limits_always() -> None:
    app = ran(opened("evidence"))
    always = [text.value for text in app.markdown]
    assert always == [documents.section("docs/model.md", "Limits"), documents.numbers_changed()]
    for path in ("docs/model.md", "docs/metrics.md", "docs/inputs.md"):
        unfold(app, f"document-{path}")
        drawn = [text.value for text in ran(app).markdown]
        assert [text for text in drawn if text not in always] == [documents.text(path).strip()]
        unfold(app, f"document-{path}", is_open=False)


def test_what_changed_in_numbers_is_listed_by_version() -> None:
    text = documents.numbers_changed()
    assert text.startswith("**Unreleased**")
    assert "First version: there were no figures before." in text
    assert "Added" not in text


def test_the_version_is_that_of_the_package() -> None:
    assert "__version__" in (ROOT / "pyproject.toml").read_text()
    assert __version__.count(".") == 2


def test_formulas_of_the_documents_stand_on_one_line_or_between_lines_of_their_own() -> None:
    """Others are drawn as an error: what follows the opening marks on their line is no part of a formula of several."""
    for path in ("docs/model.md", "docs/metrics.md", "docs/inputs.md"):
        inside = False
        for line in documents.text(path).splitlines():
            if line.startswith("$$"):
                assert line == "$$" or (line.endswith("$$") and line != "$$" and not inside), line
                inside = not inside if line == "$$" else inside
            assert not (line.endswith("$$") and not line.startswith("$$")), line
