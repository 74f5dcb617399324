// What a pasted text makes of a table: rows that grow as far as they may, and what is said of it.

import { number } from "./reader.js"
import { byHead } from "./table_heads.js"
import { filled, written } from "./table_rows.js"
import { cellsOf } from "./table_text.js"

export const plural = (count, word) => `${number(count)} ${word}${count === 1 ? "" : "s"}`

/** A pasted text as cells, whether its first row names them, and the column that each of its columns goes into: by these
    names, else by its place; -1 for none. */
export const blockOf = (text, area, columns) => {
  const cells = cellsOf(text)
  const named = byHead(cells, columns)
  const width = Math.max(...cells.map(row => row.length))
  const byPlace = Array.from({ length: width }, (_, place) => (area.left + place < columns.length ? area.left + place : -1))
  return { cells, isHeaded: named !== undefined, places: named ?? byPlace }
}

/** The rows after the paste, the area that is selected then, and the words. One cell goes into all that are selected. */
export const pasted = ({ cells, isHeaded, places }, rows, area, { columns, addable, most }) => {
  const fitting = (cell, column) => cell?.slice(0, columns[column].most + 1) // one more than is allowed: refused, not cut
  if (cells.length === 1 && cells[0].length === 1 && area.bottom < rows.length) {
    return { rows: filled(rows, area, fitting(cells[0][0], area.left)), area, words: "" }
  }
  const given = isHeaded ? cells.slice(1) : cells
  const taken = given.slice(0, (addable ? most : rows.length) - area.top)
  const isNamed = place => !isHeaded || cells[0][place]
  const past = places.filter((column, place) => column < 0 && isNamed(place)).length
  const known = places.filter(column => column >= 0)
  const lines = taken.map(row => columns.map((_, column) => fitting(row[places.indexOf(column)], column)))
  const bottom = area.top + taken.length - 1
  const leftOut = [
    ...(given.length > taken.length ? [`${plural(given.length - taken.length, "row")} past the last of ${plural(bottom + 1, "row")}`] : []),
    ...(past ? [plural(past, "column")] : []),
  ].join(" and ")
  return {
    rows: written(rows, { row: area.top, column: 0 }, lines, columns.length, most),
    area: { top: area.top, bottom, left: Math.min(...known, columns.length - 1), right: Math.max(...known, 0) },
    words: `${plural(taken.length, "row")} pasted${leftOut && `; left out: ${leftOut}`}`,
  }
}
