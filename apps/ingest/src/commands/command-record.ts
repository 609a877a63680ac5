import { z } from 'zod'

/** What stands in the command topic: the command as received, with its id and what the headers said. */
export const commandRecord = z.object({
  commandId: z.string().min(1).max(200),
  command: z.literal('overrule'),
  incident: z.string().min(1).max(1000),
  claims: z.array(z.string().min(1)).min(1),
  reason: z.string(),
  by: z.string().min(1),
  saidAt: z.string().nullable(),
  expectedRevision: z.number().int().nonnegative().nullable(),
})

export type CommandRecord = z.infer<typeof commandRecord>
