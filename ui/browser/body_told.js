// What the pointer is told: the values under it, and in all charts over months those of the same month.

import { node } from "./body_nodes.js"

const AWAY = 12 // pixels from the pointer
const NOTHING = "–" // of a line that has no value there, such as a baseline that is the same
const box = node("div.told", { hidden: "" })

/** Vega's way to say what lies under the pointer: a value for each label. */
export const told = (_, event, __, values) => {
  if (!values || !event.isTrusted) {
    box.hidden = true
    return
  }
  box.replaceChildren(node("dl", {}, Object.entries(values).filter(([, value]) => value !== NOTHING).map(([label, value]) => [
    node("dt", {}, label), node("dd", {}, String(value))])))
  if (!box.isConnected) document.querySelector(".stApp").append(box)
  box.hidden = false
  const { offsetWidth, offsetHeight } = box
  const right = event.clientX + AWAY
  const below = event.clientY + AWAY
  box.style.left = `${right + offsetWidth > innerWidth ? Math.max(0, event.clientX - AWAY - offsetWidth) : right}px`
  box.style.top = `${below + offsetHeight > innerHeight ? Math.max(0, event.clientY - AWAY - offsetHeight) : below}px`
}

// Over each month of a chart lies a path (charts/axes.py); the pointer that enters one enters that of the same month in
// every other chart, and leaves it.
const MONTHS = ".picture .hover_voronoi"
const together = event => {
  const over = event.isTrusted && event.target instanceof Element && event.target.closest(MONTHS)
  if (!over) return
  const month = [...over.children].indexOf(event.target)
  for (const chart of document.querySelectorAll(MONTHS)) {
    const same = chart !== over && chart.children[month]
    if (same) same.dispatchEvent(new PointerEvent(event.type, { bubbles: true }))
  }
}
for (const type of ["pointerover", "pointerout"]) document.addEventListener(type, together)
