// What a printed page has at its foot: whose numbers they are, the day, and the number of the page.

import { day } from "./reader.js"

const foot = document.createElement("style")

const quoted = text => `"${text.replace(/[\\"\n\r\f<]/g, sign => `\\${sign.codePointAt(0).toString(16)} `)}"`

addEventListener("beforeprint", () => {
  const name = document.querySelector(".head .overline")?.textContent ?? ""
  foot.textContent = `@media print { @page {
    @bottom-left { content: ${quoted(name)}; font-size: 8pt; }
    @bottom-center { content: ${quoted(day(new Date()))}; font-size: 8pt; }
    @bottom-right { content: counter(page) " / " counter(pages); font-size: 8pt; }
  } }`
  if (!foot.isConnected) document.head.append(foot)
})
