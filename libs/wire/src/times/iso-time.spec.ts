import fc from 'fast-check'
import { isoTimeOf } from './iso-time.js'

describe('a time in ISO 8601', () => {
  it.each([
    ['winter', '2024-01-15T12:30:00', '2024-01-15T11:30:00.000Z'],
    ['summer', '2024-07-15T12:30:00', '2024-07-15T10:30:00.000Z'],
    ['an hour that happens twice, which is its first', '2024-10-27T02:30:00', '2024-10-27T00:30:00.000Z'],
    ['the hour after it', '2024-10-27T03:00:00', '2024-10-27T02:00:00.000Z'],
    ['the hour before the one that never happens', '2024-03-31T01:59:59', '2024-03-31T00:59:59.000Z'],
    ['the hour after the one that never happens', '2024-03-31T03:00:00', '2024-03-31T01:00:00.000Z'],
    ['a day without a time', '2024-07-15', '2024-07-14T22:00:00.000Z'],
  ])('without an offset is local time of its zone: %s', (_what, text, at) => {
    expect(isoTimeOf(text, 'Europe/Vienna')).toEqual({ at, trust: 'local-assumed' })
  })

  it('without an offset and a zone is taken for UTC', () => {
    expect(isoTimeOf('2024-07-15T12:30:00', null)).toEqual({ at: '2024-07-15T12:30:00.000Z', trust: 'local-assumed' })
  })

  it('keeps its milliseconds in every zone, those of seconds before the railways too', () => {
    expect(isoTimeOf('2024-07-15T12:30:00.123', 'Asia/Kolkata')?.at).toBe('2024-07-15T07:00:00.123Z')
    expect(isoTimeOf('0050-07-15T12:30:00.123', 'Europe/Vienna')?.at).toBe('0050-07-15T11:24:39.123Z')
  })

  it.each(['0000-01-01T00:00:00', '9999-12-31T23:59:59'])(
    'is none where it leaves the years that there are: %s',
    (text) => {
      const zone = text.startsWith('0') ? 'Asia/Tokyo' : 'America/New_York'
      expect(isoTimeOf(text, zone)).toBeUndefined()
    },
  )

  it('with an offset is the same in any zone', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2100-01-01T00:00:00Z'), noInvalidDate: true }),
        fc.constantFrom('Europe/Vienna', 'Pacific/Apia', 'America/St_Johns', null),
        (date, zone) => {
          expect(isoTimeOf(date.toISOString(), zone)).toEqual({ at: date.toISOString(), trust: 'exact' })
        },
      ),
    )
  })

  it('without an offset is the first instant at which a clock of its zone shows what was written', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1970-01-01T00:00:00Z'), max: new Date('2037-01-01T00:00:00Z'), noInvalidDate: true }),
        fc.constantFrom('Europe/Vienna', 'Australia/Lord_Howe', 'America/New_York', 'Asia/Kathmandu'),
        (date, zone) => {
          const clock = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium' })
          const wall = `${date.toISOString().slice(0, 17)}00`
          // Every offset in use is a multiple of a quarter of an hour.
          const quarters = Array.from({ length: 113 }, (_, step) => Date.parse(`${wall}Z`) + (step - 56) * 900_000)
          const shown = quarters.find((instant) => clock.format(instant).replace(' ', 'T') === wall)
          if (shown !== undefined) expect(isoTimeOf(wall, zone)?.at).toBe(new Date(shown).toISOString())
        },
      ),
      { numRuns: 60 },
    )
  })
})
