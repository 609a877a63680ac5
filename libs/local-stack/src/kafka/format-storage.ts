import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { LocalStackError, noJava } from '../local-stack-error.js'
import { storageToolArgs } from './broker-command.js'

const run = promisify(execFile)

/** A Kafka cluster id: 16 random bytes in URL-safe base64, never starting with a dash (it would read as an option). */
const clusterId = (): string => {
  const id = randomBytes(16).toString('base64url')
  return id.startsWith('-') ? clusterId() : id
}

/** Formats a log folder that has never been used; leaves any other as it is. */
export const formatStorage = async (libs: string, config: string, logDir: string): Promise<void> => {
  if (existsSync(join(logDir, 'meta.properties'))) return
  try {
    await run('java', storageToolArgs(libs, ['format', '-t', clusterId(), '-c', config]), { timeout: 60_000 })
  } catch (error) {
    const failure = error as NodeJS.ErrnoException & { stderr?: string; stdout?: string }
    if (failure.code === 'ENOENT') throw noJava('and no "java" was found')
    const said = `${failure.stdout ?? ''}${failure.stderr ?? ''}`.trim()
    if (said.includes('UnsupportedClassVersionError')) throw noJava('and the "java" found is older')
    throw new LocalStackError(
      'STACK_START_FAILED',
      `Kafka could not format its storage:\n${said.split('\n').slice(-15).join('\n')}`,
    )
  }
}
