/** Names under which the module offers what is no class. */
export const SETTINGS = Symbol('settings')
export const LOGGER = Symbol('logger')
export const EVENT_LOG = Symbol('event log')
export const DATABASE = Symbol('database')
export const WRITER = Symbol('projection writer')
