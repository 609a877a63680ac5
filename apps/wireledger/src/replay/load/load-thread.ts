import { Worker } from 'node:worker_threads'
import type { PartitionPlan } from '#read-model'
import { failureOf, type LoadCommand, type LoadNews, type LoadOrder } from './load-messages.js'

/** A thread that loads one partition at a time. */
export type LoadThread = {
  /** Rejects with what the thread met, or with how it ended. */
  readonly load: (partition: PartitionPlan) => Promise<void>
  /** Makes the load under way fail. */
  readonly abort: () => void
  /** Resolves when the thread has ended: it writes nothing more. */
  readonly end: () => Promise<void>
}

type Pending = { readonly resolve: () => void; readonly reject: (error: Error) => void }

/** Starts a thread; it exists in the built command line only, for a thread runs no TypeScript. */
export const openLoadThread = (order: LoadOrder, onProgress: (events: number) => void): LoadThread => {
  const worker = new Worker(new URL('./load-worker.js', import.meta.url), { workerData: order })
  let pending: Pending | undefined
  let failure: Error | undefined
  const settle = (settled: (pending: Pending) => void): void => {
    const due = pending
    pending = undefined
    if (due !== undefined) settled(due)
  }
  const fail = (error: Error): void => {
    failure ??= error
    settle(({ reject }) => reject(error))
  }
  worker.on('message', (news: LoadNews) => {
    if (news.kind === 'progress') onProgress(news.events)
    else if (news.kind === 'loaded') settle(({ resolve }) => resolve())
    else fail(failureOf(news.failure))
  })
  worker.on('error', fail)
  const ended = new Promise<void>((resolve) => {
    worker.once('exit', (code) => {
      fail(new Error(`a thread that loads partitions ended with ${code}`))
      resolve()
    })
  })
  const tell = (command: LoadCommand): void => worker.postMessage(command)
  return {
    load: (partition) =>
      new Promise((resolve, reject) => {
        if (failure !== undefined) return reject(failure)
        pending = { resolve, reject }
        tell({ kind: 'load', partition })
      }),
    abort: () => tell({ kind: 'abort' }),
    end: () => {
      tell({ kind: 'end' })
      return ended
    },
  }
}
