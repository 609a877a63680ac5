export { arrayOf } from './array.js'
export { room, types, writeField, written, type BinaryType } from './types.js'
