import Table from 'cli-table3'
import { bold } from './style.js'
import { wrap } from './wrap.js'

export type Column = { readonly head: string; readonly width: number; readonly align?: 'left' | 'right' }
/** Plain text, or plain text with a look put on line by line after wrapping. */
export type Cell = string | { readonly text: string; readonly look: (line: string) => string }

const frame = ['top', 'bottom'].flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
const inner = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle']
const noFrame = Object.fromEntries([...frame, ...inner].map((part) => [part, '']))
const gap = 2

/**
 * Rows under a head, words wrapped inside their columns. `width` is the whole line: the widths given share it as they
 * stand to each other, so that the table fits a terminal of any size.
 */
export const table = (columns: readonly Column[], rows: readonly (readonly Cell[])[], width: number): string => {
  const asked = columns.map((column) => column.width)
  const widths = shareWidth(asked, width)
  const made = new Table({
    head: columns.map((column) => bold(column.head)),
    colWidths: widths,
    colAligns: columns.map((column) => column.align ?? 'left'),
    chars: noFrame,
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': gap },
  })
  for (const row of rows) made.push(row.map((cell, index) => wrapped(cell, (widths[index] ?? 4) - gap)))
  const lines = made.toString().split('\n')
  return lines.map((line) => line.trimEnd()).join('\n')
}

const wrapped = (cell: Cell, width: number): string => {
  if (typeof cell === 'string') return wrap(cell, width).join('\n')
  return wrap(cell.text, width).map(cell.look).join('\n')
}

const narrowestColumn = 4

/** Whole widths in the proportion asked for that sum to `total`; the widest column takes what rounding leaves. */
export const shareWidth = (asked: readonly number[], total: number): number[] => {
  const sum = asked.reduce((left, right) => left + right, 0)
  const shares = asked.map((width) => Math.max(narrowestColumn, Math.floor((width * total) / sum)))
  const rest = total - shares.reduce((left, right) => left + right, 0)
  const widest = shares.indexOf(Math.max(...shares))
  return shares.map((share, index) => (index === widest ? Math.max(narrowestColumn, share + rest) : share))
}
