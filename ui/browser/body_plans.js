// The list of plans: each with its switch, what it says and what it adds. The page's own numbers follow from the server.

import { node, update } from "./body_nodes.js"
import { cell } from "./body_tables.js"
import { emit, isPending } from "./events.js"

const KEY = "plans"

const line = ({ place, name, words, on, cells }) => node("tr", {},
  node("th", { scope: "row" },
    node("button.switch", { type: "button", role: "switch", "aria-checked": String(on), "data-place": String(place), "aria-label": `${name}: ${words}` }),
    node("span", {}, name, node("br"), node("small", {}, words))),
  cells.map(cell),
  node("td", {}, node("button.drop", { type: "button", "data-place": String(place), "aria-label": `Remove ${name}: ${words}`, title: "Remove" }, "×")))

const make = ({ title, head, rows, total, remark }) => node("section", {}, node("h2.chart", {}, title),
  node("div.months.whole.plans", { tabindex: "0" }, node("table", {},
    node("thead", {}, node("tr", {}, head.map(name => node("th", { scope: "col" }, name)), node("td"))),
    node("tbody", {}, rows.map(line),
      total.length ? node("tr", {}, node("th", { scope: "row" }, "All together"), total.map(cell), node("td")) : undefined))),
  remark ? node("p.remark", {}, remark) : undefined)

export const plans = () => {
  let page
  const element = node("section")
  element.addEventListener("click", event => {
    const button = event.target.closest("[data-place]")
    if (!button) return
    const place = Number(button.dataset.place)
    const on = button.getAttribute("aria-checked") !== "true"
    if (button.className === "switch") button.setAttribute("aria-checked", String(on))
    emit({ data: page }, KEY, "switched", button.className === "switch" ? { place, on } : { place, drop: true })
  })
  return { element, draw(block, newest) {
    page = newest
    if (!isPending({ data: page }, KEY)) update(element, make(block))
  } }
}
