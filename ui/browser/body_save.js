// What can be done with a chart: save it as a picture, copy its numbers.

import { node } from "./body_nodes.js"
import { embedded, rowsOf, specOf } from "./body_vega.js"
import { saved } from "./elements.js"
import { textOf } from "./table_text.js"

const MOMENT = 2000 // milliseconds
const SCALE = 2 // pixels of a picture for each on the screen
const TITLE = 30 // pixels that a line of it takes
const FORMULA = /^[=+@]|^-(?!\p{Sc}?[\d.,\s]+[%\p{L}]*$)/u // a spreadsheet would work it out
let menus = 0

const download = (blob, title, type) => {
  const name = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "-").replace(/^-|-$/g, "")
  saved(blob, `${name}.${type}`)
}

/** The chart by itself: with its title, on paper. */
const alone = ({ block, width }) => embedded(document.createElement("div"), block.spec, rowsOf(block.data), {
  width, height: block.height + TITLE * (block.unit ? 2 : 1),
  title: { text: block.title, anchor: "start", ...(block.unit ? { subtitle: block.unit } : {}) },
  background: getComputedStyle(document.querySelector(".stApp")).backgroundColor,
})

const asPicture = async (chart, type) => {
  const { view, finalize } = await alone(chart)
  const address = type === "svg" ? undefined : await view.toImageURL(type, SCALE)
  const picture = address ? await bytes(address) : new Blob([await view.toSVG()], { type: "image/svg+xml" })
  finalize()
  download(picture, chart.block.title, type)
}

/** What a data address holds. */
const bytes = address => {
  const [head, content] = address.split(",")
  const type = head.slice("data:".length, head.indexOf(";"))
  return new Blob([Uint8Array.from(atob(content), letter => letter.codePointAt(0))], { type })
}

const cell = value => {
  const text = String(value ?? "").replaceAll("−", "-")
  return FORMULA.test(text) ? `'${text}` : text
}

/** The numbers as the pointer is told them, a row each: of several kinds of marks those of which there are most. */
const asText = async ({ block }) => {
  const rows = rowsOf(block.data)
  const kinds = (await specOf(block.spec)).layer.map(layer => layer.encoding?.tooltip).filter(Array.isArray)
  const found = kinds.map(told => [told, rows.filter(row => told.every(({ field }) => row[field] != null))])
  const [told, those] = found.reduce((most, one) => one[1].length > most[1].length ? one : most)
  return textOf([told.map(({ title }) => title), ...those.map(row => told.map(({ field }) => cell(row[field])))])
}

const copied = async chart => {
  const text = asText(chart).then(text => new Blob([text], { type: "text/plain" }))
  await navigator.clipboard.write([new ClipboardItem({ "text/plain": text })])
  return "Copied"
}

const DONE = {
  "Save as PNG": chart => asPicture(chart, "png"),
  "Save as SVG": chart => asPicture(chart, "svg"),
  "Copy data": copied,
}

/** The menu of a chart; `chart` gives what is to be saved. */
export const menu = chart => {
  const list = node("div", { role: "group", id: `chart-menu-${++menus}`, hidden: "" })
  const open = node("button", { type: "button", "aria-expanded": "false", "aria-controls": list.id }, "⋯")
  const said = node("p", { role: "status" })
  const element = node("div.chart-menu", {}, open, list, said)
  const show = isOpen => {
    list.hidden = !isOpen
    open.setAttribute("aria-expanded", String(isOpen))
    if (isOpen) list.querySelector("button").focus()
  }
  const say = words => {
    said.textContent = words
    setTimeout(() => { said.textContent = "" }, MOMENT)
  }
  for (const [name, does] of Object.entries(DONE)) {
    const button = node("button", { type: "button" }, name)
    button.onclick = async () => {
      show(false)
      open.focus()
      say(await does(chart()).catch(() => "That did not work") ?? "Saved")
    }
    list.append(button)
  }
  open.onclick = () => show(list.hidden)
  element.onkeydown = event => {
    if (event.key !== "Escape" || list.hidden) return
    event.stopPropagation()
    show(false)
    open.focus()
  }
  element.addEventListener("focusout", event => {
    if (!element.contains(event.relatedTarget)) show(false)
  })
  return { element, draw({ title }) { open.setAttribute("aria-label", `Save or copy: ${title}`) } }
}
