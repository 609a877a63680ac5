import { z } from 'zod'
import { parseTime } from '#eventing'

const filled = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => text.trim() !== '', 'must not be blank')
    .refine((text) => !/[\u0000\p{Surrogate}]/u.test(text), 'must not hold NUL or half of a surrogate pair')

const decided = {
  reason: filled(10_000),
  by: filled(200).describe('Who decides'),
  saidAt: z
    .string()
    .refine((text) => parseTime(text) !== undefined, 'must be an RFC 3339 time with an offset')
    .optional()
    .describe('RFC 3339; the time received where it is left out'),
}

const overruleBody = z.strictObject({
  command: z.literal('overrule').describe('Takes claims out'),
  claims: z.array(filled(1400)).min(1).max(1000).describe('Claim ids, such as agy-e/51949@1#0'),
  ...decided,
})

const mergeBody = z.strictObject({
  command: z
    .literal('merge')
    .describe('Moves everything of the incident to another one, for which its names stand from then on'),
  into: filled(512).describe('Id or alias of the other incident'),
  ...decided,
})

const moveBody = z.strictObject({
  command: z.literal('move').describe('Moves items, every version of each, to another incident'),
  items: z
    .array(z.strictObject({ provider: filled(64), item: filled(1000) }))
    .min(1)
    .max(1000),
  into: filled(512).describe('Id or alias of the other incident; a new name opens one'),
  ...decided,
})

/** The body of `POST /v1/incidents/{id}/commands` (contract §2.5). */
export const commandBody = z
  .discriminatedUnion('command', [overruleBody, mergeBody, moveBody])
  .meta({ id: 'IncidentCommand' })

export type CommandBody = z.infer<typeof commandBody>
