// Letters beyond ASCII that a language writes every day. A text keeps to one language, bar a few names.
const byLanguage: readonly string[] = [
  'äöüß', // German
  'àâæçéèêëîïôœùûü', // French
  'áéíóúñü', // Spanish
  'áâãàçéêíóôõú', // Portuguese
  'àèéìíòóù', // Italian
  'åäöé', // Swedish and Finnish
  'æøåé', // Danish and Norwegian
  'áðéíóúýþæö', // Icelandic
  'éèëïóöü', // Dutch
  'àéèíïóòúüç', // Catalan
  'ëç', // Albanian
  'âçîöüûışğ', // Turkish
  'ąćęłńóśźż', // Polish
  'áčďéěíňóřšťúůýž', // Czech
  'áäčďéíĺľňóôŕšťúýž', // Slovak
  'áéíóöőúüű', // Hungarian
  'âăîşţ', // Romanian
  'čćđšž', // Croatian, Serbian, Bosnian and Slovene
]

const alphabets = byLanguage.map((letters) => new Set([...letters, ...letters.toUpperCase()]))

/** How many of some letters (with their counts) belong to the one language that explains most of them. */
export const explainedBy = (letters: ReadonlyMap<string, number>): number =>
  Math.max(...alphabets.map((alphabet) => countOf(letters, alphabet)))

const countOf = (letters: ReadonlyMap<string, number>, alphabet: ReadonlySet<string>): number => {
  let count = 0
  for (const [letter, times] of letters) if (alphabet.has(letter)) count += times
  return count
}
