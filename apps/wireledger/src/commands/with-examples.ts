import type { Command } from 'commander'

/** Adds worked examples below a command's help. */
export const withExamples = (command: Command, lines: readonly string[]): Command =>
  command.addHelpText('after', `\nExamples:\n${lines.map((line) => (line === '' ? '' : `  ${line}`)).join('\n')}\n`)
