/**
 * The keeper: a process that outlives its parent by a few seconds. It reads `+pid signal` and `-pid` lines from its
 * parent and, when the pipe closes (the parent ended, even by kill -9), ends every process still on the list.
 */
import { createInterface } from 'node:readline'

const graceMs = 5000
const kept = new Map<number, NodeJS.Signals>()

const send = (pid: number, signal: NodeJS.Signals | 0): boolean => {
  try {
    process.kill(pid, signal)
    return true
  } catch {
    return false
  }
}

const endAll = (): void => {
  for (const [pid, signal] of kept) send(pid, signal)
  const deadline = Date.now() + graceMs
  const look = setInterval(() => {
    for (const pid of kept.keys()) if (!send(pid, 0)) kept.delete(pid)
    if (kept.size > 0 && Date.now() < deadline) return
    for (const pid of kept.keys()) send(pid, 'SIGKILL')
    clearInterval(look)
  }, 100)
}

// Signals meant for the parent's terminal must not end the one who cleans up.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => undefined)

const lines = createInterface({ input: process.stdin })
lines.on('line', (line) => {
  const [pid = '', signal = 'SIGTERM'] = line.slice(1).split(' ')
  if (line.startsWith('+')) kept.set(Number(pid), signal as NodeJS.Signals)
  else kept.delete(Number(pid))
})
lines.on('close', endAll)
