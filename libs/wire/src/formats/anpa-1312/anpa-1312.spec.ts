import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cpuOf, damaged, expectAnswer, mostMilliseconds } from '../../testing/hostile.js'
import { decodeValue, rejectionOf, updateOf, warningsOf } from '../../testing/wire-bytes.js'

const contentType = 'text/vnd.anpa-1312'

type Parts = {
  readonly number?: string
  readonly codes?: string
  readonly keywords?: string
  readonly headings?: readonly string[]
  readonly text?: readonly string[]
  readonly trailer?: string
}
const message = ({
  number = 'V4650',
  codes = 'r i',
  keywords = 'BC-EU--Harbour-Fire     03-02 0100',
  headings = ['BC-EU--Harbour-Fire,100<', 'Ferry burns off Sandhavn<'],
  text = ['SANDHAVN, Norway (AP) _ Two people were injured.'],
  trailer = 'AP-WF-03-02-24 0915GMT<',
}: Parts = {}): string =>
  `\u0016\u0016\u0001${number}\u001f-----\r\n${codes}\u0013\u0011 ${keywords}\r\n\u0002` +
  headings.map((line) => `^${line}\r\n`).join('') +
  text.map((line) => `\t   ${line}\r\n`).join('') +
  `\r\n\t   \u0003${trailer}\r\n\r\n\f\r\n\u0004`

describe('an ANPA 1312 message', () => {
  it('is named by its service letter, number and day', () => {
    expect(updateOf(message())).toMatchObject({
      format: 'anpa-1312',
      provider: 'ap',
      item: 'V4650-2024-03-02',
      version: '1',
    })
  })

  it('is another item under the same number the next day, and the same item when it moves again', () => {
    const [today, again, tomorrow] = [message(), message(), message({ trailer: 'AP-WF-03-03-24 0915GMT<' })]
    expect(updateOf(again)).toEqual(updateOf(today))
    expect(updateOf(tomorrow).item).toBe('V4650-2024-03-03')
  })

  it.each([
    ['AP-WF-03-02-24 0915GMT<', '2024-03-02T09:15:00.000Z', 'minute'],
    ['AP-NY-07-04-99 2359EDT<', '1999-07-05T03:59:00.000Z', 'minute'],
    ['09:15ET 02-03-24<', '2024-03-02T14:15:00.000Z', 'minute'],
    ['09:15ET 31-07-24<', '2024-07-31T13:15:00.000Z', 'minute'],
    ['AP-WF-03-02-24 0915XYZ<', '2024-03-02T09:15:00.000Z', 'local-assumed'],
    ['AP-WF-02-30-24 0915GMT<', null, 'none'],
    ['', null, 'none'],
  ])('takes its time from its last line: %j', (trailer, saidAt, timeTrust) => {
    expect(updateOf(message({ trailer }))).toMatchObject({ saidAt, particulars: { timeTrust } })
  })

  it('has no identity without a day, but that of the header that names it', () => {
    expect(updateOf(message({ trailer: '' })).item).toBeNull()
    expect(updateOf(message({ trailer: '' }), { item: 'A1' }).item).toBe('A1')
    expect(updateOf(message({ trailer: '' }), { saidAt: '2024-03-02T10:00:00Z' })).toMatchObject({
      item: 'V4650-2024-03-02',
      saidAt: '2024-03-02T10:00:00.000Z',
    })
  })

  it.each([
    ['f', 1, 'flash'],
    ['b', 2, 'alert'],
    ['u', 3, 'urgent'],
    ['r', 4, 'routine'],
    ['d', 5, 'deferred'],
    ['a', 7, 'advance'],
    ['s', 8, 'advance'],
    ['x', null, undefined],
  ])('of priority %s has urgency %p and level %p', (priority, urgency, level) => {
    const update = updateOf(message({ codes: `${priority} i` }))
    expect(update).toMatchObject({ urgency, particulars: { priorityRaw: priority } })
    expect(update.particulars.level).toBe(level)
  })

  it('takes the slug of its text, which is whole, and not the one of its header, which is cut', () => {
    const keywords = 'BC-EU--Harbour-Fire Beau     03-02 0100'
    const headings = ['BC-EU--Harbour-Fire Beauty,100<', 'Ferry burns<']
    expect(updateOf(message({ keywords, headings }))).toMatchObject({
      slug: 'BC-EU--Harbour-Fire Beauty',
      particulars: { slugBase: 'Harbour-Fire Beauty' },
    })
  })

  it.each([
    ['BC-EU--Fire, 1st Ld-Writethru,100<', 'update', { kind: 'lead', ordinal: 1 }],
    ['BC-EU--Fire, 2nd Add,100<', 'update', { kind: 'add', ordinal: 2 }],
    ['BC-EU--Fire, 3rd Sub,100<', 'update', { kind: 'sub', ordinal: 3 }],
    ['BC-EU--Fire,100<', 'new', undefined],
    ['BC-EU--Fire-CORRECTIVE,100<', 'corrective', undefined],
  ])('slugged %s is %s', (slug, action, take) => {
    const update = updateOf(message({ headings: [slug, 'Ferry burns<'] }))
    expect(update.action).toBe(action)
    expect(update.particulars.take).toEqual(take)
    expect(update.particulars.slugBase).toBe('Fire')
  })

  it('shows no note to editors in its words', () => {
    const headings = [
      'BC-Fire,1<',
      'Ferry burns<',
      'Eds: CORRECTS spelling; desk 555-0100.<',
      'AP Photo X1<',
      'By ADA B=',
      'AP Writer=',
    ]
    const update = updateOf(message({ headings, text: ['(Eds: call 555-0199)', 'Two hurt.'] }))
    expect(update).toMatchObject({ action: 'correction', text: 'Two hurt.', headline: 'Ferry burns' })
    const { edNotes, ...others } = update.particulars
    expect(edNotes?.every((note) => !note.public)).toBe(true)
    expect(JSON.stringify({ ...update, particulars: others })).not.toContain('555')
    expect(others.byline).toBe('ADA B')
  })

  it('does not say twice what a summary above the byline says', () => {
    const headings = ['BC-Fire,1<', 'Ferry burns<', 'Two were hurt. All are safe.<', 'By ADA B=']
    expect(updateOf(message({ headings, text: ['Two were hurt.', 'All are safe.'] })).text).toBe(
      'Two were hurt.\n\nAll are safe.',
    )
    expect(updateOf(message({ headings, text: ['Nobody knows.'] })).text).toContain('Two were hurt.')
  })

  it.each([
    ['kill', 'cancels', 'Please kill the story V4600, "Three hurt in fire." A kill is mandatory.'],
    ['hold', 'associatedWith', 'Please withhold the story V4600, "Three hurt in fire." It is in doubt.'],
    ['release', 'associatedWith', 'Story V4600, "Three hurt in fire." can be used in its original form.'],
  ])('%s names what it is about', (action, rel, words) => {
    expect(updateOf(message({ headings: ['BC-Fire,1<'], text: [words] }))).toMatchObject({
      action,
      relations: [{ rel, provider: 'ap', item: 'V4600-2024-03-02', version: null }],
      particulars: { namedVictims: [{ messageNumber: 'V4600', headline: 'Three hurt in fire.', date: null }] },
    })
  })

  it('names what moved on another day by that day', () => {
    const text = ['Please kill the story V4600 of Feb. 29 and story V4601 from Dec. 31. A kill is mandatory.']
    expect(updateOf(message({ text })).relations.map(({ item }) => item)).toEqual([
      'V4600-2024-02-29',
      'V4601-2023-12-31',
    ])
  })

  it('tells an alert that kills from a headline about a killing', () => {
    expect(updateOf(message({ headings: ['BC-Fire,1<', 'Kill switch failed on ferry<'] })).action).toBe('new')
    expect(updateOf(message({ headings: ['BC-Fire,1<', 'KILL: Ferry burns<'] })).action).toBe('kill')
  })

  it.each([
    ['Hold for release 6:30 p.m. EST<', '2024-03-02T23:30:00.000Z'],
    ['For release 12:01 a.m. EDT Sunday, March 10<', '2024-03-10T04:01:00.000Z'],
    ['EMBARGOED UNTIL 0600 GMT<', '2024-03-03T06:00:00.000Z'],
    ['For release Sunday<', '2024-03-03T05:00:00.000Z'],
  ])('is held back by %j', (line, embargoedUntil) => {
    const headings = ['BC-Fire,1<', 'Ferry burns<', /\d/.test(line) ? line : line.replace('<', ', March 3<')]
    expect(updateOf(message({ headings })).particulars).toMatchObject({ pubStatus: 'embargoed', embargoedUntil })
  })

  it('keeps the columns of a table', () => {
    const table = message({ text: [] }).replace(
      '\r\n\t   \u0003',
      '\b;W;L;GB\u0010 \r\n\bNew\u0010 York;3;1;2{\u0010 \r\n\t   \u0003',
    )
    expect(updateOf(table).text).toBe('W\tL\tGB\nNew York\t3\t1\t2½')
  })

  it.each([
    ['as they are', (text: string) => text],
    ['taken out', (text: string) => text.replace(/[\u0001-\u0008\f\u0011-\u001f]/g, '')],
    [
      'as pictures',
      (text: string) =>
        text.replace(/[\u0001-\u0004\u0011-\u001f]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0))),
    ],
    [
      'in caret notation',
      (text: string) =>
        text.replace(/[\u0001-\u0004\f\u0011-\u001f]/g, (c) => `^${String.fromCharCode(c.charCodeAt(0) + 64)}`),
    ],
    ['as question marks', (text: string) => text.replace(/[\u0001-\u0004\f\u0011-\u001f]/g, '?')],
    ['as replacement characters', (text: string) => text.replace(/[\u0001-\u0004\f\u0011-\u001f]/g, '\ufffd')],
    ['padded', (text: string) => `\u0000\u0000\u007f${text}\u007f`],
    ['with other line ends', (text: string) => text.replace(/\r\n/g, '\r\r\n')],
  ])('says the same with its controls %s', (_how, change) => {
    const headings = ['BC-EU--Harbour-Fire, 1st Ld,100<', 'Ferry burns off Sandhavn<', 'By ADA B=']
    const update = updateOf(change(message({ headings })))
    expect(update).toEqual({ ...updateOf(message({ headings })), evidence: update.evidence })
    expect(update).toMatchObject({ item: 'V4650-2024-03-02', headline: 'Ferry burns off Sandhavn', action: 'update' })
  })

  it('is read in the charset it looks like', () => {
    const bytes = Uint8Array.from(message({ text: ['Der Kapit\u00e4n sprach.'] }), (char) => char.charCodeAt(0))
    expect(updateOf(bytes).text).toBe('Der Kapitän sprach.')
    expect(warningsOf(bytes)).toEqual(['no charset is declared and the bytes are no UTF-8: read as windows-1252'])
  })

  it.each(['text/plain', contentType, null])('is found under %p without a warning', (type) => {
    expect(updateOf(message(), { contentType: type }).format).toBe('anpa-1312')
    expect(warningsOf(message(), { contentType: type })).toEqual([])
  })

  it('comes with others in one transmission, each an update', () => {
    const result = decodeValue(message() + message({ number: 'V4651' }))
    expect(result).toMatchObject({ updates: [{ item: 'V4650-2024-03-02' }, { item: 'V4651-2024-03-02' }] })
    expect(rejectionOf(`${message()}\u0001nonsense\r\n`)).toMatchObject({ problems: [{ path: 'message 2: line 1' }] })
  })

  it('is refused with its place where it is none', () => {
    expect(rejectionOf('shootings continue', { contentType })).toMatchObject({
      code: 'WIRE_FIELDS',
      problems: [{ path: 'line 1' }],
    })
    expect(updateOf('A1234\nr b is no header').format).toBe('text')
  })
})

describe('hostile ANPA 1312', () => {
  const folder = fileURLToPath(new URL('samples', import.meta.url))
  const samples = readdirSync(folder)
    .filter((file) => file.includes('.input.'))
    .map((file) => new Uint8Array(readFileSync(join(folder, file))))

  it('is answered, however it is damaged', () => {
    fc.assert(
      fc.property(damaged(samples), fc.constantFrom(null, contentType), (bytes, type) => expectAnswer(bytes, type)),
      { numRuns: 400 },
    )
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => expectAnswer(bytes, contentType)),
      { numRuns: 400 },
    )
  })

  it.each(
    [
      [
        '^',
        '^a<\r\n',
        '\t',
        '\b;',
        ';',
        '<',
        '=',
        '`',
        "'",
        ' _',
        '_',
        '"',
        'V4650 kill ',
        '03-02-24 ',
        '(',
        '(AP) _ ',
        'A b',
        '\n',
        '\u0001',
        '\u0002',
        '\u0001V4650\u001f\n',
        '{',
        ' ',
        'Eds: ',
        '^By A=',
        'é',
      ],
    ].flat(),
  )('of a megabyte of %j takes at most 250 ms', (piece) => {
    const head = message({ text: [], trailer: '' }).split('\u0003')[0] ?? ''
    const bytes = new TextEncoder().encode(head + piece.repeat(990_000 / piece.length)).slice(0, 999_000)
    expectAnswer(bytes, contentType)
    expect(Math.min(cpuOf(bytes, contentType), cpuOf(bytes, contentType))).toBeLessThan(mostMilliseconds)
  })
})
