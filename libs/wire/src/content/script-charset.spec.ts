import { decodeXmlCharset } from '../xml/xml-charset.js'
import { scriptCharset } from './script-charset.js'

/** Text in a charset that only a decoder is at hand for: its table, read backwards. */
const encoderOf = (charset: string): ((text: string) => Uint8Array) => {
  const table = new Map<string, readonly number[]>()
  const decoder = new TextDecoder(charset)
  for (let first = 0xff; first >= 0; first--) {
    for (let second = 0xfe; second >= 0x40; second--) {
      const pair = decoder.decode(Uint8Array.of(first, second))
      if (first >= 0x80 && [...pair].length === 1) table.set(pair, [first, second])
    }
    const one = decoder.decode(Uint8Array.of(first))
    if ([...one].length === 1 && one !== '\ufffd') table.set(one, [first])
  }
  return (text) =>
    Uint8Array.from(
      [...text].flatMap((character) => {
        const bytes = table.get(character)
        if (bytes === undefined) throw new Error(`${charset} has no ${character}`)
        return bytes
      }),
    )
}

const texts: readonly (readonly [charset: string, text: string])[] = [
  ['shift_jis', 'フェリーが座礁し、乗客41人は全員無事だった。'],
  ['euc-jp', 'フェリーが座礁し、乗客41人は全員無事だった。'],
  ['euc-kr', '여객선이 좌초했지만 승객 41명은 모두 무사하다고 해경이 밝혔다.'],
  ['gb18030', '一艘渡轮星期六早上搁浅，海岸警卫队说船上四十一人全部安全。'],
  ['big5', '一艘渡輪星期六早上擱淺，海岸警衛隊說船上四十一人全部安全。'],
  ['koi8-r', 'Паром сел на мель рано утром в субботу, сообщила береговая охрана.'],
  ['windows-1253', 'Το πλοίο προσάραξε νωρίς το πρωί του Σαββάτου, ανακοίνωσε η ακτοφυλακή.'],
  ['windows-1255', 'המעבורת עלתה על שרטון מוקדם בבוקר, אמר משמר החופים.'],
  ['windows-874', 'เรือเฟอร์รีเกยตื้นเมื่อเช้าวันเสาร์ หน่วยยามฝั่งกล่าวว่าผู้โดยสารปลอดภัย'],
]

describe('the charset of another script, which nobody declared', () => {
  it.each(texts)('is found: %s', (charset, text) => {
    const bytes = encoderOf(charset)(`<rss><channel><item><title>${text}</title></item></channel></rss>`)
    expect(scriptCharset(bytes)).toBe(charset)
    const { reading, guessed } = decodeXmlCharset(bytes, null)
    expect(reading).toMatchObject({ ok: true, charset })
    expect(reading.ok && reading.text).toContain(text)
    expect(guessed).toMatch(/^not valid utf-8 at byte \d+; read as /)
  })

  it('is not found in Latin scripts, in Russian windows-1251 or in noise', () => {
    const latin = Uint8Array.from('Die Fähre lief früh aus, sagte der Kapitän. Größe: 41 Plätze.', (c) =>
      c.charCodeAt(0),
    )
    const russian = encoderOf('windows-1251')('Паром сел на мель рано утром в субботу, сообщила береговая охрана.')
    expect([scriptCharset(latin), scriptCharset(russian), scriptCharset(new Uint8Array())]).toEqual([
      undefined,
      undefined,
      undefined,
    ])
  })

  it('stays a rejection that names the byte where nothing is plain', () => {
    const noise = Uint8Array.from({ length: 400 }, (_, at) =>
      at < 4 ? 0x61 : 0x80 + ((at * 89 + (at >> 3) * 31) % 128),
    )
    expect(decodeXmlCharset(noise, null).reading).toMatchObject({ ok: false, code: 'WIRE_ENCODING', path: 'byte 7' })
  })
})
