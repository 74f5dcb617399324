// Parts of a page that the server makes while they are near what is in view; the rest follows when the reader pauses.
//
// With each event the server is told which parts are near, where that has changed. Until a part comes it keeps its place,
// and what it showed before is not to be seen.

import { node } from "./body_nodes.js"
import { accompany, emitValue } from "./events.js"

const MARGIN = "400px 0px" // beyond what is in view
const PAUSE = 1000 // milliseconds
export const NEAR = "near"

const parts = new Set()
const inView = new Set()
let page
let told // to the server, at last
let following

const keys = elements => [...elements].map(element => element.dataset.part).sort()
const isLate = element => element.classList.contains("late")

const tell = elements => {
  told = keys(elements)
  emitValue({ data: page }, NEAR, "seen", told)
}

/** Asks for what is late: in view at once, all else when nothing has been done for a while. */
const follow = () => {
  clearTimeout(following)
  if ([...inView].some(isLate)) tell(inView)
  else if ([...parts].some(isLate)) following = setTimeout(() => tell(parts), PAUSE)
}

const observer = new IntersectionObserver(entries => {
  for (const { target, isIntersecting } of entries) isIntersecting ? inView.add(target) : inView.delete(target)
  follow()
}, { scrollMargin: MARGIN })

accompany(key => {
  if (key === NEAR) return undefined
  const now = keys(inView)
  if (!parts.size || JSON.stringify(now) === JSON.stringify(told)) return undefined
  told = now
  return { key: NEAR, type: "seen", value: now }
})

/** A part; `group` draws the blocks in it. */
export const near = group => () => {
  const within = group()
  const element = node("div.near", {}, within.element)
  let isDrawn = false
  parts.add(element)
  observer.observe(element)
  return {
    element,
    draw(block, newest) {
      page = newest
      element.dataset.part = block.key
      element.classList.toggle("late", !block.blocks)
      const blocks = block.blocks ?? (isDrawn ? undefined : block.outline)
      isDrawn ||= Boolean(block.blocks)
      if (blocks) within.draw({ ...block, blocks }, newest)
      setTimeout(follow)
    },
    remove() {
      observer.unobserve(element)
      parts.delete(element)
      inView.delete(element)
      within.remove()
    },
  }
}
