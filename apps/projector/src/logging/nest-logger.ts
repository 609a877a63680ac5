import type { LoggerService } from '@nestjs/common'
import type { Logger } from 'pino'

/** Sends what Nest itself has to say to the service's log; its chatter at start is for debugging. */
export const nestLogger = (logger: Logger): LoggerService => ({
  log: (message: unknown) => {
    logger.debug(textOf(message))
  },
  debug: (message: unknown) => {
    logger.debug(textOf(message))
  },
  verbose: (message: unknown) => {
    logger.trace(textOf(message))
  },
  warn: (message: unknown) => {
    logger.warn(textOf(message))
  },
  error: (message: unknown, ...details: unknown[]) => {
    logger.error({ details }, textOf(message))
  },
  fatal: (message: unknown) => {
    logger.fatal(textOf(message))
  },
})

const textOf = (message: unknown): string => (typeof message === 'string' ? message : JSON.stringify(message))
