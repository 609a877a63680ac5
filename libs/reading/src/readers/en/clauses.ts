import type { Token } from './tokens.js'
import { asideOpeners, clauseOpeners } from './words/reality.js'

export type Clause = {
  readonly opener: string
  /** The clause it was opened in, -1 for none. */
  readonly parent: number
  readonly from: number
}

export type Clauses = { readonly of: readonly number[]; readonly all: readonly Clause[] }

const hardMarks = new Set([';', ':', '—', '–'])

/** Cuts a sentence into clauses: rough, but enough to tell how far a doubt or a date reaches. */
export function clausesOf(tokens: readonly Token[]): Clauses {
  const of: number[] = []
  const all: Clause[] = [{ opener: '', parent: -1, from: 0 }]
  const asides: number[] = []
  let current = 0
  const open = (opener: string, parent: number, from: number) => {
    all.push({ opener, parent, from })
    current = all.length - 1
  }
  for (const [index, { low }] of tokens.entries()) {
    const before = tokens[index - 1]?.low ?? ''
    if (hardMarks.has(low)) {
      asides.length = 0
      open(low, -1, index)
    } else if (low === '(' || (before === ',' && asideOpeners.has(low))) {
      asides.push(current)
      open(low, current, index)
    } else if ((low === ')' || low === ',') && asides.length > 0) {
      current = asides.pop() ?? 0
    } else if (index > 0 && opensClause(low, before)) {
      open(low, current, index)
    }
    of.push(current)
  }
  return { of, all }
}

function opensClause(low: string, before: string): boolean {
  if (!clauseOpeners.has(low)) return false
  // "of that attack", "in which"
  return low !== 'that' || !['of', 'in', 'on', 'at', 'from', 'for', 'by', 'and'].includes(before)
}
