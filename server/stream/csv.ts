import type { Document } from '../resource/json'
import type { CsvColumn } from './csvColumns'

/** Records of a CSV file (RFC 4180). `isSafe`: a spreadsheet takes no cell for a formula. */
export interface CsvWriter {
  header: string
  record(document: Document): string
}

export function csvWriter(columns: CsvColumn[], isSafe: boolean): CsvWriter {
  const write = (cells: string[]) =>
    `${cells.map((cell) => (cell === '' ? cell : quote(isSafe ? disarm(cell) : cell))).join(',')}\r\n`
  return {
    header: write(columns.map(({ name }) => name)),
    record: (document) => write(columns.map(({ cell }) => cell(document))),
  }
}

const quote = (cell: string): string => (/[",;\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)

/** Spreadsheets run what begins like a formula, unless a `'` stands before it; they would also take the `+` from a telephone number. */
const disarm = (cell: string): string =>
  /^[=+\-@\t\r\n＝＋－＠]/.test(cell) && !/^-\d+(\.\d+)?(e[+-]?\d+)?$/i.test(cell) ? `'${cell}` : cell
