import { hash } from 'node:crypto'
import type { Dice } from '../harness/dice.js'

/** An update as it is published, and what it is called. */
export type Update = {
  readonly updateId: string
  readonly provider: string
  readonly text: string
  readonly sha256: string
  readonly contentType: string
}

const facts = ['casualties/killed/police', 'casualties/injured/civilians', 'casualties/arrested/attackers', 'activity']
const activities = ['reported', 'ongoing', 'sporadic', 'contained', 'over']
const speakers = ['Police', 'Interior Minister', 'hospital', 'witness', 'prosecutor', 'mayor']
const texts = [
  'Two police officers were killed and at least three others were injured, police said.',
  'Shooting continued near the monastery, a witness said.',
  'The interior minister said four suspects were arrested.',
]
export const wireledgerType = 'application/vnd.wireledger.update+json'
const ninjs = 'application/vnd.iptc.ninjs+json'
const epoch = Date.parse('2023-09-24T05:00:00Z')
const remembered = 400

const made = (provider: string, updateId: string, body: object, contentType = wireledgerType): Update => {
  const text = JSON.stringify(body)
  return { updateId, provider, text, sha256: hash('sha256', text), contentType }
}

export type Duplicates = { same: number; other: number }

/** Makes a newsroom's traffic: new items, newer versions with withdrawals, kills, and what must not count twice. */
export type Updates = {
  readonly next: () => Update
  /** An item that nobody may see for some seconds, of a story of its own. */
  readonly embargoed: () => Update
  /** Tells that an update was acknowledged: from now on it may come again, in the same words or in others. */
  readonly acknowledged: (update: Update) => void
  /** Shares of deliveries that repeat an earlier one, and that use its id for another body. */
  readonly duplicates: Duplicates
}

export const openUpdates = (dice: Dice, stories: number): Updates => {
  const duplicates: Duplicates = { same: 0.03, other: 0.01 }
  const known: Update[] = []
  let items = 0

  const bodyOf = (provider: string, item: string, version: number, n: number): object => ({
    provider,
    item,
    version: String(version),
    saidAt: new Date(epoch + n * 1000 + dice.between(0, 20_000)).toISOString(),
    headline: `Update ${n}`,
    incident: `story-${n % stories}`,
    ...(dice.chance(0.1) ? { text: dice.pick(texts), language: 'en' } : { claims: claimsOf() }),
  })
  const claimsOf = (): object[] =>
    Array.from({ length: dice.between(1, 2) }, () => {
      const fact = dice.pick(facts)
      const value = fact === 'activity' ? dice.pick(activities) : dice.between(0, 9)
      return { fact, value, tier: dice.between(1, 4), speaker: dice.pick(speakers) }
    })
  const fresh = (): Update => {
    const n = items++
    const provider = `agy-${n % 6}`
    return made(provider, `${provider}/I${n}@1`, bodyOf(provider, `I${n}`, 1, n))
  }
  const newer = (before: Update): Update => {
    const body = JSON.parse(before.text) as { provider: string; item: string; version: string; headline: string }
    const version = Number(body.version) + 1
    const n = Number(body.item.slice(1))
    const updateId = `${body.provider}/${body.item}@${version}`
    if (dice.chance(0.15)) {
      const kill = { provider: body.provider, item: body.item, version: String(version), action: 'kill' }
      return made(body.provider, updateId, { ...kill, saidAt: new Date(epoch + n * 1000 + 60_000).toISOString() })
    }
    const withdraws = dice.chance(0.5) ? { withdraws: [`${before.updateId}#0`] } : {}
    return made(body.provider, updateId, { ...bodyOf(body.provider, body.item, version, n), ...withdraws })
  }
  const reworded = (before: Update): Update => {
    const body = JSON.parse(before.text) as { headline?: string }
    return made(before.provider, before.updateId, { ...body, headline: `${body.headline ?? ''} (otherwise)` })
  }
  const embargoed = (): Update => {
    const n = items++
    const uri = `E${n}`
    const until = new Date(Date.now() + dice.between(1_000, 6_000)).toISOString()
    const story = { type: 'text', headline: `Embargoed ${n}`, body_text: dice.pick(texts), language: 'en' }
    return made('agy-e', `agy-e/${uri}@1`, { uri, provider: 'agy-e', version: '1', embargoed: until, ...story }, ninjs)
  }
  return {
    duplicates,
    embargoed,
    next: () => {
      if (known.length > 0) {
        const kind = dice.roll()
        if (kind < duplicates.same) return dice.pick(known)
        if (kind < duplicates.same + duplicates.other) return reworded(dice.pick(known))
        if (kind < duplicates.same + duplicates.other + 0.1) {
          // Each version is followed by one next version: taken out, or two newer ones would share an id by accident.
          const [before] = known.splice(dice.between(0, known.length - 1), 1)
          if (before !== undefined) return newer(before)
        }
      }
      return fresh()
    },
    acknowledged: (update) => {
      if (known.length < remembered) known.push(update)
      else known[dice.between(0, remembered - 1)] = update
    },
  }
}
