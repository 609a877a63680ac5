/** Headers as JSON text that gives the same bytes back: text where it is UTF-8, else `{ "base64": ... }`. */
export const headersText = (headers: { readonly [name: string]: Buffer }): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(headers).map(([name, value]) => {
        const text = value.toString('utf8')
        return [name, Buffer.from(text, 'utf8').equals(value) ? text : { base64: value.toString('base64') }]
      }),
    ),
  )

/** The inverse of {@link headersText}. */
export const headersOf = (text: string | null): { [name: string]: Buffer } =>
  Object.fromEntries(
    Object.entries(JSON.parse(text ?? '{}') as { [name: string]: string | { base64: string } }).map(([name, value]) => [
      name,
      typeof value === 'string' ? Buffer.from(value, 'utf8') : Buffer.from(value.base64, 'base64'),
    ]),
  )
