// The scenario as a whole: a file out, a file in, its link, its own words.

import { built, saved, set } from "./elements.js"
import { allAcknowledged, emit, emitHeld, emitValue, isPending, lastNumber } from "./events.js"

const MOMENT = 2000 // milliseconds
let asked = 0 // the number of the event that asks for a file which has not come yet

/** Takes the file that was asked for, once: the server makes it after all events before. */
export const receive = file => {
  if (!file || file.number !== asked) return
  asked = 0
  saved(new Blob([file.text], { type: file.type }), file.name)
}

const base64 = file => new Promise((done, failed) => {
  const reader = new FileReader()
  reader.onload = () => done(reader.result.slice(reader.result.indexOf(",") + 1))
  reader.onerror = failed
  reader.readAsDataURL(file)
})

export const file = (key, panel) => {
  const [element, part] = built("div", `
    <button type="button" class="save">Save as a file</button><button type="button" class="open">Open a file</button>
    <button type="button" class="copy">Copy link</button><input type="file" accept=".toml,.xlsx" hidden>
    <p class="said" role="status"></p><label class="by-hand" hidden>Copy it from here <input readonly></label>`)
  const [save, open, copy, picked, said, byHand] =
    [".save", ".open", ".copy", "[type=file]", ".said", ".by-hand"].map(part)
  const announce = (name, line) => {
    copy.style.minWidth = line && `${copy.offsetWidth}px` // the buttons beside it stay where they are
    copy.textContent = name
    said.textContent = line
  }
  let most, mostOfWorkbook
  element.className = "file"
  save.onclick = () => {
    emitHeld()
    asked = lastNumber + 1
    emit(panel, key, "save", { number: asked })
  }
  open.onclick = () => picked.click()
  picked.onchange = async () => {
    const [chosen] = picked.files
    if (!chosen) return
    const limit = /\.xlsx$/i.test(chosen.name) ? mostOfWorkbook : most
    const content = chosen.size > limit ? null : await base64(chosen).catch(() => null)
    picked.value = ""
    emit(panel, key, "open", { name: chosen.name, size: chosen.size, content })
  }
  copy.onclick = async () => {
    const address = allAcknowledged().then(() => {
      if (copy.hidden) throw new Error("the link does not hold what is open")
      return new Blob([location.href], { type: "text/plain" })
    })
    try {
      await navigator.clipboard.write([new ClipboardItem({ "text/plain": address })])
      byHand.hidden = true
      announce("Copied", "The link is copied")
      setTimeout(() => announce("Copy link", ""), MOMENT)
    } catch { // where the browser keeps the clipboard from the page
      await allAcknowledged()
      byHand.hidden = copy.hidden
      const field = byHand.querySelector("input")
      field.value = location.href
      field.select()
    }
  }
  return { element, draw(row) {
    most = row.most
    open.hidden = !row.opens
    mostOfWorkbook = row.most_of_workbook
    copy.hidden = !row.link
    byHand.hidden ||= !row.link
  } }
}

/** Texts of the scenario behind a name that unfolds them. */
export const words = (key, panel) => {
  const [element, part] = built("details", "<summary></summary>")
  const fields = new Map()
  const field = ({ name, long }) => {
    const [whole, within] = built("div", `
      <label><span></span>${long ? "<textarea rows=3></textarea>" : "<input type=text>"}</label>
      <p role="alert" hidden></p>`)
    const input = within("input, textarea")
    const entry = { within, input, typing: false, show() {
      if (!entry.typing && !isPending(panel, key)) set(input, { value: entry.value })
    } }
    within("p").id = `${key}-${name}-line`
    input.setAttribute("aria-describedby", within("p").id)
    input.oninput = () => { entry.typing = true }
    input.onchange = () => {
      entry.typing = false
      emitValue(panel, key, name, input.value)
    }
    input.onkeydown = event => {
      if (event.key !== "Escape") return
      entry.typing = false
      input.value = entry.value
    }
    // A value that is back where it was fires no change event.
    input.onblur = () => setTimeout(() => {
      entry.typing = false
      entry.show()
    })
    element.append(whole)
    fields.set(name, entry)
    return entry
  }
  return { element, draw(row) {
    set(part("summary"), { textContent: row.label })
    for (const shown of row.fields) {
      const entry = fields.get(shown.name) ?? field(shown)
      set(entry.within("span"), { textContent: shown.label })
      const refused = { textContent: shown.refused, hidden: !shown.refused, className: shown.refused && "refused" }
      set(entry.within("p"), refused)
      set(entry.input, { maxLength: shown.most, title: shown.about })
      entry.value = shown.value
      entry.show()
    }
  } }
}
