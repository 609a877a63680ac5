import type { PoolClient } from 'pg'
import { copyHead, copyTail } from './encode.js'
import type { Table } from './tables.js'

/** What of `pg`'s connection a query of our own needs; its types do not know all of it. */
type Connection = {
  query(text: string): void
  sendCopyFromChunk(bytes: Buffer): void
  endCopyFrom(): void
}

/**
 * Copies rows that are encoded already. Throws what `pg` throws, a broken key among it; the connection can be used on
 * then. All of it goes out at once, since it is in memory anyhow: PostgreSQL overlooks what still comes behind an error,
 * where a stream that waits for the socket would go on writing without a connection.
 */
export const copyInto = <R>(
  client: PoolClient,
  schema: string,
  { name, columns }: Table<R>,
  pieces: readonly Buffer[],
): Promise<void> =>
  new Promise((resolve, reject) => {
    const names = columns.map((column) => column.name).join(', ')
    const query = {
      submit: (connection: Connection) => {
        connection.query(`COPY ${schema}.${name} (${names}) FROM STDIN (FORMAT binary)`)
      },
      handleCopyInResponse: (connection: Connection) => {
        for (const bytes of [copyHead, ...pieces, copyTail]) connection.sendCopyFromChunk(bytes)
        connection.endCopyFrom()
      },
      handleCommandComplete: () => undefined,
      // `pg` puts its timeout around the callback.
      callback: (error: Error | null) => {
        if (error === null) resolve()
        else reject(error)
      },
      handleError: (error: Error) => {
        query.callback(error)
      },
      handleReadyForQuery: () => {
        query.callback(null)
      },
    }
    client.query(query as never)
  })
