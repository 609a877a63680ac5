import type { ReadClaim } from '../read-claim.js'
import { readClaims } from '../read-claims.js'
import type { Labelled } from './labelled.js'

/** How a corpus was read: counts of claims, and each miss and false alarm by sentence. */
export type Score = {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly faults: readonly string[]
}

/** Compares what is read with the labels; `strict` also compares what labels say of speaker, tier, via and detail. */
export function score(corpus: readonly Labelled[], strict: boolean): Score {
  let right = 0
  let read = 0
  let wanted = 0
  const faults: string[] = []
  for (const [text, ...labels] of corpus) {
    const left = [...readClaims(text, 'en').claims]
    const wants = [...new Set(labels)]
    read += left.length
    wanted += wants.length
    for (const label of wants) {
      const index = left.findIndex((claim) => fits(claim, label, strict))
      if (index < 0) faults.push(`missed "${label}" in: ${text}`)
      else left.splice(index, 1)
      if (index >= 0) right += 1
    }
    for (const claim of left) faults.push(`read "${shown(claim)}" in: ${text}`)
  }
  const precision = right / Math.max(1, read)
  const recall = right / Math.max(1, wanted)
  return { precision, recall, f1: (2 * precision * recall) / Math.max(1e-9, precision + recall), faults }
}

function fits(claim: ReadClaim, label: string, strict: boolean): boolean {
  const [head = '', speaker] = label.split('@')
  const [fact = '', value = '', ...rest] = head.trim().split(/\s+/u)
  const path = fact === 'activity' ? fact : `casualties/${fact}`
  if (claim.fact !== path || String(claim.value) !== value) return false
  if (!strict) return true
  const [name, options] = speakerAndOptions(speaker)
  const detail: { readonly [key: string]: unknown } = claim.detail ?? {}
  const details = rest.every((word) => (word.includes('=') ? fitsOption(claim, word) : detail['unit'] === word))
  const isSpeaker = name === null || (name === '-' ? claim.speaker === null : claim.speaker === name)
  return details && isSpeaker && options.every((word) => fitsOption(claim, word))
}

function speakerAndOptions(text: string | undefined): readonly [name: string | null, options: readonly string[]] {
  if (text === undefined) return [null, []]
  const at = text.search(/ (?:via|tier)=/u)
  if (at < 0) return [text.trim(), []]
  return [
    text.slice(0, at).trim(),
    text
      .slice(at + 1)
      .split(/ (?=tier=|via=)/u)
      .filter((word) => word !== ''),
  ]
}

function fitsOption(claim: ReadClaim, option: string): boolean {
  const [key = '', value = ''] = option.split('=')
  if (key === 'tier') return String(claim.tier) === value
  if (key === 'via') return claim.via.join('+') === value
  return String((claim.detail ?? {})[key] ?? '') === value
}

function shown({ fact, value, detail, speaker, tier, via }: ReadClaim): string {
  return `${fact} ${JSON.stringify(value)} ${JSON.stringify(detail ?? {})} @${speaker ?? '-'} tier=${tier} via=${via.join('+')}`
}
