import type { ItemName } from './events.js'

/** `provider/item@version`; the item is percent-encoded where it holds `/`, `@`, `#` or `%` (contract §2.3). */
export const updateIdOf = (provider: string, item: string, version: string): string =>
  `${provider}/${/[/@#%]/.test(item) ? encodeURIComponent(item) : item}@${version}`

/** Update id + `#` + index of the claim in the update, from 0. */
export const claimIdOf = (updateId: string, index: number): string => `${updateId}#${index}`

/** The three parts of an update id, the item decoded; undefined where the text is not one. */
export const parseUpdateId = (updateId: string): { provider: string; item: string; version: string } | undefined => {
  const match = /^([^/]+)\/([^@/#]+)@([^]+)$/.exec(updateId)
  if (match === null) return undefined
  const [, provider = '', item = '', version = ''] = match
  try {
    return { provider, item: item.includes('%') ? decodeURIComponent(item) : item, version }
  } catch {
    return undefined
  }
}

/** Key of the item whose update a claim belongs to; empty where the text is not a claim id. */
export const itemOfClaim = (claimId: string): string => {
  const of = parseUpdateId(parseClaimId(claimId)?.updateId ?? '')
  return of === undefined ? '' : itemKey(of)
}

/** Key of an item across providers: a provider code holds no space. */
export const itemKey = ({ provider, item }: ItemName): string => `${provider} ${item}`

/** The update a claim id belongs to, and the claim's index; undefined where the text is not a claim id. */
export const parseClaimId = (claimId: string): { updateId: string; index: number } | undefined => {
  const match = /^([^]+)#(\d+)$/.exec(claimId)
  return match === null ? undefined : { updateId: match[1] ?? '', index: Number(match[2]) }
}
