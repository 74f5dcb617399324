"""The Overview in a real browser: what it shows is what the model says, and nothing is lost on the way."""

from pathlib import Path
from typing import Literal

from playwright.sync_api import Page, expect

from charts.theme import DARK, LIGHT
from model import run
from model.questions.overview import MEASURES
from model.text import read_toml, to_toml
from model.wording import short
from tests.browser.overview import EXAMPLES, Overview, query
from tools.app import free_port, running
from ui import field_numbers
from ui.examples import FIRST

FIRST_SCENARIO = EXAMPLES[FIRST]
SMB = EXAMPLES["product-led-smb"]
RETENTION = "SMB.retention_rate"
LOOKS: dict[Literal["light", "dark"], str] = {"light": LIGHT.whatif, "dark": DARK.whatif}


def test_opens_on_the_first_example_with_nothing_changed(overview: Overview) -> None:
    overview.open().expect(FIRST_SCENARIO)
    assert overview.link() == {}
    expect(overview.page.get_by_text("This is an example.")).to_be_visible()
    expect(overview.page.locator(".figures .better, .figures .worse")).to_have_count(0)
    expect(overview.page).to_have_title("Overview · Bowtie")
    overview.expect_peace()


def test_each_example_shows_what_the_model_says(overview: Overview) -> None:
    overview.open()
    for key, scenario in EXAMPLES.items():
        overview.choose("Scenario", scenario.name)
        overview.expect(scenario)
        assert overview.link() == ({} if key == FIRST else {"scenario": key})
    overview.expect_peace()


def test_a_slider_moved_by_keyboard_moves_figures_sentence_chart_and_link(overview: Overview) -> None:
    overview.open(query(scenario="product-led-smb")).press("0-retention_rate", "ArrowLeft", times=12)
    overview.wait_for_link(lambda link: link.get(RETENTION) == "0.958")
    changed = SMB.changed({RETENTION: 0.958})
    overview.expect(changed)
    overview.expect_control(changed, RETENTION)
    expect(overview.page.locator("[data-figure=nrr] .worse")).to_have_text("worse")
    expect(overview.page.locator(".one-line")).to_contain_text("Renewal rate 97% → 95.8%")
    expect(
        overview.chart("ARR from existing and new customers").locator("text", has_text="Baseline").last
    ).to_be_visible()
    overview.expect_peace()


def test_the_charts_view_is_kept_while_a_slider_moves(overview: Overview) -> None:
    overview.open(query(scenario="product-led-smb"))
    svg = overview.page.locator(".picture svg").first.element_handle()
    overview.type("0-acv", "2k")
    overview.wait_for_link(lambda link: link.get("SMB.acv") == "2000")
    overview.expect(SMB.changed({"SMB.acv": 2000.0}))
    assert svg.evaluate("element => element.isConnected")


def test_a_typed_decimal_survives_and_the_slider_follows_and_widens(overview: Overview) -> None:
    overview.open(query(scenario="product-led-smb")).type("0-retention_rate", "97.4321%")
    overview.wait_for_link(lambda link: link.get(RETENTION) == "0.974321")
    overview.page.reload()
    overview.settle().type("0-cac", "1000")
    overview.wait_for_link(lambda link: link.get("SMB.cac") == "1000")
    changed = SMB.changed({RETENTION: 0.974321, "SMB.cac": 1000.0})
    assert overview.opened().scenario == changed
    overview.expect(changed)
    overview.expect_control(changed, RETENTION)
    overview.type("0-retention_rate", "40")
    overview.wait_for_link(lambda link: link.get(RETENTION) == "0.4")
    overview.expect_control(changed.changed({RETENTION: 0.4}), RETENTION)
    expect(overview.slider("0-retention_rate")).to_have_attribute("min", "0.4")


def test_a_dragged_slider_shows_its_value_and_sends_it_when_let_go(overview: Overview) -> None:
    """Dragged back to where it was it sends nothing, and follows the field again."""
    page = overview.open(query(scenario="product-led-smb")).page
    slider, field = overview.slider("0-retention_rate"), overview.field("0-retention_rate")
    slider.scroll_into_view_if_needed()
    box = slider.bounding_box()
    assert box
    middle, now = box["y"] + box["height"] / 2, box["x"] + 6 + 0.7 * (box["width"] - 12)  # 97 % of 90 to 100
    _drag(page, (now, middle), -100, 0)
    expect(field).to_have_value("97%")
    overview.type("0-retention_rate", "95.5%")
    overview.wait_for_link(lambda link: link.get(RETENTION) == "0.955")
    overview.expect_control(SMB.changed({RETENTION: 0.955}), RETENTION)
    box = slider.bounding_box()  # what stands above it may be a line shorter by now
    assert box
    _drag(page, (now, box["y"] + box["height"] / 2), -100)
    overview.wait_for_link(lambda link: link.get(RETENTION) != "0.955")
    assert overview.link()[RETENTION] < "0.955"
    overview.expect(overview.opened().scenario)
    overview.expect_control(overview.opened().scenario, RETENTION)
    field.fill("nonsense")
    field.press("Escape")
    assert field.input_value() == field_numbers.shown(
        overview.opened().scenario.value(RETENTION), SMB.paths()[RETENTION]
    )


def test_a_typed_value_that_is_not_allowed_changes_nothing(overview: Overview) -> None:
    overview.open(query(scenario="product-led-smb"))
    for text, line in {
        "150%": "“150%” is outside 0% to 100%",
        "a lot": "“a lot” is not a number: write it like 98.5%",
    }.items():
        overview.type("0-retention_rate", text)
        expect(overview.page.locator(".refused")).to_have_text(line)
        overview.settle().expect(SMB)
        overview.expect_control(SMB, RETENTION)


def test_a_number_field_full_of_blanks_is_refused_in_one_line_and_holds_nobody_up(overview: Overview) -> None:
    """Matched in every split, what a program sends would keep the server from everybody for minutes."""
    line = "A number has at most 40 characters: write it like 1,500 or 1.5k"
    send = "field => { field.value = `1${' '.repeat(200000)}x`; field.dispatchEvent(new Event('change')) }"
    overview.open(query(scenario="product-led-smb")).type("0-cac", "1" + " " * 20_000 + "x")
    expect(overview.page.locator(".refused")).to_have_text(line)
    assert len(overview.field("0-cac").input_value()) < 10
    other = Overview(overview.page.context.new_page(), overview.server)
    other.open(query(scenario="mid-market-flat"))
    overview.field("0-acv").evaluate(send)
    other.type("0-acv", "2,000")
    other.wait_for_link(lambda link: link.get("Mid-market.acv") == "2000")
    expect(overview.page.locator("[data-key=input-0-acv] .refused")).to_have_text(line)
    expect(overview.page.locator(".refused")).to_have_count(1)
    overview.settle().expect(SMB)
    overview.expect_control(SMB, "SMB.acv")
    overview.expect_peace()


def test_reload_second_tab_back_and_forward_agree(overview: Overview, server: str) -> None:
    overview.open(query(scenario="product-led-smb")).press("0-cac", "ArrowRight")  # from 900, by ten
    overview.wait_for_link(lambda link: link.get("SMB.cac") == "910")
    overview.type("0-new_accounts", "90")
    overview.wait_for_link(lambda link: link.get("SMB.new_accounts") == "90")
    both, with_cac = SMB.changed({"SMB.cac": 910.0, "SMB.new_accounts": 90.0}), SMB.changed({"SMB.cac": 910.0})
    overview.page.reload()
    overview.settle().expect(both)

    second = Overview(overview.page.context.new_page(), server)
    second.open(overview.page.url.removeprefix(server).removeprefix("/")).expect(both)

    overview.page.go_back()
    overview.expect(with_cac)
    overview.expect_control(with_cac, "SMB.new_accounts")
    overview.page.go_back()
    overview.expect(SMB)
    overview.expect_control(SMB, "SMB.cac")
    overview.page.go_forward()
    overview.expect(with_cac)
    overview.expect_control(with_cac, "SMB.cac")
    overview.expect_peace()


def test_a_new_baseline_undo_and_reset_live_in_the_link(overview: Overview) -> None:
    page = overview.open(query(scenario="product-led-smb")).page
    overview.type("0-cac", "1,200")
    overview.wait_for_link(lambda link: link.get("SMB.cac") == "1200")
    page.get_by_role("button", name="Make this the baseline").click()
    overview.wait_for_link(lambda link: link.get("baseline") == "SMB.cac=1200")
    expect(page.locator(".one-line")).to_contain_text("Move a slider to compare")
    overview.type("0-acv", "2400")
    overview.type("0-gross_margin", "75")
    overview.wait_for_link(lambda link: link.get("SMB.gross_margin") == "0.75")
    page.reload()
    overview.settle()
    baseline = SMB.changed({"SMB.cac": 1200.0})
    assert overview.opened().baseline == baseline
    overview.expect(baseline.changed({"SMB.acv": 2400.0, "SMB.gross_margin": 0.75}))
    page.get_by_role("button", name="Undo ACV").click()
    overview.wait_for_link(lambda link: "SMB.acv" not in link)
    overview.expect(baseline.changed({"SMB.gross_margin": 0.75}))
    page.get_by_role("button", name="Reset all").click()
    overview.wait_for_link(lambda link: "SMB.gross_margin" not in link)
    overview.expect(baseline)
    overview.expect_peace()


def test_the_same_state_after_the_server_was_started_again(page: Page, tmp_path: Path) -> None:
    port = free_port()
    overview = Overview(page, f"http://127.0.0.1:{port}")
    changed = SMB.changed({"SMB.cac": 1000.0, "company.fixed_costs": 20_000.0})
    with running(port, tmp_path / "first.txt"):
        overview.open(query(scenario="product-led-smb", **{"SMB.cac": "1000"})).type("company-fixed_costs", "20k")
        overview.wait_for_link(lambda link: "company.fixed_costs" in link)
    with running(port, tmp_path / "second.txt"):
        overview.page.reload()
        overview.settle().expect(changed)
        overview.expect_control(changed, "company.fixed_costs")


def test_choosing_another_scenario_and_segment(overview: Overview) -> None:
    overview.open().choose("Scenario", "Two channels")
    overview.wait_for_link(lambda link: link == {"scenario": "two-channels"})
    two = EXAMPLES["two-channels"]
    overview.expect(two)
    overview.choose("Segment", "Resellers")
    overview.wait_for_link(lambda link: link.get("segment") == "Resellers")
    overview.expect_control(two, "Resellers.cac")
    overview.page.reload()
    overview.settle().expect_control(two, "Resellers.cac")


def test_an_input_without_effect_says_why_until_it_has_one(overview: Overview) -> None:
    page = overview.open(query(scenario="product-led-smb")).page
    without_team = page.get_by_text("No effect now. Set staffing to Fixed to use this.")
    expect(without_team.first).to_be_visible()
    page.get_by_text("More inputs").click()
    page.get_by_role("radio", name="fixed").click()
    overview.wait_for_link(lambda link: link.get("SMB.staffing") == "fixed")
    expect(without_team).to_have_count(0)
    overview.expect(SMB.changed({"SMB.staffing": "fixed"}))
    overview.expect_peace()


def test_a_file_opens_and_what_is_saved_reads_back_equal(overview: Overview, tmp_path: Path) -> None:
    changed = SMB.changed({"name": "My own", "SMB.acv": 2222.22})
    file = tmp_path / "own.toml"
    file.write_text(to_toml(changed))
    page = overview.open().page
    _upload(overview, file)
    overview.wait_for_link(lambda link: [*link] == ["s"])
    overview.expect(changed)
    expect(page.get_by_text("Saved. Anyone with this link can change it.")).to_be_visible()
    overview.type("0-cac", "1000")
    expect(page.locator("[data-key='undo SMB.cac']")).to_contain_text("900 → 1,000")
    with page.expect_download() as download:
        page.get_by_role("button", name="Save as a file").click()
    assert download.value.suggested_filename == "my-own.toml"
    saved = read_toml(Path(download.value.path()).read_text())
    assert saved == changed.changed({"SMB.cac": 1000.0})
    overview.expect_peace()


def test_a_bad_file_is_told_line_by_line_and_loses_nothing(overview: Overview, tmp_path: Path) -> None:
    file = tmp_path / "bad.toml"
    file.write_text('name = "Bad"\nhorizon = 3\n[[segments]]\nname = "A"\nacv = -1\n')
    overview.open(query(scenario="product-led-smb")).type("0-cac", "1000")
    overview.wait_for_link(lambda link: link.get("SMB.cac") == "1000")
    _upload(overview, file)
    expect(overview.page.locator(".notice li")).to_have_count(2)
    expect(overview.page.locator(".notice")).to_contain_text("bad.toml: A.acv is -1: allowed is a number from 0.01")
    overview.settle().expect(SMB.changed({"SMB.cac": 1000.0}))
    overview.page.get_by_role("button", name="Dismiss").click()
    expect(overview.page.locator(".notice")).to_have_count(0)
    overview.expect_peace()


def test_a_link_that_does_not_fit_opens_with_a_line_for_each_entry(overview: Overview) -> None:
    bad = {"SMB.cac": "1000", "SMB.retention_rate": "7", "SMB.colour": "blue", "horizon_months": "NaN", "segment": "X"}
    overview.open(query(scenario="product-led-smb", **bad))
    lines = overview.page.locator(".notice li")
    expect(lines).to_have_count(4)
    for text in ("SMB.retention_rate is 7", "SMB.colour is no input", "horizon_months", "segment is 'X'"):
        expect(lines.filter(has_text=text)).to_have_count(1)
    overview.expect(SMB.changed({"SMB.cac": 1000.0}))
    overview.expect_peace()


def test_a_narrow_window_shows_the_answer_first_and_scrolls_one_way(overview: Overview) -> None:
    page = overview.page
    page.set_viewport_size({"width": 375, "height": 700})
    overview.open(query(scenario="three-segments", **{"Enterprise.cac": "90000"}))
    answer = page.locator("p.answer").bounding_box()
    assert answer is not None
    assert answer["y"] + answer["height"] < 700
    overview.press("0-retention_rate", "ArrowLeft")
    overview.wait_for_link(lambda link: "Enterprise.retention_rate" in link)
    page.get_by_text("Month by month").click()
    expect(page.locator(".months tbody tr")).to_have_count(36)
    for width in (375, 320):
        page.set_viewport_size({"width": width, "height": 700})
        assert overview.settle().overflow() <= 0
    overview.expect_peace()


def test_charts_wear_the_readers_theme(overview: Overview) -> None:
    for scheme, colour in LOOKS.items():
        overview.page.emulate_media(color_scheme=scheme)
        overview.open()
        expect(overview.chart("Cumulative profit").locator(f"path[stroke='{colour}']").first).to_be_attached()
    overview.expect_peace()


def test_the_table_and_the_formulas_open(overview: Overview) -> None:
    page = overview.open(query(scenario="product-led-smb")).page
    page.get_by_text("Month by month").click()
    mrr = run(SMB).total.monthly["mrr"][:, 0]
    expect(page.locator(".months tbody tr").last.locator("td").nth(MEASURES.index("mrr"))).to_have_text(
        short(float(mrr[-1]))
    )
    page.get_by_text("How this is calculated").click()
    expect(page.locator(".katex-display")).to_have_count(5)
    expect(page.get_by_text("Twelve times the MRR of the last month.")).to_be_visible()
    overview.expect_peace()


def _drag(page: Page, start: tuple[float, float], *ways: float) -> None:
    """The mouse pressed at a point, moved that many pixels from it to the right, one after the other, and let go."""
    page.mouse.move(*start)
    page.mouse.down()
    for way in ways:
        page.mouse.move(start[0] + way, start[1])
    page.mouse.up()


def _upload(overview: Overview, file: Path) -> None:
    with overview.page.expect_file_chooser() as chooser:
        overview.page.get_by_role("button", name="Open a file").click()
    chooser.value.set_files(file)
