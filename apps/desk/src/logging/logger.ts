import type { LoggerService } from '@nestjs/common'
import { pino, type Logger } from 'pino'
import type { Settings } from '#settings'

export type { Logger }

/** One JSON line a message. Bodies are never logged: what goes in is ids, positions, sizes and reasons. */
export const openLogger = (level: Settings['logLevel']): Logger =>
  pino({ name: 'desk', level, redact: { paths: ['*.authorization', '*.cookie', '*.password'], remove: true } })

/** Nest's own messages on the same log. What it says at start is of no use to an operator, so it is debug. */
export const nestLogger = (logger: Logger): LoggerService => {
  const write =
    (level: 'debug' | 'warn' | 'error' | 'fatal' | 'trace') =>
    (message: unknown, ...context: unknown[]): void =>
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
