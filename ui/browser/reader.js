// Numbers as the reader's locale writes them: the server says which one with every panel.

/** What the server has sent. */
export const received = bytes => JSON.parse(new TextDecoder().decode(bytes))

const known = { tag: "en", percent: ["", "%"] }

export const writeAs = numbers => Object.assign(known, numbers)

export const number = (value, decimals = 0) => value
  .toLocaleString(known.tag, { maximumFractionDigits: decimals, numberingSystem: "latn" }).replace("-", "−")

export const day = date => date.toLocaleDateString(known.tag, { dateStyle: "long" })

export const percent = (share, decimals) => known.percent.join(number(100 * share, decimals))
