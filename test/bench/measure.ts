import { cpuUsOf, familyCpuUsOf, machineCpuUs, treeCpuUsOf } from './processes.js'

/** One timed piece of work. `ok` is false where a count or a hash did not come out, and then the rate means nothing. */
export type Sample = {
  readonly events: number
  readonly seconds: number
  /** CPU of the Node processes that did the work, microseconds an event; null where it cannot be told. */
  readonly nodeUs: number | null
  /** CPU of all of PostgreSQL's processes, microseconds an event; null where it is not on this machine or not ours. */
  readonly pgUs: number | null
  /** Cores that others on this machine kept busy meanwhile: on a busy one the rates say little, their ratios more. */
  readonly othersCores: number | null
  readonly ok: boolean
}

/** What cannot be measured here, and why: said loudly, and never taken for a figure. */
export class NotMeasured extends Error {}

export type Watched = {
  /** Process ids of those who do the work; without them it is this process. */
  readonly nodes?: readonly number[]
  /** The server's first process. */
  readonly postgres: number | null
}

export type Clock = { readonly stop: (events: number, ok: boolean) => Sample }

/** Starts the wall clock and the CPU meters of those watched; `stop` answers what it cost an event. */
export const startClock = ({ nodes, postgres }: Watched): Clock => {
  const node = (): number | null => (nodes === undefined ? ownCpuUs() : sum(nodes.map(cpuUsOf)))
  const pg = (): number | null => (postgres === null ? null : treeCpuUsOf(postgres))
  const before = { node: node(), pg: pg(), at: performance.now() }
  const others = startOthers()
  return {
    stop: (events, ok) => ({
      events,
      seconds: (performance.now() - before.at) / 1000,
      othersCores: others(),
      nodeUs: perEvent(before.node, node(), events),
      pgUs: perEvent(before.pg, pg(), events),
      ok,
    }),
  }
}

/** Runs some work of this process over `events` events. */
export const measure = async (
  events: number,
  postgres: number | null,
  work: () => Promise<boolean>,
): Promise<Sample> => {
  const clock = startClock({ postgres })
  return clock.stop(events, await work())
}

/** Starts to count what processes that are not of this run burn; the answer is in cores. */
export const startOthers = (): (() => number | null) => {
  const othersUs = (): number | null => {
    const [all, ours] = [machineCpuUs(), familyCpuUsOf(process.pid)]
    return all === null || ours === null ? null : all - ours
  }
  const [before, at] = [othersUs(), performance.now()]
  return () => {
    const after = othersUs()
    const us = (performance.now() - at) * 1000
    return before === null || after === null ? null : Math.max(0, (after - before) / us)
  }
}

const ownCpuUs = (): number => {
  const { user, system } = process.cpuUsage()
  return user + system
}

const sum = (values: readonly (number | null)[]): number | null =>
  values.reduce((total, value) => (total === null || value === null ? null : total + value), 0)

const perEvent = (before: number | null, after: number | null, events: number): number | null =>
  before === null || after === null ? null : (after - before) / events
