import type { TestSystem } from '#testkit'
import { severalAtOnce } from './several-at-once.js'
import { allPages, getJson, type RevisionItem, type View } from '../system/desk-client.js'

type Shown = { readonly [field: string]: unknown }

/** What a system knows, told so that two systems can be compared. */
export type NewsroomState = {
  /** Each update by its id, see {@link contentOf}. */
  readonly updates: ReadonlyMap<string, Shown>
  /** What is believed of each incident, by the ids of the updates in it: sorted, one a line. */
  readonly incidents: ReadonlyMap<string, Shown>
}

/** Reads all of it through the desk. */
export const stateOf = async ({ desk }: TestSystem): Promise<NewsroomState> => {
  const listed = await allPages<{ id: string }>(`${desk.url}/v1/incidents?limit=200`)
  const found = await severalAtOnce(listed, async ({ id }) => {
    const url = `${desk.url}/v1/incidents/${encodeURIComponent(id)}`
    const revisions = await allPages<RevisionItem>(`${url}/revisions?limit=200`)
    const { beliefs, aliases, providers, updates } = await getJson<View>(url)
    const ids = [...new Set(revisions.flatMap(({ updateId }) => updateId ?? []))].sort()
    return { ids, shown: { beliefs, aliases, providers: [...providers].sort(), updates } }
  })
  const incidents = new Map(found.map(({ ids, shown }): [string, Shown] => [ids.join('\n'), shown]))
  if (incidents.size !== found.length) throw new Error('two incidents hold the same updates')
  const ids = [...new Set(found.flatMap((incident) => incident.ids))]
  const updates = await severalAtOnce(ids, async (id): Promise<[string, Shown]> => [
    id,
    contentOf(await getJson(`${desk.url}/v1/updates/${encodeURIComponent(id)}`)),
  ])
  return { updates: new Map(updates), incidents }
}

/** Each incident with its revision and its hash, which change with every event. */
export const chainsOf = async ({ desk }: TestSystem): Promise<readonly string[]> => {
  const listed = await allPages<{ id: string; revision: number; hash: string }>(`${desk.url}/v1/incidents?limit=200`)
  return listed.map(({ id, revision, hash }) => `${id} ${revision} ${hash}`).sort()
}

const ofTheSystem = ['incident', 'incidents', 'revision', 'position', 'rawPosition', 'receivedAt', 'evidence']

/**
 * An update without what depends on when and where it was filed. Where its document does not say when it was said, that is
 * the time received, of the update as of its claims.
 */
const contentOf = (update: Shown): Shown => {
  const content = Object.fromEntries(Object.entries(update).filter(([field]) => !ofTheSystem.includes(field)))
  const receivedAt = JSON.stringify(update['receivedAt'])
  return JSON.parse(JSON.stringify(content).replaceAll(`"saidAt":${receivedAt}`, '"saidAt":"as received"')) as Shown
}
