import { describe, expect, it } from '@jest/globals'
import { together } from './together.js'

type Statement = { readonly asked: readonly number[]; readonly end: (error?: Error) => void }

/** Statements that end when the spec says so, and answer ten times what was asked. */
const openStatements = (most: number) => {
  const statements: Statement[] = []
  const ask = together(
    (asked: readonly number[]) =>
      new Promise<number[]>((resolve, reject) => {
        const end = (error?: Error): void =>
          error === undefined ? resolve(asked.map((one) => one * 10)) : reject(error)
        statements.push({ asked, end })
      }),
    { most, atOnce: 2 },
  )
  return { statements, ask }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)))

describe('questions that come together', () => {
  it('are put into one statement, and each gets its own answer', async () => {
    const { statements, ask } = openStatements(10)
    const answers = Promise.all([1, 2, 3].map(ask))
    await turn()
    expect(statements.map(({ asked }) => asked)).toEqual([[1, 2, 3]])
    statements[0]?.end()
    expect(await answers).toEqual([10, 20, 30])
  })

  it('wait for the two statements under way, and are asked after they came', async () => {
    const { statements, ask } = openStatements(2)
    const answers = Promise.all([1, 2, 3, 4, 5, 6, 7].map(ask))
    await turn()
    expect(statements.map(({ asked }) => asked)).toEqual([
      [1, 2],
      [3, 4],
    ])
    statements[1]?.end()
    await turn()
    expect(statements.map(({ asked }) => asked).slice(2)).toEqual([[5, 6]])
    for (const at of [0, 2]) statements[at]?.end()
    await turn()
    statements[3]?.end()
    expect(await answers).toEqual([10, 20, 30, 40, 50, 60, 70])
  })

  it('fail together where their statement fails, and those after them do not', async () => {
    const { statements, ask } = openStatements(10)
    const answers = Promise.allSettled([1, 2].map(ask))
    await turn()
    statements[0]?.end(new Error('the database is away'))
    expect((await answers).map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    const next = ask(3)
    await turn()
    statements[1]?.end()
    expect(await next).toBe(30)
  })
})
