// Rows of a list: a name, what is to be known of it, and what can be done with it.

import { built, set } from "./elements.js"
import { emit, emitValue } from "./events.js"

const MOMENT = 2000 // milliseconds

/** `opens` makes the name a button, `renames` lets it be written anew, and `link` can be copied. */
export const listing = (key, panel) => {
  const [element, part] = built("div", `
    <p class="what"><button type="button" class="name"></button><span class="plain"></span> <small></small></p>
    <input class="renamed" type="text" aria-label="New name" hidden><input class="link" readonly hidden>
    <div class="actions"><button type="button" class="rename" hidden>Rename</button>
      <button type="button" class="copy-link" hidden>Copy link</button></div>`)
  const [name, plain, small, renamed, link, actions, rename, copy] =
    [".name", ".plain", "small", ".renamed", ".link", ".actions", ".rename", ".copy-link"].map(part)
  const known = new Map()
  let label
  element.className = "listing"
  name.onclick = () => emit(panel, key, "open")
  const ends = () => {
    renamed.hidden = true
    rename.focus()
  }
  rename.onclick = () => {
    set(renamed, { hidden: false, value: label })
    renamed.select()
  }
  renamed.onkeydown = event => {
    if (event.key === "Enter" && renamed.value.trim()) emitValue(panel, key, "rename", renamed.value.trim())
    if (event.key === "Enter" || event.key === "Escape") ends()
  }
  link.onfocus = () => link.select()
  copy.onclick = async () => {
    await navigator.clipboard.writeText(link.value).then(() => { copy.textContent = "Copied" }, () => link.focus())
    setTimeout(() => { copy.textContent = "Copy link" }, MOMENT)
  }
  return { element, draw(row) {
    label = row.label
    set(name, { textContent: label, hidden: !row.opens })
    set(plain, { textContent: row.opens ? "" : label })
    set(small, { textContent: row.detail })
    set(rename, { hidden: !row.renames, ariaLabel: `Rename ${label}` })
    set(renamed, { maxLength: row.renames || 0 })
    set(copy, { hidden: !row.link, ariaLabel: `Copy the link: ${label}` })
    set(link, { hidden: !row.link, value: row.link ? new URL(row.link, document.baseURI).href : "", ariaLabel: label })
    for (const { name: action, words } of row.buttons) {
      if (known.has(action)) continue
      const button = document.createElement("button")
      set(button, { type: "button", textContent: words, onclick: () => emit(panel, key, action) })
      known.set(action, button)
      actions.append(button)
    }
    for (const [action, button] of known) {
      button.hidden = !row.buttons.some(shown => shown.name === action)
      set(button, { ariaLabel: `${button.textContent} ${label}` })
    }
  } }
}
