import { updateIdOf, type Claim, type ClaimOverruled, type FiledUpdate, type UpdateFiled } from '#incident'

type Given = Partial<Pick<FiledUpdate, 'headline' | 'text' | 'saidAt' | 'withdraws'>> & {
  readonly item: string
  readonly version?: string
  readonly police?: number
  readonly aliases?: readonly string[]
}

/** An update as filing would have filed it; `police` claims that many injured officers. */
export const updateFiled = ({ item, version = '1', police, aliases = [], ...rest }: Given): UpdateFiled => {
  const updateId = updateIdOf('agy-a', item, version)
  const saidAt = rest.saidAt ?? '2023-09-24T06:00:00.000Z'
  return {
    type: 'UpdateFiled',
    data: {
      update: {
        updateId,
        provider: 'agy-a',
        item,
        version,
        action: 'update',
        saidAt,
        headline: rest.headline ?? `Headline of ${item}`,
        text: rest.text ?? null,
        language: 'en',
        slug: null,
        urgency: null,
        relations: [],
        claims: police === undefined ? [] : [injured(`${updateId}#0`, police, saidAt)],
        withdraws: rest.withdraws ?? [],
        format: 'wireledger',
      },
      receivedAt: saidAt,
      aliases,
      kills: [],
      reachesOnly: false,
      evidence: {},
      warnings: [],
    },
  }
}

const injured = (id: string, value: number, saidAt: string): Claim => ({
  id,
  fact: 'casualties/injured/police',
  value,
  speaker: 'Kosovo Police',
  tier: 1,
  independenceGroup: 'kosovo-authorities',
  via: [],
  saidAt,
  quote: null,
  allegation: false,
})

/** An editor's overrule that expects a revision. */
export const claimOverruled = (claims: readonly string[], expectedRevision: number | null): ClaimOverruled => ({
  type: 'ClaimOverruled',
  data: {
    claims,
    reason: 'checked by phone',
    by: 'desk-1',
    saidAt: '2023-09-24T09:00:00.000Z',
    receivedAt: '2023-09-24T09:00:00.000Z',
    expectedRevision,
  },
})
