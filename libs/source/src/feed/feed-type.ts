/** The content type of a record cut from a feed: the server's where it fits, and its charset in any case. */
export const recordType = (kind: 'xml' | 'json', declared: string | null): string => {
  if (kind === 'json') return 'application/json'
  const essence = (declared ?? '').split(';')[0]?.trim().toLowerCase() ?? ''
  if (declared !== null && (essence === 'text/xml' || /^application\/(?:.*\+)?xml$/.test(essence))) return declared
  const charset = /;\s*charset\s*=\s*"?([\w.:-]+)"?/i.exec(declared ?? '')?.[1]
  return charset === undefined ? 'application/xml' : `application/xml; charset=${charset}`
}
