/** For services that another program started with an IPC channel: when that program ends, in whatever way, end too. */
export const exitWithParent = (graceMs = 8000): void => {
  if (process.send === undefined) return
  process.once('disconnect', () => {
    setTimeout(() => process.exit(1), graceMs).unref()
    process.kill(process.pid, 'SIGTERM')
  })
  // Waiting for the parent is no reason to stay alive.
  process.channel?.unref()
}
