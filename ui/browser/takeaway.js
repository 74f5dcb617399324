// A file to take away: the server makes it beside the page, says how far it is, and sends it at last.

import { built, saved, set } from "./elements.js"
import { allAcknowledged, sessionName } from "./events.js"

const LINE = 10 // the sign that ends a line

/** The lines of an answer, one by one, and the bytes behind the one that names the file. */
const received = async (answer, told) => {
  const reader = answer.body.getReader()
  let bytes = new Uint8Array()
  let name
  const parts = []
  for (let { done, value } = await reader.read(); !done; { done, value } = await reader.read()) {
    if (name) {
      parts.push(value)
      continue
    }
    bytes = new Uint8Array([...bytes, ...value])
    for (let end = bytes.indexOf(LINE); end >= 0 && !name; end = bytes.indexOf(LINE)) {
      const line = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)))
      bytes = bytes.subarray(end + 1)
      if (line.refused) throw new Error(line.refused)
      name = line.name
      if (!name) told(line)
    }
    if (name) parts.push(bytes)
  }
  if (!name) throw new Error("The connection was lost: try again.")
  return [new Blob(parts), name]
}

const asked = async (file, signal, told) => {
  await allAcknowledged() // the server's state is then what the page shows
  const answer = await fetch(new URL("takeaway", import.meta.url), {
    method: "POST", signal,
    body: JSON.stringify({ session: sessionName(), file, address: new URL("./", document.baseURI).href }),
  })
  if (!answer.ok) throw new Error("The server does not know this page any more: reload it.")
  return received(answer, told)
}

export const takeaway = () => {
  const [element, part] = built("div", `<button type="button" class="make"></button><span class="about"></span>
    <div class="under-way" hidden><progress max="1"></progress><button type="button" class="stop">Stop</button></div>
    <p role="status"></p>`)
  let row
  let stop
  element.className = "takeaway"
  const say = (words, refused = false) =>
    set(part("p"), { textContent: words, className: refused ? "refused" : "" })
  const show = () => {
    set(part(".make"), { ariaDisabled: String(Boolean(stop)) })
    set(part(".under-way"), { hidden: !stop })
  }
  const told = ({ share }) => {
    const bar = part("progress")
    share === undefined ? bar.removeAttribute("value") : set(bar, { value: share })
    say(share === undefined ? "Waiting for others to be done" : "")
  }
  part(".make").onclick = async () => {
    if (stop) return
    stop = new AbortController()
    told({ share: 0 })
    show()
    try {
      const [blob, name] = await asked(row.file, stop.signal, told)
      saved(blob, name)
      say(`Saved as ${name}`)
    } catch (error) {
      stop.signal.aborted ? say("Stopped") : say(error.message, true)
    }
    const held = part(".stop").matches(":focus")
    stop = undefined
    show()
    if (held) part(".make").focus()
  }
  part(".stop").onclick = () => stop?.abort()
  return { element, draw(next) {
    row = next
    set(part(".make"), { textContent: `Save as ${row.file.toUpperCase()}` })
    set(part(".about"), { textContent: row.label })
    set(part("progress"), { ariaLabel: row.label })
    show()
  } }
}
