import { existsSync, statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { projectRoot } from '../project-root.js'

/** Classes of a started broker in the form the JVM maps into memory: halves the time to start. */
export const classArchive = (libs: string): string => join(dirname(libs), 'kafka.jsa')

const quiet = (): string[] => [
  '-XX:-UsePerfData',
  '-Djava.awt.headless=true',
  `-Dlog4j2.configurationFile=${join(projectRoot(), 'libs/local-stack/kafka/log4j2.xml')}`,
]

const archiveFlags = (libs: string): string[] => {
  const archive = classArchive(libs)
  return existsSync(archive) && statSync(archive).size > 0 ? [`-XX:SharedArchiveFile=${archive}`] : []
}

/** Arguments of `java` for a broker; `flags` replace the use of the class archive. */
export const brokerArgs = (libs: string, config: string, flags: readonly string[] = archiveFlags(libs)): string[] => [
  '-Xms256m',
  '-Xmx512m',
  // A broker beside everything else on a few cores: compiling its code better costs more than the better code saves, for
  // minutes, and so do the threads of a concurrent collector.
  '-XX:+UseSerialGC',
  '-XX:TieredStopAtLevel=1',
  ...flags,
  ...quiet(),
  '-cp',
  join(libs, '*'),
  'kafka.Kafka',
  config,
]

/** Arguments of `java` for Kafka's own storage tool. */
export const storageToolArgs = (libs: string, args: readonly string[]): string[] => [
  '-Xmx128m',
  '-XX:TieredStopAtLevel=1',
  ...archiveFlags(libs),
  ...quiet(),
  '-cp',
  join(libs, '*'),
  'kafka.tools.StorageTool',
  ...args,
]
