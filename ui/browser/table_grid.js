// The elements of a table: head, cells, the field in the cell that is being edited.

import { built, set } from "./elements.js"

const LONG = 10 // characters of a cell that may not all be seen

const number = (row, rows) => (row < rows ? String(row + 1) : "+")

const headOf = columns => {
  const corner = document.createElement("th")
  corner.className = "place"
  set(corner, { scope: "col", ariaLabel: "Row" })
  const heads = columns.map(({ label, unit, kind, help }) => {
    const [head, within] = built("th", `<span></span><small></small>`)
    set(head, { scope: "col", className: kind, title: help })
    within("span").textContent = label
    within("small").textContent = unit
    return head
  })
  const row = document.createElement("tr")
  row.append(corner, ...heads)
  return row
}

const rowOf = columns => {
  const row = document.createElement("tr")
  const place = document.createElement("th")
  set(place, { scope: "row", className: "place" })
  const cells = columns.map(({ kind }) => {
    const cell = document.createElement("td")
    cell.setAttribute("role", "gridcell")
    set(cell, { className: kind, tabIndex: -1 })
    return cell
  })
  row.append(place, ...cells)
  return row
}

/** A row with its cells, which cost time to look up, and the state that it was painted in. */
const lineOf = columns => {
  const element = rowOf(columns)
  const [head, ...cells] = element.cells
  return { element, head, cells, state: [] }
}

/** A field for a cell: of a choice a list with what is there, else a line of text. */
const fieldOf = ({ kind, choices, most }, text, replaces) => {
  if (kind !== "choice") {
    const field = document.createElement("input")
    set(field, { type: "text", autocomplete: "off", spellcheck: false, maxLength: most + 1 })
    field.value = replaces ? "" : text
    return field
  }
  const field = document.createElement("select")
  const starts = choices.find(choice => replaces && choice.toLowerCase().startsWith(replaces.toLowerCase()))
  field.append(...[...new Set([text, ...choices])].map(choice => new Option(choice)))
  field.value = starts ?? text
  return field
}

export const grid = () => {
  const [element, part] = built("div", `<table role="grid" aria-multiselectable="true"><thead></thead><tbody></tbody></table>`)
  const body = part("tbody")
  let columns = []
  let known = ""
  let lines = []
  element.className = "scroll"
  const sizes = new ResizeObserver(() => element.classList.toggle("wide", element.scrollWidth > element.clientWidth))
  sizes.observe(element)
  sizes.observe(part("table"))
  const cellAt = ({ row, column }) => lines[row]?.cells[column]

  return {
    element, body, cellAt,
    name: (label, about) => {
      part("table").setAttribute("aria-label", label)
      part("table").setAttribute("aria-describedby", about)
    },
    /** Columns that differ from those before are drawn anew, their cells where they hold another kind of thing. */
    columns(next) {
      if (JSON.stringify(next) === known) return
      const isAlike = columns.map(column => column.kind).join() === next.map(column => column.kind).join()
      known = JSON.stringify(next)
      columns = next
      part("thead").replaceChildren(headOf(columns))
      if (isAlike) return // else a cell would lose what is being typed into it
      body.replaceChildren()
      lines = []
    },
    /** The place of what a pointer is on; the column is -1 on the number of a row. */
    placeOf(target) {
      const cell = target instanceof Element && target.closest("td, th")
      if (!cell || !body.contains(cell)) return undefined
      return { row: cell.parentElement.sectionRowIndex, column: cell.cellIndex - 1 }
    },
    /** Paints the rows whose `state`, a list, is not the one that they were painted in: a key costs the same in any table.
        `look` gives the text of a place, what is wrong there, whether it is selected and whether Tab comes to it. */
    paint(rows, count, state, look) {
      while (lines.length > count) lines.pop().element.remove()
      while (lines.length < count) body.append(lines[lines.push(lineOf(columns)) - 1].element)
      lines.forEach((line, row) => {
        const next = state(row)
        if (next.every((part, place) => part === line.state[place])) return
        line.state = next
        set(line.head, { textContent: number(row, rows), ariaLabel: row < rows ? null : "New row" })
        line.cells.forEach((cell, column) => {
          const { text, wrong, isSelected, isStop } = look(row, column)
          set(cell, { tabIndex: isStop ? 0 : -1, title: wrong ?? (text.length > LONG ? text : "") })
          set(cell, { ariaSelected: String(isSelected), ariaInvalid: wrong === undefined ? null : "true" })
          if (!cell.firstElementChild && cell.textContent !== text) cell.textContent = text
        })
      })
    },
    /** Puts a field into a cell and the focus into it. */
    edit(at, text, replaces, name) {
      const field = fieldOf(columns[at.column], text, replaces)
      field.setAttribute("aria-label", name)
      lines[at.row].state = [] // the text comes back when the field goes
      cellAt(at).replaceChildren(field)
      field.focus()
      field.setSelectionRange?.(field.value.length, field.value.length)
      return field
    },
  }
}
