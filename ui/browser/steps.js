// The browser's own steps back and forward: each leads to the page that it says.
//
// Streamlit puts the page that it draws on top of the history. A run that was asked for before a step may come after it:
// its page is not put on top, and the page of the step is asked for again.

const LONGEST = 20000 // milliseconds that a step takes before the page that is there counts again
const MOST = 5 // times that a page is asked for again

let shown // the path of the page that was drawn last
let step // the path that a step leads to, and since when, until its page is drawn
let again = 0 // how often that page was asked for again
let isLed = () => false

/** Says how to find out whether another page was chosen and has not come yet: that one comes on top. */
export const leadBy = check => { isLed = check }

/** Whether the page of a step has not come yet. */
export const isUnderWay = () => step !== undefined && Date.now() - step.since < LONGEST

/** Ends a step: its page is there, or another page was chosen. */
export const end = () => {
  step = undefined
  again = 0
}

/** Takes in that the page at this address is there. */
export const drawn = address => {
  shown = pathOf(address)
  if (shown === step?.path) end()
}

const pathOf = address => new URL(address, document.baseURI).pathname.replace(/\/$/, "")
const here = () => pathOf(location.href)

const begin = () => { step = { path: here(), since: Date.now() } }

addEventListener("popstate", ({ isTrusted }) => {
  if (!isTrusted || (!isUnderWay() && shown === here())) return
  again = 0
  begin()
})

const pushState = history.pushState.bind(history)
history.pushState = (state, title, address) => {
  const isLate = shown !== undefined && pathOf(address) !== here() && !isLed()
  if (!isLate || again === MOST) {
    pushState(state, title, address)
    return
  }
  again += 1
  begin()
  setTimeout(() => dispatchEvent(new PopStateEvent("popstate")))
}
