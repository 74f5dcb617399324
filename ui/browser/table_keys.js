// What each key does in a table, as in a spreadsheet. `table` has what it does it with.

const PAGE = 10 // rows
const FAR = 1e6
const MOVES = {
  ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1], PageUp: [-PAGE, 0], PageDown: [PAGE, 0],
}
const isControl = event => event.ctrlKey || event.metaKey

/** Whether the key takes a step back or forward. */
export const stepped = (table, event) => {
  const by = { z: -1, Z: 1, y: 1 }[event.key]
  if (!isControl(event) || !by) return false
  table.stepBy(by)
  return true
}

/** Whether the key did something: the browser does nothing else with it then. */
export const pressed = (table, event) => {
  const { key, shiftKey } = event
  if (!["Tab", "Enter", "Shift"].includes(key)) table.tabbedFrom = undefined
  if (key === "Tab") return table.tab(shiftKey ? -1 : 1)
  if (key === "Enter") {
    table.go(table.at.row + (shiftKey ? -1 : 1), table.tabbedFrom ?? table.at.column)
    return true
  }
  return table.editor ? edited(table, event) : isControl(event) ? controlled(table, event) : plain(table, event)
}

/** While a cell is edited. One that is replaced is left by every arrow, one that is edited only by those up and down. */
const edited = (table, event) => {
  const { field, replaces } = table.editor
  const move = MOVES[event.key]
  if (event.key === "Escape") table.cancel()
  else if (event.key === "F2") table.editor.replaces = false
  else {
    const isFields = field.tagName === "SELECT" || (!replaces && move?.[1])
    if (!move || isFields || isControl(event) || event.altKey) return false
    table.go(table.at.row + move[0], table.at.column + move[1])
  }
  return true
}

const controlled = (table, event) => {
  const { key, shiftKey } = event
  const { row, column } = table.at
  const move = MOVES[key]
  if (stepped(table, event)) return true
  if (move) table.go(row + FAR * move[0], column + FAR * move[1], shiftKey)
  else if (key === "Home") table.go(0, 0, shiftKey)
  else if (key === "End") table.go(FAR, FAR, shiftKey)
  else if (key === "a") table.selectAll()
  else if (key === "Delete" || key === "Backspace") table.deleteRows()
  else return event.getModifierState("AltGraph") ? plain(table, event) : false
  return true
}

const plain = (table, event) => {
  const { key, shiftKey, altKey } = event
  const { row, column } = table.at
  const move = MOVES[key]
  if (altKey && move?.[0] && table.isMovable) table.move(Math.sign(move[0]))
  else if (move) table.go(row + move[0], column + move[1], shiftKey)
  else if (key === "Home") table.go(row, 0, shiftKey)
  else if (key === "End") table.go(row, FAR, shiftKey)
  else if (key === "Delete" || key === "Backspace") table.erase()
  else if (key === "F2") table.open("")
  else if (key === "Escape") table.leave()
  else if (key === " " && shiftKey) table.selectRows(row)
  else {
    if (key.length === 1 || key === "Process") table.open(key) // the field takes the key
    return false
  }
  return true
}
