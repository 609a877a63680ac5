// ISO 646 leaves twelve places to the nations: where ASCII has brackets, a German teleprinter has umlauts.
const places = '#$@[\\]^`{|}~'

type Variant = { readonly name: string; readonly letters: string; readonly words: RegExp }

// In the order of `places`; only letters are taken over, so that a `#` of a heading stays one.
const variants: readonly Variant[] = [
  { name: 'iso646-de', letters: '#$@ÄÖÜ^`äöüß', words: /\b(?:der|die|das|und|nicht|ist|von|mit|den)\b/g },
  { name: 'iso646-se', letters: '#$ÉÄÖÅÜéäöåü', words: /\b(?:och|att|det|som|den|med|inte|av)\b/g },
  { name: 'iso646-dk', letters: '#$@ÆØÅ^`æøå~', words: /\b(?:og|at|det|som|den|ikke|med|af|av|til)\b/g },
  { name: 'iso646-fi', letters: '#$@ÄÖÅÜéäöåü', words: /\b(?:on|ja|ei|oli|kun|mukaan|sanoi|ovat)\b/g },
  { name: 'iso646-fr', letters: '#$à°ç§^`éùè¨', words: /\b(?:le|la|les|des|et|une|dans|est|du)\b/g },
  { name: 'iso646-es', letters: '#$@¡Ñ¿^`°ñç~', words: /\b(?:el|los|las|que|del|una|por|con)\b/g },
  { name: 'iso646-it', letters: '#$§°çé^ùàòèì', words: /\b(?:il|che|di|una|della|per|con|del)\b/g },
  { name: 'iso646-pt', letters: "#$@ÃÇÕ^`ãçõ'", words: /\b(?:o|os|que|uma|da|do|em|para)\b/g },
]

const isAscii = /^[\u0000-\u007f]*$/
// A few pages tell.
const sampled = 50_000
// Within or at the edge of a word, and not as the brackets of one.
const withinWord = /[a-z][{|}~[\]\\@][a-z]|[a-z][{|}~](?=[\s.,;:]|$)|(?<=\s)[{|}[\]\\][a-z]/gi
const bracketed = /\[[^\][{}\n]{0,200}\]|\{[^\][{}\n]{0,200}\}/g
const isAddress = (word: string): boolean => (word.length > 1 && word.includes('@')) || word.includes('://')

/**
 * 7-bit text in which a national alphabet of ISO 646 stands for ASCII, with that alphabet's letters, and its name: only
 * where the odd characters stand within words and the words around are of the language. Anything else unchanged.
 */
export const withNationalLetters = (text: string): { readonly text: string; readonly variant: string | null } => {
  if (!isAscii.test(text)) return { text, variant: null }
  const sample = text.slice(0, sampled)
  const words = sample.replace(/\S+/g, (word) => (isAddress(word) ? '' : word)).replace(bracketed, ' ')
  const hits = words.match(withinWord)?.length ?? 0
  if (hits === 0) return { text, variant: null }
  const lower = sample.toLowerCase()
  const [best] = variants
    .map((variant) => ({ variant, count: lower.match(variant.words)?.length ?? 0 }))
    .sort((a, b) => b.count - a.count)
  if (best === undefined || best.count < 3) return { text, variant: null }
  return { text: mapped(text, best.variant), variant: best.variant.name }
}

const mapped = (text: string, { letters }: Variant): string => {
  const withLetters = (part: string): string => part.replace(/[@[\\\]^`{|}~]/g, (char) => letterFor(letters, char))
  if (!text.includes('@') && !text.includes('://')) return withLetters(text)
  return text.replace(/\S+/g, (word) => (isAddress(word) ? word : withLetters(word)))
}

const letterFor = (letters: string, char: string): string => {
  const letter = letters.charAt(places.indexOf(char))
  return /\p{L}/u.test(letter) ? letter : char
}
