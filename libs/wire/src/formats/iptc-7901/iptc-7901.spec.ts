import fc from 'fast-check'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { cpuOf, damaged, expectAnswer, mostMilliseconds } from '../../testing/hostile.js'
import { decodeValue, rejectionOf, updateOf, warningsOf } from '../../testing/wire-bytes.js'

const contentType = 'text/vnd.iptc-7901'

type Parts = {
  readonly header?: string
  readonly slug?: string
  readonly head?: readonly string[]
  readonly text?: readonly string[]
  readonly trailer?: string
}
const message = ({
  header = 'eca0212 4 i 96  dpa 0157',
  slug = 'Harbour/fire/',
  head = ['Ferry burns off Sandhavn ='],
  text = ['   Sandhavn (dpa) - Two people were injured,', 'the coast guard said.'],
  trailer = '020915 GMT Mar 24',
}: Parts = {}): string =>
  `\u0001${header}\r\n\r\n${slug}\r\n\u0002${[...head, '', ...text, '', 'dpa ali pho'].join('\r\n')}\r\n\r\n\u0003${trailer}\r\n\u007f\n\u0004`

describe('an IPTC 7901 message', () => {
  it("is named by the service's own number and the day, over whatever line it came", () => {
    const update = updateOf(message())
    expect(update).toMatchObject({ format: 'iptc-7901', provider: 'dpa', item: 'dpa157-2024-03-02', version: '1' })
    expect(updateOf(message({ header: 'eca0999 4 i 96  dpa 0157' }))).toEqual({
      ...update,
      evidence: expect.anything(),
    })
  })

  it('is another item under the same number the next day', () => {
    expect(updateOf(message({ trailer: '030915 GMT Mar 24' })).item).toBe('dpa157-2024-03-03')
  })

  it.each([
    ['eca0212 4 i 96', 'dpa', 'eca212-2024-03-02'],
    ['AFP0412 3 I 0052 NOR /AFP-AB12', 'afp', 'AFP-AB12-2024-03-02'],
    ['apa0412 3 AI 0052', 'dpa', 'apa412-2024-03-02'],
  ])('with the header %j is of %s and named %s', (header, provider, item) => {
    expect(updateOf(message({ header }))).toMatchObject({ provider, item })
  })

  it.each([
    ['020915 GMT Mar 24', '2024-03-02T09:15:00.000Z', 'minute'],
    ['020915 MEZ M\u00e4r 24', '2024-03-02T08:15:00.000Z', 'minute'],
    ['312359 MESZ Jul 2024', '2024-07-31T21:59:00.000Z', 'minute'],
    ['241800 GMT Dez 98', '1998-12-24T18:00:00.000Z', 'minute'],
    ['010000 GMT d\u00e9c 09', '2009-12-01T00:00:00.000Z', 'minute'],
    ['140700 GMT juil 19', '2019-07-14T07:00:00.000Z', 'minute'],
    ['140700 GMT Ago 19', '2019-08-14T07:00:00.000Z', 'minute'],
    ['020915 Mar 24', '2024-03-02T09:15:00.000Z', 'local-assumed'],
    ['300915 GMT Feb 24', null, 'none'],
    ['020915 GMT Mar', null, 'none'],
    ['', null, 'none'],
  ])('takes its time from its last line: %j', (trailer, saidAt, timeTrust) => {
    expect(updateOf(message({ trailer }))).toMatchObject({ saidAt, particulars: { timeTrust } })
  })

  it('has the year of the header that gives a time where it has none, and no identity without a year', () => {
    expect(updateOf(message({ trailer: '311155 GMT Dec' }), { saidAt: '2024-01-01T00:05:00Z' })).toMatchObject({
      item: 'dpa157-2023-12-31',
      saidAt: '2023-12-31T11:55:00.000Z',
    })
    const update = updateOf(message({ trailer: '311155 GMT Dec' }))
    expect(update.item).toBeNull()
    expect(update.evidence).toMatchObject({ trailer: '311155 GMT Dec' })
  })

  it.each([
    ['EXTRA', 'update', { kind: 'extra', ordinal: null }],
    ['1ST LEAD', 'update', { kind: 'lead', ordinal: 1 }],
    ['2ND LEAD', 'update', { kind: 'lead', ordinal: 2 }],
    ['UPDATE 1', 'update', { kind: 'update', ordinal: 1 }],
    ['2. Zusammenfassung', 'update', { kind: 'summary', ordinal: 2 }],
    ['REFILE', 'refile', { kind: 'refile', ordinal: null }],
    ['REPEAT', 'repeat', { kind: 'repeat', ordinal: null }],
    ['CORRECTION', 'correction', undefined],
    ['KILL KILL KILL', 'kill', undefined],
    ['HOLD HOLD HOLD', 'hold', undefined],
    ['URGENT', 'new', { kind: 'urgent', ordinal: null }],
  ])('labelled %s is %s', (label, action, take) => {
    const update = updateOf(message({ head: [label, 'Ferry burns off Sandhavn ='] }))
    expect(update).toMatchObject({
      action,
      headline: 'Ferry burns off Sandhavn',
      particulars: { headlineTags: [label] },
    })
    expect(update.particulars.take).toEqual(take)
  })

  it('takes a headline of several lines and a byline apart', () => {
    const head = ['EXTRA', 'Ferry burns off Sandhavn,', 'two hurt, coast guard says =', 'By Ada Lindqvist, dpa =']
    expect(updateOf(message({ head }))).toMatchObject({
      headline: 'Ferry burns off Sandhavn, two hurt, coast guard says',
      particulars: { byline: 'Ada Lindqvist, dpa', dateline: { text: 'Sandhavn (dpa)', place: 'Sandhavn' } },
      text: 'Sandhavn (dpa) - Two people were injured, the coast guard said.',
    })
  })

  it.each([
    ['The following information is not for publication', '- Editing by: Per Holm, 555-0100'],
    ['The following information is not intended for publication', 'Tel: 555-0100'],
    ['Die folgenden Informationen sind nicht zur Ver\u00f6ffentlichung bestimmt', 'Tel: 555-0100'],
    ['## dpa Kontakte', '- Autor: Per Holm, 555-0100'],
    ['Eds: not sure about the number, call 555-0100', ''],
  ])('shows nothing of what stands after %j', (mark, secret) => {
    const text = ['   Two hurt.', '', '# dpa Notebook', '- [Guard](http://guard.example)', '', mark, secret]
    const note = mark.startsWith('Eds') ? ['   Two hurt.', '', mark] : text
    const update = updateOf(message({ text: note }))
    expect(update.text).toBe('Two hurt.')
    const shown = {
      ...update,
      particulars: { ...update.particulars, edNotes: update.particulars.edNotes?.filter((one) => one.public) },
    }
    expect(JSON.stringify(shown)).not.toMatch(/555|Holm|pho/)
    expect(JSON.stringify(update.particulars.edNotes)).toContain('555')
  })

  it('kills what it names, by number on its day and by headline', () => {
    const text = [`   Please kill item dpa 61 'Minister says he won't go' of`, 'February 29. A kill is mandatory.']
    expect(updateOf(message({ head: ['KILL KILL KILL ='], text }))).toMatchObject({
      action: 'kill',
      relations: [{ rel: 'cancels', provider: 'dpa', item: 'dpa061-2024-02-29', version: null }],
      particulars: {
        namedVictims: [{ messageNumber: 'dpa 061', headline: "Minister says he won't go", date: '2024-02-29' }],
      },
    })
  })

  it('names as its victim what the victim is named', () => {
    const victim = updateOf(message())
    const kill = updateOf(
      message({ header: 'eca0300 1 i 20 dpa 0160', text: ['   Please kill item dpa 157. A kill is mandatory.'] }),
    )
    expect(kill.relations.map(({ item }) => item)).toEqual([victim.item])
    expect(kill.item).not.toBe(victim.item)
    expect(kill.particulars.namedVictims?.[0]?.messageNumber).toBe(victim.particulars.messageNumber)
  })

  it('does not take news about a killing for a kill', () => {
    expect(updateOf(message({ text: ['   Berlin (dpa) - Police say dpa 157 people were killed.'] }))).toMatchObject({
      action: 'new',
      relations: [],
    })
  })

  it.each([
    ['EMBARGOED UNTIL 0600 GMT 14 March', '2024-03-14T06:00:00.000Z'],
    ['Sperrfrist: 3. M\u00e4rz, 18.00 Uhr MEZ', '2024-03-03T17:00:00.000Z'],
    ['Embargo: 0800 GMT', '2024-03-03T08:00:00.000Z'],
  ])('is held back by %j', (line, embargoedUntil) => {
    expect(updateOf(message({ text: [`   ${line}`, '', '   Two hurt.'] })).particulars).toMatchObject({
      pubStatus: 'embargoed',
      embargoedUntil,
    })
  })

  it.each(['   Embargo on oil from 2 countries lifted', '   FOR IMMEDIATE RELEASE 2024'])(
    'is not held back by %j',
    (line) => {
      expect(updateOf(message({ text: [line] })).particulars.pubStatus).toBeUndefined()
    },
  )

  it.each([
    ['as they are', (text: string) => text],
    ['taken out', (text: string) => text.replace(/[\u0001-\u0008]/g, '')],
    [
      'as pictures',
      (text: string) => text.replace(/[\u0001-\u0004]/g, (c) => String.fromCharCode(0x2400 + c.charCodeAt(0))),
    ],
    [
      'in caret notation',
      (text: string) => text.replace(/[\u0001-\u0004]/g, (c) => `^${String.fromCharCode(c.charCodeAt(0) + 64)}`),
    ],
    ['as question marks', (text: string) => text.replace(/[\u0001-\u0004]/g, '?')],
    ['as replacement characters', (text: string) => text.replace(/[\u0001-\u0004]/g, '\ufffd')],
  ])('says the same with its controls %s', (_how, change) => {
    const update = updateOf(change(message({ head: ['EXTRA', 'Ferry burns off Sandhavn ='] })))
    expect(update).toEqual({
      ...updateOf(message({ head: ['EXTRA', 'Ferry burns off Sandhavn ='] })),
      evidence: update.evidence,
    })
    expect(update).toMatchObject({ item: 'dpa157-2024-03-02', slug: 'Harbour/fire/', action: 'update' })
  })

  it.each([
    [
      'iso646-de',
      'Der Kapit{n und die K}stenwache von K|ln sagten, die F{hre ist gro~.',
      'Der Kapitän und die Küstenwache von Köln sagten, die Fähre ist groß.',
    ],
    [
      'iso646-se',
      'Det {r inte s} l{tt som man tror och det f|rv}nar, s{ger den {ldre.',
      'Det är inte så lätt som man tror och det förvånar, säger den äldre.',
    ],
    [
      'iso646-dk',
      'F{rgen til [r| og det er ikke godt at v{re p} den, siger s|folk af.',
      'Færgen til Ærø og det er ikke godt at være på den, siger søfolk af.',
    ],
    [
      'iso646-fr',
      'Le pr{fet est arriv{ dans la ville et les pompiers ont {t{ alert{s.',
      'Le préfet est arrivé dans la ville et les pompiers ont été alertés.',
    ],
  ])('in the national alphabet %s says what it says', (variant, written, read) => {
    expect(updateOf(message({ text: [written] })).text).toBe(read)
    expect(warningsOf(message({ text: [written] }))).toEqual([
      `the 7-bit text is in a national alphabet, read as ${variant}`,
    ])
  })

  it.each([
    'He {the minister} said [sic] the path a|b is for the one.',
    'Mail to info@dpa.example or see http://x.example/~y',
  ])('keeps brackets that are brackets: %s', (text) => {
    expect(updateOf(message({ text: [text] })).text).toBe(text)
  })

  it('is read in the charset it looks like', () => {
    const bytes = Uint8Array.from(message({ text: ['Der Kapit\u00e4n sprach.'] }), (char) => char.charCodeAt(0))
    expect(updateOf(bytes).text).toBe('Der Kapitän sprach.')
    expect(updateOf(message({ text: ['Der Kapitän sprach.'] })).text).toBe('Der Kapitän sprach.')
  })

  it.each(['text/plain', contentType, null])('is found under %p without a warning', (type) => {
    expect(updateOf(message(), { contentType: type }).format).toBe('iptc-7901')
    expect(warningsOf(message(), { contentType: type })).toEqual([])
  })

  it('comes with others in one transmission, each an update', () => {
    expect(decodeValue(message() + message({ header: 'eca0213 4 i 96  dpa 0158' }))).toMatchObject({
      updates: [{ item: 'dpa157-2024-03-02' }, { item: 'dpa158-2024-03-02' }],
    })
  })

  it('is refused with its place where it is none', () => {
    expect(rejectionOf('shootings continue', { contentType })).toMatchObject({
      code: 'WIRE_FIELDS',
      problems: [{ path: 'line 1' }],
    })
    expect(updateOf('abc123 4 i 96\nis no header alone').format).toBe('text')
  })
})

describe('hostile IPTC 7901', () => {
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

  it.each([
    '\n',
    'a\n',
    '   a\n',
    ' ',
    '=',
    '# a\n',
    '* * *\n',
    'dpa 157 kill ',
    'a{b die ',
    '\u0001eca0212 2 i 96\n',
    '(dpa) - ',
    'Eds: ',
    '"',
    'é',
    '020915 GMT Mar 24\n',
  ])('of a megabyte of %j takes at most 250 ms', (piece) => {
    const head = message({ text: [], trailer: '' }).split('\u0003')[0] ?? ''
    const bytes = new TextEncoder().encode(head + piece.repeat(990_000 / piece.length)).slice(0, 999_000)
    expectAnswer(bytes, contentType)
    expect(Math.min(cpuOf(bytes, contentType), cpuOf(bytes, contentType))).toBeLessThan(mostMilliseconds)
  })
})
