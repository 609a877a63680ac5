import { Problem } from '#service'
import { commandBody, type CommandBody } from './command-body.js'

/** The command in a request's bytes; throws a 400 or 415 problem that names every place that is wrong. */
export const readCommandBody = (bytes: Buffer, contentType: string | undefined): CommandBody => {
  if (contentType !== undefined && !/^application\/(?:[a-z0-9.-]+\+)?json\s*(?:;|$)/i.test(contentType)) {
    throw new Problem(415, 'INGEST_COMMAND_TYPE', `a command is application/json, not ${contentType}`)
  }
  const parsed = commandBody.safeParse(jsonOf(bytes))
  if (parsed.success) return parsed.data
  const errors = parsed.error.issues.map(({ path, message }) => ({
    path: path.map((step) => `/${String(step)}`).join(''),
    message,
  }))
  const first = errors[0]
  throw new Problem(
    400,
    'INGEST_COMMAND',
    first === undefined ? 'not a command' : `${first.path}: ${first.message}`,
    errors,
  )
}

const jsonOf = (bytes: Buffer): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw new Problem(400, 'INGEST_COMMAND', 'the body is not JSON', [{ path: '', message: 'is not JSON in UTF-8' }])
  }
}
