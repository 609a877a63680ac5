import type { Pool } from 'pg'
import type { IncidentView } from '#incident'
import { asOfView, knownView, revisionView, withOpenTitle, type CurrentIncident } from '#read-model'
import { Problem } from '#service'

export type PastWish = {
  readonly revision: number | null
  readonly asOf: string | null
  readonly knownAt: string | null
}
export type PastView = IncidentView & { readonly asOf?: string; readonly knownAt?: string }

export const noIncident = (id: string): Problem =>
  new Problem(404, 'DESK_INCIDENT_UNKNOWN', `there is no incident ${JSON.stringify(id)}`)

/** A view of the past, its moments echoed; throws a 404 that says what there is where there was nothing yet. */
export const pastView = async (pool: Pool, current: CurrentIncident, wish: PastWish): Promise<PastView> => {
  const view = await stateThen(pool, current, wish)
  return withOpenTitle(pool, view, { revision: view.revision, asOf: wish.asOf })
}

const stateThen = async (
  pool: Pool,
  current: CurrentIncident,
  { revision, asOf, knownAt }: PastWish,
): Promise<PastView> => {
  if (revision !== null) {
    const view = await revisionView(pool, current.id, revision)
    if (view === undefined)
      throw new Problem(
        404,
        'DESK_REVISION_UNKNOWN',
        `there is no revision ${revision}; the last one is ${current.revision}`,
      )
    return view
  }
  const base = knownAt === null ? (JSON.parse(current.body) as IncidentView) : await known(pool, current.id, knownAt)
  const view = asOf === null ? base : await asOfView(pool, base, asOf, knownAt)
  return { ...view, ...(asOf === null ? {} : { asOf }), ...(knownAt === null ? {} : { knownAt }) }
}

const known = async (pool: Pool, id: string, knownAt: string): Promise<IncidentView> => {
  const found = await knownView(pool, id, knownAt)
  if (found.ok) return found.view
  throw new Problem(
    404,
    'DESK_NOT_KNOWN_YET',
    `nothing of this incident was known at ${knownAt}; it was opened at ${found.openedAt}`,
  )
}
