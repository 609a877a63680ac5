import { apMedia } from './ap-media/ap-media.js'
import { atom } from './atom/atom.js'
import type { Format } from './format.js'
import { ninjs } from './ninjs/ninjs.js'
import { rss } from './rss/rss.js'
import { text } from './text/text.js'
import { wireledger } from './wireledger/wireledger.js'

/** Every format, in the order in which shapes are tried: the surest shape first, plain text last. */
export const formats: readonly Format[] = [wireledger, apMedia, ninjs, rss, atom, text]
