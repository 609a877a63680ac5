import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Kafka, logLevel } from 'kafkajs'
import pg from 'pg'
import { freePort, isAlive, projectRoot, startKafka, startPostgres, until } from '#local-stack'

const folder = mkdtempSync(join(tmpdir(), 'wireledger-stack-spec-'))
chmodSync(folder, 0o755)
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const query = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows.map((row: unknown[]) => row[0])
  } finally {
    await client.end()
  }
}

const listening = async (): Promise<{ server: Server; port: number }> => {
  const port = await freePort()
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
  return { server, port }
}

const gone = (pid: number): Promise<boolean> => until(() => !isAlive(pid), 10_000)

describe('PostgreSQL of the local stack', () => {
  it('keeps committed rows through kill -9 of the postmaster and starts again on the same data', async () => {
    const options = { dataDir: join(folder, 'pg-kill'), port: await freePort() }
    const first = await startPostgres(options)
    await query(first.url, 'CREATE TABLE said (what text)')
    await query(first.url, "INSERT INTO said VALUES ('shootings continue')")
    process.kill(first.pid, 'SIGKILL')
    expect((await first.exited).signal).toBe('SIGKILL')

    const second = await startPostgres(options)
    expect(await query(second.url, 'SELECT what FROM said')).toEqual(['shootings continue'])
    expect(second.url).toBe(first.url)
    await second.stop()
    expect(isAlive(second.pid)).toBe(false)
  })

  it('sorts and changes case the same way on every machine, and asks for a password', async () => {
    const server = await startPostgres({ dataDir: join(folder, 'pg-words'), port: await freePort(), durable: false })
    expect(await query(server.url, "SELECT w FROM (VALUES ('b'), ('A'), ('a')) v(w) ORDER BY w")).toEqual([
      'A',
      'a',
      'b',
    ])
    expect(await query(server.url, "SELECT lower('BANJSKË ŠĆ БАЊСКА')")).toEqual(['banjskë šć бањска'])
    const open = new URL(server.url)
    open.password = 'guessed'
    await expect(query(open.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' })
    await server.stop()
  })

  it('names the port and the setting when the port is taken', async () => {
    const { server, port } = await listening()
    const start = startPostgres({ dataDir: join(folder, 'pg-port'), port })
    await expect(start).rejects.toMatchObject({
      code: 'STACK_PORT_TAKEN',
      message: expect.stringMatching(new RegExp(`${port}.*WIRELEDGER_PORT_BASE`)) as string,
    })
    server.close()
  })
})

describe('Kafka of the local stack', () => {
  it('keeps acknowledged records through kill -9 and starts again on the same data', async () => {
    const options = { dataDir: join(folder, 'kafka-kill'), port: await freePort() }
    const first = await startKafka(options)
    const client = new Kafka({ brokers: first.brokers, clientId: 'spec', logLevel: logLevel.NOTHING })
    const admin = client.admin()
    const producer = client.producer({ idempotent: true })
    await admin.connect()
    await admin.createTopics({
      topics: [{ topic: 'kept', numPartitions: 1, replicationFactor: 1 }],
      waitForLeaders: true,
    })
    await producer.connect()
    await producer.send({ topic: 'kept', acks: -1, messages: [{ value: 'one' }, { value: 'two' }] })
    process.kill(first.pid, 'SIGKILL')
    expect((await first.exited).signal).toBe('SIGKILL')

    const second = await startKafka(options)
    expect(await admin.fetchTopicOffsets('kept')).toMatchObject([{ low: '0', high: '2' }])
    await Promise.all([admin.disconnect(), producer.disconnect()])
    await second.stop()
    expect(isAlive(second.pid)).toBe(false)
  })

  it('makes no topic that nobody asked for', async () => {
    const server = await startKafka({ dataDir: join(folder, 'kafka-topics'), port: await freePort() })
    const client = new Kafka({
      brokers: server.brokers,
      clientId: 'spec',
      logLevel: logLevel.NOTHING,
      retry: { retries: 1 },
    })
    const producer = client.producer({ allowAutoTopicCreation: true })
    await producer.connect()
    await expect(producer.send({ topic: 'typo', messages: [{ value: 'x' }] })).rejects.toThrow(
      /does not host this topic-partition/,
    )
    await producer.disconnect()
    await server.stop()
  })

  it('names the port and the setting when the port is taken', async () => {
    const { server, port } = await listening()
    const start = startKafka({ dataDir: join(folder, 'kafka-port'), port })
    await expect(start).rejects.toMatchObject({
      code: 'STACK_PORT_TAKEN',
      message: expect.stringMatching(new RegExp(`${port}.*WIRELEDGER_PORT_BASE`)) as string,
    })
    server.close()
  })
})

describe('Nothing is left behind', () => {
  const ports = async (): Promise<string[]> => [
    '--kafka-port',
    String(await freePort()),
    '--postgres-port',
    String(await freePort()),
  ]

  const devStack = async (): Promise<{ parent: ChildProcess; pids: number[] }> => {
    // Killed with SIGKILL it cannot take its folder away: let it be in ours.
    const parent = spawn(
      'env',
      [`TMPDIR=${folder}`, process.execPath, join(projectRoot(), 'libs/testkit/dev-stack.js'), ...(await ports())],
      {
        stdio: ['ignore', 'ignore', 'pipe'],
      },
    )
    let said = ''
    parent.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()))
    await until(() => said.includes('Ctrl-C stops both') || parent.exitCode !== null, 25_000)
    return {
      parent,
      pids: [...said.matchAll(/(?:Kafka is process|PostgreSQL) (\d+)/g)].map((match) => Number(match[1])),
    }
  }

  it.each(['SIGINT', 'SIGTERM', 'SIGKILL'] as const)(
    'ends Kafka and PostgreSQL after %s of the process that started them',
    async (signal) => {
      const { parent, pids } = await devStack()
      expect(pids).toHaveLength(2)
      expect(pids.map(isAlive)).toEqual([true, true])
      parent.kill(signal)
      expect(await Promise.all(pids.map(gone))).toEqual([true, true])
    },
    30_000,
  )

  it('ends a service that calls exitWithParent when the process that started it is killed, even without a keeper', async () => {
    const lib = join(projectRoot(), 'dist/libs/local-stack/src/exit-with-parent.js')
    const service = join(folder, 'service.mjs')
    writeFileSync(
      service,
      `import { exitWithParent } from '${lib}'\nexitWithParent()\nsetInterval(() => {}, 1000)\nprocess.send('ready')\n`,
    )
    const program = `const one = require('node:child_process').fork('${service}', { detached: true }); one.on('message', () => console.log(one.pid))`
    const parent = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] })
    const pid = Number(await new Promise<Buffer>((resolve) => parent.stdout.once('data', resolve)))
    expect(isAlive(pid)).toBe(true)
    parent.kill('SIGKILL')
    expect(await gone(pid)).toBe(true)
  })
})
