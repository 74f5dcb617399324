// A pasted block whose first row names the columns: which is which, in whatever order they stand.

const plain = name => name.toLowerCase().replace(/\(.*?\)|,.*$/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()

/** The rows below such a head as rows of the whole table, and how many columns it does not know; else nothing. */
export const byHead = (pasted, columns) => {
  const names = columns.map(({ label, heads }) => [label, ...heads].map(plain))
  const head = pasted[0].map(plain)
  const places = head.map(name => names.findIndex(known => name && known.includes(name)))
  const found = places.filter(place => place >= 0)
  const isHead = found.length * 2 > head.filter(name => name).length && new Set(found).size === found.length
  if (pasted.length < 2 || !isHead) return undefined
  const rows = pasted.slice(1).map(cells => columns.map((_, place) => cells[places.indexOf(place)]))
  return { rows, unknown: head.filter((name, place) => name && places[place] < 0).length }
}
