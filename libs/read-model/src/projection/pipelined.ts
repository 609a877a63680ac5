import type { PoolClient } from 'pg'

/**
 * Sends statements without waiting for the answers to those before them, which PostgreSQL takes in their order; answers
 * when all have been answered, and throws what the first of those that failed threw. None may be a COPY, which is why it
 * is not the way of the whole connection, and nothing else may be under way on it.
 */
export const pipelined = async <T extends readonly unknown[]>(
  client: PoolClient,
  send: () => { readonly [K in keyof T]: Promise<T[K]> },
): Promise<T> => {
  // Its types do not know it yet; `pg` asks for it at every statement.
  const connection = client as PoolClient & { pipeline: boolean }
  connection.pipeline = true
  const sent = send()
  await Promise.allSettled(sent)
  connection.pipeline = false
  return Promise.all(sent) as Promise<unknown> as Promise<T>
}
