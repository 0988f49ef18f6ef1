/** Rows of cells as a spreadsheet copies them, or as a file has them: between tabs, semicolons or commas; quoted where a cell holds one of them. */
export function readTable(text: string, delimiter = delimiterOf(text)): string[][] {
  const rows: string[][] = []
  let [row, at]: [string[], number] = [[], 0]
  while (at < text.length) {
    const { cell, end } = text[at] === '"' ? readQuoted(text, at, delimiter) : readPlain(text, at, delimiter)
    row.push(cell)
    at = end
    if (text[at] === delimiter) {
      at++
      if (at === text.length) row.push('')
      else if (text[at] !== '\r' && text[at] !== '\n') continue
      else row.push('')
    }
    const lineBreak = /\r\n|\n|\r/y
    lineBreak.lastIndex = at
    at += lineBreak.exec(text)?.[0].length ?? 0
    rows.push(row)
    row = []
  }
  return rows.filter((cells) => cells.some((cell) => cell.trim() !== ''))
}

interface Read {
  cell: string
  end: number
}

function readPlain(text: string, at: number, delimiter: string): Read {
  let end = at
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end++
  return { cell: text.slice(at, end), end }
}

/** A quote within is doubled. What follows the closing quote belongs to the cell, too. */
function readQuoted(text: string, at: number, delimiter: string): Read {
  const quoted = /"((?:[^"]|"")*)"?/y
  quoted.lastIndex = at
  const [all = '', inner = ''] = quoted.exec(text) ?? []
  const rest = readPlain(text, at + all.length, delimiter)
  return { cell: inner.replaceAll('""', '"') + rest.cell, end: rest.end }
}

/** The one that the first line has most of, outside of quotes; spreadsheets copy tabs. */
function delimiterOf(text: string): string {
  const [line = ''] = text.replace(/"(?:[^"]|"")*"/g, '').split(/[\r\n]/, 1)
  const counts = ['\t', ';', ','].map((it) => ({ it, count: line.split(it).length - 1 }))
  return counts.reduce((most, other) => (other.count > most.count ? other : most)).it
}
