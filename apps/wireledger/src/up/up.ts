import { join, resolve } from 'node:path'
import { readSettings, type Settings } from '#settings'
import { reasonOf } from '../failure.js'
import { note } from '../output/print.js'
import { claimFolder, removeStackFile, writeStackFile } from './folder.js'
import { forgetData } from './fresh.js'
import { prepare } from './prepare.js'
import { step } from './progress.js'
import { startServers } from './servers.js'
import { planServices, startService } from './services.js'
import { stopSwitch, type StopSwitch } from './stop-request.js'
import type { Supervised, Watch } from './supervise.js'

export type UpOptions = { readonly story?: boolean; readonly fresh?: boolean }

type Addresses = {
  readonly ingest: string
  readonly desk: string
  readonly kafkaBrokers: string
  readonly databaseUrl: string
}

/** What runs because of us: servers first, services after, in the order in which they came up. */
type Household = { readonly servers: Supervised[]; readonly services: Supervised[]; addresses: Addresses | null }

const pidsOf = (household: Household): { [name: string]: number } =>
  Object.fromEntries([
    ['up', process.pid],
    ...[...household.servers, ...household.services].map((one) => [one.name, one.pid] as const),
  ])

const bringUp = async (
  settings: Settings,
  dataDir: string,
  options: UpOptions,
  household: Household,
  watch: Watch,
): Promise<Addresses> => {
  if (options.fresh === true) await forgetData(settings, dataDir)
  const services = await planServices(settings, dataDir)
  const servers = await startServers(settings, dataDir, watch, (server) => household.servers.push(server))
  await step('topics and tables are in place', () => prepare(settings, servers))
  await Promise.all(
    services.map((service) => startService(service, servers, dataDir, watch, (one) => household.services.push(one))),
  )
  const urlOf = (name: string): string => services.find((service) => service.name === name)?.url ?? ''
  return {
    ingest: urlOf('ingest'),
    desk: urlOf('desk'),
    kafkaBrokers: servers.brokers.join(','),
    databaseUrl: servers.databaseUrl,
  }
}

/** Services first, so that they can finish what they have in hand; then the servers they need for it. */
const takeDown = async (household: Household): Promise<void> => {
  await Promise.all(household.services.map((service) => service.stop()))
  await Promise.all(household.servers.map((server) => server.stop()))
}

const welcome = (addresses: Addresses, dataDir: string, startedMs: number): void => {
  note(
    `Wireledger is up (${((Date.now() - startedMs) / 1000).toFixed(1)} s). Ctrl-C stops it; what was said is kept in ${dataDir}.`,
  )
  note(`  read     ${addresses.desk}`)
  note(
    `  publish  echo 'shootings continue' | curl -H 'content-type: text/plain' -H 'wire-incident: banjska' --data-binary @- ${addresses.ingest}/v1/wire`,
  )
  note(`  Kafka    ${addresses.kafkaBrokers}`)
  note(`  logs     ${join(dataDir, 'logs')}`)
}

const tellStory = async (addresses: Addresses): Promise<void> => {
  try {
    const { tellStory: tell } = await import('../story/tell-story.js')
    await tell({ ingest: addresses.ingest, desk: addresses.desk })
  } catch (error) {
    note(`  the story could not be told: ${reasonOf(error)}`)
  }
}

const run = async (
  settings: Settings,
  dataDir: string,
  options: UpOptions,
  household: Household,
  stop: StopSwitch,
): Promise<void> => {
  const started = Date.now()
  const announce = (): void => {
    if (household.addresses !== null) writeStackFile(dataDir, { ...household.addresses, pids: pidsOf(household) })
  }
  note('Starting Wireledger ...')
  household.addresses = await bringUp(settings, dataDir, options, household, {
    onRestarted: announce,
    onHopeless: (reason) => stop.ask({ why: reason, exitCode: 1 }),
  })
  announce()
  welcome(household.addresses, dataDir, started)
  if (options.story === true) await tellStory(household.addresses)
}

/**
 * `wireledger up`: starts Kafka, PostgreSQL and the services, keeps them running until Ctrl-C or SIGTERM, stops them.
 * Answers the exit code: 0 when asked to stop, 1 when a part could not be kept running. A failed start is thrown.
 */
export const runUp = async (options: UpOptions): Promise<number> => {
  const settings = readSettings()
  const dataDir = resolve(settings.dataDir)
  const stop = stopSwitch()
  claimFolder(dataDir)
  removeStackFile(dataDir)
  const household: Household = { servers: [], services: [], addresses: null }
  const running = run(settings, dataDir, options, household, stop)
  // Reported below, once everything that did start is stopped.
  running.catch(() => undefined)
  const failed = running.then(
    () => new Promise<never>(() => undefined),
    (error: unknown) => ({ error }),
  )
  const end = await Promise.race([stop.asked, failed])
  household.addresses = null
  removeStackFile(dataDir)
  const exitCode = 'error' in end ? 1 : end.exitCode
  // What is still being started has no one to wait for it: the keeper ends it with us.
  const leave = (): void => void setTimeout(() => process.exit(exitCode), 300).unref()
  if ('error' in end) {
    await takeDown(household)
    leave()
    throw end.error
  }
  note(exitCode === 0 ? 'Stopping ...' : `wireledger: ${end.why}Stopping ...`)
  await takeDown(household)
  note('Stopped.')
  leave()
  return exitCode
}
