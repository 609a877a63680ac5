import { types } from '#postgres-binary'
import { searchRows, searchTable } from '../search/search-rows.js'
import { columnsOf, valuesOf } from './encode.js'
import type { ChunkRows } from './rows.js'
import {
  aliasTable,
  effectTable,
  eventTable,
  incidentTable,
  quarantineTable,
  recallTable,
  refusedTable,
  revisionTable,
  tagTable,
  type Table,
} from './tables.js'

/** The channel on which every commit is told. */
export const channel = 'wireledger'

/** Which checkpoint is moved, from where to where. */
export type CheckpointMove = {
  readonly partition: number
  readonly epoch: number
  readonly expected: number
  readonly next: number
}

/** Whether readers are told of the chunk, and whether it brings its words and moves the checkpoint of full text. */
export type Aim = { readonly tells: boolean; readonly searches: boolean }

/** A prepared statement and its parameters. */
export type WriteStatement = {
  readonly name: string
  readonly text: string
  readonly values: readonly (Buffer | null)[]
}

/** The checkpoints that are moved, as the first parameters. */
const moveTable: Table<CheckpointMove> = {
  name: 'checkpoint',
  columns: [
    { name: 'log_partition', type: 'int', of: ({ partition }) => partition },
    { name: 'next', type: 'bigint', of: ({ next }) => next },
    { name: 'expected', type: 'bigint', of: ({ expected }) => expected },
    { name: 'epoch', type: 'bigint', of: ({ epoch }) => epoch },
  ],
}

/**
 * The statement that writes rows and moves checkpoints, every part set-based. It is put together from the tables that
 * have rows, and one row is a row and no arrays: reading seventy arrays cost PostgreSQL more than writing a live event.
 * It fails with {@link isNotMoved} where a checkpoint was not where it had to be.
 */
export const writeStatement = (
  schema: string,
  rows: ChunkRows,
  moves: readonly CheckpointMove[],
  aim: Aim,
): WriteStatement => {
  const fills = targets.flatMap((fill) => fill(rows, aim) ?? [])
  const tables = fills.map(({ key }) => key).join('')
  const name = `write-${schema}-${aim.tells ? 't' : ''}${aim.searches ? 'w' : ''}-${tables}`
  let text = texts.get(name)
  if (text === undefined) texts.set(name, (text = textOf(schema, fills, aim)))
  return { name, text, values: [...columnsOf(moveTable, moves), ...fills.flatMap(({ values }) => values)] }
}

const texts = new Map<string, string>()

type Fill = {
  /** Tells the table, and whether it is one row or many. */
  readonly key: string
  readonly values: readonly (Buffer | null)[]
  /** Inserts the rows, whose parameters begin at this number. */
  readonly insert: (schema: string, parameter: number) => string
}
type Target = (rows: ChunkRows, aim: Aim) => Fill | undefined

const fillOf = <R>(key: string, table: Table<R>, rows: readonly R[], insertFrom: InsertFrom): Fill | undefined => {
  const [row, ...others] = rows
  if (row === undefined) return undefined
  const isOne = others.length === 0
  return {
    key: isOne ? key : `${key}s`,
    values: isOne ? valuesOf(table, row) : columnsOf(table, rows),
    insert: (schema, parameter) => insertFrom(schema, isOne ? aRow(table, parameter) : arrays(table, parameter)),
  }
}

type InsertFrom = (schema: string, source: string) => string

const aRow = <R>({ columns }: Table<R>, first: number): string =>
  `(VALUES (${columns.map(({ type }, n) => `$${first + n}::${types[type].sql}`).join(', ')})) AS t(${namesOf(columns)})`

const arrays = <R>({ columns }: Table<R>, first: number): string =>
  `unnest(${columns.map(({ type }, n) => `$${first + n}::${types[type].sql}[]`).join(', ')}) AS t(${namesOf(columns)})`

const namesOf = (columns: readonly { readonly name: string }[]): string => columns.map(({ name }) => name).join(', ')

const into =
  <R>(key: string, table: Table<R>, rowsOf: (rows: ChunkRows) => readonly R[], conflict = ''): Target =>
  (rows) =>
    fillOf(key, table, rowsOf(rows), (schema, source) => {
      const values = table.columns.map(({ name, type }) => (type === 'list' ? `t.${name}::text[]` : `t.${name}`))
      return `INSERT INTO ${schema}.${table.name} AS old (${namesOf(table.columns)}) SELECT ${values.join(', ')} FROM ${source} ${conflict}`
    })

const state = incidentTable.columns.map(({ name }) => name).filter((name) => name !== 'id')

const targets: readonly Target[] = [
  into('r', revisionTable, ({ revisions }) => revisions),
  into('e', eventTable, ({ revisions }) => revisions),
  into(
    'i',
    incidentTable,
    ({ incidents }) => incidents,
    `ON CONFLICT (id) DO UPDATE SET ${state.map((name) => `${name} = excluded.${name}`).join(', ')}`,
  ),
  into(
    'c',
    recallTable,
    ({ recalls }) => recalls,
    'ON CONFLICT (incident_id) DO UPDATE SET revision = excluded.revision, ledger = excluded.ledger',
  ),
  into('t', tagTable, ({ tags }) => tags, 'ON CONFLICT DO NOTHING'),
  into(
    'a',
    aliasTable,
    ({ aliases }) => aliases,
    `ON CONFLICT (name) DO UPDATE SET incident_id = excluded.incident_id, recorded_at = excluded.recorded_at,
      log_partition = excluded.log_partition, log_offset = excluded.log_offset
    WHERE (excluded.recorded_at, excluded.log_partition, excluded.log_offset) < (old.recorded_at, old.log_partition, old.log_offset)`,
  ),
  into('f', effectTable, ({ effects }) => effects),
  into('x', refusedTable, ({ refused }) => refused),
  into('q', quarantineTable, ({ poisons }) => poisons),
  ({ revisions }, { searches }) =>
    fillOf('d', searchTable, searches ? searchRows(revisions) : [], (_schema, source) => {
      return `INSERT INTO search.document (log_partition, log_offset, incident_id, words)
        SELECT t.log_partition, t.log_offset, t.incident_id, to_tsvector('simple', t.words) FROM ${source} JOIN searched USING (log_partition)`
    }),
]

const textOf = (schema: string, fills: readonly Fill[], { tells, searches }: Aim): string => {
  let parameter = moveTable.columns.length + 1
  const parts = [
    `move AS (SELECT * FROM ${arrays(moveTable, 1)})`,
    `moved AS (UPDATE ${schema}.checkpoint c SET next_offset = t.next FROM move t WHERE c.log_partition = t.log_partition
      AND c.next_offset = t.expected AND c.epoch = t.epoch RETURNING c.log_partition, c.next_offset)`,
  ]
  if (searches) {
    parts.push(`searched AS (UPDATE search.checkpoint s SET next_offset = t.next FROM move t
      WHERE s.log_partition = t.log_partition AND s.next_offset = t.expected RETURNING s.log_partition)`)
  }
  for (const { key, insert, values } of fills) {
    parts.push(`written_${key} AS (${insert(schema, parameter)})`)
    parameter += values.length
  }
  const told = `, count(pg_notify('${channel}', json_build_object('projection', '${schema}', 'partition', log_partition, 'next', next_offset)::text))`
  return `WITH ${parts.join(', ')} SELECT 1 / (count(*) = cardinality($1))::int${tells ? told : ''} FROM moved`
}

/** The division by whether every checkpoint moved. */
export const isNotMoved = (error: unknown): boolean => (error as { code?: unknown } | null)?.code === '22012'
