// Inputs: a number, one or some of several.

import { curve, zoneOf } from "./curve.js"
import { built, set } from "./elements.js"
import { emit, emitValue, isPending } from "./events.js"
import { marks, planned } from "./planned.js"
import * as reader from "./reader.js"
import { rests } from "./source.js"
import { move, stay, want } from "./track.js"

const DIGITS = 12 // as in model/typed/value.py
const KEYS = /^(Arrow|Page|Home|End)/ // that move a slider
const DWELL = 120 // milliseconds that the pointer is on a slider before its track is asked for
const CUT_AT = 41 // characters, one more than are read there: what was cut is refused, not taken for what is left

const written = (value, row) => {
  const rounded = Number(value.toPrecision(DIGITS))
  return row.share ? reader.percent(rounded, DIGITS - 2) : reader.number(rounded, DIGITS)
}

const ABOUT = `<button type="button" class="ask" aria-expanded="false">?</button>`
const LINES = `<p class="about" hidden></p><p class="line"></p><button type="button" class="remedy" hidden></button>`
const NAME = `<span class="name"></span>`

/** What every control has: its name, what it is about, and a line when there is something to say. */
const framed = (key, panel, part, ...inputs) => {
  const [ask, about, line, remedy] = [".ask", ".about", ".line", ".remedy"].map(part)
  remedy.onclick = () => emit(panel, key, "remedy")
  const source = rests(key, panel)
  remedy.after(source.element)
  const plans = planned(key, panel)
  source.element.after(plans.element)
  about.id = `${key}-about`
  line.id = `${key}-line`
  for (const input of inputs) input.setAttribute("aria-describedby", line.id)
  ask.setAttribute("aria-controls", about.id)
  ask.onclick = () => {
    about.hidden = !about.hidden
    ask.setAttribute("aria-expanded", String(!about.hidden))
  }
  return row => {
    set(part(".name"), { textContent: row.label, title: row.about })
    set(about, { textContent: row.about })
    ask.hidden = !row.about
    ask.setAttribute("aria-label", `About ${row.label}`)
    set(line, { textContent: row.line, hidden: !row.line, className: row.refused ? "line refused" : "line" })
    line.setAttribute("role", row.refused ? "alert" : "note")
    source.draw(row)
    plans.draw(row, source.element)
    set(remedy, { textContent: row.remedy ?? "", hidden: !row.remedy })
  }
}

export const number = (key, panel) => {
  const [element, part] = built("div", `
    <div class="head"><label>${NAME}</label>${ABOUT}<input type="text" autocomplete="off" spellcheck="false"></div>
    <div class="readings" role="group" hidden></div><div class="slide"><input type="range"></div>${LINES}`)
  const [field, slider] = [part("[type=text]"), part("[type=range]")]
  const frame = framed(key, panel, part, field, slider)
  let row
  let typing = false
  let sliding = false
  let held = false // a key: what it sets is released with it
  let dwelling
  set(field, { id: key, maxLength: CUT_AT })
  part("label").htmlFor = key
  const mark = marks(part(".slide"))
  const along = curve(`${key}-curve`)
  slider.after(along.element)
  for (const input of [field, slider])
    input.setAttribute("aria-describedby", `${input.getAttribute("aria-describedby")} ${key}-curve`)
  const control = {
    key,
    path: () => row.path,
    show: track => along.draw(track, row.at),
    isMoving: () => sliding || isPending(panel, key),
    isFocused: () => element.contains(panel.getRootNode().activeElement),
    /** Whether the track still says what is true: the slider has its ends, and its answer is known. */
    holds: track => track.low === row.low && track.high === row.high && zoneOf(track, row.at) !== undefined,
  }

  const place = () => {
    const share = (slider.value - slider.min) / (slider.max - slider.min)
    slider.style.setProperty("--at", String(share))
    slider.setAttribute("aria-valuetext", field.value || field.placeholder)
  }
  const show = () => {
    if (sliding || isPending(panel, key)) return
    if (!typing) set(field, { value: row.text })
    set(slider, { min: String(row.low), max: String(row.high), step: String(row.step) })
    set(slider, { value: String(row.at) })
    place()
  }
  const ask = readings => {
    const box = part(".readings")
    box.replaceChildren(...readings.map(reading => {
      const button = document.createElement("button")
      set(button, { type: "button", textContent: reading })
      button.onclick = () => {
        field.focus()
        box.hidden = true
        emitValue(panel, key, "typed", reading)
      }
      return button
    }))
    set(box, { hidden: !readings.length })
    box.setAttribute("aria-label", `What ${row.label} is meant to be`)
  }
  field.oninput = () => { typing = true }
  field.onchange = () => {
    typing = false
    emitValue(panel, key, "typed", field.value)
    const value = reader.parsed(field.value, row.share)
    if (value >= row.low && value <= row.high) move(control, value)
  }
  field.onkeydown = event => {
    if (event.key === "Escape") {
      typing = false
      field.value = row.text
    }
  }
  const release = () => {
    sliding = false
    emitValue(panel, key, "slid", Number(slider.value))
  }
  const letGo = () => {
    if (held && sliding && Number(slider.value) !== row.at) release()
    held = false
  }
  slider.oninput = () => {
    sliding = true
    field.value = written(Number(slider.value), row)
    place()
    move(control, Number(slider.value))
  }
  slider.onchange = () => {
    if (!held) release()
  }
  slider.onkeydown = event => {
    held ||= KEYS.test(event.key)
    want(control)
  }
  slider.onkeyup = letGo
  slider.onpointerenter = () => { dwelling = setTimeout(want, DWELL, control) }
  slider.onpointerleave = () => clearTimeout(dwelling)
  slider.onpointerdown = () => want(control)
  field.onfocus = slider.onfocus = () => want(control)
  // A value that is back where it was fires no change event.
  field.onblur = () => setTimeout(() => {
    typing = false
    show()
  })
  const leave = () => setTimeout(() => {
    sliding = false
    if (!isPending(panel, key)) stay(control)
    show()
  })
  slider.onpointerup = slider.onpointercancel = leave
  slider.onblur = () => {
    letGo()
    leave()
  }
  return { element, draw(next) {
    row = next
    frame(row)
    mark(row)
    set(field, { placeholder: row.instead })
    if (!isPending(panel, key)) ask(row.readings ?? [])
    slider.setAttribute("aria-label", `${row.label}, slider`)
    show()
  } }
}

/** All options at once, of which one is chosen, or as many as one likes. */
const atOnce = (type, look, role) => (key, panel) => {
  const [element, part] = built("div", `
    <div class="head"><span class="label">${NAME}</span>${ABOUT}</div><div class="${look}" role="${role}"></div>${LINES}`)
  const options = part(`.${look}`)
  const frame = framed(key, panel, part, options)
  let words = ""
  part(".label").id = `${key}-label`
  options.setAttribute("aria-labelledby", `${key}-label`)
  const chosen = () => [...options.querySelectorAll(":checked")].map(input => input.value)
  const choose = () => emitValue(panel, key, "chosen", type === "radio" ? chosen()[0] : chosen())
  const offer = row => {
    options.replaceChildren(...row.options.map(option => {
      const [label, within] = built("label", `<input type="${type}"><span></span>`)
      set(within("input"), { name: key, value: option, onchange: choose })
      within("span").textContent = option
      return label
    }))
    words = row.options.join("\n")
  }
  return { element, draw(row) {
    frame(row)
    if (words !== row.options.join("\n")) offer(row)
    if (isPending(panel, key)) return
    const places = [row.chosen].flat()
    options.querySelectorAll("input").forEach((input, place) => set(input, { checked: places.includes(place) }))
  } }
}

export const buttons = atOnce("radio", "options", "radiogroup")
export const boxes = atOnce("checkbox", "boxes", "group")

export const list = (key, panel) => {
  const [element, part] = built("div", `<div class="head"><label>${NAME}</label>${ABOUT}</div><select></select>${LINES}`)
  const select = part("select")
  const frame = framed(key, panel, part, select)
  let words = ""
  let row
  select.id = key
  part("label").htmlFor = key
  select.onchange = () => emitValue(panel, key, "chosen", row.options[select.selectedIndex])
  return { element, draw(next) {
    row = next
    frame(row)
    if (words !== row.options.join("\n")) select.replaceChildren(...row.options.map(option => new Option(option)))
    words = row.options.join("\n")
    if (!isPending(panel, key)) set(select, { selectedIndex: row.chosen })
  } }
}
