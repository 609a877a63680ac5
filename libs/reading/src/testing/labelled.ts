/**
 * A sentence and the claims a careful editor finds in it: `[text, ...labels]`. A label is `measure/group number` or `activity word`, then in any
 * order `atLeast`, `about`, `serious=n`, `critical=n`, `@speaker`, `via=medium`, `tier=n`. What a label does not say is not compared.
 */
export type Labelled = readonly [text: string, ...labels: string[]]
