// The rows of a panel, each drawn by its kind.

import { bars } from "./bars.js"
import { connect, disconnect, emitHeld, resume } from "./events.js"
import { field, sentences } from "./field.js"
import { file, receive, words } from "./files.js"
import { glossary } from "./glossary.js"
import { boxes, buttons, list, number } from "./inputs.js"
import { listing } from "./listings.js"
import { received, writeAs } from "./reader.js"
import { actions, change, fold, heading, menu, text } from "./rows.js"
import "./scrollers.js"
import { search } from "./search.js"
import { table } from "./table.js"
import { takeaway } from "./takeaway.js"

const styled = async name => {
  const sheet = new CSSStyleSheet()
  const style = await fetch(new URL(name, import.meta.url)).catch(() => null)
  if (style?.ok) sheet.replaceSync(await style.text())
  return sheet
}
const sheets = await Promise.all(["panel.css", "table.css"].map(styled))
const FOCUSABLE = ":is(button, input, select, textarea, a):not([hidden], [hidden] *)"

const KINDS = {
  number, buttons, boxes, list, heading, text, actions, change, fold, menu, file, words, field, sentences, listing, table, search, glossary, bars, takeaway,
}

/** Each row keeps its element for as long as it is there, and with it the focus; one that goes leaves it to the next. */
const draw = panel => {
  const before = panel.controls ?? new Map()
  panel.controls = new Map()
  for (const row of panel.data.rows) {
    const name = `${row.kind} ${row.key}`
    const control = before.get(name) ?? KINDS[row.kind](row.key, panel)
    control.draw(row)
    control.element.dataset.key = row.key
    panel.controls.set(name, control)
  }
  const elements = [...panel.controls.values()].map(control => control.element)
  const focused = [...panel.children].findIndex(element => element.contains(panel.getRootNode().activeElement))
  const isLeft = focused >= 0 && !elements.includes(panel.children[focused])
  for (const element of [...panel.children]) if (!elements.includes(element)) element.remove()
  elements.forEach((element, place) => {
    if (panel.children[place] !== element) panel.insertBefore(element, panel.children[place] ?? null)
  })
  const near = [...elements.slice(focused), ...elements.slice(0, Math.max(focused, 0)).reverse()]
  if (isLeft) near.map(element => element.querySelector(FOCUSABLE)).find(Boolean)?.focus()
}

/** A panel as a block of a page's body. */
export const hosted = () => {
  const element = document.createElement("div")
  const panel = document.createElement("div")
  element.attachShadow({ mode: "open" }).append(panel)
  element.shadowRoot.adoptedStyleSheets = sheets
  panel.className = "panel"
  return { element, draw(block, { acknowledged, opened }) {
    element.dataset.panel = block.key
    panel.classList.toggle("wide", block.wide)
    panel.data = { rows: block.rows, acknowledged, opened }
    draw(panel)
  } }
}

export default function ({ data: sent, parentElement, setTriggerValue }) {
  const data = received(sent)
  const panel = parentElement.querySelector(".panel")
  panel.getRootNode().adoptedStyleSheets = sheets
  connect(data, parentElement, setTriggerValue)
  panel.classList.toggle("wide", data.wide)
  panel.data = data
  writeAs(data.numbers)
  draw(panel)
  receive(data.file)
  resume()
  return () => {
    emitHeld()
    disconnect(parentElement, setTriggerValue)
  }
}
