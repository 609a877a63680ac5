import { describe, expect, it } from '@jest/globals'
import { validate, version } from 'uuid'
import { mint } from './mint.js'

describe('ids', () => {
  it('of events are UUIDs of version 7, each another one, in the order they were made', () => {
    const ids = Array.from({ length: 5_000 }, () => mint.eventId())
    expect(ids.every((id) => validate(id) && version(id) === 7)).toBe(true)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...ids].sort()).toEqual(ids)
  })

  it('of incidents are short, each another one, in the order they were opened', () => {
    const ids = Array.from({ length: 1_000 }, () => mint.incidentId())
    expect(ids.every((id) => /^i-[0-9a-z]{20}$/.test(id))).toBe(true)
    expect(new Set(ids).size).toBe(ids.length)
    expect([...ids].sort()).toEqual(ids)
  })
})
