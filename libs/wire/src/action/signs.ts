/** A value of a document that says something about what the provider does, and the field it stands in. */
export type Sign = { readonly field: string; readonly value: string }

/** Everything a format found that bears on the action; the rules are the same for every format. */
export type Signs = {
  /** Publication status: usable, withheld, canceled, in any spelling or scheme. */
  readonly status: readonly Sign[]
  /** Machine-readable signals, `sig:correction`. */
  readonly signals: readonly Sign[]
  readonly headline: readonly Sign[]
  readonly slug: readonly Sign[]
  /** Labels that stand on a line of their own before the headline: `EXTRA`, `1ST LEAD`, `KILL KILL KILL`. */
  readonly takes?: readonly Sign[]
  /** Notes to editors. They may be non-public, so that only the matched words ever leave the rules. */
  readonly edNotes: readonly Sign[]
  /** The first lines of the text. */
  readonly opening: readonly Sign[]
  /** What the item is an update of. */
  readonly evolvedFrom: readonly Sign[]
  readonly version: readonly Sign[]
  /** The version where the first one is 0. */
  readonly revision?: readonly Sign[]
  /** Type and genres: text, picture, event, advisory, daybook. */
  readonly kind: readonly Sign[]
}

/** No signs at all, to fill in from. */
export const noSigns: Signs = {
  status: [],
  signals: [],
  headline: [],
  slug: [],
  edNotes: [],
  opening: [],
  evolvedFrom: [],
  version: [],
  kind: [],
}

/** The first lines of a text, where wires put what concerns the item as a whole. */
export const openingOf = (text: string | null, field: string): readonly Sign[] =>
  (text ?? '')
    .slice(0, 1000)
    .split(/[\r\n]+/)
    .slice(0, 3)
    .map((value) => ({ field, value }))
