/** What the document says, else what the header says; where they differ the document wins and a warning says so. */
export const documentWins = (
  header: string,
  document: string | null,
  hint: string | null,
  warnings: string[],
): string | null => {
  if (document !== null && hint !== null && document !== hint) {
    warnings.push(
      `${header} says ${JSON.stringify(hint)}, the document ${JSON.stringify(document)}: the document counts`,
    )
  }
  return document ?? hint
}
