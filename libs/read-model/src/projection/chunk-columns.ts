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
  column.text(revisions, ({ recorded }) => recorded.stream),
  column.int(revisions, ({ revised }) => revised.revision),
  column.uuid(revisions, ({ recorded }) => recorded.id),
  column.text(revisions, ({ recorded }) => recorded.event.type),
  column.text(revisions, ({ revised }) => revised.updateId),
  column.bigint(revisions, ({ recorded }) => recorded.position.offset),
  column.time(revisions, ({ revised }) => revised.saidAt),
  column.time(revisions, ({ revised }) => revised.receivedAt),
  column.time(revisions, ({ recorded }) => recorded.recordedAt),
  column.text(revisions, ({ revised }) => revised.changesText),
  column.hex(revisions, ({ revised }) => revised.hash),
  column.text(revisions, ({ snapshot }) => snapshot),
]

const incidentColumns = ({ incidents }: ChunkRows): Buffer[] => [
  column.text(incidents, ({ id }) => id),
  column.int(incidents, ({ revision }) => revision),
  column.text(incidents, ({ title }) => title),
  column.text(incidents, ({ body }) => body),
  column.hex(incidents, ({ hash }) => hash),
  column.time(incidents, ({ openedAt }) => openedAt),
  column.time(incidents, ({ lastSaidAt }) => lastSaidAt),
  column.time(incidents, ({ lastRecordedAt }) => lastRecordedAt),
  column.int(incidents, ({ updates }) => updates),
  column.lists(incidents, ({ providers }) => providers),
  column.lists(incidents, ({ facts }) => facts),
]

const aliasColumns = ({ aliases }: ChunkRows): Buffer[] => [
  column.text(aliases, ({ name }) => name),
  column.text(aliases, ({ recorded }) => recorded.stream),
  column.time(aliases, ({ recorded }) => recorded.recordedAt),
  column.bigint(aliases, ({ recorded }) => recorded.position.offset),
]

const claimColumns = ({ claims }: ChunkRows): Buffer[] => [
  column.text(claims, ({ incident }) => incident),
  column.int(claims, ({ revision }) => revision),
  column.text(claims, ({ claim }) => claim.id),
  column.text(claims, ({ claim }) => claim.updateId),
  column.text(claims, ({ claim }) => claim.provider),
  column.text(claims, ({ claim }) => claim.item),
  column.text(claims, ({ claim }) => claim.version),
  column.text(claims, ({ claim }) => claim.fact),
  column.text(claims, ({ claim }) => canonicalJson(claim.value)),
  column.text(claims, ({ claim }) => claim.speaker),
  column.int(claims, ({ claim }) => claim.tier),
  column.text(claims, ({ claim }) => claim.independenceGroup),
  column.time(claims, ({ claim }) => claim.saidAt),
  column.flag(claims, ({ claim }) => claim.allegation),
  column.text(claims, ({ claim }) => JSON.stringify(claim)),
]

const effectColumns = ({ effects }: ChunkRows): Buffer[] => [
  column.text(effects, ({ incident }) => incident),
  column.int(effects, ({ revision }) => revision),
  column.text(effects, ({ effect }) => effect.kind),
  column.text(effects, ({ effect }) => (effect.kind === 'kill' ? null : effect.claim)),
  column.text(effects, ({ effect }) => (effect.kind === 'kill' ? effect.victim.provider : null)),
  column.text(effects, ({ effect }) => (effect.kind === 'kill' ? effect.victim.item : null)),
  column.text(effects, ({ effect }) => (effect.kind === 'kill' ? effect.victim.version : null)),
  column.time(effects, ({ effect }) => effect.saidAt),
  column.text(effects, ({ effect }) => effect.cause),
  column.text(effects, ({ effect }) => effect.reason),
]

const updateColumns = ({ updates }: ChunkRows): Buffer[] => {
  const filed = updates.map(({ recorded }) => recorded.event.data.update)
  return [
    column.text(updates, ({ recorded }) => recorded.stream),
    column.int(updates, ({ revision }) => revision),
    column.text(filed, ({ updateId }) => updateId),
    column.text(filed, ({ provider }) => provider),
    column.text(filed, ({ item }) => item),
    column.text(filed, ({ version }) => version),
    column.text(filed, ({ action }) => action),
    column.time(filed, ({ saidAt }) => saidAt),
    column.text(filed, ({ headline }) => headline),
    column.flag(updates, ({ reachesOnly }) => reachesOnly),
    column.text(updates, ({ recorded }) => recorded.causationId),
    column.text(updates, ({ recorded }) => JSON.stringify(recorded.event.data)),
    column.text(filed, ({ headline, text }) => searchable(headline, text)),
  ]
}

// A tsvector holds 1 MiB at most; this much text never comes near, even where every word is another one.
const searchLimit = 32_768
const searchable = (headline: string | null, text: string | null): string =>
  `${headline ?? ''}\n${text ?? ''}`.slice(0, searchLimit).replace(/[\ud800-\udbff]$/, '')

const refusedColumns = ({ refused }: ChunkRows): Buffer[] => [
  column.uuid(refused, ({ recorded }) => recorded.id),
  column.text(refused, ({ recorded }) => recorded.stream),
  column.int(refused, ({ met }) => met),
  column.bigint(refused, ({ recorded }) => recorded.position.offset),
  column.time(refused, ({ recorded }) => recorded.recordedAt),
  column.text(refused, ({ reason }) => reason),
]

const poisonColumns = ({ poisons }: ChunkRows): Buffer[] => [
  column.bigint(poisons, ({ record }) => record.position.offset),
  column.text(poisons, ({ record }) => record.position.topic),
  column.time(poisons, ({ record }) => record.recordedAt),
  column.bytes(poisons, ({ record }) => record.key),
  column.bytes(poisons, ({ record }) => record.value),
  column.text(poisons, ({ code }) => code),
  column.text(poisons, ({ reason }) => reason),
]
