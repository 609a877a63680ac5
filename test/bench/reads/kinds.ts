import { dice } from '../dice.js'

export type ReadKind = {
  readonly name: string
  readonly path: () => string
  /** Text that a right answer holds. */
  readonly holds: string
  /** Measured beside a running rebuild too. */
  readonly beside: boolean
}

export const deepName = 'deep'
export const deepRevisions = 1_000

/** Every kind of read, each asking for another one of its kind every time. */
export const readKinds = (
  incidents: number,
  deep: { readonly saidAt: string[]; readonly recordedAt: string[] },
): ReadKind[] => {
  const roll = dice(incidents)
  const upTo = (most: number): number => 1 + Math.floor(roll() * most)
  const one = (from: readonly string[]): string => encodeURIComponent(from[Math.floor(roll() * from.length)] ?? '')
  const path = `/v1/incidents/${deepName}`
  const view = `"id":"${deepName}"`
  return [
    { name: 'current', path: () => `/v1/incidents/fill-${upTo(incidents)}`, holds: '"id":"fill-', beside: true },
    { name: 'currentDeep', path: () => path, holds: view, beside: false },
    { name: 'revision', path: () => `${path}?revision=${upTo(deepRevisions)}`, holds: view, beside: true },
    { name: 'knownAt', path: () => `${path}?knownAt=${one(deep.recordedAt)}`, holds: view, beside: true },
    { name: 'asOf', path: () => `${path}?asOf=${one(deep.saidAt)}`, holds: view, beside: true },
    {
      name: 'diff',
      path: () => `${path}/diff?from=${upTo(500)}&to=${500 + upTo(500)}`,
      holds: '"facts":[',
      beside: false,
    },
    { name: 'revisions', path: () => `${path}/revisions?limit=50`, holds: '"revision":1,', beside: false },
    { name: 'list', path: () => '/v1/incidents?limit=50', holds: '"items":[{"id":"', beside: true },
    {
      name: 'listFiltered',
      path: () => '/v1/incidents?limit=50&provider=agy-0&fact=activity',
      holds: '"items":[',
      beside: false,
    },
    {
      name: 'textRare',
      path: () => `/v1/incidents?q=word${upTo(Math.min(incidents, 4_999))}`,
      holds: '"items":[{"id":"',
      beside: true,
    },
    { name: 'textCommon', path: () => '/v1/incidents?q=police', holds: '"items":[{"id":"', beside: false },
  ]
}
