/** Cuts a byte stream into frames; `lengthOf` answers a frame's length, or 0 while too little of it is here. */
export const framed = (
  lengthOf: (buffered: Buffer) => number,
  onFrame: (frame: Buffer) => void,
): ((data: Buffer) => void) => {
  let buffered: Buffer = Buffer.alloc(0)
  return (data) => {
    buffered = buffered.length === 0 ? data : Buffer.concat([buffered, data])
    for (let length = lengthOf(buffered); length > 0 && length <= buffered.length; length = lengthOf(buffered)) {
      const frame = buffered.subarray(0, length)
      buffered = buffered.subarray(length)
      onFrame(frame)
    }
  }
}
