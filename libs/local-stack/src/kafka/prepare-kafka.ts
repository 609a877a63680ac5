import { spawn, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { forget, keep } from '../keeper.js'
import { LocalStackError, noJava, noMaven } from '../local-stack-error.js'
import { isAlive } from '../process-list.js'
import { projectRoot } from '../project-root.js'
import { archiveClasses } from './archive-classes.js'
import { classArchive } from './broker-command.js'

export const kafkaVersion = '4.3.1'
const brokerJar = `kafka_2.13-${kafkaVersion}.jar`

/** Tells the person at the terminal what is going on, one line at a time. */
export type Progress = (line: string) => void

/** Where Kafka's jars are kept, shared by every run and every test of this checkout. */
export const defaultKafkaCache = (): string => join(projectRoot(), '.wireledger', `kafka-${kafkaVersion}`)

/** What a killed run had fetched so far: its folder carries the number of the process that was at it. */
const sweepBrokenFetches = (cacheDir: string): void => {
  const prefix = `${basename(cacheDir)}.fetch-`
  for (const name of readdirSync(dirname(cacheDir))) {
    const by = Number(name.slice(prefix.length).split('-')[0])
    if (name.startsWith(prefix) && !isAlive(by)) rmSync(join(dirname(cacheDir), name), { recursive: true, force: true })
  }
}

const isFetched = (cacheDir: string): boolean => existsSync(join(cacheDir, 'libs', brokerJar))

const runMaven = (into: string, onProgress: Progress): Promise<void> =>
  new Promise((resolve, reject) => {
    const pom = join(projectRoot(), 'libs/local-stack/kafka/pom.xml')
    const child = spawn(
      'mvn',
      ['-B', '-f', pom, 'dependency:copy-dependencies', '-DincludeScope=runtime', `-DoutputDirectory=${into}`],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    if (child.pid !== undefined) keep(child.pid, 'SIGTERM')
    let files = 0
    let output = ''
    const read = (chunk: Buffer): void => {
      const text = chunk.toString('utf8')
      output = (output + text).slice(-4000)
      files += text.match(/Downloaded from/g)?.length ?? 0
    }
    child.stdout.on('data', read)
    child.stderr.on('data', read)
    const tick = setInterval(
      () => onProgress(`fetching Apache Kafka ${kafkaVersion} by Maven: ${files} files so far`),
      3000,
    )
    const end = (error?: Error): void => {
      clearInterval(tick)
      if (child.pid !== undefined) forget(child.pid)
      if (error === undefined) resolve()
      else reject(error)
    }
    child.once('error', (error: NodeJS.ErrnoException) => end(error.code === 'ENOENT' ? noMaven() : error))
    child.once('close', (code) => {
      if (code === 0) return end()
      end(
        new LocalStackError(
          'STACK_FETCH_FAILED',
          `Maven could not fetch Apache Kafka ${kafkaVersion} (exit ${code}):\n${output.trim().split('\n').slice(-12).join('\n')}`,
        ),
      )
    })
  })

/** Fetched into a folder of its own and renamed when whole: an interrupted or a second fetch never leaves half of it. */
const fetchKafka = async (cacheDir: string, onProgress: Progress): Promise<void> => {
  if (spawnSync('java', ['-version'], { stdio: 'ignore' }).error !== undefined) throw noJava('and no "java" was found')
  mkdirSync(dirname(cacheDir), { recursive: true })
  sweepBrokenFetches(cacheDir)
  onProgress(`fetching Apache Kafka ${kafkaVersion} by Maven (45 MB, only this once)`)
  const fetched = mkdtempSync(`${cacheDir}.fetch-${process.pid}-`)
  try {
    await runMaven(join(fetched, 'libs'), onProgress)
    if (!isFetched(cacheDir)) renameSync(fetched, cacheDir)
  } catch (error) {
    // Another run may have put its own there in the meantime: as good as ours.
    if (!isFetched(cacheDir)) throw error
  } finally {
    rmSync(fetched, { recursive: true, force: true })
  }
}

/** Makes sure that Kafka's jars are here, and what makes it start faster; answers the folder of the jars. */
export const prepareKafka = async (
  options: { readonly cacheDir?: string; readonly onProgress?: Progress } = {},
): Promise<string> => {
  const cacheDir = options.cacheDir ?? defaultKafkaCache()
  const onProgress = options.onProgress ?? ((): void => undefined)
  const libs = join(cacheDir, 'libs')
  if (!isFetched(cacheDir)) await fetchKafka(cacheDir, onProgress)
  if (!existsSync(classArchive(libs))) {
    onProgress('getting Kafka ready to start faster (only this once)')
    await archiveClasses(libs)
  }
  return libs
}
