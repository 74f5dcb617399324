// A pasted block whose first row names the columns: which is which, in whatever order they stand.

const plain = name => name.toLowerCase().replace(/\(.*?\)|,.*$/g, "").replace(/[^\p{L}\p{N}]+/gu, " ").trim()

/** The column that each column of a block with such a head goes into, -1 for one that is not known; else nothing. */
export const byHead = (pasted, columns) => {
  const names = columns.map(({ label, heads }) => [label, ...heads].map(plain))
  const head = pasted[0].map(plain)
  const places = head.map(name => names.findIndex(known => name && known.includes(name)))
  const found = places.filter(place => place >= 0)
  const isHead = found.length * 2 > head.filter(name => name).length && new Set(found).size === found.length
  return pasted.length > 1 && isHead ? places : undefined
}
