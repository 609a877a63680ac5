import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Command } from 'commander'
import { blameCommand } from './commands/blame.js'
import { dbCommand } from './commands/db.js'
import { decodeCommand } from './commands/decode.js'
import { diffCommand } from './commands/diff.js'
import { logCommand } from './commands/log.js'
import { publishCommand } from './commands/publish.js'
import { quarantineCommand } from './commands/quarantine.js'
import { replayCommand } from './commands/replay.js'
import { showCommand } from './commands/show.js'
import { sourcesCommand } from './commands/sources.js'
import { statusCommand } from './commands/status.js'
import { storyCommand } from './commands/story.js'
import { tailCommand } from './commands/tail.js'
import { topicsCommand } from './commands/topics.js'
import { upCommand } from './commands/up.js'
import { verifyCommand } from './commands/verify.js'
import { withExamples } from './commands/with-examples.js'
import { projectRoot } from './system/project-root.js'

const groups: readonly (readonly [string, readonly ((program: Command) => Command)[]])[] = [
  ['Run:', [upCommand, storyCommand, statusCommand]],
  ['Publish:', [decodeCommand, publishCommand]],
  ['Query:', [showCommand, logCommand, diffCommand, blameCommand, tailCommand]],
  ['Replay:', [replayCommand, verifyCommand]],
  ['Operate:', [sourcesCommand, quarantineCommand, topicsCommand, dbCommand]],
]

/** The whole command line. Commands load what they need when they run, so that help is quick. */
export const createProgram = (): Command => {
  const program = new Command('wireledger')
    .description('Wire updates in, an incident view that keeps every revision out.')
    .version(versionOfProject())
    // Options of the program stand before the command, so that a command can have a --version of its own.
    .enablePositionalOptions()
    .showHelpAfterError('(add --help for the usage and examples)')
    .exitOverride()
  for (const [heading, commands] of groups) {
    program.commandsGroup(heading)
    for (const define of commands) define(program)
  }
  return withExamples(program, [
    'wireledger up --story                       start everything here and play the Banjska story',
    'wireledger show banjska                     what is believed now, and who says so',
    "echo 'shootings continue' | wireledger publish - --incident banjska --provider me",
    '',
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 conflict or mismatch',
  ])
}

const versionOfProject = (): string => {
  const file = JSON.parse(readFileSync(join(projectRoot(), 'package.json'), 'utf8')) as { version: string }
  return file.version
}
