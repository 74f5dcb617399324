"""The page's style beyond what .streamlit/config.toml sets; colours follow the theme by light-dark()."""

from __future__ import annotations

from charts.theme import DARK, LIGHT

_COLOURS = "".join(
    f"--{name}: light-dark({getattr(LIGHT, name)}, {getattr(DARK, name)});"
    for name in ("paper", "ink", "quiet", "rule", "whatif", "loss")
)

# Nothing fades while the next figures are worked out: to begin with it costs the browser a tenth of a move. Streamlit
# still says that it runs when one takes long.
CSS = f"""<style>
.stApp, [data-testid="stDialog"] {{ {_COLOURS} --unsourced: light-dark(#8A6100, #E0B44C); }}
[data-testid="stMainBlockContainer"] {{ max-width: 80rem; padding: 2.25rem 2rem 4rem; }}
[data-testid="stHeader"] {{ background: transparent; }}
[data-testid="stAppToolbar"] {{ pointer-events: none; }} [data-testid="stAppToolbar"] > * {{ pointer-events: auto; }}
[data-testid="stElementContainer"] {{ opacity: 1 !important; transition: none !important; }}
/* The blocks of a body stand among the elements of the page, so that what sticks to the top does so all the way. */
[data-testid="stElementContainer"]:has(.body), [data-testid="stElementContainer"] :has(.body), .body {{
  display: contents; }}
:is(.stHtml, .body) :is(h1, h2, h3, p, dl, dd, ul) {{ margin: 0; padding: 0; }}
.part {{ display: flex; flex-direction: column; gap: 1rem; }}
.near.late > * {{ visibility: hidden; }}
.near.late:has(> :empty) {{ min-height: 20rem; }}
.charts {{ display: grid; grid-template-columns: minmax(0, 1fr); gap: 1rem 2rem; }}
.chart-block {{ display: flex; flex-direction: column; justify-content: space-between; gap: 1rem; position: relative;
  min-width: 0; }}
.picture svg.marks {{ display: block; max-width: 100%; }}
.told {{ position: fixed; z-index: 1000; max-width: 20rem; padding: .375rem .625rem; pointer-events: none;
  background: var(--paper); border: 1px solid var(--rule); border-radius: .25rem;
  box-shadow: 0 .25rem 1rem rgb(0 0 0 / .12); font-size: .8125rem; line-height: 1.5; }}
.told[hidden], .chart-menu [hidden] {{ display: none; }}
.told dl {{ display: grid; grid-template-columns: auto auto; gap: 0 .75rem; margin: 0; }}
.told dt {{ color: var(--quiet); font-weight: 400; }}
.told dd {{ margin: 0; overflow-wrap: anywhere; font-variant-numeric: tabular-nums lining-nums; }}
.chart-menu {{ position: absolute; top: -.25rem; right: 0; background: var(--paper); opacity: 0; }}
.chart-block:hover .chart-menu, .chart-menu:focus-within {{ opacity: 1; }}
@media (hover: none) {{ .chart-menu {{ opacity: 1; }} .chart-block h2.chart {{ padding-right: 2rem; }} }}
.chart-menu button {{ all: unset; box-sizing: border-box; cursor: pointer; border-radius: .25rem; }}
.chart-menu > button {{ width: 1.75rem; height: 1.75rem; text-align: center; color: var(--quiet); }}
.chart-menu button:is(:hover, [aria-expanded=true]) {{ color: var(--whatif); }}
.chart-menu button:focus-visible {{ outline: 2px solid var(--whatif); outline-offset: -2px; }}
.chart-menu > div {{ position: absolute; z-index: 4; right: 0; display: grid; min-width: 9rem; padding: .25rem 0;
  background: var(--paper); border: 1px solid var(--rule); border-radius: .25rem;
  box-shadow: 0 .25rem 1rem rgb(0 0 0 / .12); }}
.chart-menu > div button {{ padding: .375rem .75rem; font-size: .875rem; }}
.chart-menu p {{ position: absolute; right: 2rem; top: .375rem; white-space: nowrap; color: var(--quiet);
  font-size: .8125rem; background: var(--paper); }}
.overline {{ color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }}
h1.question {{ color: var(--quiet); font-size: 1rem; font-weight: 400; line-height: 1.4; letter-spacing: 0; }}
.answer {{ font-size: 1.3125rem; line-height: 1.35; max-width: 62rem; text-wrap: pretty; }}
.body p.answer {{ margin-top: .375rem; }}
.answer strong {{ font-weight: 650; }}
.own-verdicts {{ display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .25rem 1rem;
  font-size: .9375rem; line-height: 1.45; }}
.own-verdicts dt {{ font-weight: 600; overflow-wrap: anywhere; max-width: 14rem; }}
.own-verdicts dd {{ color: var(--ink); }}
.head section + section {{ margin-top: 1rem; }}
.body .finding + .finding {{ margin-top: .375rem; }}
.remark, .finding {{ color: var(--quiet); font-size: .875rem; line-height: 1.45; overflow-wrap: anywhere; }}
.refused {{ color: var(--loss); font-size: .875rem; line-height: 1.4; overflow-wrap: anywhere; }}
.figures {{ display: grid; grid-auto-flow: column; grid-auto-columns: minmax(0, 1fr); border-top: 1px solid var(--rule);
  border-bottom: 1px solid var(--rule); }}
.figures > div {{ padding: .5rem 1rem .5rem 0; }}
.figures > div + div {{ padding-left: 1rem; border-left: 1px solid var(--rule); }}
.figures dt {{ color: var(--quiet); font-size: .875rem; line-height: 1.3; }}
.figures dd.value {{ font-size: 1.5rem; font-weight: 600; line-height: 1.35;
  font-variant-numeric: tabular-nums lining-nums; }}
.figures dd.note {{ font-size: .8125rem; line-height: 1.4; color: var(--quiet); min-height: 1.4em; }}
.figures dd .better {{ color: var(--whatif); font-weight: 600; }}
.figures dd .worse {{ color: var(--loss); font-weight: 600; }}
.body p.guard {{ max-width: 62rem; }}
.body p.guard + p.guard {{ margin-top: .375rem; }}
.body .notes {{ margin-top: .25rem; font-size: .875rem; }}
h2.chart {{ font-size: 1.0625rem; font-weight: 600; line-height: 1.3; }}
h2.chart small {{ font-weight: 400; font-size: .875rem; color: var(--quiet); }}
h3.group {{ font-size: .9375rem; font-weight: 600; line-height: 1.3; padding-bottom: .25rem !important;
  border-bottom: 1px solid var(--rule); }}
[data-testid="stSidebarUserContent"] {{ margin-top: -2.75rem; }}
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] {{ gap: .75rem; }}
.brand {{ font-size: 1.125rem; font-weight: 650; letter-spacing: .01em; }}
.notice {{ border-left: 3px solid var(--unsourced); padding: .125rem 0 .125rem .75rem; font-size: .9375rem;
  line-height: 1.45; overflow-wrap: anywhere; }}
.body .notice ul {{ margin: .25rem 0 0; padding-left: 1.1rem; }}
.body .notice li {{ margin: 0 !important; padding: 0 !important; font-size: inherit !important; }}
.change {{ font-size: .875rem; line-height: 1.4; overflow-wrap: anywhere; }}
.change del {{ color: var(--quiet); text-decoration: none; }}
/* Shadows at the sides behind which there is more: paper that scrolls along covers them at the ends. */
.months {{ overflow-x: auto; max-height: 30rem; overflow-y: auto; background:
  linear-gradient(to right, var(--paper) 35%, transparent) left / 2.5rem 100% local,
  linear-gradient(to left, var(--paper) 35%, transparent) right / 2.5rem 100% local,
  linear-gradient(to right, color-mix(in srgb, var(--ink) 28%, transparent), transparent) left / .625rem 100% scroll,
  linear-gradient(to left, color-mix(in srgb, var(--ink) 28%, transparent), transparent) right / .625rem 100% scroll;
  background-repeat: no-repeat; scrollbar-width: thin; }}
.months table {{ border-collapse: collapse; font-size: .875rem; width: 100%;
  font-variant-numeric: tabular-nums lining-nums; }}
.months th, .months td {{ text-align: right; padding: .25rem .75rem; white-space: nowrap; border: 0;
  border-bottom: 1px solid var(--rule); }}
.months thead th {{ position: sticky; top: 0; background: var(--paper); color: var(--quiet);
  font-weight: 400; vertical-align: bottom; white-space: normal; }}
.months th:first-child {{ text-align: left; font-weight: 400; }}
.amount {{ white-space: nowrap; }}
.head a, .finding a, .remark a {{ color: var(--whatif); }}
button.number {{ all: unset; white-space: nowrap; cursor: pointer; border-radius: 2px; }}
button.number:hover {{ text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; }}
.figures dd.note button.number {{ display: inline-block; min-width: 24px; line-height: 24px; }}
button.number:focus-visible {{ outline: 2px solid var(--whatif); outline-offset: 2px; }}
.traced-value {{ font-size: 1.375rem; font-weight: 600; font-variant-numeric: tabular-nums lining-nums; }}
.traced-value small {{ font-weight: 400; font-size: .875rem; color: var(--quiet); }}
.trail, .feeds {{ color: var(--quiet); font-size: .875rem; line-height: 1.6; overflow-wrap: anywhere; }}
.trail button, .feeds button {{ color: var(--whatif); }}
.arithmetic {{ font-size: .9375rem; line-height: 1.6; overflow-wrap: anywhere; }}
.arithmetic .values {{ color: var(--quiet); font-variant-numeric: tabular-nums lining-nums; }}
table.terms {{ width: 100%; border-collapse: collapse; font-size: .875rem; }}
table.terms th, table.terms td {{ border: 0; border-bottom: 1px solid var(--rule); padding: .25rem .5rem .25rem 0;
  text-align: left; font-weight: 400; vertical-align: baseline; overflow-wrap: anywhere; }}
table.terms td:nth-child(2) {{ text-align: right; color: var(--whatif); white-space: nowrap; }}
table.terms td:nth-child(3) {{ color: var(--quiet); }}
.unsourced {{ color: var(--unsourced); }}
.months.whole {{ max-height: none; }}
.months.whole tbody th {{ white-space: normal; min-width: 9rem; }}
.months:has(td.words) th, .months:has(td.words) td {{ vertical-align: top; }}
th.words {{ text-align: left !important; }}
.plans th[scope=row] {{ display: flex; gap: .5rem; align-items: baseline; border-bottom: 0; }}
.plans tbody tr {{ border-bottom: 1px solid var(--rule); }}
.plans small {{ color: var(--quiet); }}
.plans :is(.switch, .drop) {{ all: unset; flex: none; box-sizing: border-box; cursor: pointer; border-radius: .5rem;
  color: var(--quiet); }}
.plans .switch {{ position: relative; width: 1.75rem; height: 1.5rem; align-self: center; }}
.plans .switch::before {{ content: ""; position: absolute; inset: .25rem 0; border: 1.5px solid var(--quiet);
  border-radius: .5rem; background: radial-gradient(circle at .4375rem 50%, var(--quiet) .25rem, transparent .3rem); }}
.plans .switch[aria-checked=true]::before {{ border-color: var(--whatif);
  background: radial-gradient(circle at 1.125rem 50%, var(--whatif) .25rem, transparent .3rem); }}
.plans .drop {{ width: 1.5rem; text-align: center; line-height: 1.5rem; }}
.plans :is(.switch, .drop):focus-visible {{ outline: 2px solid var(--whatif); outline-offset: 2px; }}
.st-key-numbers {{ position: absolute; }}
[class*="st-key-document-"] [data-testid="stMarkdownContainer"] {{ overflow-x: auto; }}
td.words {{ min-width: 9rem; line-height: 1.45;  text-align: left !important; white-space: normal !important; }}
/* While a slider moves: what is shown is near, and what does not move waits for its release. */
[data-moving] :is(.head, .chart-block, [data-waits]) {{ pointer-events: none; }}
[data-moving] [data-waits] {{ opacity: .5; transition: opacity .2s .1s; }}
.brief {{ display: none; }}
.brief p {{ font-size: .875rem; line-height: 1.45; }}
.one-line, .brief p {{ white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }}
@media (min-width: 1440px) {{ .charts:has(> * + *) {{ grid-template-columns: repeat(2, minmax(0, 1fr)); }} }}
@media (min-width: 769px) {{
  [data-testid="stSidebar"][aria-expanded="true"] {{ width: 16rem !important; min-width: 16rem; }}
}}
/* The answer and its figures stay at the top; of what is above them only that scrolls away. */
@media (min-width: 769px) and (min-height: 560px) {{
  .head {{ position: sticky; top: -2.875rem; z-index: 5; max-height: 60vh; overflow-y: auto;
    background: var(--paper); }}
  [data-testid="stMain"] {{ scroll-padding: 16rem 0 1rem; }}
}}
/* Inputs stand beside all that is on the page, at the right of the window, and scroll by themselves. */
@media (min-width: 1200px) {{
  [data-testid="stMainBlockContainer"]:has([data-panel="inputs"]) {{ max-width: 98rem; padding-right: 20rem; }}
  [data-panel="inputs"] {{ position: fixed; top: 0; right: 0; bottom: 0; width: 18.5rem !important; z-index: 6;
    box-sizing: border-box; padding: 2.25rem 1.25rem 2rem; overflow-y: auto; overscroll-behavior: contain;
    background: var(--paper); border-left: 1px solid var(--rule); }}
}}
@media (max-width: 768px) {{
  [data-testid="stMainBlockContainer"] {{ padding: 3rem 1rem 6rem; }}
  .brief {{ display: block; position: fixed; inset: auto 0 0; z-index: 5; padding: .5rem 1rem;
    background: var(--paper); border-top: 1px solid var(--rule); }}
  .brief .better {{ color: var(--whatif); font-weight: 600; }} .brief .worse {{ color: var(--loss); font-weight: 600; }}
  [data-testid="stMain"] {{ scroll-padding-bottom: 5rem; }}
}}
@media (max-width: 640px) {{
  .answer {{ font-size: 1.1875rem; }}
  .figures {{ grid-auto-flow: row; grid-template-columns: repeat(2, minmax(0, 1fr)); }}
  .figures > div, .figures > div + div {{ padding: .5rem .5rem .5rem 0; border-left: 0; }}
  .figures dd.value {{ font-size: 1.375rem; }}
  .own-verdicts {{ grid-template-columns: 1fr; gap: 0; }}
  .own-verdicts dd {{ margin-bottom: .5rem !important; }}
}}
@page {{ margin: 15mm 12mm; }}
/* On paper: what is said and shown, whole tables, and headings with what they are of; nothing that is moved. */
@media print {{
  [data-testid="stSidebar"], [data-testid="stHeader"], .brief, .chart-menu,
  :is([data-panel="inputs"], [data-panel="begin"], [data-panel="downloads"], [data-panel^="fold-"]),
  [data-testid="stStatusWidget"] {{
    display: none !important; }}
  .stApp, .stApp > div, [data-testid="stAppViewContainer"], [data-testid="stMain"] {{ position: static !important;
    display: block !important; height: auto !important; overflow: visible !important; }}
  [data-testid="stMainBlockContainer"] {{ max-width: none !important; padding: 0 !important; }}
  .head {{ position: static; max-height: none; }}
  .body > * {{ margin-top: .75rem !important; }}
  .change.nothing {{ display: none; }} .change.one-line {{ white-space: normal; }}
  .charts:has(> * + *) {{ grid-template-columns: minmax(0, 1fr); }}
  .picture svg.marks {{ height: auto; }}
  .months, .months.whole {{ max-height: none; overflow: visible; }}
  .months table {{ font-size: .6875rem; }} .months th, .months td {{ padding: .125rem .25rem; white-space: normal; }}
  .months thead th {{ position: static; }} thead {{ display: table-header-group; }}
  tr, .figures, .own-verdicts > *, .chart-block, section:has(> .months.whole) {{ break-inside: avoid; }}
  h1, h2, h3, .finding {{ break-after: avoid; }}
  details.notes::details-content {{ content-visibility: visible; height: auto; }}
}}
</style>"""
