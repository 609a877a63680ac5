import type { Json } from '#eventing'

/** How exact a count is; `exact` where nothing is said (contract §2.4). */
export type CountUnit = 'exact' | 'atLeast' | 'about'

/** Who said what value of which fact, when, via whom. Times are ISO 8601 UTC. */
export type Claim = {
  /** Update id + `#` + index in the update's claims as given, from 0. Indexes of left-out claims are not reused. */
  readonly id: string
  readonly fact: string
  readonly value: Json
  readonly speaker: string
  /** 1 responsible authority, 2 head of state or government, 3 named other, 4 the medium's own words, 5 unnamed. */
  readonly tier: number
  readonly independenceGroup: string
  readonly via: readonly string[]
  readonly saidAt: string
  readonly quote: string | null
  readonly allegation: boolean
  readonly detail?: { readonly [key: string]: Json | undefined }
  /** Only on claims read from text: where the quote stands in `text`, in UTF-16 code units, end exclusive. */
  readonly span?: { readonly start: number; readonly end: number }
  /** Only on claims read from text: name and version of the reader, `en/1`. */
  readonly reader?: string
  /** Only on claims read from text, 0..1. */
  readonly confidence?: number
}
