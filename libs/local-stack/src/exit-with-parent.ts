/**
 * For services that another program started with an IPC channel: when that program ends, in whatever way, end too, as
 * on SIGTERM, and at the latest after `graceMs`. Does nothing in a process that was started otherwise.
 */
export const exitWithParent = (graceMs = 8000): void => {
  if (process.send === undefined) return
  const leave = (): void => {
    setTimeout(() => process.exit(1), graceMs).unref()
    process.kill(process.pid, 'SIGTERM')
  }
  if (!process.connected) return leave()
  process.once('disconnect', leave)
  // Waiting for the parent is no reason to stay alive.
  process.channel?.unref()
}
