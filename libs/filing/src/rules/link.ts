import { epochOf } from '#eventing'
import { updateIdOf, type UpdateFiled, type Victim } from '#incident'
import type { WireUpdate } from '#wire'
import { itemKey, slugKey, type Known } from '../known.js'
import { storyKeysOf } from './story-keys.js'
import { cancels, isKillAction } from './victims.js'

/** Which incident an update belongs to and why; `incident` null opens one (under `alias`, if there is one). */
export type Link = {
  readonly incident: string | null
  readonly alias: string | null
  readonly evidence: UpdateFiled['data']['evidence']
  /** Of a round-up: the other incidents it relates to. */
  readonly others?: readonly { readonly incident: string; readonly evidence: RelationEvidence }[]
}
type RelationEvidence = { readonly rule: 'relation'; readonly rel: string; readonly value: string }

export type Subject = {
  readonly update: WireUpdate
  readonly item: string
  readonly saidAt: string
  readonly name: string | null
  readonly kills: readonly Victim[]
  /** True for what takes out others, also where none of them has come yet. */
  readonly isKill: boolean
  /** True where it may not open an incident: it says nothing of its own about the world, or waits for what it names. */
  readonly mayWait: boolean
}

/**
 * The incident of an update, by the first rule that holds: its own item's incident, the name its publisher gave, an
 * item it relates to, an update that came before it and relates to it or to what it relates to, an event, chain or slug
 * it shares, else a new one. Null: a kill that has to wait for its victim, or an advisory or test that belongs to nothing
 * yet.
 */
export const linkOf = (known: Known, subject: Subject): Link | null => {
  const { update, item, name, isKill, mayWait } = subject
  const own = known.items.get(itemKey({ provider: update.provider, item }))
  if (own !== undefined) return found(known, own, name, { rule: 'item', value: `${update.provider}/${item}` })
  if (isKill) return linkOfKill(known, subject)
  const linked =
    byName(known, name) ?? byRelation(known, subject) ?? byAwaiting(known, subject) ?? byStory(known, subject)
  return linked ?? (mayWait ? null : opened({ rule: 'new' }))
}

// A kill by action belongs with its victim; an update that has things of its own to say goes where it says it belongs.
const linkOfKill = (known: Known, { update, item, name, kills }: Subject): Link | null => {
  const named = byName(known, name)
  const ownOnly = kills.every((victim) => victim.provider === update.provider && victim.item === item)
  if (named !== null && (ownOnly || !isKillAction(update.action))) return named
  for (const victim of kills) {
    const incident = known.items.get(itemKey(victim))
    if (incident !== undefined) {
      return found(known, incident, name, { rule: 'victim', value: `${victim.provider}/${victim.item}` })
    }
  }
  return named
}

/** The incident a name stands for: an id, or an alias, or what such a one was merged into. */
export const resolveName = (known: Known, name: string): string | undefined =>
  known.redirects.get(name) ?? (known.incidents.has(name) ? name : known.aliases.get(name))

const byName = (known: Known, name: string | null): Link | null => {
  if (name === null) return null
  const incident = resolveName(known, name)
  return incident === undefined
    ? { incident: null, alias: name, evidence: { link: { rule: 'name', value: name, opened: true } } }
    : found(known, incident, name, { rule: 'name', value: name })
}

/** Most incidents that one round-up is filed to. */
const mostIncidents = 20

const byRelation = (known: Known, { update, mayWait }: Subject): Link | null => {
  const related = new Map<string, RelationEvidence>()
  for (const { rel, provider, item, version } of update.relations) {
    const incident = !brings(rel, mayWait) ? undefined : known.items.get(itemKey({ provider, item }))
    if (incident === undefined || related.has(incident)) continue
    const value = version === null ? `${provider}/${item}` : updateIdOf(provider, item, version)
    related.set(incident, { rule: 'relation', rel, value })
  }
  const [home, ...others] = [...related].slice(0, mostIncidents)
  if (home === undefined) return null
  const link = found(known, home[0], null, home[1])
  return others.length === 0
    ? link
    : { ...link, others: others.map(([incident, evidence]) => ({ incident, evidence })) }
}

// Stories that have nothing else in common share pictures, background and the packages they are sold in. Only what
// speaks of nothing itself, as a note to editors, is where such a relation leads.
const looseRelations = new Set(['associatedWith', 'seeAlso'])

/** Whether a relation brings an update into the incident of the item it is to. */
export const brings = (rel: string, mayWait: boolean): boolean =>
  rel !== cancels && (mayWait || !looseRelations.has(rel))

/** So that a story is one incident in whatever order its parts come. What may wait would wait, had it come first. */
const byAwaiting = (known: Known, { update, item, mayWait }: Subject): Link | null => {
  if (mayWait) return null
  const { provider } = update
  const incident = known.awaited.get(itemKey({ provider, item }))
  if (incident !== undefined) return found(known, incident, null, { rule: 'awaited', value: `${provider}/${item}` })
  for (const related of update.relations) {
    const sharing = !brings(related.rel, mayWait) ? undefined : known.awaited.get(itemKey(related))
    if (sharing === undefined) continue
    return found(known, sharing, null, {
      rule: 'awaited',
      rel: related.rel,
      value: `${related.provider}/${related.item}`,
    })
  }
  return null
}

const byStory = (known: Known, { update, saidAt }: Subject): Link | null => {
  for (const { rule, base, windowMs } of storyKeysOf(update)) {
    const row = known.slugs.get(slugKey({ provider: update.provider, base }))
    if (row === undefined) continue
    if (windowMs !== null && Math.abs(epochOf(saidAt) - epochOf(row.saidAt)) > windowMs) continue
    return found(known, row.incident, null, { rule, value: base, newest: row.saidAt })
  }
  return null
}

const found = (
  known: Known,
  incident: string,
  name: string | null,
  link: { readonly [key: string]: string },
): Link => ({
  incident,
  alias: name !== null && name !== incident && known.aliases.get(name) === incident ? name : null,
  evidence: { link },
})

const opened = (link: { readonly [key: string]: string }): Link => ({ incident: null, alias: null, evidence: { link } })

/** A name that is not the incident's own is told, never followed: an item's versions stay together. */
export const differingName = (known: Known, link: Link, name: string | null): string | null =>
  name === null || link.alias === name || link.incident === null || resolveName(known, name) === link.incident
    ? null
    : `names incident ${JSON.stringify(name)}, but was filed to ${link.incident}${reasonOf(link)}`

const reasonOf = ({ evidence }: Link): string => {
  const rule = (evidence['link'] as { rule?: string } | undefined)?.rule
  return rule === 'item' ? ', where its item is' : rule === 'victim' ? ', where what it cancels is' : ''
}
