import { spawn } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import type { Replay } from '../checker/evidence.js'
import type { World } from './world.js'

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Runs a command of the command line against a world, to its end. */
const wireledger = ({ root, settings, services }: World, ...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    const where = { WIRELEDGER_INGEST_URL: services.ingest.url, WIRELEDGER_DESK_URL: services.desk.url }
    const child = spawn(process.execPath, [join(root, 'bin/wireledger.js'), ...args], {
      env: { ...process.env, ...settings, ...where, WIRELEDGER_LOG_LEVEL: 'warn' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    let [stdout, stderr] = ['', '']
    child.stdout.on('data', (data: Buffer) => (stdout += data.toString()))
    child.stderr.on('data', (data: Buffer) => (stderr += data.toString()))
    child.on('close', (code) => resolve({ code: code ?? -1, stdout, stderr }))
  })

const digest = `
SELECT encode(sha256(convert_to(coalesce(string_agg(line, E'\\n' ORDER BY line COLLATE "C"), ''), 'UTF8')), 'hex') AS digest FROM (
  SELECT incident_id || ' ' || revision || ' ' || event_id || ' ' || hash || ' ' || changes AS line FROM desk.revision
  UNION ALL SELECT id || ' ' || revision || ' ' || hash || ' ' || body FROM desk.incident
  UNION ALL SELECT incident_id || ' ' || claim_id || ' ' || revision || ' ' || document FROM desk.claim) AS lines`

/** One hash over everything that readers of the views can see. */
const digestOf = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<{ digest: string }>(digest)).rows[0]?.digest ?? ''
  } finally {
    await client.end()
  }
}

/**
 * Rebuilds the projection of a world beside its live version and switches. A replay that stops half-way (on a starved
 * machine its sessions time out) must go on where it was when it is called again.
 */
export const runReplay = async (world: World): Promise<{ identical: boolean; switched: boolean }> => {
  for (let attempt = 1; ; attempt++) {
    const { code, stdout, stderr } = await wireledger(world, 'replay', '--json')
    if (stdout !== '') return JSON.parse(stdout) as { identical: boolean; switched: boolean }
    const said = stderr.trim().split('\n').at(-1) ?? ''
    if (attempt === 4) throw new Error(`replay ended with ${code}: ${said}`)
    world.log(`a replay stopped and is called again: ${said}`)
  }
}

/** A replay of a world that has come to rest, and what readers see before and after. */
export const replay = async (world: World): Promise<Replay> => {
  const before = await digestOf(world.databaseUrl)
  const outcome = await runReplay(world)
  return { ...outcome, before, after: await digestOf(world.databaseUrl) }
}
