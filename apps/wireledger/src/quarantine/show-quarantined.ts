import { callJson } from '../doors/http.js'
import { plain } from '../output/cut.js'
import { outputWidth, print, printJson } from '../output/print.js'
import { bold } from '../output/style.js'
import { wrap } from '../output/wrap.js'
import { deskOf, findSystem } from '../system/find-system.js'
import type { QuarantineItem } from './quarantine-item.js'

/** `wireledger quarantine show`: everything the desk knows of one record. */
export const showQuarantined = async (id: string, options: { readonly json?: true }): Promise<void> => {
  const desk = deskOf(findSystem())
  const item = await callJson<QuarantineItem>(desk, `/v1/quarantine/${encodeURIComponent(id)}`)
  if (options.json) return printJson(item)
  for (const line of itemLines(item, outputWidth())) print(line)
}

/** A record in quarantine as lines: one field a line, long ones wrapped below. */
export const itemLines = (item: QuarantineItem, width: number): string[] =>
  Object.entries(item)
    .filter(([, value]) => value !== null && value !== undefined)
    .flatMap(([name, value]) => {
      const text = typeof value === 'string' ? value : JSON.stringify(value)
      const lines = text.split('\n').flatMap((line) => wrap(plain(line), width - nameWidth))
      return lines.map((line, index) => `${index === 0 ? bold(name.padEnd(nameWidth)) : ' '.repeat(nameWidth)}${line}`)
    })

const nameWidth = 16
