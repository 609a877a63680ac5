import type { IndexChange } from '#filing'

/** The changes of one kind, in order. */
export const ofKind = <Kind extends IndexChange['kind']>(
  changes: readonly IndexChange[],
  kind: Kind,
): (IndexChange & { kind: Kind })[] =>
  changes.filter((change): change is IndexChange & { kind: Kind } => change.kind === kind)
