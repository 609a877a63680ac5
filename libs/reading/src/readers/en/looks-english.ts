import { wordSet } from './words/word-set.js'

const english =
  wordSet(`the of and to in a is was for on that with as at by were has have from are it said an be after police who two more people but not
  killed injured dead shooting gunfire attack reported`)
const foreign =
  wordSet(`der die das und ist nicht ein eine von mit le la les des et est dans une pour du el los las que en por con un una del il di che
  per gli della je se na i u za su od dhe në të për një nga o os da do em não het een van niet och att det som på w z nie jest bir ve bu için`)

const sampled = 4000

/** Whether text without a language tag may be read as English. A few words without any sign of another language are enough. */
export function looksEnglish(text: string): boolean {
  const words =
    text
      .slice(0, sampled)
      .toLowerCase()
      .match(/\p{L}+/gu) ?? []
  if (words.length === 0) return false
  const latin = words.filter((word) => /^[a-z\u00c0-\u024f]+$/u.test(word)).length
  const ours = words.filter((word) => english.has(word)).length
  const theirs = words.filter((word) => foreign.has(word)).length
  return latin / words.length > 0.7 && ours >= theirs && (words.length < 12 || ours / words.length > 0.08)
}
