// What is refused of a table: each cell by its row and column, with the text that was refused.

import { set } from "./elements.js"
import { number } from "./reader.js"

const SHOWN = 5 // lines

/** Of rows as the server has them, and what it refuses of them: the line of a cell as long as its text is the same. */
export const refusals = ({ rows, refused, more, columns }) => {
  const texts = new Map(rows.map(([id, ...cells]) => [id, cells]))
  const known = new Map(refused.map(([id, column, line]) => [`${id} ${column}`, { line, text: texts.get(id)?.[column] }]))
  const whole = refused.filter(([id]) => id === "").map(([, , line]) => line)
  const lineAt = (row, column) => {
    const found = known.size && row ? known.get(`${row.id} ${column}`) : undefined
    return found?.text === row?.cells[column] ? found?.line : undefined
  }
  return {
    lineAt,
    /** Every line, those of cells after those about the table. `look` gives that of a place, if it is to be shown. */
    lines(count, look) {
      const found = [...whole]
      for (let row = 0; known.size && row < count; row++) {
        columns.forEach(({ label }, column) => {
          const line = look(row, column)
          if (line !== undefined) found.push(`Row ${row + 1}, ${label.toLowerCase()}: ${line}`)
        })
      }
      const rest = found.length - SHOWN + more
      return [...found.slice(0, SHOWN), ...(rest > 0 ? [`and ${number(rest)} more`] : [])]
    },
  }
}

/** Draws the lines, if they are not those that stand there. */
export const drawLines = (place, lines) => {
  if (lines.join("\n") === [...place.children].map(line => line.textContent).join("\n")) return
  place.replaceChildren(...lines.map(words => {
    const line = document.createElement("p")
    set(line, { className: "line refused", textContent: words })
    return line
  }))
}
