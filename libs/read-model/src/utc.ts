/** SQL that writes a timestamptz as every door does: ISO 8601 in UTC with milliseconds. */
export const utc = (column: string): string => `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`
