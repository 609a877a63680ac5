import fc from 'fast-check'
import { mostMilliseconds } from '../testing/hostile.js'
import { rawBytes } from '../testing/wire-bytes.js'
import { guessCharset } from './guess-charset.js'
import { singleByteCharsets } from './single-byte.js'

const encode = (text: string, name: string): Uint8Array => {
  const upper = singleByteCharsets.find((charset) => charset.name === name)?.upper ?? ''
  return Uint8Array.from([...text], (char) => {
    const code = char.charCodeAt(0)
    const index = upper.indexOf(char)
    if (code >= 0x80 && index === -1) throw new Error(`${name} has no ${char}`)
    return code < 0x80 ? code : 0x80 + index
  })
}

describe('guessing a charset that nobody declared', () => {
  it.each([
    ['windows-1252', 'Die Fähre lief um 5 Uhr aus – „zu früh“, sagte der Kapitän.'],
    ['windows-1252', 'The prize is worth £1million, or 1.2 million € – “a lot”, it’s said.'],
    ['windows-1252', 'Le préfet a été reçu à Nîmes, où la fête a commencé. «Ça suffit», dit-il.'],
    ['windows-1252', 'Færgen sejlede på grund ved Ærø, siger redningsfolk fra Århus.'],
    ['windows-1252', 'El niño está en España. ¿Dónde? ¡Mañana!'],
    ['windows-1252', 'A força-tarefa não chegou à região, são três irmãos.'],
    ['windows-1250', 'Wałęsa mówi: „Żądamy wyjaśnień w sprawie promu”, dziś w Łodzi.'],
    ['windows-1250', 'Říční loď přijela včera do Děčína, řekl mluvčí hasičů.'],
    ['windows-1250', 'Policija je uhapsila Đorđa Šešelja i Željka Marčića, kažu tužioci.'],
    ['windows-1250', 'Az őrség szerint több sérült is van, közölte a rendőrség Győrben.'],
    ['windows-1251', 'Полиция сообщила о двух погибших в Звечане.'],
    ['windows-1251', 'Бањска: полиција каже да је рањен један полицајац.'],
    ['cp850', 'Færgen sejlede på grund ved Ærø, siger redningsfolk fra Århus.'],
    ['cp850', 'Die Fähre lief früh aus, sagte der Kapitän.'],
    ['cp850', 'Le préfet a été reçu à Nîmes.'],
  ])('finds %s: %s', (charset, text) => {
    expect(guessCharset(encode(text, charset), null)).toMatchObject({ ok: true, charset, text })
  })

  it('takes the DOS page of western Europe for the American one where both say the same', () => {
    expect(guessCharset(encode('Die Fähre lief früh aus.', 'cp437'), null)).toMatchObject({
      text: 'Die Fähre lief früh aus.',
    })
  })

  it('takes windows-1252 where one letter tells nothing', () => {
    expect(guessCharset(rawBytes('caf', 0xe9), null)).toMatchObject({ charset: 'windows-1252', text: 'café' })
  })

  it('believes a byte order mark, valid UTF-8 and a declaration', () => {
    expect(guessCharset(rawBytes(0xff, 0xfe, 'a', 0), null)).toMatchObject({ charset: 'utf-16le', warning: null })
    expect(guessCharset(rawBytes('Fähre'), null)).toMatchObject({ charset: 'utf-8', warning: null })
    expect(guessCharset(rawBytes('F', 0xe4, 'hre'), 'utf-8')).toMatchObject({ ok: false, code: 'WIRE_ENCODING' })
    expect(guessCharset(rawBytes('F', 0xe4, 'hre'), 'iso-8859-2')).toMatchObject({ text: 'Fähre', warning: null })
  })

  it('finds the letters at the end of a long text', () => {
    const text = `${'The ferry sailed. '.repeat(5000)}Fähre`
    expect(guessCharset(encode(text, 'windows-1252'), null)).toMatchObject({ charset: 'windows-1252', text })
  })

  // Of 64 random bytes one in ten thousand looks like a few words of Cyrillic; of twice as many none has been met.
  it('does not take random bytes for language', () => {
    fc.assert(
      fc.property(fc.noBias(fc.uint8Array({ minLength: 128, maxLength: 512 })), (bytes) => {
        expect(guessCharset(bytes, null).ok).toBe(false)
      }),
      { numRuns: 500 },
    )
  })

  it('answers at once for a megabyte', () => {
    const bytes = new Uint8Array(1_000_000).fill(0xe4)
    const from = performance.now()
    guessCharset(bytes, null)
    expect(performance.now() - from).toBeLessThan(mostMilliseconds)
  })
})
