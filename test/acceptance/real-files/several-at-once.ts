/** What asking about each of some things answers, in their order; so many at a time. */
export const severalAtOnce = async <Thing, Answer>(
  things: readonly Thing[],
  ask: (thing: Thing) => Promise<Answer>,
  atOnce = 8,
): Promise<Answer[]> => {
  const answers: Answer[] = []
  for (let at = 0; at < things.length; at += atOnce)
    answers.push(...(await Promise.all(things.slice(at, at + atOnce).map(ask))))
  return answers
}
