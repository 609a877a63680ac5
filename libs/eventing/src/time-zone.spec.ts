import { isTimeZone } from './time-zone.js'

describe('the name of a time zone', () => {
  it.each(['Europe/Vienna', 'UTC', 'Asia/Calcutta', 'America/Argentina/Buenos_Aires', 'europe/vienna'])(
    'may be %s',
    (name) => {
      expect(isTimeZone(name)).toBe(true)
    },
  )

  it.each(['', 'Mars/Base', '+02:00', 'Europe/Vienna ', 'Europe', '../etc', 'x'.repeat(1000)])(
    'may not be %p',
    (name) => {
      expect(isTimeZone(name)).toBe(false)
    },
  )
})
