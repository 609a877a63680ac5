import { existsSync, mkdtempSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../free-port.js'
import { launch } from '../launch.js'
import { until } from '../until.js'
import { answersAsKafka } from './answers-as-kafka.js'
import { brokerArgs, classArchive } from './broker-command.js'
import { formatStorage } from './format-storage.js'
import { serverProperties } from './server-properties.js'

const dump = async (libs: string, folder: string, archive: string): Promise<void> => {
  const [port, controllerPort] = [await freePort(), await freePort()]
  const config = join(folder, 'server.properties')
  const logDir = join(folder, 'log')
  writeFileSync(config, serverProperties({ port, controllerPort, logDir }))
  await formatStorage(libs, config, logDir)
  const args = brokerArgs(libs, config, [`-XX:ArchiveClassesAtExit=${archive}`])
  const broker = launch({ command: 'java', args, logFile: join(folder, 'kafka.log'), stopSignal: 'SIGTERM' })
  let ended = false
  void broker.exited.then(() => (ended = true))
  await until(async () => ended || (await answersAsKafka(port)), 60_000, 100)
  await broker.stop(30_000)
}

/**
 * Lets a broker without data start once and writes down its classes for every later start. Only a matter of speed:
 * where the JVM cannot, an empty file says so and nobody tries again.
 */
export const archiveClasses = async (libs: string): Promise<void> => {
  const folder = mkdtempSync(join(tmpdir(), 'wireledger-archive-'))
  const unfinished = `${classArchive(libs)}.${process.pid}`
  try {
    await dump(libs, folder, unfinished)
  } catch {
    // Starting slower is all that happens.
  } finally {
    const worked = existsSync(unfinished) && statSync(unfinished).size > 0
    if (!worked) writeFileSync(unfinished, '')
    renameSync(unfinished, classArchive(libs))
    rmSync(folder, { recursive: true, force: true })
  }
}
