import type { Command } from 'commander'
import type { DecodeOptions } from '../decode/decode-files.js'
import { providerOption, timeZoneOption } from './option-values.js'
import { withExamples } from './with-examples.js'

export const decodeCommand = (program: Command): Command =>
  withExamples(
    program
      .command('decode')
      .description('show what would be read from files; publishes nothing and needs no running system')
      .argument('<files...>', 'items in any known wire format; - for standard input')
      .option('--provider <code>', 'who publishes, where the document does not say it', providerOption)
      .option('--time-zone <name>', 'IANA zone of times without an offset, e.g. Europe/Vienna', timeZoneOption)
      .option('--content-type <type>', 'what the bytes are; else told by the file name or by their shape')
      .option('--json', 'print NDJSON, one line a file')
      .action(async (files: string[], options: DecodeOptions) => {
        const { decodeFiles } = await import('../decode/decode-files.js')
        await decodeFiles(files, options)
      }),
    ['wireledger decode item.xml', 'wireledger decode feed/*.json --provider agy-a --json | jq .updates[].claims'],
  )
