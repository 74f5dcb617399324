// Panels of controls: numbers, choices, buttons, the menu.
//
// What a person does is a wish. It is told to the server, again and again until the server has heard it, and shown
// meanwhile. `live` are the panels on the page with their way to the server; a wish outlives the panel it was made on.
// A panel may be drawn again with what the server said before: it then knows nothing of the newest wishes.
// Once a page was asked for, what follows waits for it: told to the page that is left, it would bring that one back.

const AGAIN = 2000 // milliseconds

const live = new Map()
let wishes = []
export let count = Date.now()
let newest = new Map() // the number of the last wish of each control
let session
let teller // the panel that told last, and the last number that it told
let told = 0
let later
let waiting = [] // for the server to have heard everything

const isToGo = one => one.part === "go"

const tell = () => {
  clearTimeout(later)
  const first = [...live].find(([panel]) => panel.isConnected)
  if (!first || !wishes.length) return
  teller = first[0]
  told = count
  first[1]("wishes", wishes)
  later = setTimeout(tell, AGAIN)
}

export const act = (panel, key, part, value = null) => {
  if (part === "go") wishes = wishes.filter(one => !isToGo(one) || one.number <= told)
  const isLeaving = wishes.some(isToGo)
  wishes = [...wishes, { number: ++count, opened: panel.data.opened, key, part, value }]
  newest.set(key, count)
  if (!isLeaving) tell()
}

/** Of the values that a control is given one after the other, the last one counts. */
export const wish = (panel, key, part, value) => {
  const last = wishes.at(-1)
  if (last?.key === key && last.part === part) wishes = wishes.slice(0, -1)
  act(panel, key, part, value)
}

export const isWished = (panel, key) => newest.get(key) > panel.data.heard

/** Once the server has heard all that was wished: the address holds it then. */
export const allIsHeard = () => wishes.length ? new Promise(done => waiting.push(done)) : Promise.resolve()

/** What the server says, to a panel that it has just drawn. */
export const hear = (data, panel, send) => {
  wishes = wishes.filter(one => one.number > data.heard)
  if (data.session !== session) newest = new Map(wishes.map(one => [one.key, one.number]))
  session = data.session
  live.set(panel, send)
}

/** Tell what no panel could tell before, and those who wait that all is heard. */
export const goOn = () => {
  if (!live.has(teller) || (count > told && !wishes.some(isToGo))) tell()
  if (wishes.length) return
  waiting.forEach(done => done())
  waiting = []
}

export const leave = (panel, send) => {
  if (live.get(panel) === send) live.delete(panel)
}
