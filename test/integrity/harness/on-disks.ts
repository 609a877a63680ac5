import { join } from 'node:path'
import type { Campaign } from './campaign.js'
import { mountDisk } from './disks.js'
import { startServers } from './servers.js'

const megabytes = { kafka: 400, postgres: 500 }

/** Plays on servers whose data lies on small disks in memory, and takes those away afterwards. */
export const onDisks = async (campaign: Campaign, play: (campaign: Campaign) => Promise<void>): Promise<void> => {
  const at = (name: string): string => join(campaign.places.data, `disk-${name}`)
  const disks = {
    kafka: mountDisk(at('kafka'), megabytes.kafka),
    postgres: mountDisk(at('postgres'), megabytes.postgres),
  }
  try {
    const folders = { kafka: disks.kafka.folder, postgres: disks.postgres.folder }
    const servers = await startServers(folders, campaign.log, disks)
    try {
      await play({ ...campaign, servers })
    } finally {
      for (const disk of Object.values(disks)) disk.free()
      await servers.stop()
    }
  } finally {
    for (const disk of Object.values(disks)) disk.unmount()
  }
}
