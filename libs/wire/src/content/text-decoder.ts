/** As much of the Encoding Standard's decoder as is used here. */
export type BytesToText = {
  readonly encoding: string
  readonly decode: (input: Uint8Array, options?: { readonly stream: boolean }) => string
}

// The one platform class this library needs. An ambient declaration would shadow Node's own in every other folder.
const platform = globalThis as unknown as {
  readonly TextDecoder: new (label: string, options: { readonly fatal: boolean }) => BytesToText
}

/** A decoder of a charset that throws on bytes that are not valid; undefined where the label is not known. */
export const strictDecoderOf = (label: string): BytesToText | undefined => {
  try {
    const decoder = new platform.TextDecoder(label, { fatal: true })
    // "replacement" stands for charsets that the standard knows only as attacks.
    return decoder.encoding === 'replacement' ? undefined : decoder
  } catch {
    return undefined
  }
}
