/** What migrations, a pool and a client have in common: they run statements whose answer nobody reads. */
export type SqlRunner = { query(sql: string, values?: unknown[]): Promise<unknown> }
