// The curve beside a slider: the page's first figure along it, today's point, and where the answer becomes another one.

const SVG = "http://www.w3.org/2000/svg"
const [WIDTH, HEIGHT, ROOM] = [100, 24, 2]

const drawing = (name, path) => {
  const element = document.createElementNS(SVG, "path")
  element.setAttribute("class", name)
  element.setAttribute("d", path)
  return element
}

/** The curve's element; `draw` takes a track and where the slider stands, or nothing. */
export const curve = id => {
  const element = document.createElement("div")
  element.className = "curve"
  element.hidden = true
  element.innerHTML = `<svg viewBox="0 0 ${WIDTH} ${HEIGHT}" preserveAspectRatio="none" aria-hidden="true"></svg>
    <p aria-hidden="true"></p><span hidden></span>`
  const [picture, brief, words] = element.children
  words.id = id
  return { element, draw(track, today) {
    element.hidden = !track
    const zone = track && zoneOf(track, today)
    words.textContent = zone?.words ?? ""
    brief.textContent = zone?.brief ?? ""
    if (!track) return
    const { at, low, high, curve: { values, zones } } = track
    const known = values.filter(value => value !== null)
    const [least, most] = [Math.min(...known), Math.max(...known)]
    const x = value => WIDTH * (value - low) / (high - low)
    const y = value => most > least ? HEIGHT - ROOM - (HEIGHT - 2 * ROOM) * (value - least) / (most - least) : HEIGHT / 2
    const line = values.map((value, place) => value === null ? "" :
      `${place && values[place - 1] !== null ? "L" : "M"}${x(at[place])} ${y(value)}`).join("")
    const nearest = at.reduce((best, one, place) => Math.abs(one - today) < Math.abs(at[best] - today) ? place : best, 0)
    picture.replaceChildren(
      ...zones.slice(1).map(next => drawing("flip", `M${x(next.low)} 0V${HEIGHT}`)),
      drawing("line", line),
      ...(values[nearest] === null ? [] : [drawing("today", `M${x(today)} ${y(values[nearest])}h0`)]))
  } }
}

/** The zone in which a slider stands; none where the answer there is not known. */
export const zoneOf = ({ low, high, curve: { zones } }, value) =>
  zones.find(zone => value >= (zone.low ?? low) && value <= (zone.high ?? high))
