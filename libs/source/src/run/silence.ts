/** Whether a source has been silent for longer than it should. Before its first item the time counts from `startedAt`. */
export const isSilent = (
  silentAfterMinutes: number | undefined,
  lastItemAt: number | null,
  startedAt: number,
  now: number,
): boolean =>
  silentAfterMinutes !== undefined && now - Math.max(lastItemAt ?? startedAt, 0) > silentAfterMinutes * 60_000
