import { readFileSync } from 'node:fs'
import type { Json } from '#eventing'
import { sha256 } from '../testing/folding.js'
import { recordedAs } from '../testing/stories.js'
import { eventOf, type CommandLine, type WireLine } from '../testing/wire-lines.js'
import { evolve } from './evolve.js'
import { policyNamed } from '../policy/registry.js'
import { openIncident, viewOf } from './incident.js'

const root = new URL('../../../../', import.meta.url)
const lines = readFileSync(new URL('demo/banjska.ndjson', root), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as WireLine | CommandLine)
const { story } = JSON.parse(readFileSync(new URL('test/acceptance/banjska/expected.json', root), 'utf8')) as {
  story: { step: number; accepted: boolean; revision: number; beliefs: Json }[]
}

it('believes after every step of the Banjska story what the story expects', () => {
  const incident = openIncident('banjska', sha256, policyNamed('P1'))
  story.forEach(({ accepted, revision, beliefs }, index) => {
    const [recorded] = recordedAs([eventOf(lines[index] as WireLine | CommandLine)])
    if (accepted && recorded !== undefined) evolve(incident, recorded)
    expect(viewOf(incident).revision).toBe(revision)
    expect(viewOf(incident).beliefs).toEqual(beliefs)
  })
  expect(viewOf(incident).revision).toBe(17)
})
