// The rows of a table as they are in the browser: what an edit makes of them, and the steps of undo. No elements.
//
// A row is { id, cells }, and is never changed: an edit makes new ones. The place after the last row is an empty row.

const STEPS = 200

let made = 0
const newId = () => `new-${Date.now()}-${made++}`

export const rowsModel = () => {
  let rows = []
  let past = []
  let future = []
  const model = {
    get rows() { return rows },
    text: (row, column) => rows[row]?.cells[column] ?? "",
    /** Rows of the server's: they are no step. */
    adopt(given) { rows = given },
    /** A step, if it changes anything. */
    take(next) {
      if (next.length === rows.length && next.every((row, place) => row === rows[place])) return false
      past = [...past, rows].slice(-STEPS)
      future = []
      rows = next
      return true
    },
    undo() {
      if (!past.length) return false
      future = [...future, rows]
      rows = past.at(-1)
      past = past.slice(0, -1)
      return true
    },
    redo() {
      if (!future.length) return false
      past = [...past, rows]
      rows = future.at(-1)
      future = future.slice(0, -1)
      return true
    },
  }
  return model
}

const withCells = (row, column, cells) => {
  const next = row.cells.map((cell, place) => cells[place - column] ?? cell)
  return next.every((cell, place) => cell === row.cells[place]) ? row : { id: row.id, cells: next }
}

/** The rows with a block of cells written over them from a place on; rows grow up to `most`. */
export const written = (rows, at, block, width, most) => {
  const next = [...rows]
  block.forEach((cells, offset) => {
    const place = at.row + offset
    if (place >= most) return
    const row = next[place] ?? { id: newId(), cells: Array(width).fill("") }
    const filled = withCells(row, at.column, cells)
    if (next[place] || filled !== row) next[place] = filled
  })
  return next.filter(row => row)
}

/** The rows with every cell of a rectangle set to a text. */
export const filled = (rows, area, text) => rows.map((row, place) =>
  place < area.top || place > area.bottom
    ? row
    : withCells(row, area.left, Array(area.right - area.left + 1).fill(text)))

/** The rows with what stands in these columns as it was, whatever was pasted over it or cleared. */
export const withFixed = (rows, before, columns) => {
  if (!columns.length) return rows
  const known = new Map(before.map(row => [row.id, row]))
  return rows.map(row => {
    const was = known.get(row.id)
    if (!was) return row
    const cells = row.cells.map((cell, place) => (columns.includes(place) ? was.cells[place] : cell))
    return cells.every((cell, place) => cell === was.cells[place]) ? was : { id: row.id, cells }
  })
}

export const without = (rows, top, bottom) => rows.filter((_, place) => place < top || place > bottom)

/** The rows with those from top to bottom one place up (-1) or down (1); the same ones where there is no place. */
export const moved = (rows, top, bottom, by) => {
  if (top + by < 0 || bottom + by >= rows.length) return rows
  const rest = without(rows, top, bottom)
  return [...rest.slice(0, top + by), ...rows.slice(top, bottom + 1), ...rest.slice(top + by)]
}
