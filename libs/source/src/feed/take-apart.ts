import type { FeedSettings } from '../settings/source-settings.js'
import { jsonPage } from './json-page.js'
import type { Page } from './page.js'
import { xmlPage } from './xml-page.js'

/** What a source of this kind answers with; null where the document is nothing of the kind. */
export const takeApart = (kind: FeedSettings['kind'], document: Buffer): Page | null =>
  kind === 'json-pages' ? jsonPage(document) : xmlPage(document)

/** What becomes the content type of what is cut from it, or of all of it where it cannot be taken apart. */
export const shapeOf = (kind: FeedSettings['kind']): 'xml' | 'json' => (kind === 'json-pages' ? 'json' : 'xml')
