import { windows1252Character } from './windows-1252.js'

/** A charset of one byte a character whose first 128 characters are ASCII; `upper` holds the other 128. */
export type SingleByteCharset = { readonly name: string; readonly upper: string }

// Tables and not the platform's decoder: it knows neither of the DOS pages, and the same bytes must decode to the same
// text at every replay, whatever the release of Node.
export const singleByteCharsets: readonly SingleByteCharset[] = [
  {
    name: 'windows-1252',
    upper: Array.from({ length: 128 }, (_, index) => windows1252Character(0x80 + index)).join(''),
  },
  {
    name: 'windows-1250',
    upper:
      '€\u0081‚\u0083„…†‡\u0088‰Š‹ŚŤŽŹ\u0090‘’“”•–—\u0098™š›śťžź' +
      '\u00a0ˇ˘Ł¤Ą¦§¨©Ş«¬\u00ad®Ż°±˛ł´µ¶·¸ąş»Ľ˝ľż' +
      'ŔÁÂĂÄĹĆÇČÉĘËĚÍÎĎĐŃŇÓÔŐÖ×ŘŮÚŰÜÝŢß' +
      'ŕáâăäĺćçčéęëěíîďđńňóôőö÷řůúűüýţ˙',
  },
  {
    name: 'windows-1251',
    upper:
      'ЂЃ‚ѓ„…†‡€‰Љ‹ЊЌЋЏђ‘’“”•–—\u0098™љ›њќћџ' +
      '\u00a0ЎўЈ¤Ґ¦§Ё©Є«¬\u00ad®Ї°±Ііґµ¶·ё№є»јЅѕї' +
      'АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ' +
      'абвгдежзийклмнопрстуфхцчшщъыьэюя',
  },
  {
    name: 'cp850',
    upper:
      'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜø£Ø×ƒ' +
      'áíóúñÑªº¿®¬½¼¡«»░▒▓│┤ÁÂÀ©╣║╗╝¢¥┐' +
      '└┴┬├─┼ãÃ╚╔╩╦╠═╬¤ðÐÊËÈıÍÎÏ┘┌█▄¦Ì▀' +
      'ÓßÔÒõÕµþÞÚÛÙýÝ¯´\u00ad±‗¾¶§÷¸°¨·¹³²■\u00a0',
  },
  {
    name: 'cp437',
    upper:
      'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒ' +
      'áíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐' +
      '└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀' +
      'αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■\u00a0',
  },
]

/** The text of bytes in such a charset. */
export const decodeSingleByte = (bytes: Uint8Array, { upper }: SingleByteCharset): string => {
  const table = Uint16Array.from({ length: 256 }, (_, byte) => (byte < 0x80 ? byte : upper.charCodeAt(byte - 0x80)))
  let text = ''
  for (let from = 0; from < bytes.length; from += 4096) {
    const units: number[] = []
    for (const byte of bytes.subarray(from, from + 4096)) units.push(table[byte] ?? 0)
    // A list and not a typed array: spreading that one runs its iterator, ten times slower.
    text += String.fromCharCode(...units)
  }
  return text
}
