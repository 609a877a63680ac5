import fc from 'fast-check'
import { readSlug, slugParticulars } from './slug.js'
import { splitTake, takeOf } from './take.js'

describe('a slug', () => {
  it.each<[string, ReturnType<typeof slugParticulars>]>([
    [
      'US-SYRIA-CRISIS/ASSAD (UPDATE 1, PIX, CORRECTED)',
      {
        slugBase: 'US-SYRIA-CRISIS',
        slugBranch: 'ASSAD',
        slugFlags: ['PIX', 'CORRECTED'],
        take: { kind: 'update', ordinal: 1 },
      },
    ],
    [
      'BC-Kosovo-Attack, 2nd Ld-Writethru',
      { slugBase: 'Kosovo-Attack', slugFlags: ['Writethru'], take: { kind: 'lead', ordinal: 2 } },
    ],
    [
      'BC-EU--Harbour-Fire, 1st Ld-Writethru,416',
      { slugBase: 'Harbour-Fire', slugFlags: ['Writethru'], take: { kind: 'lead', ordinal: 1 } },
    ],
    ['BC-LT--Harbour-Fire Beauty,466', { slugBase: 'Harbour-Fire Beauty' }],
    [
      'BC-BKN--Gulls-Terns 1stLd-Writethru',
      { slugBase: 'Gulls-Terns', slugFlags: ['Writethru'], take: { kind: 'lead', ordinal: 1 } },
    ],
    ['AM-US--Ferry, 1st Add', { slugBase: 'Ferry', take: { kind: 'add', ordinal: 1 } }],
    ['PM-PA-NY--Ferry, 3rd Sub', { slugBase: 'Ferry', take: { kind: 'sub', ordinal: 3 } }],
    ['AP-BC-Ferry', { slugBase: 'Ferry' }],
    ['BC-AP News Digest', { slugBase: 'AP News Digest' }],
    ['BC-US--Ferry,ADV05,1200', { slugBase: 'Ferry', slugFlags: ['ADV05'] }],
    ['Dollar-Markets, 7th Writethru', { slugBase: 'Dollar-Markets', take: { kind: 'writethru', ordinal: 7 } }],
    ['Dollar-Markets 7thWritethru', { slugBase: 'Dollar-Markets', take: { kind: 'writethru', ordinal: 7 } }],
    ['Harbour-politics/', { slugBase: 'Harbour-politics' }],
    ['Harbour/conflict/', { slugBase: 'Harbour/conflict' }],
    ['Harbour/conflict', { slugBase: 'Harbour/conflict' }],
    ['SOCCER-ENGLAND/GULLS-TERNS', { slugBase: 'SOCCER-ENGLAND', slugBranch: 'GULLS-TERNS' }],
    ['KOSOVO-ATTACK/', { slugBase: 'KOSOVO-ATTACK' }],
    ['US Harbour Ferry (CR)', { slugBase: 'US Harbour Ferry', slugFlags: ['CR'] }],
    ['FERRY (REFILE)', { slugBase: 'FERRY', take: { kind: 'refile', ordinal: null } }],
    ['UPDATE 3-FERRY', { slugBase: 'FERRY', take: { kind: 'update', ordinal: 3 } }],
    ['Ferry-Take 2', { slugBase: 'Ferry', take: { kind: 'take', ordinal: 2 } }],
    ['militärövning', { slugBase: 'militärövning' }],
    ['(UPDATE 1)', { take: { kind: 'update', ordinal: 1 } }],
    ['BC-EU--Harbour-Fire-KILL', { slugBase: 'Harbour-Fire', slugFlags: ['KILL'] }],
    ['Market-Correction', { slugBase: 'Market-Correction' }],
    ['Lead-Poisoning', { slugBase: 'Lead-Poisoning' }],
    ['Top 10', { slugBase: 'Top 10' }],
    [' ', {}],
  ])('%j is taken apart', (raw, expected) => {
    expect(slugParticulars(readSlug(raw))).toEqual(expected)
  })

  it('keeps its base over the takes of a story', () => {
    const bases = [
      'BC-Ferry-Fire',
      'BC-Ferry-Fire, 1st Ld',
      'AM-Ferry-Fire, 12th Ld-Writethru, 900',
      'BC-Ferry-Fire,55',
    ]
    expect(new Set(bases.map((slug) => readSlug(slug).base))).toEqual(new Set(['Ferry-Fire']))
  })

  it('counts its words where it says so', () => {
    expect(readSlug('BC-Ferry, 1st Ld,416').wordCount).toBe(416)
    expect(readSlug('BC-Ferry, 1st Ld').wordCount).toBeNull()
  })

  it('is read for any text, at once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 400 }), (raw) => {
        const { base, branch } = readSlug(raw)
        expect(base).not.toBe('')
        expect(branch).not.toBe('')
      }),
      { numRuns: 2000 },
    )
    for (const piece of ['(', '((', '-', 'BC-', ' ', '1st ', 'a/', '/', ', ', '()', 'UPDATE 1-', '1', 'Ld-']) {
      const from = performance.now()
      readSlug(piece.repeat(300_000))
      expect(performance.now() - from).toBeLessThan(1000)
    }
  })
})

describe('a label', () => {
  it.each<[string, string, number | null]>([
    ['1ST LEAD', 'lead', 1],
    ['2nd Ld-Writethru', 'lead', 2],
    ['1stLd-Writethru', 'lead', 1],
    ['Lead 3', 'lead', 3],
    ['UPDATE 1', 'update', 1],
    ['1st Add', 'add', 1],
    ['2nd Insert', 'insert', 2],
    ['EXTRA', 'extra', null],
    ['REFILE', 'refile', null],
    ['RPT', 'repeat', null],
    ['Eil', 'urgent', null],
    ['2. Zusammenfassung', 'summary', 2],
  ])('%j is a take', (label, kind, ordinal) => {
    expect(takeOf(label)).toEqual({ kind, ordinal })
  })

  it.each(['', 'Extra time for the ferry', 'Lead poisoning', '416', 'Ferry', 'Update on the ferry'])(
    '%j is none',
    (label) => {
      expect(takeOf(label)).toBeUndefined()
    },
  )

  it('is split off a longer text', () => {
    expect(splitTake('Ferry-Fire 2nd Ld')).toEqual({ rest: 'Ferry-Fire', take: { kind: 'lead', ordinal: 2 } })
    expect(splitTake('UPDATE 2-Ferry burns')).toEqual({ rest: 'Ferry burns', take: { kind: 'update', ordinal: 2 } })
    expect(splitTake('Ferry burns')).toEqual({ rest: 'Ferry burns', take: undefined })
  })
})
