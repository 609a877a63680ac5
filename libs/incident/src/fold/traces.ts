/**
 * Marks of texts, of which it can be told later that they never came: a Bloom filter that grows by layers, each four times
 * as large as the one before (Almeida, Baquero, Preguiça and Hutchison, Scalable Bloom Filters, 2007). A layer takes one
 * text in a hundred for one that came; two or three bytes a text, where a set of numbers takes thirty.
 */
export type Traces = {
  /** Each of so many bits as a power of two. */
  readonly layers: Uint32Array[]
  /** How many more the last layer takes. */
  room: number
}

const firstWords = 16
const bitsEach = 10
const probes = 7

export const openTraces = (): Traces => ({ layers: [], room: 0 })

/** Marks a text. */
export const addTrace = (traces: Traces, text: string): void => {
  const layer = traces.room > 0 ? traces.layers.at(-1) : undefined
  mark(layer ?? addLayer(traces), text)
  traces.room -= 1
}

/** Whether a text may have been marked. False is certain. */
export const hasTrace = ({ layers }: Traces, text: string): boolean => {
  if (layers.length === 0) return false
  const [first, step] = [firstOf(text), stepOf(text)]
  return layers.some((layer) => isMarked(layer, first, step))
}

const addLayer = (traces: Traces): Uint32Array => {
  const last = traces.layers.at(-1)
  const layer = new Uint32Array(last === undefined ? firstWords : last.length * 4)
  traces.layers.push(layer)
  traces.room = Math.floor((layer.length * 32) / bitsEach)
  return layer
}

const mark = (layer: Uint32Array, text: string): void => {
  let bit = firstOf(text)
  const step = stepOf(text)
  for (let probe = 0; probe < probes; probe++, bit += step) {
    const word = (bit >>> 5) & (layer.length - 1)
    layer[word] = (layer[word] ?? 0) | (1 << bit)
  }
}

const isMarked = (layer: Uint32Array, first: number, step: number): boolean => {
  let bit = first
  for (let probe = 0; probe < probes; probe++, bit += step)
    if (((layer[(bit >>> 5) & (layer.length - 1)] ?? 0) & (1 << bit)) === 0) return false
  return true
}

/** About how many bytes they take in memory. */
export const tracesWeightOf = (traces: Traces | null): number =>
  (traces?.layers ?? []).reduce((weight, layer) => weight + 200 + layer.byteLength, 0)

const firstOf = (text: string): number => hashOf(text, 0x811c9dc5)
const stepOf = (text: string): number => hashOf(text, 0x9747b28c) | 1

/** FNV-1a from a start, and then MurmurHash3's last step: without it texts that end alike share their lowest bits. */
const hashOf = (text: string, start: number): number => {
  let hash = start
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return hash ^ (hash >>> 16)
}
