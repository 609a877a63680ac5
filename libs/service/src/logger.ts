import { pino, type Logger } from 'pino'
import type { Settings } from '#settings'

export type { Logger }

/** One JSON line a message. Bodies are never logged: what goes in is ids, positions, sizes and reasons. */
export const openLogger = (name: string, level: Settings['logLevel']): Logger =>
  pino({ name, level, redact: { paths: ['*.authorization', '*.cookie', '*.password'], remove: true } })

type Write = (message: unknown, ...context: unknown[]) => void
type Level = 'debug' | 'warn' | 'error' | 'fatal' | 'trace'

/** What a framework has to say, on the same log. What it says at start is of no use to an operator, so it is debug. */
export const frameworkLogger = (
  logger: Logger,
): Record<'log' | 'debug' | 'verbose' | 'warn' | 'error' | 'fatal', Write> => {
  const write =
    (level: Level): Write =>
    (message, ...context) =>
      logger[level]({ context: context.at(-1) }, message instanceof Error ? message.message : String(message))
  return {
    log: write('debug'),
    debug: write('debug'),
    verbose: write('trace'),
    warn: write('warn'),
    error: write('error'),
    fatal: write('fatal'),
  }
}
