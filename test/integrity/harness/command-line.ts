import { Command, InvalidArgumentError } from 'commander'

const newSeed = (): string => String(Date.now() % 1_000_000)

/** A command of this folder, with what all of them have: a seed that reproduces a run, and a file for the report. */
export const commandOf = (name: string, description: string, defaultSeed = newSeed()): Command =>
  new Command(`npm run ${name} --`)
    .description(description)
    .option('--seed <text>', 'what every choice is drawn from: the same seed makes the same run', defaultSeed)
    .option('--json <file>', 'write the report there')
    .allowExcessArguments(false)

/** Reads a number above zero. */
export const positive = (text: string): number => {
  const value = Number(text)
  if (!(value > 0 && value < Infinity)) throw new InvalidArgumentError('It must be a number above 0.')
  return value
}

/** Reads names, of which each must be that of one in `all`. */
export const namedOf =
  <T extends { readonly name: string }>(all: readonly T[]) =>
  (text: string): readonly T[] =>
    text.split(',').map((name) => {
      const found = all.find((one) => one.name === name)
      if (found === undefined)
        throw new InvalidArgumentError(`There is no ${name}; there are ${all.map((one) => one.name).join(', ')}.`)
      return found
    })
