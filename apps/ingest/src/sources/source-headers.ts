import type { SourceItem, SourceSettings } from '#source'

/** The headers of a record that a source brings: what its settings say, kept with the bytes for every later reading. */
export const sourceHeaders = (
  { name, provider, language, tier, independenceGroup, pubStatus, timeZone }: SourceSettings,
  { contentType }: SourceItem,
): { [header: string]: Buffer } => {
  const headers = {
    'content-type': contentType,
    'wire-source': name,
    'wire-provider': provider,
    'wire-language': language,
    'wire-tier': tier,
    'wire-independence-group': independenceGroup,
    'wire-withheld': pubStatus?.withheld,
    'wire-time-zone': timeZone,
  }
  const said = Object.entries(headers).filter(([, value]) => value !== undefined && value !== null)
  return Object.fromEntries(said.map(([header, value]) => [header, Buffer.from(String(value))]))
}
