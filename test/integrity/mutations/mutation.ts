/** A text in a compiled file, and the bug that takes its place. The text must stand there exactly once. */
export type Patch = { readonly file: string; readonly find: string; readonly put: string }

/** A bug as people really make them, and the faults under which it must come to light. */
export type Mutation = {
  readonly name: string
  /** What is wrong with the product that has it. */
  readonly bug: string
  readonly patches: readonly Patch[]
  /** Tried in this order, until something turns red. */
  readonly faults: readonly string[]
}
