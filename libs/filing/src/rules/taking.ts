import type { Json } from '#eventing'
import type { NamedVictim, Victim } from '#incident'
import { sameNamed, type Cause } from '../known.js'
import { holds, isKillAction, releases } from './victims.js'

/** A notice with one of the items that it names in words: taken out, held or released, and how it was told. */
export const takingNamed = (notice: Cause, named: NamedVictim, victim: Victim, how: string): Cause => {
  const { data } = notice
  const { action, relations, particulars } = data.update
  const kills = isKillAction(action)
  const rel = action === 'hold' ? holds : releases
  return {
    ...notice,
    data: {
      ...data,
      kills: kills ? [...data.kills, victim] : data.kills,
      update: {
        ...data.update,
        relations: kills ? relations : [...relations, { rel, ...victim }],
        ...(particulars === undefined ? {} : { particulars: withoutWords(particulars, named) }),
      },
      evidence: {
        ...data.evidence,
        namedVictims: [
          ...((data.evidence['namedVictims'] as Json[] | undefined) ?? []),
          { messageNumber: named.messageNumber, date: named.date, victim: `${victim.provider}/${victim.item}`, how },
        ],
      },
    },
  }
}

// The headline of what was taken out must not live on in the notice that took it out.
const withoutWords = (
  particulars: NonNullable<Cause['data']['update']['particulars']>,
  named: NamedVictim,
): NonNullable<Cause['data']['update']['particulars']> => ({
  ...particulars,
  namedVictims: (particulars.namedVictims ?? []).map((other) =>
    sameNamed(other, named) ? { ...other, headline: null } : other,
  ),
})
