/** Every code a rejection can carry, with what it means. Codes are stable: they stand in docs/errors.md. */
export const rejectionCodes = {
  WIRE_EMPTY: 'There is nothing in the value: no bytes, or only white space.',
  WIRE_TOO_LARGE: 'The item has more bytes than one item may have.',
  WIRE_TOO_MANY_LINES: 'The NDJSON body has more lines than one request may have.',
  WIRE_HEADER: 'A header (wire-provider, wire-said-at, ...) does not hold what it must.',
  WIRE_CONTENT_TYPE: 'The declared content type is not one that can be read, and the content has no known shape.',
  WIRE_UNRECOGNISED: 'The content has the shape of no known format.',
  WIRE_CHARSET: 'The declared charset is not known.',
  WIRE_ENCODING: 'Bytes are not valid in the charset; the place is the byte offset.',
  WIRE_NUL: 'A text holds the character U+0000, which databases refuse.',
  WIRE_JSON_SYNTAX: 'The JSON is malformed; the place is the line and column.',
  WIRE_JSON_DEPTH: 'Objects and arrays stand too deep inside one another.',
  WIRE_JSON_SIZE: 'The JSON has more objects and arrays than a document of its length may have.',
  WIRE_JSON_DUPLICATE_KEY: 'An object has the same key twice, so it says two things at once.',
  WIRE_JSON_SURROGATE: 'A text holds half of a surrogate pair, which is no character.',
  WIRE_JSON_NUMBER: 'A number would be changed by reading it: too large, too small or too many digits.',
  WIRE_XML_SYNTAX: 'The XML is malformed; the place is the line and column.',
  WIRE_XML_DEPTH: 'Elements stand too deep inside one another.',
  WIRE_XML_SIZE: 'The XML has more elements and attributes than a document of its length may have.',
  WIRE_TOO_MANY_ITEMS: 'The document has more items than one document may have.',
  WIRE_FIELDS: 'Fields are missing or hold the wrong kind of value; each is named by its JSON pointer.',
  WIRE_NOTHING_SAID: 'The document has neither an identity nor anything to say.',
  WIRE_DECODER_FAILED: 'A decoder failed on the input: a defect of ours; the bytes are kept and can be read again.',
} as const

/** A code of {@link rejectionCodes}. */
export type RejectionCode = keyof typeof rejectionCodes
