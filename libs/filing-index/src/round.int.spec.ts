import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals'
import fc from 'fast-check'
import type { Pool } from 'pg'
import { openDatabase } from '#read-model'
import { testDatabase, type TestDatabase } from '#testkit'
import { run } from './run.js'
import { bound, type Statement } from './statement.js'
import { inTransaction } from './transaction.js'

const statement = (text: string): Statement => ({ name: 'spec', text })
const insert = statement('INSERT INTO said SELECT * FROM unnest($1::text[])')
const select = statement('SELECT word FROM said ORDER BY word')
const broken = statement('SELECT 1 / $1::int')

let database: TestDatabase
let pool: Pool
beforeAll(async () => {
  database = await testDatabase()
  pool = openDatabase({ url: database.url, applicationName: 'spec', max: 1 })
  await pool.query('CREATE TABLE said (word text)')
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})
beforeEach(() => pool.query('TRUNCATE said'))
const said = async () => (await pool.query<{ word: string }>('SELECT word FROM said ORDER BY word')).rows

describe('a round of statements', () => {
  it('answers each with its own rows, those before it done', async () => {
    const answers = await inTransaction(pool, async ({ client, commit }) => {
      const read = await Promise.all([
        run(client, select, []),
        run(client, insert, [['a', 'b']]),
        run(client, select, []),
        run(client, statement('SELECT $1::int AS n, $2::text AS nothing'), [7, null]),
      ])
      return [...read, ...(await commit([bound(insert, [['c']]), bound(select, [])]))]
    })
    const [a, b, c] = ['a', 'b', 'c'].map((word) => ({ word }))
    expect(answers.slice(0, 6)).toEqual([[], [], [a, b], [{ n: 7, nothing: null }], [], [a, b, c]])
    expect(await said()).toEqual([a, b, c])
  })
  it('fails as a whole and commits nothing where one of it fails, and the connection goes on', async () => {
    const failing = inTransaction(pool, ({ commit }) =>
      commit([bound(insert, [['a']]), bound(broken, [0]), bound(insert, [['b']])]),
    )
    await expect(failing).rejects.toMatchObject({ code: '22012' })
    expect(await said()).toEqual([])
    await inTransaction(pool, ({ commit }) => commit([bound(insert, [['c']]), bound(broken, [1])]))
    expect(await said()).toEqual([{ word: 'c' }])
  })
  it('is rolled back unless it is committed, and a COMMIT that was none is told', async () => {
    await inTransaction(pool, ({ client }) => run(client, insert, [['a']]))
    const swallowing = inTransaction(pool, async ({ client, commit }) => {
      await run(client, broken, [0]).catch(() => undefined)
      await commit([])
    })
    await expect(swallowing).rejects.toThrow('rolled back')
    expect(await said()).toEqual([])
  })
  it('carries any text there is, and none', async () => {
    const texts = fc.array(fc.option(fc.string({ unit: 'grapheme', maxLength: 120 }), { nil: null }), { maxLength: 20 })
    const unnest = statement('SELECT word FROM unnest($1::text[]) WITH ORDINALITY AS sent(word, place) ORDER BY place')
    await inTransaction(pool, ({ client }) =>
      fc.assert(
        fc.asyncProperty(texts, async (words) => {
          const fit = words.map((word) => word?.replaceAll('\u0000', '') ?? null)
          expect(await run(client, unnest, [fit])).toEqual(fit.map((word) => ({ word })))
        }),
      ),
    )
  })
})
