import { z } from 'zod'
import { actions } from '#incident'

const time = z.string().describe('UTC, milliseconds')
const page = <T extends z.ZodType>(item: T) => z.object({ items: z.array(item), next: z.string().nullable() })

const belief = z.object({
  best: z.unknown().describe('Null where every live claim is an allegation'),
  bestClaim: z.string().nullable(),
  low: z.number().nullable().optional().describe('Counts only'),
  high: z.number().nullable().optional().describe('Counts only'),
  values: z.array(z.unknown()).describe('Distinct live values'),
  claims: z.array(z.string()).describe('Live claims'),
  stale: z.array(z.string()),
  disputed: z.boolean(),
  independentSources: z.number().int(),
})
const incident = z.object({
  id: z.string(),
  aliases: z.array(z.string()),
  revision: z.number().int().nullable().describe('Null on an as-of view'),
  title: z.string(),
  policy: z.string().describe('Which policy the beliefs are held under: P1 (the better tier), P2 (the latest word)'),
  openedAt: time.nullable(),
  lastSaidAt: time.nullable(),
  lastRecordedAt: time.nullable(),
  hash: z.string().nullable(),
  beliefs: z.record(z.string(), belief),
  updates: z.number().int(),
  providers: z.array(z.string()),
  mergedInto: z.string().optional().describe('The incident that everything filed here was moved to'),
  asOf: time.optional(),
  knownAt: time.optional(),
})
const changes = z.object({
  beliefs: z.record(z.string(), belief.nullable()),
  title: z.string().optional(),
  aliases: z.array(z.string()).optional(),
  providers: z.array(z.string()).optional(),
  left: z
    .object({ updates: z.number().int(), providers: z.array(z.string()) })
    .optional()
    .describe('After items were moved to another incident: what is left'),
  mergedInto: z.string().nullable().optional().describe('Null: into none any more'),
})
const revision = z.object({
  incident: z.string(),
  revision: z.number().int(),
  eventId: z.string(),
  eventType: z.string().describe('UpdateFiled, ClaimOverruled or UpdatesMovedOut'),
  updateId: z.string().nullable(),
  position: z.string(),
  saidAt: time,
  receivedAt: time,
  recordedAt: time,
  changes: changes.describe('What is held from this revision on'),
  hash: z.string(),
  withheld: z.array(z.literal('title')).optional().describe('What of the changes is not shown: killed, or held'),
})
const claim = z.object({
  id: z.string(),
  fact: z.string(),
  value: z.unknown(),
  speaker: z.string(),
  tier: z.number().int(),
  independenceGroup: z.string(),
  via: z.array(z.string()),
  saidAt: time,
  quote: z.string().nullable(),
  allegation: z.boolean(),
  detail: z.record(z.string(), z.unknown()).optional(),
  span: z
    .object({ start: z.number().int(), end: z.number().int() })
    .optional()
    .describe('Where the quote stands in the text, if it was read there'),
  reader: z.string().optional(),
  confidence: z.number().optional(),
  status: z.enum(['live', 'stale', 'superseded', 'retracted', 'overruled']),
  by: z.string().nullable(),
})
const update = z.object({
  updateId: z.string(),
  provider: z.string(),
  item: z.string(),
  version: z.string(),
  action: z.enum(actions),
  saidAt: time,
  receivedAt: time,
  headline: z.string().nullable(),
  text: z.string().nullable(),
  claims: z.array(claim),
  withdraws: z.array(z.string()),
  incident: z.string(),
  incidents: z.array(z.string()),
  revision: z.number().int(),
  position: z.string(),
  rawPosition: z.string(),
  evidence: z.record(z.string(), z.unknown()),
  warnings: z.array(z.string()),
  killed: z.literal(true).optional().describe('Its words are in no answer any more'),
  killedBy: z.string().optional(),
  held: z.literal(true).optional().describe('Its words are in no answer until it is released'),
  heldBy: z.string().optional(),
})
const quarantine = z.object({
  id: z.string(),
  stage: z.string(),
  position: z.string(),
  receivedAt: time,
  provider: z.string().nullable(),
  contentType: z.string().nullable(),
  code: z.string(),
  reason: z.string(),
  problems: z.array(z.object({ path: z.string(), message: z.string() })),
  redrivenAt: time.nullable(),
})
const timelineItem = revision
  .pick({ saidAt: true, recordedAt: true, revision: true, eventType: true, updateId: true, position: true })
  .extend({
    provider: z.string().nullable(),
    action: z.string(),
    headline: z.string().nullable(),
    killed: z.literal(true).optional(),
    held: z.literal(true).optional(),
    claims: z.array(claim.pick({ id: true, fact: true, value: true, speaker: true })),
    overruled: z.array(z.object({ claim: z.string(), by: z.string(), reason: z.string().nullable() })),
  })
const diff = z.object({
  from: z.number().int(),
  to: z.number().int(),
  facts: z.array(
    z.object({
      fact: z.string(),
      before: belief.nullable(),
      after: belief.nullable(),
      updates: z.array(z.string()),
      revisions: z.array(z.number().int()),
    }),
  ),
  title: z.object({ before: z.string(), after: z.string() }).nullable(),
})
const blame = z.object({
  facts: z.array(
    z.object({
      fact: z.string(),
      claims: z.array(claim.extend({ updateId: z.string(), revision: z.number().int(), position: z.string() })),
    }),
  ),
})
const receipt = z.object({
  id: z.string(),
  position: z.string(),
  status: z.enum(['accepted', 'waiting', 'filed', 'projected', 'repeat', 'rejected', 'quarantined']),
  updates: z.array(
    z.object({ updateId: z.string().nullable(), incident: z.string(), revision: z.number().int().nullable() }),
  ),
  reason: z.string().nullable(),
  warnings: z.array(z.string()),
})
const partition = z.object({
  partition: z.number().int(),
  next: z.number().int(),
  end: z.number().int().nullable(),
  lag: z.number().int().nullable(),
})
const projection = z.object({
  name: z.string(),
  version: z.number().int(),
  schema: z.string(),
  status: z.string(),
  policy: z.string().describe('The policy it is folded with'),
  createdAt: time,
  switchedAt: time.nullable(),
  lag: z.number().int().nullable(),
  partitions: z.array(partition),
})
const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.number().int(),
    detail: z.string(),
    code: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })),
  })
  .describe('RFC 9457, application/problem+json')

/** Every answer of this service, for the document. */
export const schemas = {
  Incident: incident,
  IncidentPage: page(incident),
  RevisionPage: page(revision),
  TimelinePage: page(timelineItem),
  Diff: diff,
  Blame: blame,
  Update: update,
  Receipt: receipt,
  QuarantinePage: page(quarantine),
  Quarantined: quarantine.extend({
    key: z.string().nullable(),
    bytes: z.string().nullable().describe('base64'),
    text: z.string().nullable(),
    headers: z.record(z.string(), z.unknown()),
  }),
  ProjectionPage: page(projection),
  Problem: problem,
}
