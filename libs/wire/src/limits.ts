/** Bytes one item may have; Kafka's `max.message.bytes` of 1 MiB leaves the rest to headers and framing. */
export const maxItemBytes = 1_000_000

/** Objects and arrays that may stand inside one another in a JSON document. */
export const maxJsonDepth = 32

/** Lines with content that one NDJSON request may hold (contract §2.1). */
export const maxLines = 10_000

/** Problems named in one rejection; the rest is only counted, so that a hostile document cannot buy a long answer. */
export const maxProblems = 100

/** Claims, relations and withdrawals that one update may carry, each: what is filed of it must fit into one event. */
export const maxListed = 2_000

/** Warnings one decoding gives; the rest is only counted. */
export const maxWarnings = 100

/** Items that one document may hold; feeds and messages hold tens of them, and each costs a fraction of a millisecond. */
export const maxDocumentItems = 2_000
