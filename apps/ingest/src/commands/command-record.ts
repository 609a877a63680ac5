import { z } from 'zod'
import type { CommandBody } from './command-body.js'

/** What stands in the command topic: the command as received, with its id and what the headers said. */
const decided = {
  commandId: z.string().min(1).max(200),
  incident: z.string().min(1).max(1000),
  reason: z.string(),
  by: z.string().min(1),
  saidAt: z.string().nullable(),
  expectedRevision: z.number().int().nonnegative().nullable(),
}
const item = z.object({ provider: z.string().min(1), item: z.string().min(1) })

export const commandRecord = z.discriminatedUnion('command', [
  z.object({ command: z.literal('overrule'), claims: z.array(z.string().min(1)).min(1), ...decided }),
  z.object({ command: z.literal('merge'), into: z.string().min(1), items: z.null(), ...decided }),
  z.object({ command: z.literal('move'), into: z.string().min(1), items: z.array(item).min(1), ...decided }),
])

export type CommandRecord = z.infer<typeof commandRecord>

type Decided = Pick<CommandRecord, 'commandId' | 'incident' | 'reason' | 'by' | 'saidAt' | 'expectedRevision'>

/** A command as received, with what the request and its headers said besides. */
export const commandRecordOf = (body: CommandBody, decided: Decided): CommandRecord => {
  switch (body.command) {
    case 'overrule':
      return { ...decided, command: 'overrule', claims: body.claims }
    case 'merge':
      return { ...decided, command: 'merge', into: body.into, items: null }
    case 'move':
      return { ...decided, command: 'move', into: body.into, items: body.items }
  }
}
