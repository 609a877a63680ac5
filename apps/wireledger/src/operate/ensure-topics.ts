import { openLog } from '../system/open-log.js'
import { findSystem } from '../system/find-system.js'
import { print, printJson } from '../output/print.js'

/** `wireledger topics ensure`. */
export const ensureTopics = async (options: { readonly json?: true }): Promise<void> => {
  const system = findSystem()
  const { log, topics } = await openLog(system)
  try {
    await log.ensureTopics(system.partitions)
    const names = Object.values(topics)
    const found = await Promise.all(
      names.map(async (topic) => ({ topic, partitions: (await log.offsets(topic)).length })),
    )
    if (options.json) return printJson({ topics: found })
    for (const { topic, partitions } of found) print(`${topic}  ${partitions} partitions`)
  } finally {
    await log.close()
  }
}
