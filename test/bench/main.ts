import { runBench } from './run.js'
import { readOptions } from './options.js'

process.exitCode = await runBench(readOptions(process.argv.slice(2)))
