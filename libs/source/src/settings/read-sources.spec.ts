import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, test } from '@jest/globals'
import { readSources } from './read-sources.js'

const folder = { name: 'a', kind: 'folder', provider: 'agy-a', folder: '/wires' }
const feed = { name: 'b', kind: 'feed', provider: 'agy-b', url: 'https://news.example/rss' }
const read = (value: unknown, env: Record<string, string> = {}) =>
  readSources(JSON.stringify(value), (name) => env[name])

it('fills in what is left out', () => {
  expect(readSources(null, () => undefined)).toEqual([])
  expect(read([folder, feed])).toMatchObject([
    { settleSeconds: 0.4 },
    { everySeconds: 30, timeoutSeconds: 10, maxBytes: 5_000_000, hosts: [], allowNetworks: [], headers: {} },
  ])
})

it('reads a file, and says which one cannot be read', () => {
  const place = mkdtempSync(join(tmpdir(), 'wireledger-sources-'))
  try {
    const path = join(place, 'sources.json')
    writeFileSync(path, JSON.stringify([folder]))
    expect(readSources(path, () => undefined)).toHaveLength(1)
    expect(() => readSources(join(place, 'none.json'), () => undefined)).toThrow(/none\.json\): cannot be read/)
  } finally {
    rmSync(place, { recursive: true })
  }
})

it('takes a key from the environment', () => {
  const keyed = { ...feed, headers: { 'x-api-key': { env: 'AP_KEY' }, 'x-plain': 'p' } }
  expect(read([keyed], { AP_KEY: 'k' })).toMatchObject([{ headers: { 'x-api-key': 'k', 'x-plain': 'p' } }])
  expect(() => read([keyed])).toThrow('WIRELEDGER_SOURCES: source 1 (b), headers.x-api-key: AP_KEY is not set')
})

test.each<[string, unknown, RegExp]>([
  ['no list', {}, /WIRELEDGER_SOURCES: must be a list/],
  ['no kind', [{ name: 'a' }], /source 1 \(a\), kind:/],
  ['an unknown field', [{ ...folder, foldr: 1 }], /source 1 \(a\).*foldr/],
  ['a bad provider', [{ ...folder, provider: 'Agy A' }], /source 1 \(a\), provider: must match/],
  ['a bad time zone', [{ ...folder, timeZone: 'Mars/Base' }], /timeZone: must be an IANA time zone/],
  ['an offset for a time zone', [{ ...folder, timeZone: '+02:00' }], /timeZone: must be an IANA time zone/],
  ['a bad tier', [{ ...folder, tier: 6 }], /tier:/],
  ['a bad status', [{ ...folder, pubStatus: { withheld: 'kill' } }], /pubStatus\.withheld/],
  ['a URL that is no web address', [{ ...feed, url: 'file:///etc/passwd' }], /url: must be an http or https URL/],
  ['a password in a URL', [{ ...feed, url: 'https://u:p@news.example/' }], /url: must not hold a password/],
  [
    'a network that is none',
    [{ ...feed, allowNetworks: ['10.0.0.0/99'] }],
    /allowNetworks: 10\.0\.0\.0\/99 is no network/,
  ],
  ['a host that is none', [{ ...feed, hosts: ['https://x'] }], /hosts\.0: must be a host/],
  ['two of one name', [folder, folder], /two sources are called "a"/],
])('%s is named', (_, value, message) => {
  expect(() => read(value)).toThrow(message)
})

it('names everything wrong at once', () => {
  expect(() =>
    read([
      { ...folder, tier: 0 },
      { ...feed, provider: '' },
    ]),
  ).toThrow(/source 1.*tier.*source 2.*provider/)
})
