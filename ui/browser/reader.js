// Numbers as the reader's locale writes them: the server says which one with every panel.

/** What the server has sent. */
export const received = bytes => JSON.parse(new TextDecoder().decode(bytes))

const known = { tag: "en", percent: ["", "%"] }

export const writeAs = numbers => Object.assign(known, numbers)

export const number = (value, decimals = 0) => value
  .toLocaleString(known.tag, { maximumFractionDigits: decimals, numberingSystem: "latn" }).replace("-", "−")

export const day = date => date.toLocaleDateString(known.tag, { dateStyle: "long" })

export const percent = (share, decimals) => known.percent.join(number(100 * share, decimals))

/** The number that was typed, if it is plainly one; the server reads all others. */
export const parsed = (text, isShare) => {
  const sign = type => new Intl.NumberFormat(known.tag, { numberingSystem: "latn" })
    .formatToParts(12345.6).find(part => part.type === type)?.value ?? ""
  const plain = text.replaceAll(sign("group") || " ", "").replace(sign("decimal"), ".").replace(/\s/g, "").replace("−", "-")
  const [, number, percent] = plain.match(/^(-?\d+\.?\d*)(%?)$/) ?? []
  if (number === undefined || Boolean(percent) !== isShare) return NaN
  return isShare ? number / 100 : Number(number)
}
