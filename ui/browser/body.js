// The body of a page: blocks below each other, each drawn by its kind from plain data that the server sends at once.
//
// A block keeps its element for as long as it is there. It can be drawn again at any time, from newer data.

import { chart } from "./body_charts.js"
import { near } from "./body_near.js"
import { arrange, node } from "./body_nodes.js"
import "./body_print.js"
import { plans } from "./body_plans.js"
import { months, table } from "./body_tables.js"
import { changes, head, listed, notes, notice, remark, text } from "./body_texts.js"
import { connect, disconnect, emitHeld, resume } from "./events.js"
import { hosted } from "./panel.js"
import { received, writeAs } from "./reader.js"
import { drawn as stage, undrawn } from "./track.js"

/** Blocks within a block: those of a line that was opened, or charts beside each other. */
const group = name => () => {
  const element = node(name)
  return {
    element,
    draw(block, page) {
      if (block.key) element.dataset.part = block.key
      layOut(element, block.blocks, page)
    },
    remove: () => clear(element),
  }
}

const KINDS = {
  head, changes, notes, notice, remark, listed, text, table, months, plans, chart,
  panel: hosted, part: group("div.part"), section: group("div.section"), charts: group("div.charts"),
  near: near(group("div.part")),
}

const drawn = new WeakMap() // the blocks in an element, by their names

const layOut = (parent, blocks, page) => {
  const before = drawn.get(parent) ?? new Map()
  const now = new Map()
  const count = {}
  for (const block of blocks) {
    const place = count[block.kind] = (count[block.kind] ?? 0) + 1
    const name = `${block.kind} ${block.key ?? place}`
    now.set(name, before.get(name) ?? KINDS[block.kind]())
  }
  drawn.set(parent, now)
  ;[...now.values()].forEach((one, place) => {
    Object.assign(one, { kind: blocks[place].kind, block: blocks[place] })
    one.draw(blocks[place], page)
  })
  arrange(parent, [...now.values()].map(one => one.element))
  for (const [name, one] of before) if (!now.has(name)) one.remove?.()
}

const blocksIn = parent => [...drawn.get(parent)?.values() ?? []].flatMap(one => [one, ...blocksIn(one.element)])

const clear = parent => {
  for (const one of drawn.get(parent)?.values() ?? []) one.remove?.()
}

export default function ({ data, parentElement, setTriggerValue }) {
  const page = received(data)
  const body = parentElement.querySelector(".body")
  connect(page, parentElement, setTriggerValue)
  writeAs(page.numbers)
  layOut(body, page.blocks, page)
  resume()
  stage(body, () => blocksIn(body), page.acknowledged)
  return () => {
    emitHeld()
    disconnect(parentElement, setTriggerValue)
    undrawn(body)
    clear(body)
  }
}
