import type { IncidentView } from '#incident'
import { statesOfRevisions, viewOfRevision, type StateSource } from './stored-state.js'

/** The state after revision n: the nearest snapshot and the changes after it. Undefined where there is no such revision. */
export const revisionView = async (
  from: StateSource,
  id: string,
  revision: number,
): Promise<IncidentView | undefined> => {
  const [row] = await statesOfRevisions(from, [{ name: id, revision }])
  return viewOfRevision(row, revision)
}
