// A table that is edited as in a spreadsheet: keys and pointer, copy and paste, what is refused.
//
// Its rows are the browser's own from the first edit until the server has acknowledged the last one.

import { built, set } from "./elements.js"
import { emitHeld, emitSoon, isPending } from "./events.js"
import { grid } from "./table_grid.js"
import { byHead } from "./table_heads.js"
import { filled, moved, rowsModel, without, written } from "./table_rows.js"
import { cellsOf, oneLine, textOf } from "./table_text.js"

const PAGE = 10 // rows
const LINES = 5 // of what is refused
const HINT = "Type to replace a cell, F2 or double-click to edit it. Tab and Enter move on, Escape leaves the table. Paste " +
  "cells from a spreadsheet; Ctrl+Z takes a step back."

let focused // the table that has the focus: what is copied and pasted is its own
for (const type of ["copy", "cut", "paste"]) document.addEventListener(type, event => focused?.[type](event))
addEventListener("pagehide", emitHeld)

const plural = (count, word) => `${count.toLocaleString("en-US")} ${word}${count === 1 ? "" : "s"}`

export const table = (key, panel) => {
  const [element, part] = built("div", `
    <div class="head"><h2></h2><button type="button" class="ask" aria-expanded="false">?</button></div>
    <div class="about" hidden></div><div class="tools"><button type="button" class="add"></button>
      <button type="button" class="delete"></button><button type="button" class="up">Move up</button>
      <button type="button" class="down">Move down</button></div>
    <p class="said" role="status"></p><div class="lines" aria-live="polite"></div>`)
  const [ask, about, tools, said, lines] = [".ask", ".about", ".tools", ".said", ".lines"].map(part)
  const sheet = grid()
  const model = rowsModel()
  let shown
  let wrong = new Map() // what is refused: by the row's id and the column, with the text that was
  let at = { row: 0, column: 0 }
  let from = at
  let editor // the field in the cell at `at`, and whether it replaces what was there
  let tabbedFrom // the column where a run of tabs began: Enter goes back to it
  let isDragged = false
  let isDrawn = false
  element.className = "table"
  tools.before(sheet.element)
  about.id = `${key}-about`

  const width = () => shown.columns.length
  const count = () => model.rows.length + (shown.addable && model.rows.length < shown.most ? 1 : 0)
  const area = () => ({
    top: Math.min(at.row, from.row), bottom: Math.max(at.row, from.row),
    left: Math.min(at.column, from.column), right: Math.max(at.column, from.column),
  })
  const say = words => { said.textContent = words }

  const refusedAt = (row, column) => {
    const found = wrong.get(`${model.rows[row]?.id} ${column}`)
    const isNew = found?.text === "" && row === at.row && focused === self // still being typed
    return found && found.text === model.text(row, column) && !isNew ? found.line : undefined
  }
  const paint = () => {
    const { top, bottom, left, right } = area()
    sheet.paint(model.rows.length, count(), at, (row, column) => ({
      text: model.text(row, column), wrong: refusedAt(row, column),
      isSelected: row >= top && row <= bottom && column >= left && column <= right,
    }))
    paintTools()
    paintLines()
  }
  const paintTools = () => {
    const { top, bottom } = area()
    const rows = Math.min(bottom + 1, model.rows.length) - top
    set(part(".add"), { textContent: shown.add, hidden: !shown.addable, disabled: model.rows.length >= shown.most })
    const many = rows > 1 ? `Delete ${rows} rows` : "Delete row"
    set(part(".delete"), { textContent: many, hidden: !shown.addable, disabled: rows < 1 })
    set(part(".up"), { hidden: !shown.movable, disabled: rows < 1 || top === 0 })
    set(part(".down"), { hidden: !shown.movable, disabled: rows < 1 || bottom >= model.rows.length - 1 })
  }
  const paintLines = () => {
    const found = shown.refused.filter(([id]) => id === "").map(([, , line]) => line)
    model.rows.forEach((_, row) => shown.columns.forEach(({ label }, column) => {
      const line = refusedAt(row, column)
      if (line !== undefined) found.push(`Row ${row + 1}, ${label.toLowerCase()}: ${line}`)
    }))
    const rest = found.length - LINES + shown.more
    const all = [...found.slice(0, LINES), ...(rest > 0 ? [`and ${rest.toLocaleString("en-US")} more`] : [])]
    if (all.join("\n") === [...lines.children].map(line => line.textContent).join("\n")) return
    lines.replaceChildren(...all.map(words => {
      const line = document.createElement("p")
      set(line, { className: "line refused", textContent: words })
      return line
    }))
  }

  const send = () => emitSoon(panel, key, "rows", model.rows.map(({ id, cells }) => [id, ...cells]))
  const take = (next, words = "") => {
    if (model.take(next)) send()
    say(words)
  }
  const stepped = isDone => {
    if (isDone) send()
    go(at.row, at.column)
  }

  /** Leaves the field, and takes what it holds; the focus stays in the table if it was there. */
  const commit = (isKept = true) => {
    if (!editor) return
    const { field } = editor
    editor = undefined
    const text = oneLine(field.value)
    field.remove()
    if (isKept && text !== model.text(at.row, at.column)) take(written(model.rows, at, [[text]], width(), shown.most))
  }
  const open = replaces => {
    if (editor || !sheet.cellAt(at)) return
    const name = `${shown.columns[at.column].label}, row ${at.row + 1}`
    const field = sheet.edit(at, model.text(at.row, at.column), replaces, name)
    editor = { field, replaces: replaces !== "" }
    field.onblur = () => {
      if (!editor) return // it is being taken out
      commit()
      paint()
    }
  }
  const go = (row, column, extends_ = false) => {
    commit()
    at = {
      row: Math.max(0, Math.min(row, count() - 1)), column: Math.max(0, Math.min(column, width() - 1)),
    }
    if (!extends_) from = at
    paint()
    sheet.cellAt(at)?.focus()
  }
  /** To the next cell or the one before; false at the ends of the table. */
  const step = by => {
    const place = at.row * width() + at.column + by
    if (place < 0 || place >= count() * width()) return false
    tabbedFrom ??= at.column
    go(Math.floor(place / width()), place % width())
    return true
  }
  const leave = () => {
    const button = [...tools.children].find(one => !one.hidden && !one.disabled)
    button?.focus()
  }

  const erase = () => {
    take(filled(model.rows, area(), ""))
    paint()
  }
  const deleteRows = () => {
    const { top, bottom } = area()
    const rows = Math.min(bottom + 1, model.rows.length) - top
    if (rows < 1) return
    take(without(model.rows, top, bottom), `${plural(rows, "row")} deleted; Ctrl+Z in the table brings ${rows === 1 ? "it" : "them"} back`)
    at = { row: Math.max(0, Math.min(top, count() - 1)), column: at.column }
    from = at
    paint()
  }
  const move = by => {
    const { top, bottom } = area()
    const next = moved(model.rows, top, Math.min(bottom, model.rows.length - 1), by)
    if (next === model.rows) return
    take(next)
    at = { row: at.row + by, column: at.column }
    from = { row: from.row + by, column: from.column }
    paint()
  }
  const paste = text => {
    const { top, bottom, left: selected } = area()
    const longest = column => shown.columns[column].most + 1
    const pasted = cellsOf(text)
    const headed = byHead(pasted, shown.columns)
    const left = headed ? 0 : selected
    const block = headed ? headed.rows : pasted
    const fits = block.map(cells => cells.slice(0, width() - left).map((cell, place) => cell?.slice(0, longest(left + place))))
    const isOne = block.length === 1 && block[0].length === 1
    const room = (shown.addable ? shown.most : model.rows.length) - top
    if (isOne) take(bottom < model.rows.length ? filled(model.rows, area(), fits[0][0]) : written(model.rows, { row: top, column: left }, fits, width(), shown.most))
    else {
      const rows = Math.max(0, Math.min(block.length, room))
      const columns = headed ? headed.unknown : Math.max(...block.map(cells => cells.length)) - (width() - left)
      const cut = [
        ...(block.length > rows ? [`${plural(block.length - rows, "row")} past the last of ${plural(top + rows, "row")}`] : []),
        ...(columns > 0 ? [plural(columns, "column")] : []),
      ].join(" and ")
      take(written(model.rows, { row: top, column: left }, fits.slice(0, rows), width(), shown.most),
        `${plural(rows, "row")} pasted${cut ? `; left out: ${cut}` : ""}`)
      from = { row: top, column: left }
      at = { row: Math.min(top + rows, model.rows.length) - 1, column: Math.min(left + Math.max(...fits.map(cells => cells.length)), width()) - 1 }
    }
    paint()
    sheet.cellAt(at)?.focus()
  }

  const self = {
    copy(event) {
      if (editor) return
      const { top, bottom, left, right } = area()
      event.clipboardData.setData("text/plain", textOf(model.rows.slice(top, bottom + 1).map(row => row.cells.slice(left, right + 1))))
      event.preventDefault()
    },
    cut(event) {
      if (editor) return
      self.copy(event)
      erase()
    },
    paste(event) {
      const text = event.clipboardData.getData("text/plain")
      if (!text || (editor && !/[\t\r\n]/.test(text.trimEnd()))) return
      event.preventDefault()
      commit(false)
      paste(text)
    },
  }

  const moves = {
    ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-PAGE, 0], PageDown: [PAGE, 0],
  }
  /** Whether the key did something. */
  const pressed = event => {
    const { key: name, shiftKey, altKey } = event
    const control = event.ctrlKey || event.metaKey
    const isInside = editor && (!editor.replaces || editor.field.tagName === "SELECT")
    if (name !== "Tab" && name !== "Enter" && name !== "Shift") tabbedFrom = undefined
    if (name === "Tab") {
      const isLeft = !step(shiftKey ? -1 : 1)
      if (isLeft) go(at.row, at.column)
      return !isLeft
    }
    if (name === "Enter") {
      const column = tabbedFrom ?? at.column
      go(at.row + (shiftKey ? -1 : 1), column)
      return true
    }
    if (editor && name === "Escape") {
      commit(false)
      go(at.row, at.column)
      return true
    }
    if (editor && name === "F2") {
      editor.replaces = false
      return true
    }
    if (editor && (control || altKey || !moves[name])) return false
    if (isInside && (name === "ArrowLeft" || name === "ArrowRight" || editor.field.tagName === "SELECT")) return false
    if (shown.movable && altKey && (name === "ArrowUp" || name === "ArrowDown")) {
      move(name === "ArrowUp" ? -1 : 1)
      sheet.cellAt(at)?.focus()
      return true
    }
    if (moves[name]) {
      const [down, right] = moves[name].map(by => (control ? by * shown.most * width() : by))
      go(at.row + down, at.column + right, shiftKey && !editor)
      return true
    }
    if (name === "Home" || name === "End") {
      const end = name === "End"
      go(control ? (end ? count() : 0) : at.row, end ? width() : 0, shiftKey)
      return true
    }
    if (control) {
      if (name === "z" || name === "Z" || name === "y") {
        stepped(name === "z" ? model.undo() : model.redo())
        return true
      }
      if (name === "a") {
        from = { row: 0, column: 0 }
        at = { row: Math.max(0, model.rows.length - 1), column: width() - 1 }
        paint()
        return true
      }
      if (name === "Delete" || name === "Backspace") {
        deleteRows()
        sheet.cellAt(at)?.focus()
        return true
      }
      if (!event.getModifierState("AltGraph")) return false
    }
    if (name === "Delete" || name === "Backspace") erase()
    else if (name === "F2") open("")
    else if (name === "Escape") leave()
    else if (name === " " && shiftKey) {
      from = { row: from.row, column: width() - 1 }
      at = { row: at.row, column: 0 }
      go(at.row, 0, true)
    } else {
      if (name.length === 1 || name === "Process") open(name) // the field takes the key
      return false
    }
    return true
  }
  sheet.element.addEventListener("keydown", event => {
    event.stopPropagation() // the page has keys of its own
    if (!event.isComposing && pressed(event)) event.preventDefault()
  })
  tools.addEventListener("keydown", event => {
    if (!(event.ctrlKey || event.metaKey) || !["z", "Z", "y"].includes(event.key)) return
    event.preventDefault()
    stepped(event.key === "z" ? model.undo() : model.redo())
  })

  sheet.body.addEventListener("mousedown", event => {
    const place = sheet.placeOf(event.target)
    if (event.button !== 0 || !place || event.target === editor?.field) return
    event.preventDefault()
    tabbedFrom = undefined
    isDragged = true
    if (place.column >= 0) go(place.row, place.column, event.shiftKey)
    else {
      commit()
      from = { row: event.shiftKey ? from.row : place.row, column: width() - 1 }
      go(place.row, 0, true)
    }
  })
  sheet.body.addEventListener("mouseover", event => {
    const place = sheet.placeOf(event.target)
    isDragged &&= event.buttons === 1
    if (!isDragged || editor || !place) return
    go(place.row, Math.max(place.column, 0), true)
  })
  sheet.body.addEventListener("dblclick", event => { if (sheet.placeOf(event.target)?.column >= 0) open("") })
  sheet.body.addEventListener("click", event => {
    if (event.pointerType === "touch" && sheet.placeOf(event.target)?.column >= 0) open("")
  })
  sheet.element.addEventListener("focusin", () => { focused = self })
  element.addEventListener("focusout", event => {
    if (!sheet.element.contains(event.relatedTarget) && focused === self) focused = undefined
    if (element.contains(event.relatedTarget)) return
    emitHeld()
    queueMicrotask(paint) // not amid the removal of what has the focus
  })

  part(".add").onclick = () => {
    go(count() - 1, 0)
    if (matchMedia("(pointer: coarse)").matches) open("")
  }
  part(".delete").onclick = deleteRows
  part(".up").onclick = () => move(-1)
  part(".down").onclick = () => move(1)
  ask.onclick = () => {
    about.hidden = !about.hidden
    ask.setAttribute("aria-expanded", String(!about.hidden))
  }

  const adopt = rows => {
    const known = new Map(model.rows.map(row => [row.id, row]))
    const ids = [at, from].map(place => model.rows[place.row]?.id)
    const isLast = [at, from].map(place => isDrawn && place.row >= model.rows.length)
    model.adopt(rows.map(([id, ...cells]) => {
      const row = known.get(id)
      return row && row.cells.every((cell, place) => cell === cells[place]) ? row : { id, cells }
    }))
    const [nextAt, nextFrom] = [at, from].map(({ row, column }, which) => {
      const found = isLast[which] ? model.rows.length : model.rows.findIndex(one => one.id === ids[which])
      return { row: Math.max(0, Math.min(found < 0 ? row : found, count() - 1)), column }
    })
    at = nextAt
    from = nextFrom
    isDrawn = true
  }
  return { element, draw(row) {
    shown = row
    set(part("h2"), { textContent: row.label })
    sheet.name(row.label, about.id)
    sheet.columns(row.columns)
    ask.setAttribute("aria-label", `About ${row.label}`)
    ask.setAttribute("aria-controls", about.id)
    const helps = [...row.columns.filter(({ help }) => help).map(({ label, help }) => `${label}: ${help}`), HINT]
    set(about, { textContent: helps.join(" ") })
    const texts = new Map(row.rows.map(([id, ...cells]) => [id, cells]))
    wrong = new Map(row.refused.map(([id, column, line]) => [`${id} ${column}`, { line, text: texts.get(id)?.[column] }]))
    if (!isPending(panel, key)) adopt(row.rows)
    paint()
  } }
}
