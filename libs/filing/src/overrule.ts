import { correlationOf } from './correlation.js'
import type { CommandDecision } from './decision.js'
import type { Mint } from './incoming.js'
import type { Known } from './known.js'
import { resolveName } from './rules/link.js'
import { claimTarget } from './rules/victims.js'

/** An editor's `overrule` as it stands in the command topic (contract §2.5). */
export type OverruleCommand = {
  readonly command: 'overrule'
  readonly commandId: string
  /** Id or alias. */
  readonly incident: string
  readonly claims: readonly string[]
  readonly reason: string
  readonly by: string
  /** Null: the time received. */
  readonly saidAt: string | null
  readonly expectedRevision: number | null
}

/** Decides on an overrule: rejected where no such incident exists; whether its revision is the expected one the fold says. */
export const decideOverrule = (
  known: Known,
  command: OverruleCommand,
  record: { readonly position: string; readonly receivedAt: string },
  mint: Mint,
): CommandDecision => {
  const incident = resolveName(known, command.incident)
  if (incident === undefined) {
    return {
      outcome: 'rejected',
      code: 'FILING_INCIDENT_UNKNOWN',
      reason: `there is no incident ${JSON.stringify(command.incident)}`,
    }
  }
  const { claims, reason, by, expectedRevision } = command
  return {
    outcome: 'filed',
    event: {
      id: mint.eventId(),
      incident,
      causationId: record.position,
      correlationId: correlationOf('command', record.position, command.commandId),
      event: {
        type: 'ClaimOverruled',
        data: {
          ...{ claims, reason, by, saidAt: command.saidAt ?? record.receivedAt },
          ...{ receivedAt: record.receivedAt, expectedRevision },
        },
      },
    },
    warnings: claims.flatMap((id) => warningOf(known, id, incident)),
  }
}

const warningOf = (known: Known, id: string, incident: string): string[] => {
  const claim = claimTarget(id)?.claim
  if (claim == null) return [`${JSON.stringify(id)} is no claim id`]
  const home = known.updates.get(claim.updateId)?.incident ?? incident
  return home === incident ? [] : [`${id} was filed to another incident, ${home}`]
}
