import type { Json } from '#eventing'
import { updateIdOf, type FiledUpdate, type UpdateFiled } from '#incident'
import type { Incoming } from './incoming.js'
import type { Cause, Known, KnownUpdate } from './known.js'
import { textDigestOf } from './rules/bare-text.js'
import { filedParticulars } from './rules/particulars.js'
import { readingOf } from './rules/reading.js'
import { claimTarget, victimsOf } from './rules/victims.js'

/** An update as it is going to be filed, whatever incident it goes to, and what the index keeps of it. */
export type Draft = { readonly cause: Cause; readonly known: KnownUpdate; readonly speaks: boolean }

/** Why an update is filed now that was not when it came. */
export type Lifted = { readonly until: string | null; readonly endedBy: string; readonly at: string | null }

/** Reads an update into a draft: its claims, what it withdraws and kills, and the evidence of all that. */
export const draftOf = (known: Known, incoming: Incoming, item: string, lifted: Lifted | null): Draft => {
  const { update, position, digest, contentDigest } = incoming
  const { provider, version, language, slug, urgency, relations, format } = update
  const updateId = updateIdOf(provider, item, version)
  const saidAt = update.saidAt ?? incoming.receivedAt
  const reading = readingOf(known, incoming, { updateId, provider, item, saidAt })
  const { action, headline, text, claims, dropped, speaks } = reading
  const withdraws = [...new Set([...update.withdraws, ...dropped])]
  // Members one by one where every update passes: V8 takes longer to spread one small object than to read the rest.
  // prettier-ignore
  const filed: FiledUpdate = {
    updateId, provider, item, version, action, saidAt, headline, text, language, slug, urgency, relations, claims, withdraws, format,
  }
  const { particulars } = filedParticulars(update.particulars, 'partial' in reading.evidence)
  const data: UpdateFiled['data'] = {
    update: particulars === undefined ? filed : { ...filed, particulars },
    receivedAt: incoming.receivedAt,
    aliases: [],
    kills: victimsOf(update, item),
    reachesOnly: false,
    evidence: evidenceOf(incoming, reading.evidence, lifted),
    warnings: [...incoming.warnings, ...update.withdraws.flatMap(noClaimId)],
  }
  const carried = claims.map(({ id, fact, speaker }) => ({
    index: Number(id.slice(id.lastIndexOf('#') + 1)),
    fact,
    speaker,
  }))
  return {
    cause: { updateId, position, data, incidents: [] },
    // prettier-ignore
    known: {
      updateId, provider, item, version, digest, position, incident: null, eventId: null, claims: carried, content: contentDigest, speaks,
    },
    speaks,
  }
}

type Evidence = UpdateFiled['data']['evidence']

const evidenceOf = (incoming: Incoming, read: Evidence, lifted: Lifted | null): Evidence => {
  const evidence: { [rule: string]: Json | undefined } = { ...incoming.update.evidence }
  evidence['payload'] = incoming.digest
  if (incoming.update.item === null) evidence['text'] = { digest: textDigestOf(incoming), name: incoming.name ?? '' }
  Object.assign(evidence, read)
  if (lifted !== null) evidence['embargo'] = { ...lifted } satisfies { readonly [key: string]: Json }
  return evidence
}

const noClaimId = (id: string): string[] =>
  claimTarget(id) === undefined ? [`withdraws ${JSON.stringify(id)}, which is no claim id`] : []
