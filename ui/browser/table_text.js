// Cells as text, as spreadsheets copy and paste them: parted by tabs and line breaks, quoted where they hold these.

const PASTED = 2_000_000 // characters that are looked at
const CELL = /"([^"]*(?:""[^"]*)*)"(?=\t|\r?\n|$)|[^\t\r\n]*/y

/** One line: a cell has no others. */
export const oneLine = text => text.replace(/\s*[\r\n]+\s*/g, " ").trim()

/** The rows of a pasted text, each a list of cells. */
export const cellsOf = pasted => {
  const text = pasted.slice(0, PASTED).replace(/\r\n?/g, "\n").replace(/\n$/, "")
  const rows = [[]]
  for (let at = 0; at <= text.length; at++) {
    CELL.lastIndex = at
    const [whole, quoted] = CELL.exec(text)
    rows.at(-1).push(oneLine(quoted === undefined ? whole : quoted.replaceAll('""', '"')))
    at += whole.length
    if (text[at] === "\n") rows.push([])
  }
  return rows
}

/** The text of rows, as a spreadsheet takes it. */
export const textOf = rows => rows.map(cells => cells.map(quoted).join("\t")).join("\n")

const quoted = cell => (/["\t\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
