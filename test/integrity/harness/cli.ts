import { spawn } from 'node:child_process'
import { join } from 'node:path'
import pg from 'pg'
import type { Replay } from '../checker/evidence.js'
import type { World } from './world.js'

type Ended = { readonly code: number; readonly stdout: string; readonly stderr: string }

/** Runs a command of the command line against a world, to its end. */
export const wireledger = ({ root, settings, services }: World, ...args: string[]): Promise<Ended> =>
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
export const digestOf = async (url: string): Promise<string> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<{ digest: string }>(digest)).rows[0]?.digest ?? ''
  } finally {
    await client.end()
  }
}

/** Rebuilds a world that has come to rest beside its live version and switches. */
export const replay = async (world: World): Promise<Replay> => {
  const before = await digestOf(world.databaseUrl)
  let { code, stdout, stderr } = await wireledger(world, 'replay', '--json')
  if (code !== 0 && stdout === '') {
    // On a starved machine its sessions may time out: then the next call has to go on where it stopped.
    world.log(`a replay stopped and is called again: ${stderr.trim().split('\n').at(-1)}`)
    ;({ code, stdout, stderr } = await wireledger(world, 'replay', '--json'))
  }
  if (code !== 0 && stdout === '') throw new Error(`replay ended with ${code}: ${stderr.slice(-500)}`)
  const { identical, switched } = JSON.parse(stdout) as { identical: boolean; switched: boolean }
  return { identical, switched, before, after: await digestOf(world.databaseUrl) }
}
