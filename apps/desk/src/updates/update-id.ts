/** The ids a path may mean: percent-decoded once, and as it stands where a client did not encode it. */
export const updateIdsOf = (path: string): string[] => {
  try {
    return [...new Set([decodeURIComponent(path), path])]
  } catch {
    return [path]
  }
}
