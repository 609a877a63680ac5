import fc from 'fast-check'
import { canonicalJson } from '#eventing'
import type { WireUpdate } from '#wire'
import { wireUpdate as update } from '../testing/newsdesk.js'
import { isPlainPayload, payloadText } from './payload.js'

const text = fc.string({ unit: 'binary', maxLength: 80 })
const textOrNull = fc.option(text)
const claim = fc.record(
  {
    index: fc.nat(9),
    fact: text,
    value: fc.jsonValue({ maxDepth: 2 }),
    speaker: textOrNull,
    tier: fc.option(fc.nat(9)),
    independenceGroup: textOrNull,
    via: fc.array(text, { maxLength: 2 }),
    saidAt: textOrNull,
    quote: textOrNull,
    allegation: fc.boolean(),
    detail: fc.dictionary(fc.string(), fc.jsonValue()),
  },
  {
    requiredKeys: ['index', 'fact', 'value', 'speaker', 'tier', 'independenceGroup', 'via', 'saidAt', 'quote', 'allegation'], // prettier-ignore
  },
)
const relation = fc.record({ rel: text, provider: text, item: text, version: textOrNull })
const updates: fc.Arbitrary<Partial<WireUpdate>> = fc.record({
  headline: textOrNull,
  text: textOrNull,
  urgency: fc.option(fc.nat(9), { nil: null }),
  claims: fc.option(fc.array(claim, { maxLength: 3 }), { nil: null }),
  relations: fc.array(relation, { maxLength: 1 }),
  withdraws: fc.array(text, { maxLength: 2 }),
})

/** All of an update but what does not count, in the order that the canonical form gives it. */
const canonical = ({ format: _f, evidence: _e, particulars, ...rest }: WireUpdate): string =>
  canonicalJson({ ...rest, pubStatus: particulars.pubStatus, embargoedUntil: particulars.embargoedUntil }) // prettier-ignore

describe('the payload of an update', () => {
  it('is canonical JSON, however it is written', () => {
    fc.assert(fc.property(updates, (over) => expect(payloadText(update(over))).toBe(canonical(update(over)))))
  })
  it('is never plain with a NUL or half a surrogate pair in it', () => {
    const unfit = /[\u0000\p{Surrogate}]/u
    fc.assert(
      fc.property(text, (headline) => {
        if (unfit.test(headline)) expect(isPlainPayload(payloadText(update({ headline })))).toBe(false)
      }),
    )
  })
})
