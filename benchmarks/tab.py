"""A page in a real browser: how long until it is painted, at first and after a slider was moved."""

from dataclasses import dataclass

from playwright.sync_api import BrowserContext, Page

READY = "[data-testid=stApp][data-test-script-state=notRunning][data-test-connection-state=CONNECTED]"
CHART = ":is(.picture, [data-testid=stVegaLiteChart])"  # ours, and those of the bare page
SLIDER = "input[type=range]"
QUIET = 300  # milliseconds without a change of what is looked at: the page has come to rest
PATIENCE = 60_000
# When what is looked at last changed, when that was painted, and when the key went down before it.
METER = f"""
const LOOKED_AT = "{CHART}, .body, .stHtml";
const meter = {{pressed: 0, changed: 0, painted: 0}};
const within = node => (node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement)?.closest(LOOKED_AT);
const holds = node => node.matches?.(LOOKED_AT) || node.querySelector?.(LOOKED_AT);
const after_paint = tell => requestAnimationFrame(() => {{
    const channel = new MessageChannel();
    channel.port1.onmessage = tell;
    channel.port2.postMessage(0);
}});
new MutationObserver(changes => {{
    if (!changes.some(change => within(change.target) || [...change.addedNodes].some(holds))) return;
    meter.changed = performance.now();
    after_paint(() => meter.painted = performance.now());
}}).observe(document, {{subtree: true, childList: true, attributes: true, characterData: true}});
addEventListener("keydown", event => meter.pressed = event.timeStamp, true);
const drawn = one => !one.shadowRoot || one.shadowRoot.querySelector(".panel:empty") === null;
const complete = () => document.querySelector("{READY}") !== null
    && [...document.querySelectorAll(".stBidiComponent *")].every(drawn)
    && document.querySelector("[data-testid=stSkeleton]") === null
    && [...document.querySelectorAll("{CHART}")].every(chart => chart.querySelector("svg"));
const at_rest = () => meter.changed > meter.pressed && meter.painted >= meter.changed
    && performance.now() - meter.changed > {QUIET} && complete();
window.rest = () => new Promise((done, failed) => {{
    const begin = performance.now();
    const timer = setInterval(() => {{
        if (!at_rest() && performance.now() - begin < {PATIENCE}) return;
        clearInterval(timer);
        at_rest() ? done(meter.painted - meter.pressed) : failed(Error("the page came not to rest"));
    }}, 20);
}});
"""


@dataclass
class Tab:
    """One open page. Its first load is in milliseconds; a move goes in its direction until the slider's end."""

    page: Page
    charts: int = 0
    first_load: float = 0.0
    has_slider: bool = False
    direction: int = 1

    @classmethod
    def open(cls, context: BrowserContext, address: str) -> "Tab":
        """The page when it has come to rest."""
        page = context.new_page()
        page.add_init_script(METER)
        tab = cls(page)
        page.goto(address)
        tab.first_load = page.evaluate("window.rest()")
        tab.charts = page.locator(CHART).count()
        tab.has_slider = page.locator(SLIDER).count() > 0
        return tab

    def move(self, times: int) -> list[float]:
        """Milliseconds from the key on the page's first slider to the last paint, move by move."""
        self.page.bring_to_front()
        self.page.locator(SLIDER).first.focus()
        return [self._move_once() for _ in range(times)]

    def _move_once(self) -> float:
        self.page.keyboard.press(self._key())
        return float(self.page.evaluate("window.rest()"))

    def _key(self) -> str:
        """On in the same direction, and back from the slider's end."""
        value, low, high, step = self.page.locator(SLIDER).first.evaluate(
            "slider => [slider.value, slider.min, slider.max, slider.step].map(Number)"
        )
        if not low <= value + self.direction * step <= high:
            self.direction = -self.direction
        return "ArrowRight" if self.direction > 0 else "ArrowLeft"
