// Panels of controls: numbers, choices, buttons, the menu.
//
// What a person does is a wish. It is told to the server, again and again until the server has heard it, and shown
// meanwhile. `live` are the panels on the page with their way to the server; a wish outlives the panel it was made on.
// A panel may be drawn again with what the server said before: it then knows nothing of the newest wishes.
// Once a page was asked for, what follows waits for it: told to the page that is left, it would bring that one back.

const AGAIN = 2000 // milliseconds
const DIGITS = 12 // as in ui/typed.py

const live = new Map()
let wishes = []
let count = Date.now()
let newest = new Map() // the number of the last wish of each control
let session
let teller // the panel that told last, and the last number that it told
let told = 0
let later

const isToGo = one => one.part === "go"

const tell = () => {
  clearTimeout(later)
  const [first] = live
  if (!first || !wishes.length) return
  teller = first[0]
  told = count
  first[1]("wishes", wishes)
  later = setTimeout(tell, AGAIN)
}

const act = (panel, key, part, value = null) => {
  if (part === "go") wishes = wishes.filter(one => !isToGo(one) || one.number <= told)
  const isLeaving = wishes.some(isToGo)
  wishes = [...wishes, { number: ++count, opened: panel.data.opened, key, part, value }]
  newest.set(key, count)
  if (!isLeaving) tell()
}

/** Of the values that a control is given one after the other, the last one counts. */
const wish = (panel, key, part, value) => {
  if (wishes.at(-1)?.key === key) wishes = wishes.slice(0, -1)
  act(panel, key, part, value)
}

const isWished = (panel, key) => newest.get(key) > panel.data.heard

const digits = value =>
  Number(value.toPrecision(DIGITS)).toLocaleString("en-US", { maximumFractionDigits: DIGITS })

const written = (value, row) => (row.share ? `${digits(100 * value)} %` : digits(value))

const set = (node, values) => {
  for (const [name, value] of Object.entries(values)) if (node[name] !== value) node[name] = value
}

const built = (tag, markup) => {
  const element = document.createElement(tag)
  element.innerHTML = markup
  return [element, name => element.querySelector(name)]
}

const ABOUT = `<button type="button" class="ask" aria-expanded="false">?</button>`
const LINES = `<p class="about" hidden></p><p class="line"></p>`

/** What every control has: its name, what it is about, and a line when there is something to say. */
const framed = (key, part, ...inputs) => {
  const [ask, about, line] = [".ask", ".about", ".line"].map(part)
  about.id = `${key}-about`
  line.id = `${key}-line`
  for (const input of inputs) input.setAttribute("aria-describedby", line.id)
  ask.setAttribute("aria-controls", about.id)
  ask.onclick = () => {
    about.hidden = !about.hidden
    ask.setAttribute("aria-expanded", String(!about.hidden))
  }
  return row => {
    set(part(".name"), { textContent: row.label, title: row.about })
    set(part(".unsourced"), { hidden: !row.unsourced })
    set(about, { textContent: row.about })
    ask.hidden = !row.about
    ask.setAttribute("aria-label", `About ${row.label}`)
    set(line, { textContent: row.line, hidden: !row.line, className: row.refused ? "line refused" : "line" })
    line.setAttribute("role", row.refused ? "alert" : "note")
  }
}

const NAME = `<span class="name"></span> <span class="unsourced" hidden>unsourced</span>`

const number = (key, panel) => {
  const [element, part] = built("div", `
    <div class="head"><label>${NAME}</label>${ABOUT}<input type="text" autocomplete="off" spellcheck="false"></div>
    <input type="range">${LINES}`)
  const [field, slider] = [part("[type=text]"), part("[type=range]")]
  const frame = framed(key, part, field, slider)
  let row
  let typing = false
  let sliding = false
  field.id = key
  part("label").htmlFor = key

  const place = () => {
    const share = (slider.value - slider.min) / (slider.max - slider.min)
    slider.style.setProperty("--at", String(share))
    slider.setAttribute("aria-valuetext", field.value || field.placeholder)
  }
  const show = () => {
    if (sliding || isWished(panel, key)) return
    if (!typing) set(field, { value: row.text })
    set(slider, { min: String(row.low), max: String(row.high), step: String(row.step) })
    set(slider, { value: String(row.at) })
    place()
  }
  field.oninput = () => { typing = true }
  field.onchange = () => {
    typing = false
    wish(panel, key, "typed", field.value)
  }
  field.onkeydown = event => {
    if (event.key === "Escape") {
      typing = false
      field.value = row.text
    }
  }
  slider.oninput = () => {
    sliding = true
    field.value = written(Number(slider.value), row)
    place()
  }
  slider.onchange = () => {
    sliding = false
    wish(panel, key, "slid", Number(slider.value))
  }
  // What came back to where it was tells no change.
  field.onblur = () => setTimeout(() => {
    typing = false
    show()
  })
  slider.onblur = slider.onpointerup = slider.onpointercancel = () => setTimeout(() => {
    sliding = false
    show()
  })
  return { element, draw(next) {
    row = next
    frame(row)
    set(field, { placeholder: row.instead })
    slider.setAttribute("aria-label", `${row.label}, slider`)
    show()
  } }
}

const buttons = (key, panel) => {
  const [element, part] = built("div", `
    <div class="head"><span class="label">${NAME}</span>${ABOUT}</div><div class="options" role="radiogroup"></div>${LINES}`)
  const options = part(".options")
  const frame = framed(key, part, options)
  let words = ""
  part(".label").id = `${key}-label`
  options.setAttribute("aria-labelledby", `${key}-label`)
  const offer = row => {
    options.replaceChildren(...row.options.map(option => {
      const [label, within] = built("label", `<input type="radio"><span></span>`)
      set(within("input"), { name: key, value: option, onchange: () => wish(panel, key, "chosen", option) })
      within("span").textContent = option
      return label
    }))
    words = row.options.join("\n")
  }
  return { element, draw(row) {
    frame(row)
    if (words !== row.options.join("\n")) offer(row)
    const chosen = options.children[row.chosen]
    if (chosen && !isWished(panel, key)) chosen.querySelector("input").checked = true
  } }
}

const list = (key, panel) => {
  const [element, part] = built("div", `<div class="head"><label>${NAME}</label>${ABOUT}</div><select></select>${LINES}`)
  const select = part("select")
  const frame = framed(key, part, select)
  let words = ""
  let row
  select.id = key
  part("label").htmlFor = key
  select.onchange = () => wish(panel, key, "chosen", row.options[select.selectedIndex])
  return { element, draw(next) {
    row = next
    frame(row)
    if (words !== row.options.join("\n")) select.replaceChildren(...row.options.map(option => new Option(option)))
    words = row.options.join("\n")
    if (!isWished(panel, key)) set(select, { selectedIndex: row.chosen })
  } }
}

const heading = () => {
  const element = document.createElement("h3")
  return { element, draw(row) { set(element, { textContent: row.label }) } }
}

const text = () => {
  const element = document.createElement("p")
  return { element, draw(row) {
    set(element, { textContent: row.label, title: row.whole ?? "", className: row.refused ? "refused" : row.look ?? "" })
    element.setAttribute("role", row.refused ? "alert" : "note")
  } }
}

/** Buttons that stay where they are: one that is pressed keeps the focus. */
const acts = (key, panel) => {
  const [element, part] = built("div", `<span class="name"></span>`)
  const known = new Map()
  element.className = "acts"
  return { element, draw(row) {
    set(part(".name"), { textContent: row.label, hidden: !row.label })
    for (const { name, words, off } of row.buttons) {
      if (!known.has(name)) {
        const button = document.createElement("button")
        const press = () => { if (button.ariaDisabled !== "true") act(panel, key, name) }
        set(button, { type: "button", onclick: press })
        known.set(name, button)
        element.append(button)
      }
      set(known.get(name), { textContent: words, ariaDisabled: String(off) })
    }
  } }
}

/** One thing that was changed: what, from what, to what. */
const change = (key, panel) => {
  const [element, part] = built("div", `<p><span class="name"></span><br><del></del><span class="now"></span></p>
    <button type="button">Undo</button><p class="line" role="alert" hidden></p>`)
  element.className = "change"
  part("button").onclick = () => act(panel, key, "undo")
  return { element, draw(row) {
    set(part(".name"), { textContent: row.label })
    set(part("del"), { textContent: row.before })
    set(part(".now"), { textContent: row.before ? ` → ${row.after}` : row.after })
    part("button").setAttribute("aria-label", `Undo ${row.label}`)
    set(part(".line"), { textContent: row.line, hidden: !row.line, className: row.line ? "line refused" : "line" })
  } }
}

const NARROW = matchMedia("(max-width: 768px)") // where Streamlit's sidebar lies over the page
const COLLAPSE = "[data-testid=stSidebarCollapseButton] button"

/** Links of the pages: a plain click goes to the page with all that was wished before, others are the browser's. */
const menu = (key, panel) => {
  const element = document.createElement("nav")
  const known = new Map()
  return { element, draw(row) {
    element.setAttribute("aria-label", row.label)
    for (const { group, page, name, href, current } of row.pages) {
      if (group && !known.has(page)) {
        const title = document.createElement("p")
        title.textContent = group
        element.append(title)
      }
      if (!known.has(page)) {
        const link = document.createElement("a")
        link.onclick = event => {
          if (event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return
          event.preventDefault()
          act(panel, key, "go", page)
          if (NARROW.matches) document.querySelector(COLLAPSE)?.click()
        }
        known.set(page, link)
        element.append(link)
      }
      const link = known.get(page)
      set(link, { textContent: name })
      if (link.getAttribute("href") !== href) link.setAttribute("href", href)
      current ? link.setAttribute("aria-current", "page") : link.removeAttribute("aria-current")
    }
  } }
}

const KINDS = { number, buttons, list, heading, text, acts, change, menu }

/** Each row keeps its element for as long as it is there, and with it the focus; one that goes leaves it to the next. */
const draw = panel => {
  const before = panel.controls ?? new Map()
  panel.controls = new Map()
  for (const row of panel.data.rows) {
    const name = `${row.kind} ${row.key}`
    const control = before.get(name) ?? KINDS[row.kind](row.key, panel)
    control.draw(row)
    control.element.dataset.key = row.key
    panel.controls.set(name, control)
  }
  const elements = [...panel.controls.values()].map(control => control.element)
  const focused = [...panel.children].findIndex(element => element.contains(panel.getRootNode().activeElement))
  const isLeft = focused >= 0 && !elements.includes(panel.children[focused])
  for (const element of [...panel.children]) if (!elements.includes(element)) element.remove()
  elements.forEach((element, place) => {
    if (panel.children[place] !== element) panel.insertBefore(element, panel.children[place] ?? null)
  })
  if (isLeft) elements[Math.min(focused, elements.length - 1)]?.querySelector("button, input")?.focus()
}

export default function ({ data, parentElement, setTriggerValue }) {
  const panel = parentElement.querySelector(".panel")
  wishes = wishes.filter(one => one.number > data.heard)
  if (data.session !== session) newest = new Map(wishes.map(one => [one.key, one.number]))
  session = data.session
  live.set(parentElement, setTriggerValue)
  panel.data = data
  draw(panel)
  if (!live.has(teller) || (count > told && !wishes.some(isToGo))) tell()
  return () => {
    if (live.get(parentElement) === setTriggerValue) live.delete(parentElement)
  }
}
