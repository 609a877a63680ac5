import type { Place, SourceParty, Subject } from '#incident'
import type { ReadTime } from '../../times/iso-time.js'
import type { Sign } from '../../action/signs.js'
import type { FeedWords } from './feed-words.js'

/** What a feed says about itself, for the entries that do not say it. */
export type FeedSource = {
  /** A party's name or a host; whoever carries the feed. */
  readonly provider: string | undefined
  readonly title: string | undefined
  readonly language: string | undefined
  readonly rights: string | undefined
  /** Of every entry that names none (RFC 4287 §4.2.1). */
  readonly authors: readonly string[]
}

/** An item of RSS or an entry of Atom, in words that both share. */
export type FeedEntry = {
  readonly line: number
  /** The inside of its element, trimmed. */
  readonly raw: string
  /** `guid`, `rdf:about`, `atom:id`; else what it links to. */
  readonly id: string | undefined
  readonly title: string
  readonly body: FeedWords | undefined
  readonly updated: ReadTime | undefined
  readonly published: ReadTime | undefined
  /** What is no time although it stands where one belongs. */
  readonly badTimes: readonly string[]
  readonly language: string | undefined
  readonly authors: readonly string[]
  readonly subjects: readonly Subject[]
  readonly places: readonly Place[]
  readonly sources: readonly SourceParty[]
  readonly rights: string | undefined
  readonly provider: string | undefined
  readonly expires: string | undefined
  readonly eventNames: readonly string[]
  readonly status: readonly Sign[]
  readonly signals: readonly Sign[]
  /** Where title and body stood. */
  readonly fields: { readonly headline?: string; readonly text?: string }
}
