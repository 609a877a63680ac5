const patienceMs = 3_000

/** Runs something in PostgreSQL; undefined where it is away, does not answer in time, or is not set up yet. */
export const withDatabase = async <Result>(
  work: () => Promise<Result>,
): Promise<{ readonly value: Result } | undefined> => {
  let timer: NodeJS.Timeout | undefined
  const tooLate = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs)
  })
  try {
    return await Promise.race([work().then((value) => ({ value })), tooLate])
  } catch {
    return undefined
  } finally {
    clearTimeout(timer)
  }
}
