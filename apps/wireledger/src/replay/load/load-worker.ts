import { parentPort, workerData } from 'node:worker_threads'
import { openEventLog } from '#event-log'
import { openPartitionLoader, type PartitionPlan } from '#read-model'
import { sha256 } from '../sha256.js'
import { plainFailure, type LoadCommand, type LoadNews, type LoadOrder } from './load-messages.js'

// A thread of `loadInThreads`: loads the partitions that it is told of, with a reader of the log and connections of its own.

const { url, brokers, topics, plan } = workerData as LoadOrder
const log = openEventLog({ brokers, clientId: 'wireledger-cli', topics })
const loader = openPartitionLoader({ url, log, sha256 })
const stop = new AbortController()
let running: Promise<void> = Promise.resolve()

const tell = (news: LoadNews): void => parentPort?.postMessage(news)

const load = async (partition: PartitionPlan): Promise<void> => {
  const onProgress = (events: number): void => tell({ kind: 'progress', events })
  try {
    await loader.load(plan, partition, { onProgress, signal: stop.signal })
    tell({ kind: 'loaded' })
  } catch (error) {
    tell({ kind: 'failed', failure: plainFailure(error) })
  }
}

const end = async (): Promise<void> => {
  await running
  await Promise.all([log.close(), loader.close()])
  parentPort?.close()
}

parentPort?.on('message', (command: LoadCommand) => {
  if (command.kind === 'load') running = load(command.partition)
  else if (command.kind === 'abort') stop.abort()
  else void end()
})
