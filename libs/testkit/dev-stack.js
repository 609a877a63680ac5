/**
 * A real Kafka and a real PostgreSQL for work by hand, until Ctrl-C: `npm run build && node libs/testkit/dev-stack.js`.
 * Ports 17492 and 17432; other ones by `--kafka-port` and `--postgres-port`. The data is thrown away at the end.
 */
import { mkdtempSync, chmodSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { startKafka, startPostgres } from '../../dist/libs/local-stack/src/index.js'

const { values } = parseArgs({
  options: {
    'kafka-port': { type: 'string', default: '17492' },
    'postgres-port': { type: 'string', default: '17432' },
  },
})
const folder = mkdtempSync(join(tmpdir(), 'wireledger-dev-'))
chmodSync(folder, 0o755)
const onProgress = (line) => console.error(line)
const [kafka, postgres] = await Promise.all([
  startKafka({ dataDir: join(folder, 'kafka'), port: Number(values['kafka-port']), onProgress }),
  startPostgres({
    dataDir: join(folder, 'postgres'),
    port: Number(values['postgres-port']),
    password: 'wireledger',
    durable: false,
    onProgress,
  }),
])
console.log(`export KAFKA_BROKERS=${kafka.brokers.join(',')}\nexport DATABASE_URL=${postgres.url}`)
console.error(`Kafka is process ${kafka.pid}, PostgreSQL ${postgres.pid}, this is ${process.pid}. Ctrl-C stops both.`)

const stop = async (code) => {
  await Promise.all([kafka.stop(), postgres.stop()])
  rmSync(folder, { recursive: true, force: true })
  process.exit(code)
}
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop(0))
await Promise.race([kafka.exited, postgres.exited])
console.error('One of the servers ended.')
await stop(1)
