// Formulas and code that are wider than the page scroll by themselves: while they do, the keyboard reaches them.

const WIDE = ".katex-display, .stCode pre"
let isAsked = false

const mark = element => {
  if (element.scrollWidth > element.clientWidth) element.tabIndex = 0
  else element.removeAttribute("tabindex")
}

const sizes = new ResizeObserver(changes => changes.forEach(change => mark(change.target)))

const look = () => {
  isAsked = false
  document.querySelectorAll(WIDE).forEach(element => sizes.observe(element)) // each is marked then, too
}

const lookSoon = () => {
  if (!isAsked) requestAnimationFrame(look)
  isAsked = true
}

new MutationObserver(lookSoon).observe(document.body, { childList: true, subtree: true })
document.fonts.addEventListener("loadingdone", lookSoon)
lookSoon()
