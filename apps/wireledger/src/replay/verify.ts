export const verify = async (_options: { readonly json?: true }): Promise<void> => {
  const { databaseOf, findSystem } = await import('../system/find-system.js')
  databaseOf(findSystem())
}
