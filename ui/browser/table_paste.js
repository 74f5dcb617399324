// What a pasted text makes of a table: rows that grow as far as they may, and what is said of it.

import { number } from "./reader.js"
import { byHead } from "./table_heads.js"
import { filled, written } from "./table_rows.js"
import { cellsOf } from "./table_text.js"

export const plural = (count, word) => `${number(count)} ${word}${count === 1 ? "" : "s"}`

/** The rows after the paste, the area that is selected then, and the words. One cell goes into all that are selected. */
export const pasted = (text, rows, area, { columns, addable, most }) => {
  const block = cellsOf(text)
  const longest = column => columns[column].most + 1 // one more than is allowed: refused, and not cut without a word
  if (block.length === 1 && block[0].length === 1 && area.bottom < rows.length) {
    return { rows: filled(rows, area, block[0][0].slice(0, longest(area.left))), area, words: "" }
  }
  const headed = byHead(block, columns)
  const left = headed ? 0 : area.left
  const given = headed ? headed.rows : block
  const taken = given.slice(0, (addable ? most : rows.length) - area.top)
  const wide = Math.max(...given.map(cells => cells.length))
  const past = headed ? headed.unknown : Math.max(0, wide - (columns.length - left))
  const cells = taken.map(row =>
    row.slice(0, columns.length - left).map((cell, place) => cell?.slice(0, longest(left + place))))
  const bottom = area.top + taken.length - 1
  const leftOut = [
    ...(given.length > taken.length ? [`${plural(given.length - taken.length, "row")} past the last of ${plural(bottom + 1, "row")}`] : []),
    ...(past ? [plural(past, "column")] : []),
  ].join(" and ")
  return {
    rows: written(rows, { row: area.top, column: left }, cells, columns.length, most),
    area: { top: area.top, bottom, left, right: Math.min(left + wide, columns.length) - 1 },
    words: `${plural(taken.length, "row")} pasted${leftOut && `; left out: ${leftOut}`}`,
  }
}
