import { epochOf } from '#eventing'
import { updateIdOf, type UpdateFiled, type Victim } from '#incident'
import type { WireUpdate } from '#wire'
import { itemKey, slugKey, type Known } from '../known.js'
import { slugBaseOf } from './slug-base.js'
import { cancels, isKillAction } from './victims.js'

/** How far apart in `saidAt` two updates under one slug may be and still be one story. */
export const slugWindowMs = 72 * 60 * 60 * 1000

/** Which incident an update belongs to and why; `incident` null opens one (under `alias`, if there is one). */
export type Link = {
  readonly incident: string | null
  readonly alias: string | null
  readonly evidence: UpdateFiled['data']['evidence']
}

export type Subject = {
  readonly update: WireUpdate
  readonly item: string
  readonly saidAt: string
  readonly name: string | null
  readonly kills: readonly Victim[]
}

/**
 * The incident of an update, by the first rule that holds: its own item's incident, the name its publisher gave, an
 * item it relates to, its slug, else a new one. Null: a kill that has to wait for its victim.
 */
export const linkOf = (known: Known, subject: Subject): Link | null => {
  const { update, item, name, kills } = subject
  const own = known.items.get(itemKey({ provider: update.provider, item }))
  if (own !== undefined) return found(known, own, name, { rule: 'item', value: `${update.provider}/${item}` })
  if (kills.length > 0) return linkOfKill(known, subject)
  return byName(known, name) ?? byRelation(known, update) ?? bySlug(known, subject) ?? opened({ rule: 'new' })
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

/** The incident a name stands for: an id, or an alias. */
export const resolveName = (known: Known, name: string): string | undefined =>
  known.incidents.has(name) ? name : known.aliases.get(name)

const byName = (known: Known, name: string | null): Link | null => {
  if (name === null) return null
  const incident = resolveName(known, name)
  return incident === undefined
    ? { incident: null, alias: name, evidence: { link: { rule: 'name', value: name, opened: true } } }
    : found(known, incident, name, { rule: 'name', value: name })
}

const byRelation = (known: Known, update: WireUpdate): Link | null => {
  for (const { rel, provider, item, version } of update.relations) {
    const incident = rel === cancels ? undefined : known.items.get(itemKey({ provider, item }))
    if (incident === undefined) continue
    const value = version === null ? `${provider}/${item}` : updateIdOf(provider, item, version)
    return found(known, incident, null, { rule: 'relation', rel, value })
  }
  return null
}

const bySlug = (known: Known, { update, saidAt }: Subject): Link | null => {
  const base = slugBaseOf(update.slug)
  const row = base === null ? undefined : known.slugs.get(slugKey({ provider: update.provider, base }))
  if (base === null || row === undefined) return null
  if (Math.abs(epochOf(saidAt) - epochOf(row.saidAt)) > slugWindowMs) return null
  return found(known, row.incident, null, { rule: 'slug', value: base, newest: row.saidAt })
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
export const differingName = (link: Link, name: string | null): string | null =>
  name === null || link.alias === name || link.incident === name
    ? null
    : link.incident === null
      ? null
      : `names incident ${JSON.stringify(name)}, but was filed to ${link.incident}${reasonOf(link)}`

const reasonOf = ({ evidence }: Link): string => {
  const rule = (evidence['link'] as { rule?: string } | undefined)?.rule
  return rule === 'item' ? ', where its item is' : rule === 'victim' ? ', where what it cancels is' : ''
}
