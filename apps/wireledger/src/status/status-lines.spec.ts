import { stripVTControlCharacters } from 'node:util'
import type { SystemStatus } from './fetch-status.js'
import { statusLines } from './status-lines.js'

const status: SystemStatus = {
  stackFile: null,
  services: [
    { name: 'ingest', url: 'http://127.0.0.1:7410', ready: true, detail: 'ready' },
    { name: 'desk', url: null, ready: false, detail: 'not found' },
  ],
  pids: [{ name: 'projector', pid: 42, alive: false }],
  projections: [{ name: 'incident', version: 2, schema: 'incident_p2', status: 'live', policy: 'P1' }],
  lag: [
    { partition: 0, next: 5, high: 5, behind: 0 },
    { partition: 1, next: 10, high: 1510, behind: 1500 },
  ],
  lagUnknown: null,
  quarantine: 3,
}
const told = (some: Partial<SystemStatus> = {}): string[] =>
  statusLines({ ...status, ...some }, 100).map(stripVTControlCharacters)

describe('the status of a system for people', () => {
  test('tells every part, and the lag where there is some', () => {
    expect(told()).toEqual([
      'ingest        http://127.0.0.1:7410  ready',
      'desk          no address  not found',
      'projector     process 42 is gone',
      'incident 2    live, schema incident_p2, policy P1',
      'lag           1,500 events; by partition 1: 1,500',
      'quarantine    3',
    ])
  })

  test('says what it does not know, and why', () => {
    expect(told({ lag: [], lagUnknown: 'connect ECONNREFUSED', quarantine: null }).slice(-2)).toEqual([
      'lag           not known: connect ECONNREFUSED',
      'quarantine    not known',
    ])
  })
})
