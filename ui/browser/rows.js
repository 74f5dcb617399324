// Rows that are no inputs.

import { built, set } from "./elements.js"
import { emit, emitValue, isPending, navigate } from "./events.js"

export const heading = () => {
  const element = document.createElement("h3")
  return { element, draw(row) { set(element, { textContent: row.label }) } }
}

export const text = () => {
  const element = document.createElement("p")
  return { element, draw(row) {
    set(element, { textContent: row.label, title: row.whole ?? "", className: row.refused ? "refused" : row.look ?? "" })
    element.setAttribute("role", row.refused ? "alert" : "note")
  } }
}

/** Buttons that stay where they are: one that is pressed keeps the focus. */
export const actions = (key, panel) => {
  const [element, part] = built("div", `<span class="name"></span>`)
  const known = new Map()
  element.className = "actions"
  return { element, draw(row) {
    set(part(".name"), { textContent: row.label, hidden: !row.label })
    for (const { name, words, off, look } of row.buttons) {
      if (!known.has(name)) {
        const button = document.createElement("button")
        const press = () => { if (button.ariaDisabled !== "true") emit(panel, key, name) }
        set(button, { type: "button", onclick: press })
        button.dataset.look = look
        known.set(name, button)
        element.append(button)
      }
      set(known.get(name), { textContent: words, ariaDisabled: String(off) })
    }
  } }
}

/** A line that opens what the server then draws below it. */
export const fold = (key, panel) => {
  const [element, part] = built("div", `<button type="button"></button>`)
  let isOpen
  element.className = "fold"
  const show = () => part("button").setAttribute("aria-expanded", String(isOpen))
  part("button").onclick = () => {
    isOpen = !isOpen
    show()
    emitValue(panel, key, "opened", isOpen)
  }
  return { element, draw(row) {
    set(part("button"), { textContent: row.label })
    if (!isPending(panel, key)) isOpen = row.open
    show()
  } }
}

/** One thing that was changed: what, from what, to what. */
export const change = (key, panel) => {
  const [element, part] = built("div", `<p><span class="name"></span><br><del></del><span class="now"></span></p>
    <button type="button">Undo</button><p class="line" role="alert" hidden></p>`)
  element.className = "change"
  part("button").onclick = () => emit(panel, key, "undo")
  return { element, draw(row) {
    set(part(".name"), { textContent: row.label })
    set(part("del"), { textContent: row.before })
    set(part(".now"), { textContent: row.before ? ` → ${row.after}` : row.after })
    part("button").setAttribute("aria-label", `Undo ${row.label}`)
    set(part(".line"), { textContent: row.line, hidden: !row.line, className: row.line ? "line refused" : "line" })
  } }
}

const NARROW = matchMedia("(max-width: 768px)") // where Streamlit's sidebar lies over the page
const COLLAPSE = "[data-testid=stSidebarCollapseButton] button"

/** Links of the pages: a plain click goes to the page with all events before it, others are the browser's. */
export const menu = (key, panel) => {
  const element = document.createElement("nav")
  const known = new Map()
  return { element, draw(row) {
    element.setAttribute("aria-label", row.label)
    for (const { group, page, name, href, current } of row.pages) {
      if (group && !known.has(page)) {
        const title = document.createElement("p")
        title.textContent = group
        element.append(title)
      }
      if (!known.has(page)) {
        const link = document.createElement("a")
        link.onclick = event => {
          if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
          event.preventDefault()
          navigate(panel, key, page, link)
          if (NARROW.matches) document.querySelector(COLLAPSE)?.click()
        }
        known.set(page, link)
        element.append(link)
      }
      const link = known.get(page)
      set(link, { textContent: name })
      if (link.getAttribute("href") !== href) link.setAttribute("href", href)
      current ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current")
    }
  } }
}
