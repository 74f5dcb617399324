// Elements, their parts and their properties.

export const set = (node, values) => {
  for (const [name, value] of Object.entries(values)) if (node[name] !== value) node[name] = value
}

export const built = (tag, markup) => {
  const element = document.createElement(tag)
  element.innerHTML = markup
  return [element, name => element.querySelector(name)]
}
