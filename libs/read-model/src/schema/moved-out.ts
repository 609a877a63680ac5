/**
 * SQL that tells of an event `e` of a version whether its item was moved to another incident after it: then it is no
 * longer of this one.
 */
export const movedOut = (schema: string): string => `EXISTS (SELECT FROM ${schema}.effect m WHERE m.kind = 'move'
  AND m.incident_id = e.incident_id AND m.provider = e.provider AND m.item = e.item AND m.revision > e.revision)`
