// What is said on a page: the answer with its figures, notes and sentences. A sentence is a list of words and numbers.

import { node, plain } from "./body_nodes.js"

const PARTS = {
  number: (key, shown, exact) => node("button.number", { type: "button", "data-trace": key, title: exact }, shown),
  strong: text => node("strong", {}, text),
  link: (text, href) => node("a", { href }, text),
}

const NEGATIVE = /(−\S+)/ // a line would be broken between the minus and a currency's sign

const unbroken = text => text.split(NEGATIVE).map((piece, place) => place % 2 ? node("span.amount", {}, piece) : piece)

const part = part => typeof part === "string" ? unbroken(part) : PARTS[part[0]](...part.slice(1))

const BEFORE = /[(]$/
const AFTER = /^[).,;:]+/ // a button may have a line's end before and after it, whatever stands there

/** Words and numbers; a number keeps its brackets and the punctuation behind it on its line. */
export const sentence = parts => parts.map((given, place) => {
  if (typeof given === "string") {
    const [was, next] = [parts[place - 1], parts[place + 1]].map(Array.isArray)
    return unbroken(given.slice(was ? given.match(AFTER)?.[0].length : 0).replace(next ? BEFORE : /$^/, ""))
  }
  const [left, right] = [[parts[place - 1], BEFORE], [parts[place + 1], AFTER]].map(([text, edge]) =>
    typeof text === "string" ? text.match(edge)?.[0] ?? "" : "")
  return left || right ? node("span.amount", {}, left, part(given), right) : part(given)
})

/** A sentence as text alone. */
export const inWords = parts => parts.map(part => typeof part === "string" ? part : part[part[0] === "number" ? 2 : 1]).join("")

export const finding = parts => node("p.finding", {}, sentence(parts))

/** How a figure differs: in words, and whether that is better or worse. */
const difference = ([words, judgement]) => [words, ...(judgement ? [", ", node(`span.${judgement}`, {}, judgement)] : [])]

const figure = ({ key, label, definition, value, note, differences }) => node("div", { "data-figure": key },
  node("dt", { title: definition }, label),
  node("dd.value", {}, part(value)),
  note && node("dd.note", {}, sentence(note)),
  (differences.length ? differences : [["", ""]]).map(one => node("dd.note", {}, difference(one))))

/** A bar that stays in view on a small screen. It repeats what is written above, so it is for the eye alone. */
const brief = (answer, [first]) => node("div.brief", { "aria-hidden": "true" },
  node("p", {}, inWords(answer)),
  first && node("p", {}, `${first.label} `, node("strong", {}, inWords([first.value])),
    first.differences.map(one => [" · ", ...difference(one)])))

export const head = plain(({ scenario, question, answer, figures, bar }) => node("div.head", {},
  node("section", {}, node("p.overline", {}, scenario), node("h1.question", {}, question),
    node("p.answer", {}, sentence(answer))),
  node("section", {}, node("dl.figures", {}, figures.map(figure))),
  bar ? brief(answer, figures) : undefined))

/** What has been changed, in one line. */
export const changes = plain(({ count, changes }) => node(`p.remark.change.one-line${changes.length ? "" : ".nothing"}`, {}, count,
  changes.map(([name, before, after], place) => [
    place ? "; " : "", `${name} `, ...(before ? [node("del", {}, before), " → "] : []), after])))

const note = ({ name, words }) => node("p.remark.guard", { "data-guard": name }, sentence(words))

/** The first note, and how many more there are to open. */
export const notes = plain(({ notes: [first, ...rest] }) => node("div.notes-list", {}, note(first),
  rest.length ? node("details.notes", {},
    node("summary", {}, rest.length === 1 ? "1 more note" : `${rest.length} more notes`), rest.map(note)) : undefined))

/** A sentence by itself, or under its title. */
export const remark = plain(({ title, words }) =>
  title ? node("section", {}, node("h2.chart", {}, title), finding(words)) : finding(words))

/** A sentence to each of several names. */
export const listed = plain(({ title, rows }) => node("section", {}, title ? node("h2.chart", {}, title) : undefined,
  node("dl.own-verdicts", {}, rows.map(([name, words]) => [node("dt", {}, name), node("dd", {}, sentence(words))]))))

/** What could not be used, line by line. */
export const notice = plain(({ words, lines }) => node("div.notice", { role: "alert" }, words,
  node("ul", {}, lines.map(line => node("li", {}, line)))))

export const text = plain(({ words, refused }) => node("p", {
  class: refused ? "refused" : "remark", role: refused ? "alert" : undefined }, words))
