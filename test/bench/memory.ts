import { memoryOf } from './processes.js'

/** The most memory that each process was ever seen to hold, in MB, by the name of the process and its work. */
export type MemorySeen = {
  readonly note: (name: string, pid: number | null) => void
  readonly seen: () => { readonly [name: string]: { readonly rssMb: number; readonly peakMb: number } }
}

export const openMemory = (): MemorySeen => {
  const highest = new Map<string, { rssMb: number; peakMb: number }>()
  return {
    note: (name, pid) => {
      const now = pid === null ? null : memoryOf(pid)
      if (now === null) return
      const before = highest.get(name) ?? { rssMb: 0, peakMb: 0 }
      highest.set(name, { rssMb: Math.max(before.rssMb, now.rssMb), peakMb: Math.max(before.peakMb, now.peakMb) })
    },
    seen: () => Object.fromEntries(highest),
  }
}
