import { z } from 'zod'
import { actions } from '#incident'

const time = z.string().describe('RFC 3339 with any offset')

/** The Wireledger update of contract §2.3, for the document: what comes in is checked by the decoders of libs/wire. */
export const wireledgerUpdate = z
  .object({
    provider: z.string().regex(/^[a-z0-9][a-z0-9._-]{0,63}$/),
    item: z.string(),
    version: z.string().default('1'),
    action: z.enum(actions).default('update'),
    saidAt: time.optional().describe('Default: the time received'),
    headline: z.string().optional(),
    text: z.string().optional(),
    language: z.string().optional().describe('BCP 47'),
    slug: z.string().optional(),
    urgency: z.number().optional(),
    incident: z.string().optional().describe('Id or alias; an unknown name opens an incident that keeps it'),
    relations: z
      .array(
        z.object({
          rel: z.string(),
          provider: z.string().optional().describe('Default: the same provider'),
          item: z.string(),
          version: z.string().optional(),
        }),
      )
      .optional(),
    claims: z
      .array(
        z.object({
          fact: z.string().describe('Such as casualties/injured/police'),
          value: z.unknown(),
          speaker: z.string().optional().describe('Default: the provider'),
          tier: z.number().int().optional().describe('1 responsible authority ... 5 unnamed; default 4'),
          independenceGroup: z.string().optional().describe('Default: the speaker'),
          via: z.array(z.string()).optional(),
          saidAt: time.optional().describe('Default: that of the update'),
          quote: z.string().optional(),
          allegation: z.boolean().optional(),
          detail: z.record(z.string(), z.unknown()).optional(),
        }),
      )
      .optional()
      .describe('When given, the text is not read for claims'),
    withdraws: z.array(z.string()).optional().describe('Claim ids, such as agy-a/A3@1#0'),
  })
  .describe('Needs headline, text or claims as well, unless it is a kill. Other fields are kept in the raw bytes.')

export const receiptsSchema = z.object({
  receipts: z.array(
    z.object({
      id: z.string().describe('wire-<partition>-<offset> or command-<partition>-<offset>'),
      position: z.string(),
      href: z.string().describe('On the desk service'),
    }),
  ),
})

export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string().describe('Stable; listed in docs/errors.md'),
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
  })
  .describe('RFC 9457, application/problem+json')
