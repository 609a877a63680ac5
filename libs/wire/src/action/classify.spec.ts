import { classify } from './classify.js'
import { actionRules } from './rules.js'
import { noSigns, openingOf, type Signs } from './signs.js'

const sign = (source: keyof Signs, value: string) =>
  classify({ ...noSigns, [source]: [{ field: `/${source}`, value }] })

describe('what an update does', () => {
  it.each<[keyof Signs, string, string, string]>([
    ['status', 'canceled', 'kill', 'status-canceled'],
    ['status', 'Cancelled', 'kill', 'status-canceled'],
    ['status', 'stat:canceled', 'kill', 'status-canceled'],
    ['status', 'http://cv.iptc.org/newscodes/pubstatusg2/canceled', 'kill', 'status-canceled'],
    ['status', 'Cancel', 'kill', 'status-canceled'],
    ['status', 'Annuleret', 'kill', 'status-canceled'],
    ['status', 'Exercise', 'test', 'status-test'],
    ['status', 'Test', 'test', 'status-test'],
    ['status', 'Draft', 'advisory', 'status-draft'],
    ['status', 'System', 'advisory', 'status-draft'],
    ['signals', 'Korrektion', 'correction', 'signal-correction'],
    ['signals', 'NyVersion', 'update', 'signal-update'],
    ['signals', 'Update', 'update', 'signal-update'],
    ['signals', 'Ack', 'advisory', 'signal-receipt'],
    ['signals', 'Error', 'advisory', 'signal-receipt'],
    ['signals', 'Alert', 'new', 'signal-alert'],
    ['headline', 'KILL KILL KILL', 'kill', 'text-kill'],
    ['opening', 'Please kill item dpa 157 "headline"', 'kill', 'text-kill'],
    ['edNotes', 'A kill is mandatory. Make certain the story is not used.', 'kill', 'text-kill'],
    ['headline', 'STORY WITHDRAWN', 'kill', 'text-kill'],
    ['headline', 'ADVISORY-Ferry story is withdrawn', 'kill', 'text-kill'],
    ['status', 'withheld', 'hold', 'status-withheld'],
    ['opening', 'HOLD HOLD HOLD', 'hold', 'text-hold'],
    ['edNotes', 'The item can be used in its original form.', 'release', 'text-release'],
    ['signals', 'sig:correction', 'correction', 'signal-correction'],
    ['headline', 'CORRECTED-Ferry lists', 'correction', 'headline-correction'],
    ['headline', 'CORRECTED - Ferry lists', 'correction', 'headline-correction'],
    ['headline', 'Correction: Ferry lists', 'correction', 'headline-correction'],
    ['headline', 'UPDATE 2-CORRECTED-Ferry lists', 'correction', 'headline-correction'],
    ['headline', 'CORRECTED (OFFICIAL)-Ferry lists', 'correction', 'headline-correction'],
    ['slug', 'NORTH-FERRY/ (UPDATE 1, PIX, CORRECTED)', 'correction', 'flag-correction'],
    ['edNotes', 'Corrects number of injured', 'correction', 'ednote-correction'],
    ['edNotes', 'Eds: UPDATES with quotes. CORRECTS spelling of name', 'correction', 'ednote-correction'],
    ['edNotes', 'Editor’s note: corrigé', 'new', 'none'],
    ['edNotes', "Editor's note: Corrigé le nombre", 'correction', 'ednote-correction'],
    ['edNotes', 'Korjattu aiempaa uutista', 'correction', 'ednote-correction'],
    ['headline', 'CLARIFICATION: Ferry lists', 'clarification', 'headline-clarification'],
    ['headline', 'REFILE-Ferry lists', 'refile', 'headline-refile'],
    ['slug', 'FERRY (REFILE)', 'refile', 'flag-refile'],
    ['edNotes', 'Refiles to fix typo', 'refile', 'ednote-refile'],
    ['headline', 'RPT-Ferry lists', 'repeat', 'headline-repeat'],
    ['headline', 'TEST TEST TEST', 'test', 'test'],
    ['headline', 'TEST - PLEASE IGNORE', 'test', 'test'],
    ['signals', 'sig:update', 'update', 'signal-update'],
    ['headline', 'UPDATE 1-Ferry lists', 'update', 'headline-update'],
    ['slug', 'BC-Ferry, 3rd Ld-Writethru', 'update', 'take'],
    ['headline', '1ST LEAD / Ferry lists', 'update', 'take'],
    ['slug', 'FERRY (UPDATE 2, PIX)', 'update', 'flag-update'],
    ['evolvedFrom', 'urn:x', 'update', 'evolved-from'],
    ['version', '2', 'update', 'version'],
    ['version', '10', 'update', 'version'],
    ['kind', 'planning', 'advisory', 'kind'],
    ['kind', 'Daybook', 'advisory', 'kind'],
  ])('takes %s %j for %s by the rule %s', (source, value, action, rule) => {
    expect(sign(source, value)).toMatchObject({ action, evidence: { action: { rule } } })
  })

  it.each<[keyof Signs, string]>([
    ['status', 'usable'],
    ['headline', 'Correction officers hurt in riot'],
    ['headline', 'CORRECTION OFFICERS HURT IN RIOT'],
    ['headline', 'Gunmen kill three, police say'],
    ['headline', 'Pleased to kill time'],
    ['opening', 'Please kill the lights, says minister'],
    ['headline', 'ADVISORY-Tsunami warning withdrawn'],
    ['headline', 'Advisory on the story of the ferry withdrawn'],
    ['headline', 'Update on the ferry'],
    ['headline', 'Test flight ends well'],
    ['headline', 'Repeat offender caught'],
    ['headline', 'Ferry withdrawn from service after advisory'],
    ['edNotes', 'TURKEY OUT'],
    ['edNotes', 'With pictures. The story is correct.'],
    ['version', '1'],
    ['version', '0'],
    ['version', '2024-03-02T08:00:00.000Z'],
    ['kind', 'text'],
  ])('sees nothing in %s %j', (source, value) => {
    expect(sign(source, value)).toEqual({
      action: 'new',
      evidence: { action: { field: null, value: null, rule: 'none' } },
    })
  })

  it('lets the first rule decide and keeps the others as evidence', () => {
    const signs = {
      ...noSigns,
      status: [{ field: '/s', value: 'canceled' }],
      headline: [{ field: '/h', value: 'CORRECTED-x' }],
    }
    expect(classify(signs)).toEqual({
      action: 'kill',
      evidence: {
        action: { rule: 'status-canceled', field: '/s', value: 'canceled' },
        alsoSaid: [{ action: 'correction', rule: 'headline-correction', field: '/h', value: 'CORRECTED-' }],
      },
    })
  })

  it('takes the test of a kill for a test', () => {
    const signs = {
      ...noSigns,
      status: [
        { field: '/s', value: 'Exercise' },
        { field: '/m', value: 'Cancel' },
      ],
    }
    expect(classify(signs)).toMatchObject({ action: 'test', evidence: { alsoSaid: [{ action: 'kill' }] } })
  })

  it('shows of a note to editors the matched words alone', () => {
    const { evidence } = sign('edNotes', 'Eds: Corrects toll. For editors only: call 555-0100')
    expect(JSON.stringify(evidence)).not.toContain('555')
  })

  it('looks only at the first three lines of a text', () => {
    expect(openingOf('a\nb\n\nc\nd', '/t').map(({ value }) => value)).toEqual(['a', 'b', 'c'])
    expect(openingOf(null, '/t')).toEqual([{ field: '/t', value: '' }])
  })

  it.each(actionRules.map(({ rule, pattern }) => [rule, pattern] as const))(
    'answers at once for a hostile text by the rule %s',
    (_rule, pattern) => {
      const pieces = [
        '(',
        'UPDATE 1-',
        'UPDATE ',
        ' ',
        '-',
        '(a ',
        'CORRECTED ',
        'eds ',
        '1st ',
        'advisory ',
        'KILL ',
        ':',
        'TEST ',
        '0',
      ]
      const from = performance.now()
      for (const piece of pieces)
        for (const tail of ['', '!', 'x', ')']) pattern.test(piece.repeat(400).slice(0, 399) + tail)
      expect(performance.now() - from).toBeLessThan(1000)
    },
  )
})
