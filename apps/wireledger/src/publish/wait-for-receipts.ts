import type { AcceptedAnswer, ReceiptAnswer } from '../doors/answers.js'
import { awaitReceipt } from '../doors/desk.js'
import { CommandFailure, exitCodes } from '../failure.js'
import { note, print, printJson } from '../output/print.js'
import { plain } from '../output/cut.js'
import type { PublishOptions } from './publish-options.js'

type Settled = { readonly id: string; readonly position: string } & ReceiptAnswer

/** Waits for each receipt in turn and prints what became of it; fails where not all of them got in. */
export const waitForReceipts = async (
  desk: string,
  receipts: AcceptedAnswer['receipts'],
  options: PublishOptions,
): Promise<void> => {
  const until = Date.now() + options.timeout * 1000
  const settled: Settled[] = []
  for (const { id, position } of receipts) {
    const receipt = { ...(await awaitReceipt(desk, id, Math.max(0, until - Date.now()))), id, position }
    settled.push(receipt)
    if (!options.json) tellReceipt(receipt)
  }
  if (options.json) printJson({ receipts: settled })
  const failure = failureOf(settled)
  if (failure !== undefined) throw failure
}

const tellReceipt = (receipt: Settled): void => {
  const ends = receipt.updates.map(
    ({ updateId, incident, revision }) => `${incident}  ${revision === null ? '' : `rev ${revision}  `}${updateId}`,
  )
  for (const end of ends.length === 0 ? [receipt.reason ?? ''] : ends) {
    print(plain(`${receipt.status.padEnd(11)}  ${receipt.id}  ${end}`))
  }
  if (ends.length > 0 && receipt.reason) note(plain(`${receipt.id}: ${receipt.reason}`))
  for (const warning of receipt.warnings ?? []) note(plain(`${receipt.id}: ${warning}`))
}

/** Why a set of receipts is no success: rejected is a conflict, quarantined or still on its way a failure. */
export const failureOf = (settled: readonly ReceiptAnswer[]): CommandFailure | undefined => {
  const count = (...statuses: string[]) => settled.filter(({ status }) => statuses.includes(status)).length
  const quarantined = count('quarantined')
  if (quarantined > 0) return new CommandFailure(`${quarantined} of ${settled.length} went to quarantine`)
  const late = count('accepted', 'filed')
  if (late > 0) return new CommandFailure(`${late} of ${settled.length} not projected yet; they are kept and will be`)
  const rejected = count('rejected')
  return rejected > 0 ? new CommandFailure(`${rejected} of ${settled.length} rejected`, exitCodes.conflict) : undefined
}
