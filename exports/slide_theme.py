"""The look of the slides: a presentation without slides whose theme, master and layout have our colours and font.

What is drawn refers to the theme's colours, so that a chart keeps them when somebody changes it.
"""

from __future__ import annotations

import re
from typing import Any

from charts.theme import LIGHT

FONT = "Arial"  # on every machine, or one of the same width in its place
WIDE, HIGH = 960.0, 540.0  # points of a slide, 16:9
LEFT, RIGHT = 36.0, 924.0  # margins
TITLE = (LEFT, 44.0, RIGHT - LEFT, 82.0)  # left, top, width and height in points
FOOTER = 512.0, 16.0  # top and height
Box = tuple[float, float, float, float]

# The slots of a theme, and the colour in each: what a slide is written in, then accents, then links.
SLOTS = {
    "dk1": LIGHT.ink, "lt1": LIGHT.paper, "dk2": LIGHT.quiet, "lt2": LIGHT.rule, "accent1": LIGHT.whatif,
    "accent2": LIGHT.book, "accent3": LIGHT.later, "accent4": LIGHT.loss, "accent5": LIGHT.series[3],
    "accent6": LIGHT.series[5], "hlink": LIGHT.whatif, "folHlink": LIGHT.quiet,
}  # fmt: skip
NAMES = {"dk1": "TEXT_1", "lt1": "BACKGROUND_1", "dk2": "TEXT_2", "lt2": "BACKGROUND_2"}


def blank() -> Any:
    """A presentation of 16:9 with one layout, whose title, date, footer and number are where ours are."""
    from pptx import Presentation
    from pptx.opc.constants import RELATIONSHIP_TYPE
    from pptx.util import Pt

    deck = Presentation()
    deck.slide_width, deck.slide_height = Pt(WIDE), Pt(HIGH)
    layout = next(layout for layout in deck.slide_layouts if layout.name == "Title Only")
    for other in [other for other in deck.slide_layouts if other is not layout]:
        deck.slide_layouts.remove(other)
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _theme(theme.blob.decode()).encode()
    _arrange(deck.slide_master)
    return deck


def colour(fill: Any, name: str) -> None:
    """Colours what is drawn by the colour of a meaning, such as "loss"."""
    from pptx.dml.color import RGBColor
    from pptx.enum.dml import MSO_THEME_COLOR

    wanted = LIGHT.colour_of(name)
    slot = next((slot for slot, used in SLOTS.items() if used == wanted), None)
    if slot is None:
        fill.rgb = RGBColor.from_string(wanted.removeprefix("#"))
    else:
        fill.theme_color = getattr(MSO_THEME_COLOR, NAMES.get(slot, slot.replace("accent", "ACCENT_")))


def _theme(text: str) -> str:
    """The theme with our colours and font."""
    colours = "".join(f'<a:{slot}><a:srgbClr val="{used[1:]}"/></a:{slot}>' for slot, used in SLOTS.items())
    scheme = f'<a:clrScheme name="Bowtie">{colours}</a:clrScheme>'
    text = re.sub(r"<a:clrScheme .*?</a:clrScheme>", scheme, text, flags=re.DOTALL)
    fonts = r'(<a:(?:major|minor)Font>\s*<a:latin typeface=")[^"]*'
    return re.sub(fonts, rf"\g<1>{FONT}", text).replace('name="Office Theme"', 'name="Bowtie"', 1)


def _arrange(master: Any) -> None:
    """The master's places: the title at the top left, the footer below it all."""
    from pptx.enum.shapes import PP_PLACEHOLDER

    top, high = FOOTER
    places = {
        PP_PLACEHOLDER.TITLE: TITLE,
        PP_PLACEHOLDER.BODY: (LEFT, 140.0, RIGHT - LEFT, 360.0),
        PP_PLACEHOLDER.FOOTER: (LEFT, top, 640.0, high),
        PP_PLACEHOLDER.DATE: (690.0, top, 150.0, high),
        PP_PLACEHOLDER.SLIDE_NUMBER: (860.0, top, RIGHT - 860.0, high),
    }
    for shape in master.placeholders:
        kind = shape.placeholder_format.type
        place(shape, places[kind])
        bare(shape.text_frame)
        for style in shape._element.iter("{*}lvl1pPr"):
            style.set("algn", "l" if kind == PP_PLACEHOLDER.FOOTER else "r")
            next(style.iter("{*}defRPr")).set("sz", "1000")
    (title,) = master._element.iter("{*}titleStyle")
    first = title.find("{*}lvl1pPr")
    first.set("algn", "l")
    font = first.find("{*}defRPr")
    font.set("sz", "2400")
    font.set("b", "1")


def place(shape: Any, box: Box) -> None:
    """Puts a shape into a box of points."""
    from pptx.util import Pt

    shape.left, shape.top, shape.width, shape.height = map(Pt, box)


def bare(frame: Any) -> None:
    """A text without margins that begins at the top, wraps, and keeps the size it has been given."""
    from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE

    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.TOP
