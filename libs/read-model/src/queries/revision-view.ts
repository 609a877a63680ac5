import type { IncidentView } from '#incident'
import type { Reader } from './database-reader.js'
import { statesOfRevisions, viewOfRevision } from './stored-state.js'

/** The state after revision n: the nearest snapshot and the changes after it. Undefined where there is no such revision. */
export const revisionView = async (db: Reader, id: string, revision: number): Promise<IncidentView | undefined> => {
  const [row] = await statesOfRevisions(db, [{ name: id, revision }])
  return viewOfRevision(row, revision)
}
