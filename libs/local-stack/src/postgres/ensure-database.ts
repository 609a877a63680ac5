import pg from 'pg'

const codeOf = (error: unknown): unknown => (error as { code?: unknown }).code

const withClient = async <T>(url: string, use: (client: pg.Client) => Promise<T>): Promise<T> => {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 })
  client.on('error', () => undefined)
  try {
    await client.connect()
    return await use(client)
  } finally {
    await client.end().catch(() => undefined)
  }
}

const create = async (url: string): Promise<void> => {
  const target = new URL(url)
  const name = decodeURIComponent(target.pathname.slice(1))
  target.pathname = '/postgres'
  try {
    await withClient(target.href, (client) => client.query(`CREATE DATABASE ${client.escapeIdentifier(name)}`))
  } catch (error) {
    // 42P04: somebody else made it at the same time.
    if (codeOf(error) !== '42P04') throw error
  }
}

/** Creates the database a URL names when its server has none of that name; throws what PostgreSQL says otherwise. */
export const ensureDatabase = async (url: string): Promise<void> => {
  try {
    await withClient(url, (client) => client.query('SELECT 1'))
  } catch (error) {
    if (codeOf(error) !== '3D000') throw error
    await create(url)
  }
}
