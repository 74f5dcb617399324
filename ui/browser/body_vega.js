// Vega: its library, the specs of charts and the views of them. Its interpreter takes expressions apart, so that no
// script is made of them.

import { told } from "./body_told.js"

const ERRORS = 1 // of what Vega has to say
const specs = new Map()
let library

/** The library, from when the first chart is drawn. */
const vega = () => library ??= import("./vega.js").then(() => globalThis.bowtieVega)

/** A spec has a name that is its contents' own; the server has it as a file. */
export const specOf = name => {
  const fetched = () => fetch(new URL(`charts/${name}.json`, import.meta.url)).then(answer => {
    if (answer.ok) return answer.json()
    specs.delete(name)
    throw new Error(`The spec of a chart did not come: ${answer.status}`)
  })
  if (!specs.has(name)) specs.set(name, fetched())
  return specs.get(name)
}

/** Rows from the columns of each part of a table. */
export const rowsOf = parts => parts.flatMap(columns => {
  const names = Object.keys(columns)
  return columns[names[0]].map((_, place) => Object.fromEntries(names.map(name => [name, columns[name][place]])))
})

/** Draws a spec with these rows into an element; `more` is what else the spec says. */
export const embedded = async (element, name, rows, more) => {
  const [embed, spec] = await Promise.all([vega(), specOf(name)])
  return embed(element, { ...spec, ...more, data: { name: "table", values: rows, format: { parse: null } } }, {
    mode: "vega-lite", ast: true, renderer: "svg", actions: false, defaultStyle: false, logLevel: ERRORS, tooltip: told,
  })
}
