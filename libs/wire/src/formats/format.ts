import type { Content } from '../content/content.js'
import type { Decoded, Hints, Rejected } from '../wire-update.js'

/**
 * A wire format: one folder here and one line in the registry. The folder is named as the format and holds
 * `samples/`, which the contract spec walks.
 */
export type Format = {
  /** As `WireUpdate.format` and the folder. */
  readonly name: string
  /** Content types that mean this format and no other, in lower case and without parameters. */
  readonly mediaTypes: readonly string[]
  /** Whether nearly anything has this shape, so that it is only taken where no other type is declared. */
  readonly weak: boolean
  /** Whether its documents are plain text, so that `text/plain` says nothing wrong about them. */
  readonly isPlainText?: boolean
  /**
   * Whether the content has the shape of this format, whatever its declared type (which may tip the scale where the
   * shape is poor). Asked in the order of the registry.
   */
  readonly recognises: (content: Content) => boolean
  /**
   * Decodes the content; also asked where the type is declared but the shape not recognised, and names then what is
   * wrong. The hints are valid ones. Deterministic and total: no clock, no dice, no exception.
   */
  readonly decode: (content: Content, hints: Hints) => Decoded | Rejected
}
