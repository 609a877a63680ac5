import type { Particulars } from '#incident'
import { slugBaseOf } from './slug-base.js'

/** A key that the updates of one story share, and for how long: null for ever. */
export type StoryKey = {
  readonly rule: 'event' | 'chain' | 'slug'
  /** Unique among the keys of a provider: slugs are upper case, the others begin in lower case. */
  readonly base: string
  readonly windowMs: number | null
}

export type Storied = { readonly slug: string | null; readonly particulars?: Particulars | undefined }

/** How far apart in `saidAt` two updates under one slug may be and still be one story. */
export const slugWindowMs = 72 * 60 * 60 * 1000

const longest = 256

/** The keys of an update, the surest first: the event it names, the chain of takes it belongs to, its slug. */
export const storyKeysOf = ({ slug, particulars = {} }: Storied): readonly StoryKey[] => {
  const { eventNames = [], chain, slugBase } = particulars
  const base = slugBase === undefined ? slugBaseOf(slug) : keyOf(slugBase.toUpperCase())
  return [
    ...eventNames.flatMap((name): StoryKey[] => {
      const key = keyOf(name)
      return key === null ? [] : [{ rule: 'event', base: `event ${key}`, windowMs: null }]
    }),
    ...(chain === undefined || keyOf(chain) === null
      ? []
      : [{ rule: 'chain', base: `chain ${keyOf(chain)}`, windowMs: slugWindowMs } as const]),
    ...(base === null ? [] : [{ rule: 'slug', base, windowMs: slugWindowMs } as const]),
  ]
}

const keyOf = (text: string): string | null => {
  const key = text.trim().slice(0, longest)
  return key === '' ? null : key
}
