import pg from 'pg'

/** Least privileges, one role a service; `owner` alone may change the schema (design §7). */
export type DatabaseRole = 'owner' | 'projector' | 'desk' | 'filer'

export type DatabaseOptions = {
  readonly url: string
  readonly role?: DatabaseRole
  readonly applicationName: string
  readonly max?: number
  /** How long an answer may take before its connection counts as dead; 0 for ever. The default is the role's. */
  readonly answerWithinMs?: number
  /** `kept`: a statement is planned once, and not anew for what it is asked with: for those that go along one index whatever that is. */
  readonly plans?: 'kept'
}

// A connection may stay open and carry nothing more (a lost route, a frozen host): nobody else would ever notice.
const patience: Record<DatabaseRole, number> = { owner: 0, projector: 30_000, desk: 20_000, filer: 30_000 }

// Our statements are short, and what is not known of a table makes them look long: starting workers took 15 ms of the 17 that
// loading some incidents took, more often the longer the log was.
const alone = 'SET max_parallel_workers_per_gather = 0'

// Readers give up early, so that one bad query cannot hold a connection; index builds may take as long as they need.
const sessions: Record<DatabaseRole, readonly string[]> = {
  owner: ['SET statement_timeout = 0', `SET maintenance_work_mem = '256MB'`, `SET work_mem = '64MB'`],
  // A statement prepared while its table was empty would keep a sequential scan (measured: p99 30 ms instead of 17).
  // A frozen process must not keep its row locks from whoever takes over.
  projector: [
    'SET statement_timeout = 60000',
    'SET idle_in_transaction_session_timeout = 15000',
    'SET enable_seqscan = off',
    'SET plan_cache_mode = force_generic_plan',
    'SET jit = off',
    alone,
  ],
  // The same trap as the projector's: every read goes along an index, whatever the planner thinks of a small table.
  desk: ['SET statement_timeout = 15000', 'SET enable_seqscan = off', 'SET jit = off', alone],
  filer: ['SET statement_timeout = 60000', 'SET idle_in_transaction_session_timeout = 15000', 'SET jit = off', alone],
}

/** The database role of a service. */
export const roleName = (role: DatabaseRole): string => `wireledger_${role}`

/**
 * A pool whose sessions run in a service's role. Where the database has no such role (it is not ours to make one), they
 * run as the login user. Connections fail with the codes of `pg`.
 */
export const openDatabase = (options: DatabaseOptions): pg.Pool => {
  const { url, role, applicationName, max = 8, plans } = options
  const { answerWithinMs = role === undefined ? 0 : patience[role] } = options
  const pool = new pg.Pool({
    connectionString: url,
    application_name: applicationName,
    max,
    connectionTimeoutMillis: 10_000,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    query_timeout: answerWithinMs,
    // Its types say void, but the pool waits for what the hook returns before it hands the connection out.
    // eslint-disable-next-line @typescript-eslint/no-misused-promises
    onConnect: async (client) => {
      await client.query(
        [
          `SET timezone = 'UTC'`,
          ...(role === undefined ? [] : [assume(role), ...sessions[role]]),
          ...(plans === 'kept' ? ['SET plan_cache_mode = force_generic_plan'] : []),
        ].join(';'),
      )
    },
  })
  // A lost connection is met by the next query on it, and replaced. Without listeners it would end the process: the pool
  // has one while a connection is idle, and nobody has one while it is taken and between two queries.
  pool.on('error', () => undefined)
  pool.on('connect', (client) => {
    client.on('error', () => undefined)
  })
  return pool
}

const assume = (role: DatabaseRole): string => `
DO $$ BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = '${roleName(role)}') AND pg_has_role(session_user, '${roleName(role)}', 'MEMBER') THEN
    PERFORM set_config('role', '${roleName(role)}', false);
  END IF;
END $$`
