import { parseClaimId, type IncidentView } from '#incident'
import { callJson } from '../doors/http.js'
import type { UpdateAnswer } from '../doors/answers.js'

export type Speaker = { readonly name: string; readonly tier: number }

const atOnce = 8

/** Who said what is held: claim id to speaker. Bounded by the facts of the view, not by its history. */
export const fetchSpeakers = async (desk: string, view: IncidentView): Promise<Map<string, Speaker>> => {
  const wanted = Object.values(view.beliefs).flatMap((belief) => {
    const claim = belief.bestClaim ?? belief.claims[0]
    const updateId = claim === undefined ? undefined : parseClaimId(claim)?.updateId
    return updateId === undefined ? [] : [updateId]
  })
  const speakers = new Map<string, Speaker>()
  const updateIds = [...new Set(wanted)]
  for (let start = 0; start < updateIds.length; start += atOnce) {
    const answers = await Promise.all(updateIds.slice(start, start + atOnce).map((id) => fetchUpdate(desk, id)))
    for (const claim of answers.flatMap((answer) => answer?.claims ?? [])) {
      speakers.set(claim.id, { name: claim.speaker, tier: claim.tier })
    }
  }
  return speakers
}

// A name that cannot be had costs a name, not the view: the claim id is shown in its place.
const fetchUpdate = async (desk: string, updateId: string): Promise<UpdateAnswer | undefined> => {
  try {
    return await callJson<UpdateAnswer>(desk, `/v1/updates/${encodeURIComponent(updateId)}`)
  } catch {
    return undefined
  }
}
