/**
 * An address without the tokens of the query that found it. AP's addresses carry them (`qt`, `et`, `ai`), so that the
 * same item has one in the feed and another when it is asked for by itself.
 */
export const withoutQueryTokens = (uri: string): string => {
  if (!/[?&]qt=/.test(uri) || !/[?&]et=/.test(uri)) return uri
  const [address = '', ...query] = uri.split('?')
  const kept = query
    .join('?')
    .split('&')
    .filter((parameter) => !/^(?:qt|et|ai)=/.test(parameter))
  return kept.length === 0 ? address : `${address}?${kept.join('&')}`
}

/** Whether an address is one of AP's API: what comes from there is carried by AP, whoever it came from. */
export const isApAddress = (uri: string): boolean => /^https?:\/\/api\.ap\.org\//i.test(uri)
