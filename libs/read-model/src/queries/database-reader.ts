import type { Pool } from 'pg'

/** What a query needs of the database. */
export type Reader = Pick<Pool, 'query'>
