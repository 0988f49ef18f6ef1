import type { Document } from '../resource/json'
import type { TimeSlice } from '../yieldToOthers'
import type { CsvColumn } from './csvColumns'

/** Writes the header and the records of a CSV file (RFC 4180), each with its line end `\r\n`. */
export interface CsvWriter {
  header: string
  record(document: Document): string
  /** The same, in time slices: each column may look at the whole document. */
  recordInSlices(document: Document, slice: TimeSlice): Promise<string>
}

/** Makes a writer for columns. `isSafe` escapes cells that a spreadsheet would run as a formula. */
export function csvWriter(columns: CsvColumn[], isSafe: boolean): CsvWriter {
  const write = (cells: string[]) =>
    `${cells.map((cell) => (cell === '' ? cell : quote(isSafe ? escapeFormula(cell) : cell))).join(',')}\r\n`
  return {
    header: write(columns.map(({ name }) => name)),
    record: (document) => write(columns.map(({ cell }) => cell(document))),
    async recordInSlices(document, slice) {
      const cells: string[] = []
      for (const { cell } of columns) {
        if (slice.isOver()) await slice.yieldToOthers()
        cells.push(cell(document))
      }
      return write(cells)
    },
  }
}

const quote = (cell: string): string => (/[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Prefixes `'` to a cell that looks like a formula. Otherwise a spreadsheet runs the formula, or removes the `+` of a telephone number. Numbers stay as they are. */
const escapeFormula = (cell: string): string =>
  /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^-\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell) ? `'${cell}` : cell
