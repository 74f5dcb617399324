// A number is a button with data-trace; keyboards reach it as they reach every button. The listener stays for as long as
// the page does; `data-numbers` says that it is there.

let send
const open = event => {
  const number = event.target instanceof Element && event.target.closest("button[data-trace]")
  if (number) send("opened", number.dataset.trace)
}
export default function ({ setTriggerValue }) {
  if (!send) document.addEventListener("click", open)
  send = setTriggerValue
  document.documentElement.dataset.numbers = "open"
}
