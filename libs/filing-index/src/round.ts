import pg, { type Connection, type QueryResultRow, type Submittable } from 'pg'
import type { Bound } from './statement.js'

type Field = { readonly name: string; readonly dataTypeID: number }
type Asked = Bound & {
  readonly rows: QueryResultRow[]
  readonly resolve: (rows: QueryResultRow[]) => void
  readonly reject: (error: unknown) => void
}
/** As much of a connection of `pg` as is used here; its types have other arguments than it takes. */
type Wire = {
  readonly stream: { readonly cork: () => void; readonly uncork: () => void }
  readonly parse: (message: { readonly name: string; readonly text: string }) => void
  readonly bind: (message: { readonly statement: string; readonly values: Bound['values'] }) => void
  readonly describe: (message: { readonly type: 'P'; readonly name: '' }) => void
  readonly execute: (message: { readonly portal: '' }) => void
  readonly sync: () => void
}

/** By connection, the names under which texts are prepared there. */
const prepared = new WeakMap<object, Map<string, string>>()
let names = 0

/**
 * Statements that go to PostgreSQL in one write, with one Sync behind them, and are answered in one: each would otherwise
 * cost a write, an answer and its place in the queue of either process. PostgreSQL takes one after the other, and after
 * one that failed it takes none: all of the round fail with what that one failed with.
 */
export class Round implements Submittable {
  /** `pg` calls this where it gives up waiting, and puts its own before it. */
  callback: (error?: unknown) => void = (error) => this.settle(error)
  private readonly asked: Asked[] = []
  private at = 0
  private fields: readonly (Field & { readonly parse: (text: string) => unknown })[] = []
  private fresh: string[] = []
  private names = new Map<string, string>()
  private failed: unknown

  add(one: Bound): Promise<QueryResultRow[]> {
    return new Promise((resolve, reject) => this.asked.push({ ...one, rows: [], resolve, reject }))
  }

  submit(connection: Connection): void {
    const wire = connection as unknown as Wire
    this.names = prepared.get(wire) ?? new Map<string, string>()
    prepared.set(wire, this.names)
    wire.stream.cork()
    try {
      for (const { statement } of this.asked) this.prepare(wire, statement)
      for (const one of this.asked) this.ask(wire, one)
    } catch (error) {
      this.failed = error
    }
    wire.sync()
    wire.stream.uncork()
  }

  private prepare(wire: Wire, { name, text }: Bound['statement']): void {
    if (this.names.has(text)) return
    const own = `${name}_${++names}`
    wire.parse({ name: own, text })
    this.names.set(text, own)
    this.fresh.push(text)
  }

  private ask(wire: Wire, { statement, values }: Bound): void {
    wire.bind({ statement: this.names.get(statement.text) ?? '', values })
    wire.describe({ type: 'P', name: '' })
    wire.execute({ portal: '' })
  }

  handleRowDescription({ fields }: { readonly fields: readonly Field[] }): void {
    this.fields = fields.map((field) => ({
      ...field,
      parse: pg.types.getTypeParser(field.dataTypeID, 'text') as (text: string) => unknown,
    }))
  }

  handleDataRow({ fields: values }: { readonly fields: readonly (string | null)[] }): void {
    const row: { [name: string]: unknown } = {}
    this.fields.forEach(({ name, parse }, index) => {
      const value = values[index] ?? null
      row[name] = value === null ? null : parse(value)
    })
    this.asked[this.at]?.rows.push(row)
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    // COMMIT of a transaction that had failed before says so in its tag alone.
    if (text === 'ROLLBACK' && this.asked[this.at]?.statement.text === 'COMMIT')
      this.failed ??= new Error('rolled back')
    this.at++
  }

  handleEmptyQuery(): void {
    this.at++
  }

  handleReadyForQuery(): void {
    this.callback(this.failed)
  }

  handleError(error: unknown): void {
    // Of what was to be prepared nobody knows how far it came: it is prepared anew, under another name.
    for (const text of this.fresh) this.names.delete(text)
    this.callback(error)
  }

  private settle(error: unknown): void {
    for (const { resolve, reject, rows } of this.asked) {
      if (error == null) resolve(rows)
      else reject(error)
    }
  }
}
