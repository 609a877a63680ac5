import { isTimeZone, parseTime } from '#eventing'
import { incidentProblem, isLanguageTag, itemProblem, providerPattern, versionProblem } from './names.js'
import type { Hints, Problem } from './wire-update.js'

type Check = (value: string) => string | undefined

const checks: readonly { header: string; field: Exclude<keyof Hints, 'contentType'>; check: Check }[] = [
  {
    header: 'wire-provider',
    field: 'provider',
    check: (value) => (providerPattern.test(value) ? undefined : `must match ${providerPattern.source}`),
  },
  { header: 'wire-item', field: 'item', check: itemProblem },
  { header: 'wire-version', field: 'version', check: versionProblem },
  {
    header: 'wire-said-at',
    field: 'saidAt',
    check: (value) => (parseTime(value) === undefined ? 'must be an RFC 3339 time with an offset' : undefined),
  },
  { header: 'wire-incident', field: 'incident', check: incidentProblem },
  {
    header: 'wire-language',
    field: 'language',
    check: (value) => (isLanguageTag(value) ? undefined : 'must be a BCP 47 language tag'),
  },
  {
    header: 'wire-time-zone',
    field: 'timeZone',
    check: (value) => (isTimeZone(value) ? undefined : 'must be an IANA time zone such as Europe/Vienna'),
  },
]

/** What is wrong with the headers, each problem at the header's name. The content type is judged with the content. */
export const checkHints = (hints: Hints): Problem[] => {
  const problems: Problem[] = []
  for (const { header, field, check } of checks) {
    const value = hints[field]
    const message = value === null ? undefined : check(value)
    if (message !== undefined) problems.push({ path: header, message })
  }
  return problems
}

/** No hints at all: bare bytes. */
export const noHints: Hints = {
  contentType: null,
  provider: null,
  item: null,
  version: null,
  saidAt: null,
  incident: null,
  language: null,
  timeZone: null,
}
