import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { testStack } from './test-stack.js'

export type TestDatabase = { readonly url: string; drop(): Promise<void> }

const asAdmin = async (sql: string): Promise<void> => {
  const client = new pg.Client({ connectionString: testStack().adminUrl })
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** A fresh, empty database on the test run's PostgreSQL; `drop` ends whoever is still connected to it. */
export const testDatabase = async (): Promise<TestDatabase> => {
  const name = `test_${randomBytes(6).toString('hex')}`
  await asAdmin(`CREATE DATABASE ${name}`)
  const url = new URL(testStack().adminUrl)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => asAdmin(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`) }
}
