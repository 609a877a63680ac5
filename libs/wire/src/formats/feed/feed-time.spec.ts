import fc from 'fast-check'
import { feedTimeOf } from './feed-time.js'

describe('the time of a feed', () => {
  it.each([
    ['Thu, 01 Jan 2004 19:48:21 GMT', '2004-01-01T19:48:21.000Z', 'exact'],
    ['Thu, 1 Jan 2004 19:48:21 +0100', '2004-01-01T18:48:21.000Z', 'exact'],
    ['01 Jan 2004 19:48:21 EST', '2004-01-02T00:48:21.000Z', 'exact'],
    ['Thu, 01 Jan 2004 19:48 PDT', '2004-01-02T02:48:00.000Z', 'minute'],
    ['Thu, 01 Jan 04 19:48:21 Z', '2004-01-01T19:48:21.000Z', 'exact'],
    ['Thu, 01 Jan 99 19:48:21 UT', '1999-01-01T19:48:21.000Z', 'exact'],
    ['Thursday, 01 January 2004 19:48:21 GMT+02:00', '2004-01-01T17:48:21.000Z', 'exact'],
    ['Thu, 01 Jan 2004 19:48:21 +0000 (UTC)', '2004-01-01T19:48:21.000Z', 'exact'],
    ['Thu,  01\n Jan 2004   19:48:21 CEST', '2004-01-01T17:48:21.000Z', 'exact'],
    ['Thu, 01 Jan 2004 19:48:21', '2004-01-01T19:48:21.000Z', 'local-assumed'],
    ['Thu, 01 Jan 2004 19:48:21 IST', '2004-01-01T19:48:21.000Z', 'local-assumed'],
    ['01 Jan 2004', '2004-01-01T00:00:00.000Z', 'local-assumed'],
    ['Thu Jan  1 19:48:21 2004', '2004-01-01T19:48:21.000Z', 'local-assumed'],
    ['Thu Jan 1 19:48:21 EST 2004', '2004-01-02T00:48:21.000Z', 'exact'],
    ['Thu, January 01, 2004 19:48:21 GMT', '2004-01-01T19:48:21.000Z', 'exact'],
    ['2004-01-01T19:48:21Z', '2004-01-01T19:48:21.000Z', 'exact'],
    ['2004-01-01T19:48-05:00', '2004-01-02T00:48:00.000Z', 'minute'],
    ['2004-01-01 19:48:21', '2004-01-01T19:48:21.000Z', 'local-assumed'],
    ['2004-01-01', '2004-01-01T00:00:00.000Z', 'local-assumed'],
  ])('%j is %s, %s', (text, at, trust) => {
    expect(feedTimeOf(text, null)).toEqual({ at, trust })
  })

  it.each([
    '',
    'soon',
    'Thu, 31 Feb 2004 10:00:00 GMT',
    'Thu, 01 Foo 2004 10:00:00 GMT',
    '01 Jan 2004 25:00 GMT',
    '1072986501',
  ])('%j is none', (text) => {
    expect(feedTimeOf(text, null)).toBeUndefined()
  })

  it('is none or a time for any text, at once', () => {
    const part = fc.constantFrom(
      'Thu',
      ',',
      ' ',
      '01',
      'Jan',
      '2004',
      '19',
      ':',
      '48',
      '+',
      '-',
      'GMT',
      '(',
      ')',
      'T',
      'Z',
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 40 }), (parts) => {
        const time = feedTimeOf(parts.join(''), null)
        if (time !== undefined) expect(time.at).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/)
      }),
      { numRuns: 2000 },
    )
  })
})
