// A field of a form: a line of text, a month of the calendar, or some sentences.

import { built, set } from "./elements.js"
import { emitValue, isPending } from "./events.js"

const made = markup => (key, panel) => {
  const [element, part] = built("div", `<label></label>${markup}<p class="line"></p>`)
  const [label, input, line] = ["label", "input, textarea", ".line"].map(part)
  let row
  let typing = false
  element.className = "field"
  set(input, { id: key })
  label.htmlFor = key
  line.id = `${key}-line`
  input.setAttribute("aria-describedby", line.id)
  const show = () => {
    if (!typing && !isPending(panel, key)) set(input, { value: row.text })
  }
  input.oninput = () => { typing = true }
  input.onchange = () => {
    typing = false
    if (input.value !== row.text) emitValue(panel, key, "typed", input.value)
  }
  input.onkeydown = event => {
    if (event.key !== "Escape") return
    typing = false
    input.value = row.text
  }
  // A value that is back where it was fires no change event.
  input.onblur = () => setTimeout(() => {
    typing = false
    show()
  })
  return { element, draw(next) {
    row = next
    set(label, { textContent: row.label, title: row.about })
    set(input, { maxLength: row.most, placeholder: row.placeholder, ...(row.type ? { type: row.type } : {}) })
    set(line, { textContent: row.line, hidden: !row.line, className: row.refused ? "line refused" : "line" })
    line.setAttribute("role", row.refused ? "alert" : "note")
    show()
  } }
}

export const field = made(`<input autocomplete="off">`)
export const sentences = made("<textarea rows=2></textarea>")
