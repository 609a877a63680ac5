import { canonicalJson } from '#eventing'
import { column } from './columns.js'
import type { ChunkRows } from './rows.js'

/** The rows of a chunk as the array parameters of its statement, table by table and column by column. */
export const chunkColumns = (rows: ChunkRows): Buffer[] => [
  ...revisionColumns(rows),
  ...incidentColumns(rows),
  ...aliasColumns(rows),
  ...claimColumns(rows),
  ...effectColumns(rows),
  ...updateColumns(rows),
  ...refusedColumns(rows),
  ...poisonColumns(rows),
]

const revisionColumns = ({ revisions }: ChunkRows): Buffer[] => [
  column.text(revisions.map(({ recorded }) => recorded.stream)),
  column.int(revisions.map(({ revised }) => revised.revision)),
  column.uuid(revisions.map(({ recorded }) => recorded.id)),
  column.text(revisions.map(({ recorded }) => recorded.event.type)),
  column.text(revisions.map(({ revised }) => revised.updateId)),
  column.bigint(revisions.map(({ recorded }) => recorded.position.offset)),
  column.time(revisions.map(({ revised }) => revised.saidAt)),
  column.time(revisions.map(({ revised }) => revised.receivedAt)),
  column.time(revisions.map(({ recorded }) => recorded.recordedAt)),
  column.text(revisions.map(({ revised }) => revised.changesText)),
  column.hex(revisions.map(({ revised }) => revised.hash)),
  column.text(revisions.map(({ snapshot }) => snapshot)),
]

const incidentColumns = ({ incidents }: ChunkRows): Buffer[] => [
  column.text(incidents.map(({ id }) => id)),
  column.int(incidents.map(({ revision }) => revision)),
  column.text(incidents.map(({ title }) => title)),
  column.text(incidents.map(({ body }) => body)),
  column.hex(incidents.map(({ hash }) => hash)),
  column.time(incidents.map(({ openedAt }) => openedAt)),
  column.time(incidents.map(({ lastSaidAt }) => lastSaidAt)),
  column.time(incidents.map(({ lastRecordedAt }) => lastRecordedAt)),
  column.int(incidents.map(({ updates }) => updates)),
  column.lists(incidents.map(({ providers }) => providers)),
  column.lists(incidents.map(({ facts }) => facts)),
]

const aliasColumns = ({ aliases }: ChunkRows): Buffer[] => [
  column.text(aliases.map(({ name }) => name)),
  column.text(aliases.map(({ recorded }) => recorded.stream)),
  column.time(aliases.map(({ recorded }) => recorded.recordedAt)),
  column.bigint(aliases.map(({ recorded }) => recorded.position.offset)),
]

const claimColumns = ({ claims }: ChunkRows): Buffer[] => [
  column.text(claims.map(({ incident }) => incident)),
  column.int(claims.map(({ revision }) => revision)),
  column.text(claims.map(({ claim }) => claim.id)),
  column.text(claims.map(({ claim }) => claim.updateId)),
  column.text(claims.map(({ claim }) => claim.provider)),
  column.text(claims.map(({ claim }) => claim.item)),
  column.text(claims.map(({ claim }) => claim.version)),
  column.text(claims.map(({ claim }) => claim.fact)),
  column.text(claims.map(({ claim }) => canonicalJson(claim.value))),
  column.text(claims.map(({ claim }) => claim.speaker)),
  column.int(claims.map(({ claim }) => claim.tier)),
  column.text(claims.map(({ claim }) => claim.independenceGroup)),
  column.time(claims.map(({ claim }) => claim.saidAt)),
  column.flag(claims.map(({ claim }) => claim.allegation)),
  column.text(claims.map(({ claim }) => JSON.stringify(claim))),
]

const effectColumns = ({ effects }: ChunkRows): Buffer[] => [
  column.text(effects.map(({ incident }) => incident)),
  column.int(effects.map(({ revision }) => revision)),
  column.text(effects.map(({ effect }) => effect.kind)),
  column.text(effects.map(({ effect }) => (effect.kind === 'kill' ? null : effect.claim))),
  column.text(effects.map(({ effect }) => (effect.kind === 'kill' ? effect.victim.provider : null))),
  column.text(effects.map(({ effect }) => (effect.kind === 'kill' ? effect.victim.item : null))),
  column.text(effects.map(({ effect }) => (effect.kind === 'kill' ? effect.victim.version : null))),
  column.time(effects.map(({ effect }) => effect.saidAt)),
  column.text(effects.map(({ effect }) => effect.cause)),
  column.text(effects.map(({ effect }) => effect.reason)),
]

const updateColumns = ({ updates }: ChunkRows): Buffer[] => {
  const filed = updates.map(({ recorded }) => recorded.event.data.update)
  return [
    column.text(updates.map(({ recorded }) => recorded.stream)),
    column.int(updates.map(({ revision }) => revision)),
    column.text(filed.map(({ updateId }) => updateId)),
    column.text(filed.map(({ provider }) => provider)),
    column.text(filed.map(({ item }) => item)),
    column.text(filed.map(({ version }) => version)),
    column.text(filed.map(({ action }) => action)),
    column.time(filed.map(({ saidAt }) => saidAt)),
    column.text(filed.map(({ headline }) => headline)),
    column.flag(updates.map(({ reachesOnly }) => reachesOnly)),
    column.text(updates.map(({ recorded }) => recorded.causationId)),
    column.text(updates.map(({ recorded }) => JSON.stringify(recorded.event.data))),
    column.text(filed.map(({ headline, text }) => searchable(headline, text))),
  ]
}

// A tsvector holds 1 MiB at most; this much text never comes near, even where every word is another one.
const searchLimit = 32_768
const searchable = (headline: string | null, text: string | null): string =>
  `${headline ?? ''}\n${text ?? ''}`.slice(0, searchLimit).replace(/[\ud800-\udbff]$/, '')

const refusedColumns = ({ refused }: ChunkRows): Buffer[] => [
  column.uuid(refused.map(({ recorded }) => recorded.id)),
  column.text(refused.map(({ recorded }) => recorded.stream)),
  column.int(refused.map(({ met }) => met)),
  column.bigint(refused.map(({ recorded }) => recorded.position.offset)),
  column.time(refused.map(({ recorded }) => recorded.recordedAt)),
  column.text(refused.map(({ reason }) => reason)),
]

const poisonColumns = ({ poisons }: ChunkRows): Buffer[] => [
  column.bigint(poisons.map(({ record }) => record.position.offset)),
  column.text(poisons.map(({ record }) => record.position.topic)),
  column.time(poisons.map(({ record }) => record.recordedAt)),
  column.bytes(poisons.map(({ record }) => record.key)),
  column.bytes(poisons.map(({ record }) => record.value)),
  column.text(poisons.map(({ code }) => code)),
  column.text(poisons.map(({ reason }) => reason)),
]
