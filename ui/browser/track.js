// Figures that move with a slider: the browser asks the server once for the slider's track, and goes through its frames
// by itself. Between two positions the nearest one is shown. What is released, or typed, is computed as ever, and
// replaces the frame. A track is thrown away as soon as anything else changes.

import { NEAR } from "./body_near.js"
import { allAcknowledged, lastNumber, onEmit, sessionName } from "./events.js"

const stages = new Map() // what gives the blocks of a body, by its element
let track // of the slider that has the pointer or the focus: its control, and the answer once it is there
let moving // the control that moves, and its value
let painting

const blocks = () => [...stages].filter(([body]) => body.isConnected).flatMap(([, blocksOf]) => blocksOf())
const moves = () => blocks().some(({ kind, block }) => kind === "head" && block.figures.length)
const inView = element => {
  const { top, bottom } = element.getBoundingClientRect()
  return bottom > 0 && top < innerHeight
}

const asked = async ({ control, request }) => {
  await allAcknowledged() // the server's state is then what the page shows
  const charts = blocks().filter(({ kind, element }) => kind === "chart" && inView(element)).map(({ block }) => block.title)
  const answer = await fetch(new URL("track", import.meta.url), {
    method: "POST", signal: request.signal, body: JSON.stringify({ session: sessionName(), path: control.path(), charts }),
  })
  return answer.status === 200 ? answer.json() : undefined
}

/** Has the track of a slider at hand. */
export const want = control => {
  if (track?.control === control || !control.path() || !moves() || (moving && moving.control !== control)) return
  drop()
  const wanted = track = { control, request: new AbortController() }
  asked(wanted).catch(() => undefined).then(answer => { // without a track all is as ever, but for what moves
    if (track !== wanted || !answer) return
    track.answer = answer
    control.show(answer)
    paint()
  })
}

const drop = () => {
  track?.request.abort()
  track?.control.show()
  track = undefined
}

const nearest = (values, value) => values.reduce((best, one, place) =>
  Math.abs(one - value) < Math.abs(values[best] - value) ? place : best, 0)

/** A frame's chart has nothing of what the pointer is told: that is the page's, where there are as many points. */
const whole = (parts, known = []) => parts.map((part, place) => {
  const size = columns => Object.values(columns ?? {})[0]?.length
  return size(known[place]) === size(part) ? { ...known[place], ...part } : part
})

const paint = () => {
  painting = undefined
  if (!moving || track?.control !== moving.control || !track.answer) return
  const { at, frames } = track.answer
  const frame = frames[nearest(at, moving.value)]
  const charts = new Map(frame.charts.map(chart => [chart.title, chart]))
  for (const one of blocks()) {
    const chart = one.kind === "chart" && charts.get(one.block.title)
    if (one.kind === "head") one.draw({ ...one.block, ...frame.head })
    else if (chart) one.draw({ ...one.block, ...chart, data: whole(chart.data, one.block.data) })
    one.element.toggleAttribute("data-waits", STILL.has(one.kind) && !chart)
  }
  mark(true)
}

const STILL = new Set(["chart", "changes", "notes", "remark", "listed", "table", "months"]) // until it is released

const mark = isMoving => {
  for (const body of stages.keys()) {
    body.toggleAttribute("data-moving", isMoving)
    body.setAttribute("aria-busy", String(isMoving))
  }
  if (!isMoving) for (const { element } of blocks()) element.removeAttribute("data-waits")
}

/** The slider stands at another value that is not released yet, or not computed. */
export const move = (control, value) => {
  want(control)
  moving = { control, value }
  painting ??= requestAnimationFrame(paint)
}

/** The page is as it was computed. */
const rest = () => {
  moving = undefined
  mark(false)
}

/** The slider is let go of where it was. */
export const stay = control => {
  if (moving?.control !== control) return
  for (const one of blocks()) if (one.kind === "head" || one.kind === "chart") one.draw(one.block)
  rest()
}

/** The blocks of a body have been drawn from what the server sent, with all events up to one acknowledged. */
export const drawn = (body, blocksOf, acknowledged) => {
  stages.set(body, blocksOf)
  const isHead = blocksOf().some(({ kind }) => kind === "head")
  if (moving?.control.isMoving()) paint()
  else if (moving) rest()
  if (!isHead || !track || track.control.isMoving()) return
  const holds = track.isReleased ? track.answer && track.control.holds(track.answer) : acknowledged <= track.sameUntil
  track.isReleased &&= !holds
  if (acknowledged >= track.sameUntil) track.sameUntil = undefined
  if (holds) {
    if (track.answer) track.control.show(track.answer)
    return
  }
  const { control } = track
  drop()
  if (control.isFocused()) want(control)
}

export const undrawn = body => stages.delete(body)

onEmit(key => {
  if (track?.control.key === key) track.isReleased = true
  else if (key !== NEAR) drop()
  else if (track) track.sameUntil = lastNumber + 1 // more of the page is wanted, and nothing of it changes
})
