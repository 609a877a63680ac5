export const CHANGES = Symbol('changes')
export const LOG_ENDS = Symbol('log-ends')
