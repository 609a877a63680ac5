import { execFile, spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { projectRoot } from '#local-stack'
import { freshDatabase } from '../database.js'
import { endsOf } from '../log.js'
import { NotMeasured, startOthers, type Sample } from '../measure.js'
import { treeCpuUsOf } from '../processes.js'
import { eventIn } from '../product.js'
import type { Round } from '../round.js'
import { readSome, shareOf } from './kafka-read.js'

/** Its rebuild takes one transaction an event, so it is not given them all. */
const most = 2_000

type Report = { events: number; seconds: number; nodeUs: number; streams: number; incidents: number; summed: number }

/**
 * Emmett's PostgreSQL store as released rebuilds a document of each incident with the same fold over the same events.
 * It is a package of its own (`emmett/package.json`), installed when it is first asked for: its peers are not ours. It
 * reads from PostgreSQL instead of Kafka and keeps no revisions, so it is given less to do.
 */
export const emmettRebuild = async ({ log, stack }: Round): Promise<Sample> => {
  await install()
  const lines: string[] = []
  await readSome(log, log.topics.incident, shareOf(await endsOf(log.log, log.topics.incident), most), (records) => {
    for (const { value } of records) lines.push(JSON.stringify(eventIn(value)))
  })
  const database = await freshDatabase(stack.databaseUrl)
  try {
    const pgCpu = (): number | null => (stack.pids.postgres === null ? null : treeCpuUsOf(stack.pids.postgres))
    const others = startOthers()
    let before: number | null = null
    const report = await rebuild(database.url, lines, () => (before = pgCpu()))
    const after = pgCpu()
    const { events, seconds, nodeUs, streams, incidents, summed } = report
    const pgUs = before === null || after === null ? null : (after - before) / events
    const ok = events === lines.length && incidents === streams && summed === events
    return { events, seconds, nodeUs, pgUs, othersCores: others(), ok }
  } finally {
    await database.drop()
  }
}

const folder = (): string => join(projectRoot(), 'test/bench/emmett')

const install = async (): Promise<void> => {
  if (existsSync(join(folder(), 'node_modules/@event-driven-io/emmett-postgresql'))) return
  console.error('Installing Emmett for the comparison')
  const how = ['ci', '--no-audit', '--no-fund', '--ignore-scripts']
  await promisify(execFile)('npm', how, { cwd: folder(), timeout: 180_000 }).catch((error: unknown) => {
    throw new NotMeasured(`Emmett cannot be installed here: ${(error as Error).message.slice(0, 300)}`)
  })
}

const rebuild = (url: string, lines: readonly string[], onStart: () => void): Promise<Report> =>
  new Promise((resolve, reject) => {
    const product = join(projectRoot(), 'dist/test/bench/product.js')
    const child = spawn(process.execPath, [join(folder(), 'rebuild.js'), url, product], {
      stdio: 'pipe',
      timeout: 600_000,
    })
    let [out, problems] = ['', '']
    child.stdout.on('data', (text: Buffer) => {
      if (out === '') onStart()
      out += text.toString()
    })
    child.stderr.on('data', (text: Buffer) => (problems += text.toString()))
    child.once('error', reject)
    child.once('close', (code) => {
      const last = out.trim().split('\n').at(-1) ?? ''
      if (code !== 0 || !last.startsWith('{'))
        reject(new Error(`Emmett's rebuild ended with ${code}: ${problems.slice(-1_000)}`))
      else resolve(JSON.parse(last) as Report)
    })
    child.stdin.end(lines.join('\n'))
  })
