// What a value rests on: a line below its control, which opens to whose it is, its source and a note.

import { built, set } from "./elements.js"
import { emitValue, isPending } from "./events.js"

export const rests = (key, panel) => {
  const [element, part] = built("div", `<button type="button" aria-expanded="false"></button><div hidden></div>`)
  const [line, fields] = [part("button"), part("div")]
  let row
  element.className = "rests"
  fields.id = `${key}-rests`
  line.setAttribute("aria-controls", fields.id)
  line.onclick = () => {
    fields.hidden = !fields.hidden
    line.setAttribute("aria-expanded", String(!fields.hidden))
    if (!fields.hidden) show()
  }
  const send = (name, text) => emitValue(panel, key, "rests", { name, text })
  const build = () => {
    fields.innerHTML = `<label>Whose it is <select></select></label>
      <label>Source <input type="text" autocomplete="off"></label><label>Note <input type="text" autocomplete="off"></label>`
    const [whose, source, note] = fields.querySelectorAll("select, input")
    whose.append(...row.rests.options.map(option => new Option(option)))
    set(source, { maxLength: row.rests.most[0], onchange: () => send("source", source.value) })
    set(note, { maxLength: row.rests.most[1], onchange: () => send("note", note.value) })
    whose.onchange = () => send("basis", whose.value)
    fields.onkeydown = event => {
      if (event.key !== "Escape") return
      fields.hidden = true
      line.setAttribute("aria-expanded", "false")
      line.focus()
    }
  }
  const show = () => {
    if (fields.hidden) return
    if (!fields.children.length) build()
    const [whose, source, note] = fields.querySelectorAll("select, input")
    if (isPending(panel, key)) return
    const held = element.getRootNode().activeElement // what is being typed is not touched
    for (const [field, value] of [[whose, row.rests.whose], [source, row.rests.source], [note, row.rests.note]])
      if (field !== held) set(field, { value })
  }
  return { element, draw(next) {
    row = next
    element.hidden = !row.rests
    if (!row.rests) return
    set(line, { textContent: row.rests.line, className: row.rests.lacks ? "unsourced" : "" })
    line.setAttribute("aria-label", `${row.rests.line}: source of ${row.label}`)
    show()
  } }
}
