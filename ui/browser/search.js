// A field that finds inputs by label, help and other names. "/" goes to it from anywhere on the page.

import { built, set } from "./elements.js"
import { emit } from "./events.js"

const MOST = 8 // results
const LONGEST = 60 // characters
const NARROW = matchMedia("(max-width: 768px)") // where Streamlit's sidebar lies over the page
const COLLAPSE = "[data-testid=stSidebarCollapseButton] button"
const EXPAND = "[data-testid=stExpandSidebarButton]"

let go // to the field of the panel that was drawn last
document.addEventListener("keydown", event => {
  const on = event.composedPath()[0]
  const isTyped = on instanceof Element && (on.matches("input, textarea, select, [role=gridcell]") || on.isContentEditable)
  if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isTyped || !go) return
  event.preventDefault()
  document.querySelector(EXPAND)?.click()
  go()
})

/** How well an entry fits every word of the query: smaller is better, undefined is not at all. */
const rank = (tokens, label, words) => {
  const name = label.toLowerCase()
  let worst = 0
  for (const token of tokens) {
    const fit = name.startsWith(token) ? 0 : name.includes(` ${token}`) ? 1
      : words.startsWith(token) || words.includes(` ${token}`) ? 2 : name.includes(token) || words.includes(token) ? 3 : undefined
    if (fit === undefined) return undefined
    worst = Math.max(worst, fit)
  }
  return worst
}

/** The inputs that fit: of the segments that the query names, else of the one in view. */
const matches = (text, { inputs, segments, segment }) => {
  const tokens = text.toLowerCase().split(/\s+/).filter(Boolean)
  const found = (places, left) => inputs.flatMap(([name, label, words, ofSegment], order) => {
    const fit = rank(left, label, words)
    if (fit === undefined || (!ofSegment && places !== undefined)) return []
    const among = ofSegment ? places ?? [segment] : [null]
    return among.map(place => ({ name, place, fit, order, label: place !== null && segments.length > 1 ? `${label} (${segments[place]})` : label }))
  })
  const named = token => segments.flatMap((segment, place) => segment.toLowerCase().split(/\s+/).some(word => word.startsWith(token)) ? [place] : [])
  const plain = found(undefined, tokens)
  const aboutOne = tokens.flatMap(token => {
    const places = segments.length > 1 && token.length > 1 ? named(token) : []
    return places.length && tokens.length > 1 ? found(places, tokens.filter(other => other !== token)) : []
  })
  return [...aboutOne, ...plain].sort((result, other) => result.fit - other.fit || result.order - other.order).slice(0, MOST)
}

export const search = (key, panel) => {
  const [element, part] = built("div", `<label></label>
    <input type="search" role="combobox" aria-expanded="false" aria-autocomplete="list" autocomplete="off" spellcheck="false">
    <ul role="listbox" hidden></ul><p class="line" role="status" hidden></p>`)
  const [label, field, list, line] = ["label", "input", "ul", ".line"].map(part)
  let row
  let results = []
  let at = 0
  element.className = "search"
  set(field, { id: key, maxLength: LONGEST, placeholder: "Find an input  /" })
  label.htmlFor = key
  list.id = `${key}-results`
  field.setAttribute("aria-controls", list.id)

  const paint = () => {
    list.hidden = !results.length
    field.setAttribute("aria-expanded", String(results.length > 0))
    list.replaceChildren(...results.map((result, place) => {
      const item = document.createElement("li")
      set(item, { id: `${key}-${place}`, textContent: result.label, ariaSelected: String(place === at) })
      item.setAttribute("role", "option")
      item.onpointerdown = event => event.preventDefault() // the field keeps the focus
      item.onclick = () => choose(place)
      return item
    }))
    results.length ? field.setAttribute("aria-activedescendant", `${key}-${at}`) : field.removeAttribute("aria-activedescendant")
    const isLost = field.value.trim() && !results.length
    set(line, { hidden: !isLost, textContent: isLost ? "No input of this name. Try another word." : "" })
  }
  const look = () => {
    results = field.value.trim() ? matches(field.value, row) : []
    at = 0
    paint()
  }
  const close = () => {
    results = []
    field.value = ""
    paint()
  }
  const choose = place => {
    const { name, place: segment } = results[place]
    close()
    emit(panel, key, "found", { name, segment })
    if (NARROW.matches) document.querySelector(COLLAPSE)?.click()
  }
  field.oninput = look
  field.onblur = () => setTimeout(() => { if (element.getRootNode().activeElement !== field) list.hidden = true })
  field.onfocus = paint
  field.onkeydown = event => {
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (by && results.length) {
      at = (at + by + results.length) % results.length
      paint()
    } else if (event.key === "Enter" && results.length) choose(at)
    else if (event.key === "Escape") close()
    else return
    event.preventDefault()
  }
  go = () => {
    field.focus()
    field.select()
  }
  return { element, draw(next) {
    row = next
    set(label, { textContent: row.label })
  } }
}
