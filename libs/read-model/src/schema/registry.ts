import type { ClientBase, Pool } from 'pg'

/** The one projection there is so far: its versions may be folded with different policies. */
export const projectionName = 'incident'

export type ProjectionStatus = 'live' | 'building' | 'retired'
export type ProjectionVersion = {
  readonly name: string
  readonly version: number
  readonly schema: string
  readonly status: ProjectionStatus
  /** Name of the policy that it is folded with from its first event to its last. */
  readonly policy: string
}

/** `incident_p3`: the schema of a version, and the only text that is ever put into SQL as a name. */
export const schemaOf = (version: number): string => `${projectionName}_p${version}`

/** Raised where the registry does not hold what was asked for. */
export class ProjectionError extends Error {
  constructor(
    readonly code:
      | 'NO_LIVE_PROJECTION'
      | 'NOTHING_TO_ROLL_BACK'
      | 'LOG_GAP'
      | 'LOG_TOO_SHORT'
      | 'REBUILD_RUNNING'
      | 'OTHER_POLICY'
      | 'SWITCH_TIMEOUT'
      | 'FENCED'
      | 'NOT_MIGRATED',
    message: string,
  ) {
    super(message)
  }
}

/** Every version the database holds, oldest first. */
export const projectionVersions = async (db: Pool | ClientBase): Promise<readonly ProjectionVersion[]> => {
  const { rows } = await db.query<ProjectionVersion>(
    'SELECT name, version, schema, status, policy FROM wireledger.projection WHERE name = $1 ORDER BY version',
    [projectionName],
  )
  return rows
}

/** The version that readers see. Throws {@link ProjectionError} `NO_LIVE_PROJECTION` before the first migration. */
export const liveProjection = async (db: Pool | ClientBase): Promise<ProjectionVersion> => {
  const live = (await projectionVersions(db)).find(({ status }) => status === 'live')
  if (live === undefined)
    throw new ProjectionError('NO_LIVE_PROJECTION', 'the registry holds no live projection; run the migrations')
  return live
}
