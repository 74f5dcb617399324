// Words of the trade and what they mean: those that stand on the page first.

import { built } from "./elements.js"

/** What the page says, the parts that components draw included. */
const textOf = node => [...node.childNodes].map(child =>
  child.nodeType === Node.TEXT_NODE ? child.data
    : child instanceof Element && !child.matches("style, script") ? `${textOf(child)} ${child.shadowRoot ? textOf(child.shadowRoot) : ""}` : "").join(" ")

const standsIn = text => forms => forms.some(form =>
  new RegExp(`(?<![\\p{L}\\p{N}])${form}(?![\\p{L}\\p{N}])`, form === form.toUpperCase() ? "u" : "iu").test(text))

const list = (title, words) => {
  const [element, part] = built("section", `<h3></h3><dl></dl>`)
  part("h3").textContent = title
  part("dl").append(...words.flatMap(([word, meaning]) => {
    const [name, means] = ["dt", "dd"].map(tag => document.createElement(tag))
    name.textContent = word
    means.textContent = meaning
    return [name, means]
  }))
  element.hidden = !words.length
  return element
}

const MOMENT = 500 // milliseconds in which a page that is being drawn changes again

/** Calls after each time that the page was drawn, for a while and as long as an element is there. */
const onceDrawn = (element, act) => {
  const page = document.querySelector("[data-testid=stMain]") ?? document.body
  let waiting
  const later = () => {
    clearTimeout(waiting)
    waiting = setTimeout(() => element.isConnected && act(), MOMENT)
  }
  const drawing = new MutationObserver(later)
  drawing.observe(page, { childList: true, subtree: true })
  setTimeout(() => drawing.disconnect(), 20 * MOMENT)
  later()
}

export const glossary = () => {
  const element = document.createElement("div")
  element.className = "glossary"
  let drawn
  return { element, draw({ words, page }) {
    if (page === drawn) return
    drawn = page
    const sort = () => {
      const isHere = standsIn(textOf(document.querySelector("[data-testid=stMain]") ?? document.body))
      const [here, others] = [true, false].map(wanted => words.filter(([, , forms]) => isHere(forms) === wanted))
      element.replaceChildren(list("On this page", here), list("Elsewhere", others))
    }
    sort()
    onceDrawn(element, sort)
  } }
}
