// A table that is edited as in a spreadsheet: keys and pointer, copy and paste, what is refused.
//
// Its rows are the browser's own from the first edit until the server has acknowledged the last one.

import { built, set } from "./elements.js"
import { emitHeld, emitSoon, isPending } from "./events.js"
import { number } from "./reader.js"
import { columnChoice } from "./table_columns.js"
import { grid } from "./table_grid.js"
import { pressed, stepped } from "./table_keys.js"
import { drawLines, refusals } from "./table_lines.js"
import { blockOf, pasted, plural } from "./table_paste.js"
import { pointed } from "./table_pointer.js"
import { filled, moved, rowsModel, withFixed, without, written } from "./table_rows.js"
import { oneLine, textOf } from "./table_text.js"

const HINT = "Type to replace a cell, F2 or double-click to edit it. Tab and Enter move on, Escape leaves the table. Paste " +
  "cells from a spreadsheet; Ctrl+Z takes a step back."

let focused // the table that has the focus: what is copied and pasted is its own
for (const type of ["copy", "cut", "paste"]) document.addEventListener(type, event => focused?.[type](event))
addEventListener("pagehide", emitHeld)

const between = (low, value, high) => Math.max(low, Math.min(value, high))

export const table = (key, panel) => {
  const [element, part] = built("div", `
    <div class="head"><h2></h2><button type="button" class="ask" aria-expanded="false">?</button></div>
    <div class="about" hidden></div><div class="tools"><button type="button" class="add"></button>
      <button type="button" class="delete"></button><button type="button" class="up">Move up</button>
      <button type="button" class="down">Move down</button></div>
    <p class="said" role="status"></p><div class="lines" aria-live="polite"></div>`)
  const [ask, about, tools, said] = [".ask", ".about", ".tools", ".said"].map(part)
  const sheet = grid()
  const columns = columnChoice(block => {
    if (model.undo()) lay(block, pastedInto)
  })
  let model = rowsModel()
  let opened // the scenario that the rows are of
  let shown
  let wrong
  let pastedInto // the area of the last paste
  let from = { row: 0, column: 0 } // where what is selected begins; it ends at `self.at`
  element.className = "table"
  tools.before(sheet.element)
  said.after(columns.element)
  about.id = `${key}-about`

  const width = () => shown.columns.length
  const count = () => model.rows.length + (shown.addable && model.rows.length < shown.most ? 1 : 0)
  const area = () => ({
    top: Math.min(self.at.row, from.row), bottom: Math.max(self.at.row, from.row),
    left: Math.min(self.at.column, from.column), right: Math.max(self.at.column, from.column),
  })
  /** The rows that are selected, but for the empty one at the end. */
  const selected = () => {
    const { top, bottom } = area()
    const last = Math.min(bottom, model.rows.length - 1)
    return { top, last, count: last + 1 - top }
  }
  const focus = () => sheet.cellAt(self.at)?.focus()

  const refusedAt = (row, column) => {
    const line = wrong.lineAt(model.rows[row], column)
    const isNew = row === self.at.row && focused === self && model.text(row, column) === "" // still being typed
    return isNew ? undefined : line
  }
  const paint = () => {
    const { top, bottom, left, right } = area()
    const isSelected = (row, column) => row >= top && row <= bottom && column >= left && column <= right
    const isStop = (row, column) => row === self.at.row && column === self.at.column
    const state = row => [
      model.rows[row], row < model.rows.length, wrong.about(model.rows[row]), ...(row >= top && row <= bottom ? [left, right] : [-1, -1]),
      ...(row === self.at.row ? [self.at.column, self.editor, focused === self] : [-1, undefined, false]),
    ]
    sheet.paint(model.rows.length, count(), state, (row, column) => ({
      text: model.text(row, column), wrong: refusedAt(row, column),
      isSelected: isSelected(row, column), isStop: isStop(row, column),
    }))
    const readingsOf = (row, column) => wrong.readingsAt(model.rows[row], column)
    drawLines(part(".lines"), wrong.lines(model.rows.length, refusedAt), readingsOf, write)
    const rows = selected()
    const { addable, movable, most } = shown
    const words = rows.count > 1 ? `Delete ${rows.count} rows` : "Delete row"
    set(part(".add"), { textContent: shown.add, hidden: !addable, disabled: model.rows.length >= most })
    set(part(".delete"), { textContent: words, hidden: !addable, disabled: rows.count < 1 })
    set(part(".up"), { hidden: !movable, disabled: rows.count < 1 || rows.top === 0 })
    set(part(".down"), { hidden: !movable, disabled: rows.count < 1 || rows.last >= model.rows.length - 1 })
  }

  const send = () => emitSoon(panel, key, "rows", model.rows.map(({ id, cells }) => [id, ...cells]), shown.patient)
  /** A step, unless it is more text than the server takes. */
  const take = (edited, words = "") => {
    const fixed = shown.columns.flatMap(({ kind }, place) => (kind === "fixed" ? [place] : []))
    const rows = withFixed(edited, model.rows, fixed)
    const length = rows.reduce((sum, row) => sum + row.cells.reduce((all, cell) => all + cell.length, 0), 0)
    const isTaken = length <= shown.longest
    if (isTaken && model.take(rows)) send()
    columns.hide()
    said.textContent = isTaken ? words : `Not taken: a table has room for ${number(shown.longest)} characters.`
    return isTaken
  }
  const write = (at, text) => {
    take(written(model.rows, at, [[text]], width(), shown.most))
    self.go(at.row, at.column)
  }
  /** Puts a pasted block in, and selects it. */
  const lay = (block, into) => {
    const next = pasted(block, model.rows, into, shown)
    if (take(next.rows, next.words)) {
      const { top, bottom, left, right } = next.area
      from = { row: top, column: left }
      self.at = { row: between(top, bottom, model.rows.length - 1), column: right }
      pastedInto = into
      columns.offer(block, shown.columns)
    }
    paint()
  }
  /** Leaves the field, and takes what it holds. */
  const commit = (isKept = true) => {
    if (!self.editor) return
    const { field } = self.editor
    self.editor = undefined
    const text = oneLine(field.value)
    if (field.matches(":focus")) focus() // else the table would be left for a moment, and what waits be sent
    field.remove()
    if (isKept && text !== model.text(self.at.row, self.at.column)) {
      take(written(model.rows, self.at, [[text]], width(), shown.most))
    }
  }

  const self = {
    at: { row: 0, column: 0 },
    editor: undefined, // the field in the cell at `at`, and whether it replaces what was there
    tabbedFrom: undefined, // the column where a run of tabs began: Enter goes back to it
    get isMovable() { return shown.movable },
    go(row, column, extends_ = false) {
      commit()
      self.at = { row: between(0, row, count() - 1), column: between(0, column, width() - 1) }
      if (!extends_) from = self.at
      paint()
      focus()
    },
    /** To the next cell or the one before; false at the ends of the table, which is left then. */
    tab(by) {
      const place = self.at.row * width() + self.at.column + by
      const isWithin = place >= 0 && place < count() * width()
      if (isWithin) self.tabbedFrom ??= self.at.column
      const { row, column } = isWithin ? { row: Math.floor(place / width()), column: place % width() } : self.at
      self.go(row, column)
      return isWithin
    },
    open(replaces) {
      if (self.editor || !sheet.cellAt(self.at) || shown.columns[self.at.column].kind === "fixed") return
      const { row, column } = self.at
      const name = `${shown.columns[column].label}, row ${row + 1}`
      const field = sheet.edit(self.at, model.text(row, column), replaces, name)
      self.editor = { field, replaces: replaces !== "" }
      field.onblur = () => {
        if (!self.editor) return // it is being taken out
        commit()
        paint()
      }
    },
    cancel() {
      commit(false)
      self.go(self.at.row, self.at.column)
    },
    /** To what the cell's text may have been meant to be, else to what can be done with the table. */
    leave() {
      const { row, column } = self.at
      const [meant] = wrong.readingsAt(model.rows[row], column)
      const buttons = [...part(".lines").querySelectorAll("button"), ...tools.children]
      const isNext = button => (meant === undefined ? !button.closest(".lines") : button.textContent === meant)
      buttons.find(button => isNext(button) && !button.hidden && !button.disabled)?.focus()
    },
    stepBy(by) {
      if (by < 0 ? model.undo() : model.redo()) send()
      columns.hide()
      self.go(self.at.row, self.at.column)
    },
    erase() {
      take(filled(model.rows, area(), ""))
      paint()
    },
    selectAll() {
      from = { row: 0, column: 0 }
      self.go(model.rows.length - 1, width() - 1, true)
    },
    selectRows(row, extends_ = false) {
      commit()
      from = { row: extends_ ? from.row : row, column: width() - 1 }
      self.go(row, 0, true)
    },
    deleteRows() {
      const { top, last, count: rows } = selected()
      if (rows < 1) return
      take(without(model.rows, top, last), `${plural(rows, "row")} deleted. Ctrl+Z in the table takes it back.`)
      self.at = from = { row: between(0, top, count() - 1), column: self.at.column }
      const isInside = focused === self
      paint()
      if (isInside) focus()
    },
    move(by) {
      const { top, last } = selected()
      const rows = moved(model.rows, top, last, by)
      if (rows === model.rows || !take(rows)) return
      self.at = { ...self.at, row: self.at.row + by }
      from = { ...from, row: from.row + by }
      const isInside = focused === self
      paint()
      if (isInside) focus()
    },
    copy(event) {
      if (self.editor) return
      const { top, bottom, left, right } = area()
      const rows = model.rows.slice(top, bottom + 1).map(row => row.cells.slice(left, right + 1))
      event.clipboardData.setData("text/plain", textOf(rows))
      event.preventDefault()
    },
    cut(event) {
      if (self.editor) return
      self.copy(event)
      self.erase()
    },
    paste(event) {
      const text = event.clipboardData.getData("text/plain")
      if (!text || (self.editor && !/[\t\r\n]/.test(text.trimEnd()))) return
      event.preventDefault()
      commit(false)
      lay(blockOf(text, area(), shown.columns), area())
      focus()
    },
  }

  sheet.element.addEventListener("keydown", event => {
    event.stopPropagation() // the page has keys of its own
    if (!event.isComposing && pressed(self, event)) event.preventDefault()
  })
  tools.addEventListener("keydown", event => { if (stepped(self, event)) event.preventDefault() })
  pointed(sheet, self)
  sheet.element.addEventListener("focusin", () => { focused = self })
  element.addEventListener("focusout", event => {
    if (!sheet.element.contains(event.relatedTarget) && focused === self) focused = undefined
    if (element.contains(event.relatedTarget)) return
    emitHeld()
    queueMicrotask(paint) // not amid the removal of what has the focus
  })
  part(".add").onclick = () => {
    self.go(count() - 1, 0)
    if (matchMedia("(pointer: coarse)").matches) self.open("")
  }
  part(".delete").onclick = self.deleteRows
  part(".up").onclick = () => self.move(-1)
  part(".down").onclick = () => self.move(1)
  ask.onclick = () => {
    about.hidden = !about.hidden
    ask.setAttribute("aria-expanded", String(!about.hidden))
  }

  /** Takes the server's rows; what is selected stays with its rows, and the empty row at the end is still the last. */
  const adopt = given => {
    const known = new Map(model.rows.map(row => [row.id, row]))
    const places = [self.at, from].map(place => ({ ...place, id: model.rows[place.row]?.id, isFirst: opened === undefined }))
    model.adopt(given.map(([id, ...cells]) => {
      const row = known.get(id)
      return row && row.cells.every((cell, place) => cell === cells[place]) ? row : { id, cells }
    }))
    const [at, start] = places.map(({ row, column, id, isFirst }) => {
      const found = id || isFirst ? model.rows.findIndex(one => one.id === id) : model.rows.length
      return { row: between(0, found < 0 ? row : found, count() - 1), column: between(0, column, width() - 1) }
    })
    self.at = at
    from = start
  }
  return { element, draw(row) {
    shown = row
    wrong = refusals(row)
    set(part("h2"), { textContent: row.label })
    sheet.name(row.label, about.id)
    sheet.columns(row.columns)
    ask.setAttribute("aria-label", `About ${row.label}`)
    ask.setAttribute("aria-controls", about.id)
    const helps = row.columns.filter(({ help }) => help).map(({ label, help }) => `${label}: ${help}`)
    set(about, { textContent: [...helps, HINT].join(" ") })
    if (!isPending(panel, key)) {
      if (opened !== panel.data.opened) {
        model = rowsModel() // no step leads to the rows of another scenario
        columns.hide()
      }
      adopt(row.rows)
      opened = panel.data.opened
    }
    paint()
  } }
}
