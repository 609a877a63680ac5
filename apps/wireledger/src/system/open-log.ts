import { topicNames, type TopicNames } from '#eventing'
import type { EventLog } from '#event-log'
import { brokersOf, type FoundSystem } from './find-system.js'

/** Opens the log of the running system; whoever opens closes. kafkajs is loaded only here. */
export const openLog = async (system: FoundSystem): Promise<{ log: EventLog; topics: TopicNames }> => {
  const brokers = brokersOf(system)
  const { openEventLog } = await import('#event-log')
  const topics = topicNames(system.topicPrefix)
  return { log: openEventLog({ brokers, clientId: 'wireledger-cli', topics }), topics }
}
