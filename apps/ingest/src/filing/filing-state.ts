import { Injectable } from '@nestjs/common'
import type { Lag, Subscription } from '#event-log'

/** How filing is doing, for readiness and metrics. */
@Injectable()
export class FilingState {
  subscription: Subscription | undefined
  /** What filing waits for, and since when (epoch ms); undefined while all is well. */
  trouble: { readonly what: string; readonly since: number } | undefined

  lag(): readonly Lag[] {
    return this.subscription?.lag() ?? []
  }

  troubled(what: string): void {
    this.trouble = { what, since: this.trouble?.since ?? Date.now() }
  }

  well(): void {
    this.trouble = undefined
  }
}
