import { describe, expect, it, test } from '@jest/globals'
import { addressGuard } from './address-guard.js'
import { guardedLookup } from './guarded-lookup.js'
import { hostList } from './host-list.js'

describe('the guard of addresses', () => {
  const guard = addressGuard([])

  test.each([
    '127.0.0.1',
    '127.1.2.3',
    '0.0.0.0',
    '10.0.0.1',
    '100.64.0.1',
    '169.254.169.254',
    '172.16.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '192.0.0.192',
    '198.18.0.1',
    '224.0.0.1',
    '255.255.255.255',
    '::',
    '::1',
    '::ffff:127.0.0.1',
    '::ffff:8.8.8.8',
    '::ffff:7f00:1',
    '[::1]',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    '2001:0:1::',
    '2001:db8::1',
    'fc00::1',
    'fd12::1',
    'fe80::1',
    'fe80::1%eth0',
    'fec0::1',
    'ff02::1',
    '::127.0.0.1',
    '100::1',
    'localhost',
    '',
    '2130706433',
  ])('closes %s', (address) => {
    expect(guard(address)).toBe(false)
  })

  test.each(['8.8.8.8', '1.1.1.1', '172.32.0.1', '2606:4700::1111', '[2a00:1450:4001::1]'])(
    'lets %s through',
    (address) => {
      expect(guard(address)).toBe(true)
    },
  )

  it('opens the networks that are named, and no other', () => {
    const open = addressGuard(['10.1.0.0/16', 'fd00:1::/32'])
    expect(['10.1.2.3', 'fd00:1::5', '10.2.0.1', '169.254.169.254', 'fd00:2::5', '::1'].map(open)).toEqual([
      true,
      true,
      false,
      false,
      false,
      false,
    ])
  })
})

describe('the look-up of a socket', () => {
  const look = (...addresses: string[]) =>
    new Promise((resolve) => {
      const resolved = () =>
        Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })))
      guardedLookup(addressGuard([]), resolved)('news.example', { all: true }, (error, found) =>
        resolve(error?.message ?? found),
      )
    })

  it('hands over what it has checked', async () => {
    expect(await look('8.8.8.8')).toEqual([{ address: '8.8.8.8', family: 4 }])
  })

  it('refuses a name of which one address is closed', async () => {
    expect(await look('8.8.8.8', '::ffff:10.0.0.1')).toMatch(/news\.example is at ::ffff:10\.0\.0\.1/)
    expect(await look()).toMatch('news.example has no address')
  })
})

describe('the list of hosts', () => {
  const hosts = hostList('https://news.example/feed', ['cap.example', '*.agency.example', 'other.example:8443'])

  test.each([
    'https://news.example/x',
    '/relative',
    'https://cap.example/',
    'https://a.b.agency.example/',
    'https://other.example:8443/',
  ])('%s may be asked', (address) =>
    expect(hosts(address, new URL('https://news.example/feed')).protocol).toBe('https:'),
  )

  test.each([
    'http://news.example/',
    'https://news.example:444/',
    'https://evil.example/',
    'https://agency.example/',
    'https://xagency.example/',
    'https://cap.example:8443/',
    'https://other.example/',
    'file:///etc/passwd',
    'gopher://news.example/',
    'https://user:pw@news.example/',
    'https://news.example@evil.example/',
    'https://news.example.evil.example/',
    'https://',
    'https://[::1]/',
    'https://2130706433/',
  ])('%s may not', (address) => {
    expect(() => hosts(address)).toThrow(expect.objectContaining({ code: 'SOURCE_URL_REFUSED' }))
  })
})
