// Which column of a pasted block goes into which of the table: by name or place, until the reader says otherwise.

import { built } from "./elements.js"

const LONGEST = 24 // characters of a cell that names its column
const OUT = "Leave out"

/** Folded below the table after a paste; `choose` gets the block with the reader's columns. */
export const columnChoice = choose => {
  const [element, part] = built("div", `<button type="button" aria-expanded="false">Choose the columns</button>
    <div hidden><label><input type="checkbox"> The first row names the columns</label></div>`)
  const [button, within, isHeaded] = ["button", "div", "input"].map(part)
  let block
  element.className = "fit"
  element.hidden = true
  button.onclick = () => {
    within.hidden = !within.hidden
    button.setAttribute("aria-expanded", String(!within.hidden))
  }
  isHeaded.onchange = () => choose({ ...block, isHeaded: isHeaded.checked })
  /** A column that is chosen twice is left to the one that chose it last. */
  const chosen = (place, column) =>
    choose({ ...block, places: block.places.map((was, at) => (at === place ? column : was === column ? -1 : was)) })
  const choiceOf = (place, columns) => {
    const [label, inside] = built("label", `<span></span><select></select>`)
    const text = block.cells[0][place] || block.cells[1]?.[place] || `Column ${place + 1}`
    inside("span").textContent = text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text
    inside("select").append(...[OUT, ...columns].map((name, at) => new Option(name, String(at - 1))))
    inside("select").value = String(block.places[place])
    inside("select").onchange = event => chosen(place, Number(event.target.value))
    return label
  }
  const draw = columns => {
    const labels = block.places.map((_, place) => choiceOf(place, columns))
    const known = [...within.querySelectorAll("select")]
    isHeaded.checked = block.isHeaded
    if (known.length !== labels.length) within.replaceChildren(isHeaded.parentElement, ...labels)
    else known.forEach((select, place) => { select.value = String(block.places[place]) }) // one of them has the focus
  }
  return {
    element,
    hide() { element.hidden = true },
    /** Offers the choice for a block of several columns that was just pasted. */
    offer(next, columns) {
      const isSame = block?.cells === next.cells
      block = next
      element.hidden = block.places.length < 2
      if (!isSame) {
        within.replaceChildren(isHeaded.parentElement)
        within.hidden = true
        button.setAttribute("aria-expanded", "false")
      }
      draw(columns.map(({ label }) => label))
    },
  }
}
