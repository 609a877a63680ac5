import type { TakenCommand } from '../chunk.js'
import { boundRows, type Bound, type Statement } from '../statement.js'

const insert: Statement = {
  name: 'filing_write_commands',
  text: `INSERT INTO filing.command (command_id, position, incident_id, event_id)
    SELECT command_id, position, incident_id, event_id::uuid
    FROM unnest($1::text[], $2::text[], $3::text[], $4::text[]) AS new(command_id, position, incident_id, event_id)`,
}

/** Remembers commands by their id, so that one that was sent again after an unknown outcome counts once. */
export const writeCommands = (taken: readonly TakenCommand[]): readonly Bound[] =>
  boundRows(
    insert,
    taken,
    ({ commandId }) => commandId,
    ({ position }) => position,
    ({ incident }) => incident,
    ({ eventId }) => eventId,
  )
