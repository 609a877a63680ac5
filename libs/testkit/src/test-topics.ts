import { randomBytes } from 'node:crypto'
import { topicNames, type TopicNames } from '#eventing'

const bare = topicNames()

/** Topic names nobody else uses. They are names only: `ensureTopics` creates the topics. */
export const testTopics = (): TopicNames => topicNames(`t${randomBytes(5).toString('hex')}.`)

/** The prefix of such names, for the setting WIRELEDGER_TOPIC_PREFIX. */
export const prefixOf = (topics: TopicNames): string => topics.wire.slice(0, -bare.wire.length)
