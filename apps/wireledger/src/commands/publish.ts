import type { Command } from 'commander'
import type { PublishOptions } from '../publish/publish-options.js'
import { providerOption, timeOption, timeZoneOption, wholeNumber } from './option-values.js'
import { withExamples } from './with-examples.js'

export const publishCommand = (program: Command): Command =>
  withExamples(
    program
      .command('publish')
      .description('publish an item in any known wire format, or NDJSON with one update a line')
      .argument('[file]', 'the file, or - for standard input', '-')
      .option('--provider <code>', 'who publishes', providerOption)
      .option('--item <id>', 'identity, for formats that carry none')
      .option('--version <version>', 'version of the item')
      .option('--said-at <time>', 'when the provider said it (RFC 3339)', timeOption)
      .option('--incident <name>', 'incident id or alias; a new name opens an incident')
      .option('--language <tag>', 'BCP 47, e.g. en')
      .option('--time-zone <name>', 'IANA zone of times without an offset, e.g. Europe/Vienna', timeZoneOption)
      .option('--content-type <type>', 'what the bytes are; else told by the file name or by their shape')
      .option('--idempotency-key <key>', 'the same key and bytes again give the first answer')
      .option('--wait', 'wait until the update is projected and print incident and revision')
      .option('--timeout <seconds>', 'how long --wait waits', wholeNumber(1), 30)
      .option('--json', 'print the receipts as one JSON document')
      .action(async (file: string, options: PublishOptions) => {
        const { publishFile } = await import('../publish/publish-file.js')
        await publishFile(file, options)
      }),
    [
      'wireledger publish updates.ndjson --wait',
      'wireledger publish item.xml --provider agy-a --json',
      "echo 'shootings continue' | wireledger publish - --provider me --incident banjska --wait",
    ],
  )
