import type { PublishOptions } from './publish-options.js'

type Told = Partial<Omit<PublishOptions, 'contentType'>> & { readonly contentType?: string | undefined }

/**
 * The headers of one request (contract §2.1). `part` numbers the requests of an input too long for one: each needs an
 * idempotency key of its own.
 */
export const wireHeaders = (told: Told, part?: number): { readonly [name: string]: string | undefined } => ({
  'content-type': told.contentType ?? 'application/octet-stream',
  'wire-provider': told.provider,
  'wire-item': headerText(told.item),
  'wire-version': headerText(told.version),
  'wire-said-at': told.saidAt,
  'wire-incident': headerText(told.incident),
  'wire-language': headerText(told.language),
  'wire-time-zone': headerText(told.timeZone),
  'idempotency-key': part === undefined ? told.idempotencyKey : told.idempotencyKey && `${told.idempotencyKey}.${part}`,
})

// A header is bytes: text beyond Latin-1 travels as its UTF-8 bytes, as curl sends it.
const headerText = (text: string | undefined): string | undefined =>
  text === undefined ? undefined : Buffer.from(text, 'utf8').toString('latin1')
