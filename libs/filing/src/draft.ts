import type { Json } from '#eventing'
import { updateIdOf, type UpdateFiled } from '#incident'
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
  const { dropped, speaks, evidence, ...reading } = readingOf(known, incoming, { updateId, provider, item, saidAt })
  const data: UpdateFiled['data'] = {
    update: {
      ...{ updateId, provider, item, version, action: reading.action, saidAt, headline: reading.headline },
      ...{ text: reading.text, language, slug, urgency, relations, claims: reading.claims },
      withdraws: [...new Set([...update.withdraws, ...dropped])],
      format,
      ...filedParticulars(update.particulars, 'partial' in evidence),
    },
    receivedAt: incoming.receivedAt,
    aliases: [],
    kills: victimsOf(update, item),
    reachesOnly: false,
    evidence: {
      ...update.evidence,
      payload: digest,
      ...(update.item === null ? { text: { digest: textDigestOf(incoming), name: incoming.name ?? '' } } : {}),
      ...evidence,
      ...(lifted === null ? {} : { embargo: { ...lifted } satisfies { readonly [key: string]: Json } }),
    },
    warnings: [...incoming.warnings, ...update.withdraws.flatMap(noClaimId)],
  }
  const carried = reading.claims.map(({ id, fact, speaker }) => ({
    index: Number(id.slice(id.lastIndexOf('#') + 1)),
    fact,
    speaker,
  }))
  return {
    cause: { updateId, position, data, incidents: [] },
    known: {
      ...{ updateId, provider, item, version, digest, position, incident: null, eventId: null, claims: carried },
      ...{ content: contentDigest, speaks },
    },
    speaks,
  }
}

const noClaimId = (id: string): string[] =>
  claimTarget(id) === undefined ? [`withdraws ${JSON.stringify(id)}, which is no claim id`] : []
