/** Names under which Nest hands the parts of the service out. */
export const LOGGER = Symbol('logger')
export const TOPICS = Symbol('topics')
export const EVENT_LOG = Symbol('event-log')
export const POOL = Symbol('pool')
export const READS = Symbol('reads')
export const METRICS = Symbol('metrics')
