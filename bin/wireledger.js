#!/usr/bin/env node
import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

// Paths hang on this file, not on the working directory: the command is run from anywhere.
const main = new URL('../dist/apps/wireledger/src/main.js', import.meta.url)
if (existsSync(fileURLToPath(main))) {
  await import(main.href)
} else {
  process.stderr.write('wireledger: not built yet: run npm run build first\n')
  process.exitCode = 1
}
