import { eventually } from './eventually.js'

describe('eventually', () => {
  it('answers what the check answers once it no longer throws or says false', async () => {
    let calls = 0
    const answer = await eventually(
      () => {
        calls += 1
        if (calls === 1) throw new Error('not yet')
        return calls < 3 ? false : 'done'
      },
      { everyMs: 1 },
    )
    expect(answer).toBe('done')
  })

  it('counts a check without an answer as met, as assertions are', async () => {
    await expect(eventually(() => expect(1).toBe(1))).resolves.toBeUndefined()
  })

  it('tells what was waited for and what was seen last when the time is over', async () => {
    const waiting = eventually(() => expect('shootings').toBe('over'), {
      timeoutMs: 20,
      everyMs: 1,
      until: 'the activity is over',
    })
    await expect(waiting).rejects.toThrow(/not within 0\.02 s: the activity is over\. Last: [^]*shootings/)
  })
})
