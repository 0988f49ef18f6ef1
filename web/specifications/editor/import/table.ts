/** Reads rows of cells separated by tabs, semicolons or commas; a cell that contains the separator is quoted. */
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

/** A quote inside a quoted cell is doubled. Text after the closing quote belongs to the cell. */
function readQuoted(text: string, at: number, delimiter: string): Read {
  const quoted = /"((?:[^"]|"")*)"?/y
  quoted.lastIndex = at
  const [all = '', inner = ''] = quoted.exec(text) ?? []
  const rest = readPlain(text, at + all.length, delimiter)
  return { cell: inner.replaceAll('""', '"') + rest.cell, end: rest.end }
}

/** The most frequent separator in the first line, outside quotes; tab on a tie, because spreadsheets copy tabs. */
function delimiterOf(text: string): string {
  const [line = ''] = text.replace(/"(?:[^"]|"")*"/g, '').split(/[\r\n]/, 1)
  const counts = ['\t', ';', ','].map((it) => ({ it, count: line.split(it).length - 1 }))
  return counts.reduce((most, other) => (other.count > most.count ? other : most)).it
}
