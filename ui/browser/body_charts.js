// Charts: each keeps its view for as long as its spec is the same, and gives it the rows of the newest data. Of rows
// that come while it draws, the newest count.

import { node, update } from "./body_nodes.js"
import { menu } from "./body_save.js"
import { finding, inWords } from "./body_texts.js"
import { embedded, rowsOf } from "./body_vega.js"

const heading = ({ title, unit, finding: words, remark }) => node("div.words", {},
  node("h2.chart", {}, `${title} `, node("small", {}, unit)), finding(words), remark.length ? finding(remark) : undefined)

export const chart = () => {
  const words = node("div.words")
  const picture = node("div.picture", { role: "img" })
  let block // as it is to be drawn
  let known // as it is drawn
  let drawn
  let isDrawing = false
  const save = menu(() => ({ block, width: picture.clientWidth }))
  const element = node("div.chart-block", {}, words, save.element, picture)

  const embed = async next => {
    drawn?.finalize()
    const place = node("div", { "aria-hidden": "true" })
    drawn = await embedded(place, next.spec, rowsOf(next.data), { width: picture.clientWidth, height: next.height })
    picture.replaceChildren(place)
  }
  const renew = async next => {
    drawn.view.data("table", rowsOf(next.data)).width(picture.clientWidth).height(next.height)
    await drawn.view.runAsync()
  }
  const draw = async () => {
    if (isDrawing) return
    isDrawing = true
    try {
      while (block?.data && known !== block && element.isConnected && picture.clientWidth) {
        const next = block
        await (drawn && known?.spec === next.spec ? renew(next) : embed(next))
        known = next
      }
    } finally {
      isDrawing = false
    }
  }
  const size = new ResizeObserver(() => {
    if (!drawn || isDrawing) draw()
    else if (picture.clientWidth) drawn.view.width(picture.clientWidth).runAsync()
  })
  size.observe(picture)
  return {
    element,
    draw(next) {
      if (JSON.stringify(next) === JSON.stringify(block)) return
      block = next
      update(words, heading(next))
      picture.setAttribute("aria-label", `${next.title}: ${inWords(next.finding)}`)
      picture.style.minHeight = `${next.height}px`
      if (!next.data) return // an outline
      save.draw(next)
      draw()
    },
    remove() {
      size.disconnect()
      drawn?.finalize()
    },
  }
}
