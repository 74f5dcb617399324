// A number is a button with data-trace; keyboards reach it as they reach every button. Over each month of a chart lies a
// path (axes.hover); the pointer that enters one enters that of the same month in every other chart, and leaves it. The
// listeners stay for as long as the page does; `data-numbers` says that they are there.

let send
const open = event => {
  const number = event.target instanceof Element && event.target.closest("button[data-trace]")
  if (number) send("opened", number.dataset.trace)
}
const months = "[data-testid=stVegaLiteChart] .hover_voronoi"
const together = event => {
  const over = event.isTrusted && event.target instanceof Element && event.target.closest(months)
  if (!over) return
  const month = [...over.children].indexOf(event.target)
  for (const chart of document.querySelectorAll(months)) {
    const same = chart !== over && chart.children[month]
    if (same) same.dispatchEvent(new PointerEvent(event.type, { bubbles: true }))
  }
}
export default function ({ setTriggerValue }) {
  if (!send) {
    document.addEventListener("click", open)
    for (const type of ["pointerover", "pointerout"]) document.addEventListener(type, together)
  }
  send = setTriggerValue
  document.documentElement.dataset.numbers = "open"
}
