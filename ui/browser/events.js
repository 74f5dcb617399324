// Events of the panels: what a person does on numbers, choices, buttons and the menu, on its way to the server.
//
// Every event is sent again and again until the server acknowledges it; until then the control shows it by itself.
// Each repeat starts a run anew, so a busy server gets them at longer and longer intervals.
// `live` are the panels on the page, each with its way to the server; an event outlives the panel it came from.
// A panel may be drawn again with older data of the server's, which knows nothing of the newest events.
// Events that follow a navigation wait for the new page: sent to the old one, they would bring it back. So do those that
// follow the browser's own steps back and forward.

import * as steps from "./steps.js"

const RETRY = 2000 // milliseconds until the first repeat; each further one takes twice as long
const LONGEST_RETRY = 16000 // milliseconds
const PATIENCE = 8000 // with a page that was asked for and does not come
const MOMENT = 300 // milliseconds that a table waits for its next edit
const LONGEST = 3000 // milliseconds that it waits at most

const live = new Map()
let pending = [] // events that the server has not acknowledged
export let lastNumber = Date.now()
let latest = new Map() // the number of the last event of each control
let session
let sender // the panel that sent last, and the last number that it sent
let lastSent = 0
let retry
let repeats = 0 // since the last new event
let leaving // for a page by a link: the link, and when it was pressed
const listeners = [] // to every event that is emitted
let waiting = [] // for the server to acknowledge every event
let held // the newest event of a table that is being edited, not sent yet
let heldSince = 0
let release
let isDue = false // it would have been sent, but the server has not acknowledged the one before

let companion = () => undefined // what goes along with each event, if there is anything

/** Lets an event go along with each of another key: `make` gives its key, type and value, or nothing. */
export const accompany = make => { companion = make }

const leads = type => type.startsWith("go")
const isNavigation = event => leads(event.type)
steps.leadBy(() => pending.some(isNavigation))

const send = () => {
  clearTimeout(retry)
  const first = [...live].find(([panel]) => panel.isConnected)
  if (!first || !pending.length) return
  if (steps.isUnderWay()) {
    retry = setTimeout(send, RETRY)
    return
  }
  const [panel, trigger] = first
  sender = panel
  lastSent = lastNumber
  trigger("events", pending)
  retry = setTimeout(() => {
    repeats += 1
    send()
  }, Math.min(RETRY * 2 ** repeats, LONGEST_RETRY))
  if (leaving && pending.every(isNavigation) && Date.now() - leaving.since > PATIENCE) follow(leaving)
}

/** Loads the page as a plain link does, where the server does not bring it though it answers. */
const follow = async ({ link }) => {
  leaving.since = Date.now()
  const answer = await fetch(link.href, { method: "HEAD" }).catch(() => null)
  if (answer?.ok && pending.some(isNavigation)) location.assign(link.href)
}

/** An event that counts by itself, such as the press of a button. */
export const emit = (panel, key, type, value = null, link = undefined) => {
  emitHeld()
  for (const listener of listeners) listener(key)
  if (leads(type)) {
    steps.end()
    pending = pending.filter(event => !isNavigation(event) || event.number <= lastSent)
    leaving = link && { link, since: Date.now() }
  }
  const isLeaving = pending.some(isNavigation)
  const known = { number: ++lastNumber, opened: panel.data.opened }
  pending = [...pending, { ...known, key, type, value }]
  latest.set(key, lastNumber)
  const along = leads(type) ? undefined : companion(key)
  if (along) pending.push({ ...known, number: ++lastNumber, ...along })
  repeats = 0
  if (!isLeaving) send()
}

/** What is called with the control's key at each event. */
export const onEmit = listener => listeners.push(listener)

/** The name of this session, by which the server knows it. */
export const sessionName = () => session

/** Goes to the page of a link, after all events before. */
export const navigate = (panel, key, page, link) => emit(panel, key, "go", page, link)

/** A new value of a control; of several in a row, only the last one counts. */
export const emitValue = (panel, key, type, value) => {
  emitHeld()
  const last = pending.at(-1)
  if (last?.key === key && last.type === type) pending = pending.slice(0, -1)
  emit(panel, key, type, value)
}

/** A new value of a control of which the next may follow at once: it is sent before any other event, or in a moment.
    A patient one waits until the control is left; each waits for the one before to be acknowledged: a slow machine has
    fewer of them to do. */
export const emitSoon = (panel, key, type, value, isPatient) => {
  if (held && held[1] !== key) emitHeld()
  heldSince = held ? heldSince : Date.now()
  held = [{ data: { opened: panel.data.opened } }, key, type, value]
  clearTimeout(release)
  if (!isPatient) release = setTimeout(emitDue, Math.min(MOMENT, Math.max(0, heldSince + LONGEST - Date.now())))
}

const emitDue = () => {
  isDue = pending.length > 0
  if (!isDue) emitHeld()
}

/** Sends what waits for a moment. */
export const emitHeld = () => {
  clearTimeout(release)
  isDue = false
  const event = held
  held = undefined
  if (event) emitValue(...event)
}

/** Whether the last event of a control is not in what the panel shows yet. */
export const isPending = (panel, key) => held?.[1] === key || latest.get(key) > panel.data.acknowledged

/** Resolves once the server has acknowledged every event: the address holds them then. */
export const allAcknowledged = () => {
  emitHeld()
  return pending.length ? new Promise(done => waiting.push(done)) : Promise.resolve()
}

/** Takes in what the server acknowledges, on a panel that it has just drawn. */
export const connect = (data, panel, trigger) => {
  pending = pending.filter(event => event.number > data.acknowledged)
  if (data.session !== session) latest = new Map(pending.map(event => [event.key, event.number]))
  session = data.session
  live.set(panel, trigger)
  steps.drawn(`./${data.address}`)
}

/** Sends what no panel could send before, and resolves the promises of those who wait. */
export const resume = () => {
  if (!live.has(sender) || (lastNumber > lastSent && !pending.some(isNavigation))) send()
  if (isDue && !pending.length) emitHeld()
  if (pending.length) return
  waiting.forEach(done => done())
  waiting = []
}

export const disconnect = (panel, trigger) => {
  if (live.get(panel) === trigger) live.delete(panel)
}
