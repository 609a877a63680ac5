import { fetchView } from '../doors/desk.js'

/** Names of incidents as people know them: the first alias, else the id. Each is asked for once. */
export const incidentNames = (desk: string): ((id: string) => Promise<string>) => {
  const names = new Map<string, string>()
  return async (id) => {
    const known = names.get(id)
    if (known !== undefined) return known
    // A name that cannot be had costs a name, not the line.
    const name = await fetchView(desk, id).then(
      (view) => view.aliases[0] ?? id,
      () => id,
    )
    names.set(id, name)
    return name
  }
}
