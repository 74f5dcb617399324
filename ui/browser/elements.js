// Elements, their parts and their properties.

export const set = (node, values) => {
  for (const [name, value] of Object.entries(values)) if (node[name] !== value) node[name] = value
}

const MOMENT = 2000 // milliseconds

/** Has the browser save a file. */
export const saved = (blob, name) => {
  const link = document.createElement("a")
  link.href = URL.createObjectURL(blob)
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), MOMENT)
}

export const built = (tag, markup) => {
  const element = document.createElement(tag)
  element.innerHTML = markup
  return [element, name => element.querySelector(name)]
}
