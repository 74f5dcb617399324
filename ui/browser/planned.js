// What is planned of an input: its changes from a month on, each with a switch, and a form for one more.

import { built, set } from "./elements.js"
import { emit, isPending } from "./events.js"

const FORM = `<label>From <input name="month" autocomplete="off"></label>
  <label>over months <input name="over" autocomplete="off" inputmode="numeric"></label>
  <label>to <input name="to" autocomplete="off"></label><button>Plan it</button><button type="button">Cancel</button>`

/** The marks of later values on a slider, from its `low` to its `high` end. */
export const marks = slide => row => {
  const known = [...slide.querySelectorAll(".later")]
  const later = (row.planned?.rows ?? []).filter(({ on, at }) => on && at >= row.low && at <= row.high)
  known.slice(later.length).forEach(mark => mark.remove())
  later.forEach(({ at, words }, place) => {
    const mark = known[place] ?? slide.appendChild(document.createElement("i"))
    set(mark, { className: "later", title: words, ariaHidden: "true" })
    mark.style.setProperty("--at", String((at - row.low) / (row.high - row.low)))
  })
}

export const planned = (key, panel) => {
  const [element, part] = built("div", `<ul></ul><form hidden>${FORM}</form><p class="line" role="alert" hidden></p>
    <p class="note" hidden></p><button type="button" class="offer" hidden></button>`)
  const [list, form, line] = ["ul", "form", ".line"].map(part)
  const [month, over, to] = form.querySelectorAll("input")
  const [more, within] = built("span", `<button type="button" class="add"></button>`)
  const add = within("button")
  let row
  let place = null // of the plan that is being changed, null for a new one
  let isSent = false
  element.className = "planned"
  set(add, { textContent: "Plan a change", title: "From a month on, at once or over some months" })
  const send = value => emit(panel, key, "planned", value)
  const open = plan => {
    place = plan?.place ?? null
    set(month, { value: plan?.month ?? row.planned.next })
    set(over, { value: plan?.over ?? "0" })
    set(to, { value: plan?.to ?? "" })
    form.hidden = false
    to.focus()
  }
  const close = () => {
    form.hidden = true
    isSent = false
  }
  add.onclick = () => open()
  part(".offer").onclick = () => send({ offer: true })
  form.onsubmit = event => {
    event.preventDefault()
    isSent = true
    send({ place, month: month.value, over: over.value, to: to.value })
  }
  form.lastElementChild.onclick = () => {
    close()
    add.focus()
  }
  form.onkeydown = event => { if (event.key === "Escape") form.lastElementChild.onclick() }
  const draw = plan => {
    const [item, within] = built("li", `<button type="button" role="switch"></button><button type="button" class="words"></button>
      <button type="button" class="drop" title="Remove">×</button>`)
    const change = () => row.planned.rows.find(one => one.place === plan.place)
    set(within("[role]"), { ariaLabel: `${row.label}: ${plan.words}`, onclick: event => {
      const on = event.currentTarget.ariaChecked !== "true"
      set(event.currentTarget, { ariaChecked: String(on) })
      send({ place: plan.place, on })
    } })
    set(within(".words"), { onclick: () => open(change()) })
    set(within(".drop"), { ariaLabel: `Remove ${row.label}: ${plan.words}`, onclick: () => send({ place: plan.place, drop: true }) })
    return item
  }
  return { element, draw(next, rests) {
    row = next
    element.hidden = !row.planned
    add.hidden = !row.planned
    ;(row.rests ? rests : element).append(more)
    if (!row.planned || isPending(panel, key)) return
    const { rows, line: refused } = row.planned
    const names = rows.map(plan => `${plan.place} ${plan.words}`).join("\n")
    if (list.dataset.names !== names) list.replaceChildren(...rows.map(draw))
    list.dataset.names = names
    rows.forEach((plan, at) => {
      const [toggle, words] = list.children[at].children
      set(toggle, { ariaChecked: String(plan.on) })
      set(words, { textContent: plan.words, title: "Change it" })
    })
    add.setAttribute("aria-label", `Plan a change of ${row.label}`)
    month.placeholder = row.planned.dated ? "Jan 2027" : "month"
    set(line, { textContent: refused, hidden: !refused, className: refused ? "line refused" : "line" })
    set(part(".note"), { textContent: row.planned.note, hidden: !row.planned.note })
    set(part(".offer"), { textContent: row.planned.offer, hidden: !row.planned.offer })
    if (isSent && !refused) {
      close()
      add.focus()
    }
    isSent = false
  } }
}
