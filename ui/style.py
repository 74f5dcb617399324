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
[data-testid="stMainBlockContainer"] {{ max-width: 76rem; padding: 2.25rem 2rem 4rem; }}
[data-testid="stHeader"] {{ background: transparent; }}
[data-testid="stAppToolbar"] {{ pointer-events: none; }} [data-testid="stAppToolbar"] > * {{ pointer-events: auto; }}
[data-testid="stElementContainer"] {{ opacity: 1 !important; transition: none !important; }}
.stHtml h1, .stHtml h2, .stHtml h3, .stHtml p, .stHtml dl, .stHtml dd {{ margin: 0; padding: 0; }}
.overline {{ color: var(--quiet); font-size: .875rem; overflow-wrap: anywhere; }}
h1.question {{ color: var(--quiet); font-size: 1rem; font-weight: 400; line-height: 1.4; letter-spacing: 0; }}
.answer {{ font-size: 1.375rem; line-height: 1.4; max-width: 62rem; text-wrap: pretty; }}
.stHtml p.answer {{ margin-top: .375rem; }}
.answer strong {{ font-weight: 650; }}
.own-verdicts {{ display: grid; grid-template-columns: minmax(6rem, max-content) 1fr; gap: .25rem 1rem;
  font-size: .9375rem; line-height: 1.45; }}
.own-verdicts dt {{ font-weight: 600; overflow-wrap: anywhere; max-width: 14rem; }}
.own-verdicts dd {{ color: var(--ink); }}
.stHtml > section + section {{ margin-top: 1rem; }}
.stHtml .finding + .finding {{ margin-top: .375rem; }}
.remark, .finding {{ color: var(--quiet); font-size: .875rem; line-height: 1.45; overflow-wrap: anywhere; }}
.refused {{ color: var(--loss); font-size: .875rem; line-height: 1.4; overflow-wrap: anywhere; }}
.figures {{ display: grid; grid-template-columns: repeat(5, minmax(0, 1fr)); border-top: 1px solid var(--rule);
  border-bottom: 1px solid var(--rule); }}
.figures > div {{ padding: .75rem 1rem .75rem 0; }}
.figures > div + div {{ padding-left: 1rem; border-left: 1px solid var(--rule); }}
.figures dt {{ color: var(--quiet); font-size: .875rem; line-height: 1.3; }}
.figures dd.value {{ font-size: 1.625rem; font-weight: 600; line-height: 1.35;
  font-variant-numeric: tabular-nums lining-nums; }}
.figures dd.note {{ font-size: .8125rem; line-height: 1.4; color: var(--quiet); min-height: 1.4em; }}
.figures dd .better {{ color: var(--whatif); font-weight: 600; }}
.figures dd .worse {{ color: var(--loss); font-weight: 600; }}
.stHtml p.guard {{ max-width: 62rem; }}
.stHtml p.guard + p.guard {{ margin-top: .375rem; }}
.stHtml .notes {{ margin-top: .25rem; font-size: .875rem; }}
h2.chart {{ font-size: 1.0625rem; font-weight: 600; line-height: 1.3; }}
h2.chart small {{ font-weight: 400; font-size: .875rem; color: var(--quiet); }}
h3.group {{ font-size: .9375rem; font-weight: 600; line-height: 1.3; padding-bottom: .25rem !important;
  border-bottom: 1px solid var(--rule); }}
[data-testid="stSidebarUserContent"] {{ margin-top: -2.75rem; }}
[data-testid="stSidebarUserContent"] [data-testid="stVerticalBlock"] {{ gap: .75rem; }}
.brand {{ font-size: 1.125rem; font-weight: 650; letter-spacing: .01em; }}
.notice {{ border-left: 3px solid var(--unsourced); padding: .125rem 0 .125rem .75rem; font-size: .9375rem;
  line-height: 1.45; overflow-wrap: anywhere; }}
.stHtml .notice ul {{ margin: .25rem 0 0; padding-left: 1.1rem; }}
.stHtml .notice li {{ margin: 0 !important; padding: 0 !important; font-size: inherit !important; }}
.st-key-beginning {{ min-height: 1.9375rem; }}
.one-line {{ white-space: nowrap; overflow: hidden; text-overflow: ellipsis; }}
.change {{ font-size: .875rem; line-height: 1.4; overflow-wrap: anywhere; }}
.change del {{ color: var(--quiet); text-decoration: none; }}
.months {{ overflow-x: auto; max-height: 30rem; overflow-y: auto; }}
.months table {{ border-collapse: collapse; font-size: .875rem; width: 100%;
  font-variant-numeric: tabular-nums lining-nums; }}
.months th, .months td {{ text-align: right; padding: .25rem .75rem; white-space: nowrap; border: 0;
  border-bottom: 1px solid var(--rule); }}
.months thead th {{ position: sticky; top: 0; background: var(--paper); color: var(--quiet);
  font-weight: 400; vertical-align: bottom; white-space: normal; }}
.months th:first-child {{ text-align: left; font-weight: 400; }}
[data-testid="stElementContainer"]:has([data-testid="stVegaLiteChart"]) [data-testid="stElementToolbar"] {{
  display: none; }}
button.number {{ all: unset; cursor: pointer; border-radius: 2px; }}
button.number:hover {{ text-decoration: underline; text-decoration-thickness: 1px; text-underline-offset: .2em; }}
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
.st-key-numbers {{ position: absolute; }}
[class*="st-key-document-"] [data-testid="stMarkdownContainer"] {{ overflow-x: auto; }}
td.words {{ min-width: 9rem; line-height: 1.45;  text-align: left !important; white-space: normal !important; }}
@media (max-width: 640px) {{
  [data-testid="stMainBlockContainer"] {{ padding: 3rem 1rem 3rem; }}
  .answer {{ font-size: 1.1875rem; }}
  .figures {{ grid-template-columns: repeat(2, minmax(0, 1fr)); }}
  .figures > div, .figures > div + div {{ padding: .5rem .5rem .5rem 0; border-left: 0; }}
  .figures dd.value {{ font-size: 1.375rem; }}
  .own-verdicts {{ grid-template-columns: 1fr; gap: 0; }}
  .own-verdicts dd {{ margin-bottom: .5rem !important; }}
}}
@media print {{ [data-testid="stSidebar"], [data-testid="stHeader"] {{ display: none; }} }}
</style>"""
