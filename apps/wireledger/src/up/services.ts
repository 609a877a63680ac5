import { join } from 'node:path'
import {
  dropNote,
  endLeftover,
  freePort,
  launch,
  logTail,
  noteProcess,
  requireFreePort,
  until,
  type Launched,
  nodeFlags,
} from '#local-stack'
import type { Settings } from '#settings'
import { CommandFailure } from '../failure.js'
import { projectRoot } from '../system/project-root.js'
import { step } from './progress.js'
import type { Servers } from './servers.js'
import { supervise, type Supervised, type Watch } from './supervise.js'

/** A service of ours: its program and where it listens. */
export type Service = {
  readonly name: 'ingest' | 'projector' | 'desk'
  readonly port: number
  readonly url: string
}

const readyWithinMs = 60_000

const noteOf = (dataDir: string, service: Service): string => join(dataDir, `${service.name}.process.json`)
const logOf = (dataDir: string, service: Service): string => join(dataDir, 'logs', `${service.name}.log`)
/** Told on the command line so that a later run knows whose process it is. */
const markOf = (dataDir: string): string => `data=${dataDir}`

/** The three services on their ports, after what a killed run left of them is gone and the ports are free. */
export const planServices = async (settings: Settings, dataDir: string): Promise<readonly Service[]> => {
  const host = settings.host === '0.0.0.0' ? '127.0.0.1' : settings.host
  const plan = async (name: Service['name']): Promise<Service> => {
    const port = settings.ports[name] === 0 ? await freePort() : settings.ports[name]
    const service: Service = { name, port, url: `http://${host}:${port}` }
    await endLeftover(noteOf(dataDir, service), markOf(dataDir), 'SIGTERM')
    await requireFreePort(port, name)
    return service
  }
  return Promise.all([plan('ingest'), plan('projector'), plan('desk')])
}

const launchService = (service: Service, servers: Servers, dataDir: string): Launched => {
  const launched = launch({
    command: process.execPath,
    args: [...nodeFlags[service.name], join(projectRoot(), `dist/apps/${service.name}/src/main.js`), markOf(dataDir)],
    logFile: logOf(dataDir, service),
    stopSignal: 'SIGTERM',
    channel: true,
    settings: {
      KAFKA_BROKERS: servers.brokers.join(','),
      DATABASE_URL: servers.databaseUrl,
      WIRELEDGER_DATA_DIR: dataDir,
      [`WIRELEDGER_${service.name.toUpperCase()}_PORT`]: String(service.port),
    },
  })
  noteProcess(noteOf(dataDir, service), launched.pid)
  return {
    ...launched,
    stop: async () => {
      await launched.stop(10_000)
      dropNote(noteOf(dataDir, service))
    },
  }
}

const isReady = async (url: string): Promise<boolean> => {
  try {
    const answer = await fetch(`${url}/health/ready`, { signal: AbortSignal.timeout(2000) })
    await answer.arrayBuffer()
    return answer.ok
  } catch {
    return false
  }
}

/** Starts one service, keeps it running, and waits until it says it is ready. */
export const startService = async (
  service: Service,
  servers: Servers,
  dataDir: string,
  watch: Watch,
  own: (one: Supervised) => void,
): Promise<void> => {
  await step(`${service.name} is ready on ${service.url}`, async () => {
    own(
      await supervise(
        service.name,
        () => Promise.resolve(launchService(service, servers, dataDir)),
        watch,
        logOf(dataDir, service),
      ),
    )
    if (await until(() => isReady(service.url), readyWithinMs, 100)) return
    throw new CommandFailure(`${service.name} was not ready within ${readyWithinMs / 1000} s`, 1, [
      `the end of ${logOf(dataDir, service)}:`,
      logTail(logOf(dataDir, service)),
    ])
  })
}
