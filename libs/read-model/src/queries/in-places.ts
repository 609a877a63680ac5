/** Rows that were asked for together, each in the place of its question (`WITH ORDINALITY`); undefined where none was found. */
export const inPlaces = <Row extends { readonly place: string }>(
  rows: readonly Row[],
  questions: number,
): (Row | undefined)[] => {
  const placed: (Row | undefined)[] = Array.from({ length: questions }, () => undefined)
  for (const row of rows) placed[Number(row.place) - 1] = row
  return placed
}
