// Elements from data, and what stands on the page brought up to date with them. All text is text: nothing is markup.

/** An element: `node("p.finding", {title}, "a word ", other)`. What is undefined is left out. */
export const node = (name, attributes = {}, ...children) => {
  const [tag, ...classes] = name.split(".")
  const element = document.createElement(tag)
  if (classes.length) element.className = classes.join(" ")
  for (const [key, value] of Object.entries(attributes)) if (value !== undefined) element.setAttribute(key, value)
  element.append(...children.flat(Infinity).filter(child => child !== undefined))
  return element
}

const READERS = ["open", "style"] // attributes that the reader or the browser has set

/** Makes an element like a fresh one. What is alike keeps its place, and with it focus and scroll. */
export const update = (element, fresh) => {
  for (const { name } of [...element.attributes])
    if (!fresh.hasAttribute(name) && !READERS.includes(name)) element.removeAttribute(name)
  for (const { name, value } of fresh.attributes)
    if (element.getAttribute(name) !== value) element.setAttribute(name, value)
  const children = [...element.childNodes]
  const wanted = [...fresh.childNodes]
  wanted.forEach((child, place) => {
    const known = children[place]
    if (!known) element.append(child)
    else if (known.nodeName !== child.nodeName) known.replaceWith(child)
    else if (known.nodeType === Node.TEXT_NODE) known.data = child.data
    else update(known, child)
  })
  for (const child of children.slice(wanted.length)) child.remove()
}

/** Puts elements into this order, and others away; those that stand right are not touched. */
export const arrange = (parent, elements) => {
  for (const child of [...parent.children]) if (!elements.includes(child)) child.remove()
  elements.forEach((element, place) => {
    if (parent.children[place] !== element) parent.insertBefore(element, parent.children[place] ?? null)
  })
}

/** A block whose element is made anew from its data whenever that has changed. */
export const plain = make => () => {
  let known
  const block = { draw(given) {
    const data = JSON.stringify(given)
    if (data === known) return
    known = data
    block.element ? update(block.element, make(given)) : block.element = make(given)
  } }
  return block
}
