import { setTimeout as pause } from 'node:timers/promises'
import { Inject, Injectable, type OnModuleDestroy } from '@nestjs/common'
import type { Pool } from 'pg'
import type { Logger } from 'pino'
import { catchUpSearch, mergeWords } from '#read-model'
import { ProgressWatch } from '../projection/progress-watch.js'
import { DATABASE, LOGGER } from '../tokens.js'

const everyMs = 500
// While more than this is still to be projected, the machine's time is better spent on that.
const busyAbove = 20_000

/**
 * Keeps full text behind the projection by moments: live chunks bring their words themselves, larger ones leave them; and
 * merges new words into their index before a writer has to.
 */
@Injectable()
export class SearchFollower implements OnModuleDestroy {
  private readonly stopping = new AbortController()

  constructor(
    @Inject(DATABASE) private readonly database: Pool,
    @Inject(ProgressWatch) private readonly watch: ProgressWatch,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  start(): void {
    void this.follow()
  }

  onModuleDestroy(): void {
    this.stopping.abort()
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping
    while (!signal.aborted) {
      const { lag } = this.watch.now()
      if (lag !== null && lag < busyAbove) await this.catchUp()
      await pause(everyMs, undefined, { signal, ref: false }).catch(() => undefined)
    }
  }

  private async catchUp(): Promise<void> {
    try {
      const events = await catchUpSearch(this.database, this.stopping.signal)
      if (events > 0) this.logger.debug({ events }, 'full text caught up')
      await mergeWords(this.database)
    } catch (error) {
      this.logger.warn({ err: error }, 'full text stands still and is tried again')
    }
  }
}
