import { anpa1312 } from './anpa-1312/anpa-1312.js'
import { cap } from './cap/cap.js'
import { apMedia } from './ap-media/ap-media.js'
import { atom } from './atom/atom.js'
import type { Format } from './format.js'
import { iptc7901 } from './iptc-7901/iptc-7901.js'
import { newsml12 } from './newsml-1.2/newsml-1-2.js'
import { newsmlG2 } from './newsml-g2/newsml-g2.js'
import { ninjs } from './ninjs/ninjs.js'
import { nitf } from './nitf/nitf.js'
import { ritzau } from './ritzau/ritzau.js'
import { rss } from './rss/rss.js'
import { text } from './text/text.js'
import { wireledger } from './wireledger/wireledger.js'

/** Every format, in the order in which shapes are tried: the surest shape first, plain text last. */
export const formats: readonly Format[] = [
  wireledger,
  apMedia,
  ninjs,
  newsmlG2,
  newsml12,
  nitf,
  ritzau,
  cap,
  rss,
  atom,
  anpa1312,
  iptc7901,
  text,
]
