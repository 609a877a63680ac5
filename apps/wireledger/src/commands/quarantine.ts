import type { Command } from 'commander'
import { withExamples } from './with-examples.js'

export const quarantineCommand = (program: Command): Command => {
  const quarantine = program
    .command('quarantine')
    .description('what could not be decoded or folded: list it, look at it, try it again')
  listCommand(quarantine)
  showOneCommand(quarantine)
  redriveCommand(quarantine)
  return withExamples(quarantine, [
    'wireledger quarantine list',
    'wireledger quarantine show wire-3-42',
    'wireledger quarantine redrive --all',
  ])
}

const listCommand = (quarantine: Command): Command =>
  withExamples(
    quarantine
      .command('list')
      .description('everything in quarantine')
      .option('--json', 'print one JSON document')
      .action(async (options: { json?: true }) => {
        const { listQuarantine } = await import('../quarantine/list-quarantine.js')
        await listQuarantine(options)
      }),
    ['wireledger quarantine list', 'wireledger quarantine list --json | jq .items[].reason'],
  )

const showOneCommand = (quarantine: Command): Command =>
  withExamples(
    quarantine
      .command('show')
      .description('one record: why, where it stands, its headers and bytes')
      .argument('<id>', 'id as in the list')
      .option('--json', 'print one JSON document')
      .action(async (id: string, options: { json?: true }) => {
        const { showQuarantined } = await import('../quarantine/show-quarantined.js')
        await showQuarantined(id, options)
      }),
    ['wireledger quarantine show wire-3-42'],
  )

const redriveCommand = (quarantine: Command): Command =>
  withExamples(
    quarantine
      .command('redrive')
      .description('publish quarantined records again, unchanged, after what refused them was put right')
      .argument('[ids...]', 'ids as in the list')
      .option('--all', 'everything that was not redriven yet')
      .option('--json', 'print one JSON document')
      .action(async (ids: string[], options: { all?: true; json?: true }) => {
        const { redrive } = await import('../quarantine/redrive.js')
        await redrive(ids, options)
      }),
    ['wireledger quarantine redrive wire-3-42 wire-3-57', 'wireledger quarantine redrive --all'],
  )
