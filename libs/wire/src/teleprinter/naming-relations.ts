import type { Action, Relation } from '#incident'
import type { NamedItem } from './named-items.js'

const relations: { readonly [action in Action]?: string } = {
  kill: 'cancels',
  withdraw: 'cancels',
  hold: 'associatedWith',
  release: 'associatedWith',
  correction: 'corrects',
  corrective: 'corrects',
}

/** Whether a message of this action speaks of other messages by their numbers. */
export const speaksOfOthers = (action: Action): boolean => relations[action] !== undefined

/** What a message does to the items it names, where number and day make an identity. */
export const namingRelations = (
  named: readonly NamedItem[],
  action: Action,
  provider: string,
  itemOf: (messageNumber: string, day: string) => string,
): readonly Relation[] =>
  named.flatMap(({ messageNumber, day }) => {
    const rel = relations[action]
    if (rel === undefined || messageNumber === null || day === null) return []
    return [{ rel, provider, item: itemOf(messageNumber, day), version: null }]
  })
