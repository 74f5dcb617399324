// A number is a button with data-trace; keyboards reach it as they reach every button. The listeners stay for as long as
// the page does; `data-numbers` says that they are there. A page that moves under the pointer between press and release
// gives the click to what lies around the number: the number was meant. While a person waits for what was pressed, it is
// asked for again; the server takes it for the same press.

const NEAR = 8 // pixels between press and release
const RETRY = 4000 // milliseconds until the first repeat; each further one takes twice as long
const REPEATS = 3

let send
let pressed // the number under the pointer, and where it was pressed
let again

const numberOf = event => event.target instanceof Element && event.target.closest("button[data-trace]")
const isOpen = key => [...document.querySelectorAll(".traced")].some(title => title.dataset.key === key)

const ask = (key, press, repeats) => {
  if (repeats && isOpen(key)) return
  send("opened", { key, press })
  if (repeats < REPEATS) again = setTimeout(ask, RETRY * 2 ** repeats, key, press, repeats + 1)
}
const stopAsking = () => clearTimeout(again)
const press = event => {
  stopAsking()
  const number = numberOf(event)
  pressed = number && { number, x: event.clientX, y: event.clientY }
}
const open = event => {
  const isNear = pressed && Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < NEAR
  const number = numberOf(event) || (isNear && pressed.number)
  pressed = undefined
  if (number) ask(number.dataset.trace, Date.now(), 0)
}

export default function ({ setTriggerValue }) {
  if (!send) {
    document.addEventListener("pointerdown", press)
    document.addEventListener("keydown", stopAsking)
    document.addEventListener("click", open)
  }
  send = setTriggerValue
  document.documentElement.dataset.numbers = "open"
}
