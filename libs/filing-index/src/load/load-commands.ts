import type { ClientBase } from 'pg'
import type { TakenCommand } from '../chunk.js'
import { run } from '../run.js'
import type { Statement } from '../statement.js'

const select: Statement = {
  name: 'filing_load_commands',
  text: 'SELECT command_id, position, incident_id, event_id FROM filing.command WHERE command_id = ANY($1::text[])',
}

/** Which of these commands have been taken in before. */
export const loadCommands = async (client: ClientBase, ids: readonly string[]): Promise<Map<string, TakenCommand>> => {
  if (ids.length === 0) return new Map()
  type Row = { command_id: string; position: string; incident_id: string | null; event_id: string | null }
  const rows = await run<Row>(client, select, [ids])
  return new Map(
    rows.map(({ command_id, position, incident_id, event_id }) => [
      command_id,
      { commandId: command_id, position, incident: incident_id, eventId: event_id },
    ]),
  )
}
