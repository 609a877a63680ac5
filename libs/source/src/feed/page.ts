/** One item of a page, as a document of its own. */
export type Entry = {
  /** What it is recognised by: 128 bits of sha256 in base64url. The same entry has the same one, wherever it stands. */
  readonly digest: string
  /** The page with every other entry cut out: the bytes as they came, and one item to decode. */
  readonly bytes: () => Buffer
  /** The entry's own bytes. */
  readonly own: Buffer
}

/** A fetched document taken apart. */
export type Page = {
  readonly entries: readonly Entry[]
  /** Address of the next page as the document gives it. */
  readonly next: string | null
  /** Why the document could not be read to its end; its whole entries are there nevertheless. */
  readonly broken: string | null
}
