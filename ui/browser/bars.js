// Bars by month: each is dragged, moved by key, or typed below. What was before is a line across it.

import { built, set } from "./elements.js"
import { emit, emitValue, isPending } from "./events.js"

const MOVES = { ArrowUp: 1, ArrowRight: 1, ArrowDown: -1, ArrowLeft: -1, PageUp: 5, PageDown: -5 } // steps
const DIGITS = 3

export const bars = (key, panel) => {
  const [element, part] = built("div", `<div class="head"><span class="label"></span></div><p class="about"></p>
    <div class="bars" role="group"></div><p class="line" role="alert" hidden></p>
    <button type="button" class="remedy even" hidden></button>`)
  const box = part(".bars")
  let row
  let values = []
  let cells = []
  let dragged // the place of the bar under the pointer
  let isMoved = false
  part(".even").onclick = () => emit(panel, key, "even")
  part(".label").id = `${key}-label`
  box.setAttribute("aria-labelledby", `${key}-label`)

  const place = at => {
    const { bar } = cells[at]
    bar.style.setProperty("--at", String(Math.min(values[at] / row.top, 1)))
    bar.setAttribute("aria-valuenow", String(values[at]))
  }
  const move = (at, value) => {
    values[at] = Number(Math.min(Math.max(value, 0), row.top).toPrecision(DIGITS))
    cells[at].input.value = String(values[at])
    place(at)
    isMoved = true
  }
  const send = () => {
    if (isMoved) emitValue(panel, key, "set", values)
    isMoved = false
  }
  const build = (_, at) => {
    const [cell, within] = built("div", `<div class="bar" role="slider" tabindex="0"><i class="fill"></i><i class="before"></i></div>
      <span aria-hidden="true"></span><input type="text" autocomplete="off" inputmode="decimal">`)
    const [bar, name, input] = [".bar", "span", "input"].map(within)
    const under = event => {
      const { top, height } = bar.getBoundingClientRect()
      return row.top * (1 - (event.clientY - top) / height)
    }
    bar.onpointerdown = event => {
      event.preventDefault()
      bar.focus({ preventScroll: true })
      bar.setPointerCapture(event.pointerId)
      dragged = at
      move(at, under(event))
    }
    bar.onpointermove = event => { if (dragged === at) move(at, under(event)) }
    bar.onpointerup = bar.onpointercancel = () => {
      dragged = undefined
      send()
    }
    bar.onkeydown = event => {
      const steps = MOVES[event.key] ?? { Home: -Infinity, End: Infinity }[event.key]
      if (steps === undefined) return
      event.preventDefault()
      move(at, values[at] + steps * row.step)
    }
    bar.onkeyup = send
    bar.onblur = send
    input.onchange = () => emit(panel, key, "typed", { place: at, text: input.value })
    input.onkeydown = event => { if (event.key === "Escape") input.value = row.bars[at].text }
    return { cell, bar, name, input }
  }
  return { element, draw(next) {
    row = next
    set(part(".label"), { textContent: row.label })
    set(part(".about"), { textContent: row.about })
    set(part(".line"), { textContent: row.line, hidden: !row.line, className: row.line ? "line refused" : "line" })
    set(part(".even"), { textContent: row.even, hidden: !row.even })
    if (cells.length !== row.bars.length) {
      cells = row.bars.map(build)
      box.replaceChildren(...cells.map(({ cell }) => cell))
    }
    if (dragged !== undefined || isMoved || isPending(panel, key)) return
    values = row.bars.map(bar => bar.at)
    const held = element.getRootNode().activeElement
    row.bars.forEach(({ name: short, title, text, before }, at) => {
      const { cell, bar, name, input } = cells[at]
      set(cell, { title })
      set(name, { textContent: short })
      if (input !== held || row.line === "") set(input, { value: text })
      input.setAttribute("aria-label", `${title.split(":")[0]}, weight`)
      bar.setAttribute("aria-label", title.split(":")[0])
      bar.setAttribute("aria-valuetext", `${text}, ${title.split(": ").at(-1)}`)
      bar.setAttribute("aria-valuemin", "0")
      bar.setAttribute("aria-valuemax", String(row.top))
      bar.style.setProperty("--before", String(Math.min(before / row.top, 1)))
      bar.classList.toggle("differs", row.differs)
      place(at)
    })
  } }
}
