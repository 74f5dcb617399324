// What a mouse, a pen or a finger does in a table, as in a spreadsheet: selects, drags, opens a cell.

export const pointed = (sheet, table) => {
  let isDragged = false
  sheet.body.addEventListener("mousedown", event => {
    const place = sheet.placeOf(event.target)
    if (event.button !== 0 || !place || event.target === table.editor?.field) return
    event.preventDefault()
    table.tabbedFrom = undefined
    isDragged = true
    if (place.column < 0) table.selectRows(place.row, event.shiftKey)
    else table.go(place.row, place.column, event.shiftKey)
  })
  sheet.body.addEventListener("mouseover", event => {
    const place = sheet.placeOf(event.target)
    isDragged &&= event.buttons === 1
    if (isDragged && !table.editor && place) table.go(place.row, Math.max(place.column, 0), true)
  })
  const openCell = event => { if (sheet.placeOf(event.target)?.column >= 0) table.open("") }
  sheet.body.addEventListener("dblclick", openCell)
  sheet.body.addEventListener("click", event => { if (event.pointerType === "touch") openCell(event) })
}
