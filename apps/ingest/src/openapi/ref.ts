/** A schema of the document's components. */
export const ref = (
  name: 'WireledgerUpdate' | 'Receipts' | 'Problem' | 'IncidentCommand' | 'Sources',
): { $ref: string } => ({
  $ref: `#/components/schemas/${name}`,
})
