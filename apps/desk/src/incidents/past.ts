import type { IncidentView } from '#incident'
import type { IncidentReads, PastWish } from '#read-model'
import { Problem } from '#service'

export type PastView = IncidentView & { readonly asOf?: string; readonly knownAt?: string }

export const noIncident = (id: string): Problem =>
  new Problem(404, 'DESK_INCIDENT_UNKNOWN', `there is no incident ${JSON.stringify(id)}`)

/** A view of the past, its moments echoed; throws a 404 that says what there is where there was nothing yet. */
export const pastView = async (
  reads: IncidentReads,
  name: string,
  wish: PastWish,
): Promise<{ readonly view: PastView; readonly isMerger: boolean }> => {
  const state = await reads.past(name, wish)
  const { revision, asOf, knownAt } = wish
  switch (state.found) {
    case 'view':
      return {
        view: { ...state.view, ...(asOf === null ? {} : { asOf }), ...(knownAt === null ? {} : { knownAt }) },
        isMerger: state.isMerger,
      }
    case 'no incident':
      throw noIncident(name)
    case 'no revision':
      throw new Problem(404, 'DESK_REVISION_UNKNOWN', `there is no revision ${revision}; the last one is ${state.last}`)
    case 'nothing yet':
      throw new Problem(
        404,
        'DESK_NOT_KNOWN_YET',
        `nothing of this incident was known at ${knownAt}; it was opened at ${state.openedAt}`,
      )
  }
}
