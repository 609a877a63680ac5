import type { LogRecord } from '#event-log'
import type { Content, RawRecord } from '#filing-index'
import { commandRecord } from '../commands/command-record.js'

/** A record of the command topic. Only this service writes there, but what else stands there must not stop it. */
export const readCommand = ({ position, key, value, headers, recordedAt }: LogRecord): RawRecord => ({
  ...{ offset: position.offset, receivedAt: recordedAt, key, value, headers: { ...headers } },
  ...{ provider: null, contentType: headers['content-type']?.toString() ?? null, content: contentOf(value) },
})

const contentOf = (value: Buffer | null): Content => {
  const parsed = commandRecord.safeParse(jsonOf(value))
  if (parsed.success)
    return parsed.data.command === 'overrule'
      ? { kind: 'command', command: parsed.data }
      : { kind: 'relink', command: parsed.data }
  const problems = parsed.error.issues.map(({ path, message }) => ({
    path: path.map((step) => `/${String(step)}`).join(''),
    message,
  }))
  return { kind: 'rejected', code: 'FILING_COMMAND_UNREADABLE', reason: 'the record is no command', problems }
}

const jsonOf = (value: Buffer | null): unknown => {
  try {
    return JSON.parse(value?.toString('utf8') ?? 'null')
  } catch {
    return undefined
  }
}
