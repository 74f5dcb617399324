// What is refused of a table: each cell by its row and column, with the text that was refused.

import { set } from "./elements.js"
import { number } from "./reader.js"

const SHOWN = 5 // lines

/** Of rows as the server has them, and what it refuses of them: the line of a cell as long as its text is the same. */
export const refusals = ({ rows, refused, more, columns }) => {
  const texts = new Map(rows.map(([id, ...cells]) => [id, cells]))
  const known = new Map(refused.map(([id, column, line, readings]) =>
    [`${id} ${column}`, { line, readings, text: texts.get(id)?.[column] }]))
  const ids = new Set(refused.map(([id]) => id))
  const whole = refused.filter(([id]) => id === "").map(([, , line]) => line)
  const foundAt = (row, column) => {
    const found = known.size && row ? known.get(`${row.id} ${column}`) : undefined
    return found?.text === row?.cells[column] ? found : undefined
  }
  return {
    lineAt: (row, column) => foundAt(row, column)?.line,
    /** What the text may have been meant to be. */
    readingsAt: (row, column) => foundAt(row, column)?.readings ?? [],
    /** The same for a row as long as nothing else is refused of it. */
    about: row => (row && ids.has(row.id) ? known : undefined),
    /** Every line with its place, those about the table first. `look` gives that of a place, if it is to be shown. */
    lines(count, look) {
      const found = whole.map(words => ({ words }))
      for (let row = 0; known.size && row < count; row++) {
        columns.forEach(({ label }, column) => {
          const line = look(row, column)
          if (line !== undefined) found.push({ words: `Row ${row + 1}, ${label.toLowerCase()}: ${line}`, row, column })
        })
      }
      const rest = found.length - SHOWN + more
      return [...found.slice(0, SHOWN), ...(rest > 0 ? [{ words: `and ${number(rest)} more` }] : [])]
    },
  }
}

/** Draws the lines, each with a button for all that its text may mean, if they are not those that stand there. */
export const drawLines = (place, lines, readingsOf, choose) => {
  const next = lines.map(line => ({ ...line, readings: line.row === undefined ? [] : readingsOf(line.row, line.column) }))
  const known = JSON.stringify(next)
  if (known === place.dataset.known) return
  place.dataset.known = known
  place.replaceChildren(...next.map(({ words, row, column, readings }) => {
    const line = document.createElement("p")
    set(line, { className: "line refused", textContent: words })
    line.append(...readings.map(reading => {
      const button = document.createElement("button")
      set(button, { type: "button", className: "reading", textContent: reading, onclick: () => choose({ row, column }, reading) })
      return button
    }))
    return line
  }))
}
