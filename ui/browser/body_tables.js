// Tables: of a page's numbers, and of the months.

import { node, plain } from "./body_nodes.js"
import { sentence } from "./body_texts.js"

const framed = (name, head, rows) => node(name, { tabindex: "0" },
  node("table", {}, node("thead", {}, node("tr", {}, head)), node("tbody", {}, rows)))

/** A cell of words, or of numbers. */
export const cell = content => typeof content === "string"
  ? node("td.words", {}, content)
  : node("td", {}, content.map((number, place) => [place ? ", " : "", ...sentence([number])]))

export const table = plain(({ title, head, rows }) => {
  const isWordy = place => place && rows.every(([, ...cells]) => typeof cells[place - 1] === "string")
  return node("section", {}, title ? node("h2.chart", {}, title) : undefined, framed("div.months.whole",
    head.map((name, place) => node(isWordy(place) ? "th.words" : "th", { scope: "col" }, name)),
    rows.map(([name, ...cells]) => node("tr", {}, node("th", { scope: "row" }, name), cells.map(cell)))))
})

/** Measures by month; the unit stands in the head. */
export const months = plain(({ columns, rows }) => node("section", {}, framed("div.months",
  [node("th", { scope: "col" }, "Month"),
    columns.map(([label, unit]) => node("th", { scope: "col" }, label, node("br"), unit))],
  rows.map(([name, ...numbers]) => node("tr", {}, node("th", { scope: "row" }, name),
    numbers.map(number => node("td", {}, sentence([number]))))))))
