const labels =
  'CORRECTED|CORRECTION|CORRECTS|REFILE|REFILES|RPT|REPEAT|CLARIFICATION|CLARIFIES|UPDATE \\d{1,3}|WRAPUP \\d{1,3}|WRAPUP|ADVISORY|' +
  'EXCLUSIVE|FLASH|ALERT|URGENT|BREAKING|KILL|WITHDRAWN|APNewsAlert|BC-APNewsAlert|NewsAlert'
const leading = new RegExp(`^\\W{0,10}(${labels})\\s*[-–—:]\\s*`)
const bracketed = /\((?:UPDATE \d{1,3}|CORRECTED|CORRECTION|REFILE|REPEAT|PIX)(?:,[^()]{0,60})?\)/

/** The labels that stand before or in a headline: `UPDATE 1` and `CORRECTED` of `UPDATE 1-CORRECTED-Ferry lists`. */
export const headlineTagsOf = (headline: string | null): readonly string[] => {
  const tags: string[] = []
  let rest = (headline ?? '').slice(0, 400)
  for (let match = leading.exec(rest); match !== null && tags.length < 5; match = leading.exec(rest)) {
    tags.push(match[1] ?? '')
    rest = rest.slice(match[0].length)
  }
  const inside = bracketed.exec(rest)?.[0].slice(1, -1).split(',') ?? []
  return [...tags, ...inside.map((tag) => tag.trim()).filter((tag) => tag !== '')]
}
