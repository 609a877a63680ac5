import { Injectable } from '@nestjs/common'
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { ChunkReport } from '#read-model'

const prefix = 'wireledger_projector_'

/** What the projector counts, in a registry of its own. */
@Injectable()
export class ProjectorMetrics {
  readonly registry = new Registry()
  readonly lag = new Gauge({
    name: `${prefix}lag_records`,
    help: 'Records of the log not yet projected',
    registers: [this.registry],
  })
  private readonly events = this.counter('events_total', 'Revisions written')
  private readonly refused = this.counter('refused_total', 'Events that the fold refused')
  private readonly quarantined = this.counter('quarantined_total', 'Records that cannot be folded')
  private readonly repeated = this.counter('repeated_total', 'Events dropped because they were projected before')
  private readonly fenced = this.counter('fenced_total', 'Batches that belonged to somebody else')
  private readonly failed = this.counter('failed_total', 'Batches that failed and are tried again')
  private readonly batches = this.counter('batches_total', 'Batches committed')
  private readonly lastCommit = new Gauge({
    name: `${prefix}last_commit_seconds`,
    help: 'Unix time of the last commit',
    registers: [this.registry],
  })
  private readonly seconds = new Histogram({
    name: `${prefix}batch_seconds`,
    help: 'From a batch to its commit',
    buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [this.registry],
  })

  constructor() {
    collectDefaultMetrics({ register: this.registry })
  }

  startBatch(): (outcome: 'applied' | 'fenced' | 'failed') => void {
    const stop = this.seconds.startTimer()
    return (outcome) => {
      if (outcome === 'fenced') this.fenced.inc()
      if (outcome === 'failed') this.failed.inc()
      if (outcome === 'applied') stop()
    }
  }

  chunk({ events, refused, quarantined, repeated }: ChunkReport): void {
    this.batches.inc()
    this.events.inc(events)
    this.refused.inc(refused)
    this.quarantined.inc(quarantined)
    this.repeated.inc(repeated)
    this.lastCommit.setToCurrentTime()
  }

  private counter(name: string, help: string): Counter {
    return new Counter({ name: `${prefix}${name}`, help, registers: [this.registry] })
  }
}
