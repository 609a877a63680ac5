import { createHash } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { updateIdOf } from '#incident'
import { decode, noHints } from '#wire'

// Real items of agencies are not ours to publish, so they stand beside the repository and not in it.
const folder = new URL('../../../../shared/fixtures/', import.meta.url)

/** No format is named: each is told by its shape, as of a folder into which everything is dropped. */
export const contentType = 'application/octet-stream'

/** A real file of a wire: `name` is its folder and file name, `updateIds` what the decoders find in it, none where it is refused. */
export type WireFile = {
  readonly name: string
  readonly bytes: Uint8Array<ArrayBuffer>
  readonly updateIds: readonly string[]
}

/** Every file that the manifest of the fixtures names, in its order; none where they are not at hand. */
export const wireFiles = (): readonly WireFile[] => {
  const manifest = new URL('MANIFEST.tsv', folder)
  if (!existsSync(manifest)) return []
  const [, ...lines] = readFileSync(manifest, 'utf8').trimEnd().split('\n')
  return lines.map((line) => {
    const name = line.split('\t', 2).join('/')
    const bytes = new Uint8Array(readFileSync(new URL(name, folder)))
    return { name, bytes, updateIds: updateIdsOf(bytes) }
  })
}

const updateIdsOf = (bytes: Uint8Array): readonly string[] => {
  const decoded = decode(bytes, { ...noHints, contentType })
  if (decoded.outcome === 'rejected') return []
  const digest = createHash('sha256').update(bytes).digest('hex').slice(0, 32)
  const ids = decoded.updates.map(({ provider, item, version }) =>
    updateIdOf(provider, item ?? `sha256-${digest}`, version),
  )
  return [...new Set(ids)]
}
