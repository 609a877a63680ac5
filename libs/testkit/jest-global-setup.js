/**
 * One real Kafka and one real PostgreSQL for the whole run, on free ports, with data that is thrown away. With
 * KAFKA_BROKERS or DATABASE_URL set, that server is used and none is started. Needs `npm run build` first.
 * Where they are is written to a file named after this process, which every worker finds by its parent's number.
 */
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { freePort, isAlive, projectRoot, startKafka, startPostgres } from '../../dist/libs/local-stack/src/index.js'

const notes = join(projectRoot(), '.wireledger')
const isNote = /^test-stack-(\d+)\.json$/

/** What a run that was killed could not take away itself. */
const sweepOldRuns = () => {
  for (const name of readdirSync(notes)) {
    const pid = isNote.exec(name)?.[1]
    if (pid === undefined || isAlive(Number(pid))) continue
    const { folder } = JSON.parse(readFileSync(join(notes, name), 'utf8'))
    if (basename(folder).startsWith('wireledger-test-')) rmSync(folder, { recursive: true, force: true })
    rmSync(join(notes, name), { force: true })
  }
}

export default async function setUp() {
  mkdirSync(notes, { recursive: true })
  sweepOldRuns()
  const { KAFKA_BROKERS: brokers, DATABASE_URL: database } = process.env
  const folder = mkdtempSync(join(tmpdir(), 'wireledger-test-'))
  chmodSync(folder, 0o755)
  const onProgress = (line) => console.error(line)
  const [kafka, postgres] = await Promise.all([
    brokers ? null : freePort().then((port) => startKafka({ dataDir: join(folder, 'kafka'), port, onProgress })),
    database
      ? null
      : freePort().then((port) =>
          startPostgres({ dataDir: join(folder, 'postgres'), port, durable: false, onProgress }),
        ),
  ])
  const note = join(notes, `test-stack-${process.pid}.json`)
  writeFileSync(
    note,
    JSON.stringify({ brokers: kafka?.brokers ?? brokers.split(','), adminUrl: postgres?.url ?? database, folder }),
    { mode: 0o600 },
  )
  globalThis.wireledgerTestStack = {
    stop: async () => {
      rmSync(note, { force: true })
      await Promise.all([kafka?.stop(), postgres?.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
