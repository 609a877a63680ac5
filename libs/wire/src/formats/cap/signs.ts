import { noSigns, type Sign, type Signs } from '../../action/signs.js'
import { childrenOf, textAt } from '../../xml/xml-element.js'
import type { FoundAlert } from './find-alerts.js'
import { namedValuesOf } from './named-values.js'

// Event codes of the Specific Area Message Encoding that only try out the way there.
const tests = /^(?:RWT|RMT|NPT|NMN|NST|DMO)$/

/** Whether an alert is meant: neither a test nor an exercise, draft or message of the network itself. */
export const isActual = (found: FoundAlert): boolean =>
  statusesOf(found).every(({ value }) => !/^(?:test|exercise|draft|system)$/i.test(value))

/** What an alert says about the action, for the rules that all formats share. */
export const signsOf = (found: FoundAlert, headline: string | undefined): Signs => {
  const { alert } = found
  const msgType = textAt(alert, 'msgType')
  const type: readonly Sign[] = msgType === undefined ? [] : [{ field: '/alert/msgType', value: msgType }]
  const note = textAt(alert, 'note')
  return {
    ...noSigns,
    status: [...statusesOf(found), ...type.filter(({ value }) => /^cancel/i.test(value))],
    signals: type,
    headline: headline === undefined ? [] : [{ field: '/alert/info/headline', value: headline }],
    edNotes: note === undefined ? [] : [{ field: '/alert/note', value: note }],
  }
}

const statusesOf = ({ alert, distributionStatus }: FoundAlert): readonly Sign[] => {
  const status = textAt(alert, 'status')
  const codes = childrenOf(alert, 'info').flatMap((block) => namedValuesOf(block, 'eventCode'))
  return [
    ...(status === undefined ? [] : [{ field: '/alert/status', value: status }]),
    ...(distributionStatus === undefined
      ? []
      : [{ field: '/EDXLDistribution/distributionStatus', value: distributionStatus }]),
    ...codes
      .filter(({ name, value }) => /^same$/i.test(name) && tests.test(value))
      .map(() => ({ field: '/alert/info/eventCode', value: 'Test' })),
  ]
}
