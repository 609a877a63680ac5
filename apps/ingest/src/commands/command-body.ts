import { z } from 'zod'
import { parseTime } from '#eventing'

const filled = (longest: number) =>
  z
    .string()
    .min(1)
    .max(longest)
    .refine((text) => text.trim() !== '', 'must not be blank')
    .refine((text) => !/[\u0000\p{Surrogate}]/u.test(text), 'must not hold NUL or half of a surrogate pair')

/** The body of `POST /v1/incidents/{id}/commands` (contract §2.5). */
export const commandBody = z
  .strictObject({
    command: z.literal('overrule'),
    claims: z.array(filled(1400)).min(1).max(1000).describe('Claim ids, such as agy-e/51949@1#0'),
    reason: filled(10_000),
    by: filled(200).describe('Who decides'),
    saidAt: z
      .string()
      .refine((text) => parseTime(text) !== undefined, 'must be an RFC 3339 time with an offset')
      .optional()
      .describe('RFC 3339; the time received where it is left out'),
  })
  .meta({ id: 'OverruleCommand' })

export type CommandBody = z.infer<typeof commandBody>
