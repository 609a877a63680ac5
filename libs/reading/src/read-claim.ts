import type { Json } from '#eventing'

/** A claim found in text. `speaker` null: the medium's own words. */
export type ReadClaim = {
  readonly fact: string
  readonly value: Json
  readonly detail?: { readonly [key: string]: Json | undefined }
  readonly speaker: string | null
  readonly tier: number
  readonly via: readonly string[]
  readonly quote: string
  /** UTF-16 code units into the text read, end exclusive; `text.slice(start, end) === quote`. */
  readonly span: { readonly start: number; readonly end: number }
  readonly allegation: boolean
  /** 0..1 */
  readonly confidence: number
}

/** Reads claims out of text of one language. Pure and total: any text gives an array, in the order of the text. */
export type Reader = {
  /** Name and version, kept on every claim it reads: `en/1`. */
  readonly id: string
  readonly languages: readonly string[]
  readonly read: (text: string) => readonly ReadClaim[]
}
