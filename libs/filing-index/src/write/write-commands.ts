import type { ClientBase } from 'pg'
import type { TakenCommand } from '../chunk.js'
import { write, type Statement } from '../statement.js'

const insert: Statement = {
  name: 'filing_write_commands',
  text: `INSERT INTO filing.command (command_id, position, incident_id, event_id)
    SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::uuid[])`,
}

/** Remembers commands by their id, so that one that was sent again after an unknown outcome counts once. */
export const writeCommands = (client: ClientBase, taken: readonly TakenCommand[]): Promise<void> =>
  write(client, insert, taken, (commands) => [
    commands.map(({ commandId }) => commandId),
    commands.map(({ position }) => position),
    commands.map(({ incident }) => incident),
    commands.map(({ eventId }) => eventId),
  ])
