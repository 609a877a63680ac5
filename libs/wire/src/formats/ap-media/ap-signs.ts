import { openingOf, type Sign, type Signs } from '../../action/signs.js'
import { isList, member, type JsonObject } from '../../json/json-object.js'
import { namesOf, textOf } from '../../json/members.js'
import type { ApWords } from './words.js'

/** What an item of AP says about the action. */
export const apSignsOf = (item: JsonObject, words: ApWords): Signs => ({
  status: signsAt(item, 'pubstatus'),
  signals: [...signsAt(item, 'editorialtypes'), ...signsAt(item, 'signals')],
  headline: words.headline === null ? [] : [{ field: words.fields.headline ?? '', value: words.headline }],
  slug: [...signsAt(item, 'slugline'), ...signsAt(item, 'title')],
  edNotes: [...signsAt(item, 'ednote'), ...signsAt(item, 'description_editornotes')],
  opening: words.fields.text === undefined ? [] : openingOf(words.text, words.fields.text),
  evolvedFrom: [],
  version: [],
  revision: signsAt(item, 'version'),
  kind: [
    ...(isNewsContent(item) ? [] : [{ field: '/signals', value: 'not newscontent' }]),
    ...signsAt(item, 'type'),
    ...signsAt(item, 'editorialtypes'),
    ...signsAt(item, 'profile'),
  ],
})

/** Whether AP lets an item be published as news; true also where an answer leaves the signals out. */
export const isNewsContent = (item: JsonObject): boolean => {
  const signals = member(item, 'signals')
  return !isList(signals) || signals.some((signal) => textOf(signal)?.toLowerCase() === 'newscontent')
}

const signsAt = (item: JsonObject, key: string): readonly Sign[] =>
  namesOf(member(item, key)).map((value) => ({ field: `/${key}`, value }))
