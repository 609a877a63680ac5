import { setTimeout as pause } from 'node:timers/promises'
import type { Ask } from '../http-client.js'
import { dice, zipf } from '../dice.js'
import { speaking } from '../said.js'

export type Doors = { readonly ingest: { readonly ask: Ask }; readonly desk: { readonly ask: Ask } }
export type Load = { readonly rate: number; readonly seconds: number; readonly name: string }
export type Seen = {
  /** Of the updates looked for: milliseconds from when it was to be sent to when a GET showed it. */
  readonly visible: readonly number[]
  /** Of all updates: milliseconds from when it was to be sent to its 202. */
  readonly acks: readonly number[]
  readonly accepted: number
  readonly sent: number
  readonly ok: boolean
}

const lookedForPerSecond = 15
const patienceMs = 30_000

/**
 * Sends updates at a fixed rate. An update counts from the moment it was due, so a client that falls behind does not
 * hide what waited. Of those looked for, each goes to an incident that holds no other one under way and states a number
 * that GET /v1/incidents/{name} must show. Asking is work on the same cores: it begins after the 202 when half of what
 * it usually takes is over, and is repeated after 2 ms, or a tenth of the time waited, so the error stays below one in
 * ten and always makes the time longer. The last GET's own time is part of it.
 */
export const openLoop = async (doors: Doors, { rate, seconds, name }: Load): Promise<Seen> => {
  const [visible, acks, unsettled]: [number[], number[], Set<Promise<void>>] = [[], [], new Set()]
  const draw = { rank: zipf(1_000), roll: dice(rate) }
  const { next } = speaking(rate)
  const total = Math.round(rate * seconds)
  const lookedFor = Math.max(1, Math.round(rate / lookedForPerSecond))
  const free: string[] = []
  let [probes, failures, lastAck, usual] = [0, 0, 0, 0]
  const start = performance.now() + 20
  const send = async (n: number): Promise<void> => {
    const due = start + (n * 1000) / rate
    const probing = n % lookedFor === 0
    const incident = probing ? (free.pop() ?? `${name}-probe-${(probes += 1)}`) : `${name}-${draw.rank(draw.roll())}`
    const answer = await doors.ingest.ask('POST', '/v1/wire', updateOf(name, n, incident, probing, next()), mediaType)
    lastAck = performance.now()
    acks.push(lastAck - due)
    if (answer.status !== 202) {
      failures += 1
      return
    }
    if (!probing) return
    await pause(Math.max(0, due + usual / 2 - performance.now()))
    if (await shown(doors.desk.ask, incident, n, due)) {
      const took = performance.now() - due
      visible.push(took)
      usual += (took - usual) / Math.min(visible.length, 16)
    } else failures += 1
    free.push(incident)
  }
  for (let n = 0; n < total;) {
    const due = Math.min(total, Math.floor(((performance.now() - start) * rate) / 1000) + 1)
    for (; n < due; n++) {
      const sending = send(n)
        .catch(() => void (failures += 1))
        .finally(() => unsettled.delete(sending))
      unsettled.add(sending)
    }
    await pause(1)
  }
  await Promise.all(unsettled)
  const accepted = ((acks.length - failures) * 1000) / Math.max(lastAck - start, seconds * 1000)
  return { visible, acks, accepted, sent: total, ok: failures === 0 }
}

const mediaType = 'application/vnd.wireledger.update+json'

const updateOf = (
  name: string,
  n: number,
  incident: string,
  probing: boolean,
  said: ReturnType<ReturnType<typeof speaking>['next']>,
): string => {
  const { provider, fact, value, speaker, quote } = said
  const claims: object[] = [{ fact, value, speaker, tier: 1 + (n % 4), independenceGroup: speaker, quote }]
  if (probing) claims.push({ fact: 'note/probe', value: n, speaker: 'bench', tier: 1, saidAt: saidAtOf(n) })
  return JSON.stringify({
    ...{ provider, item: `${name}-${n}`, action: 'update', saidAt: saidAtOf(n), incident, claims },
    ...{ headline: `Update ${n}: ${quote}`, text: `${quote}; ${quote}; ${quote}`, language: 'en', urgency: 3 },
  })
}

const saidAtOf = (n: number): string => new Date(Date.parse('2023-09-24T05:00:00Z') + n * 20).toISOString()

const shown = async (ask: Ask, incident: string, n: number, since: number): Promise<boolean> => {
  const wanted = `"note/probe":{"best":${n},`
  for (;;) {
    const { status, body } = await ask('GET', `/v1/incidents/${incident}`)
    if (status === 200 && body.includes(wanted)) return true
    const waited = performance.now() - since
    if (waited > patienceMs) return false
    await pause(Math.max(2, waited / 10))
  }
}
