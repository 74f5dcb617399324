// Entries of a form: a line of text, a month of the calendar.

import { built, set } from "./elements.js"
import { emitValue, isPending } from "./events.js"

export const entry = (key, panel) => {
  const [element, part] = built("div", `<label></label><input autocomplete="off"><p class="line"></p>`)
  const [label, field, line] = ["label", "input", ".line"].map(part)
  let row
  let typing = false
  element.className = "entry"
  set(field, { id: key })
  label.htmlFor = key
  line.id = `${key}-line`
  field.setAttribute("aria-describedby", line.id)
  const show = () => {
    if (!typing && !isPending(panel, key)) set(field, { value: row.text })
  }
  field.oninput = () => { typing = true }
  field.onchange = () => {
    typing = false
    if (field.value !== row.text) emitValue(panel, key, "typed", field.value)
  }
  field.onkeydown = event => {
    if (event.key !== "Escape") return
    typing = false
    field.value = row.text
  }
  // A value that is back where it was fires no change event.
  field.onblur = () => setTimeout(() => {
    typing = false
    show()
  })
  return { element, draw(next) {
    row = next
    set(label, { textContent: row.label, title: row.about })
    set(field, { type: row.type, maxLength: row.most, placeholder: row.placeholder })
    set(line, { textContent: row.line, hidden: !row.line, className: row.refused ? "line refused" : "line" })
    line.setAttribute("role", row.refused ? "alert" : "note")
    show()
  } }
}
