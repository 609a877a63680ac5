const maxMessageBytes = 8 * 1024 * 1024

/** One node that is broker and controller, on loopback. The same settings stand in docker-compose.yml. */
export const serverProperties = (where: {
  readonly port: number
  readonly controllerPort: number
  readonly logDir: string
}): string =>
  Object.entries({
    'process.roles': 'broker,controller',
    'node.id': 1,
    'controller.quorum.voters': `1@127.0.0.1:${where.controllerPort}`,
    'controller.listener.names': 'CONTROLLER',
    'inter.broker.listener.name': 'PLAINTEXT',
    'listener.security.protocol.map': 'PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT',
    listeners: `PLAINTEXT://127.0.0.1:${where.port},CONTROLLER://127.0.0.1:${where.controllerPort}`,
    'advertised.listeners': `PLAINTEXT://127.0.0.1:${where.port}`,
    'log.dirs': where.logDir,
    // A topic made by a typing mistake would have the wrong settings for ever.
    'auto.create.topics.enable': false,
    'group.initial.rebalance.delay.ms': 0,
    // After a kill -9 the controller takes the new process for a double until the old one's session is over (default 9 s).
    'broker.session.timeout.ms': 4000,
    'broker.heartbeat.interval.ms': 1000,
    'offsets.topic.num.partitions': 4,
    'offsets.topic.replication.factor': 1,
    'transaction.state.log.num.partitions': 4,
    'transaction.state.log.replication.factor': 1,
    'transaction.state.log.min.isr': 1,
    'share.coordinator.state.topic.num.partitions': 1,
    'share.coordinator.state.topic.replication.factor': 1,
    'share.coordinator.state.topic.min.isr': 1,
    'log.message.timestamp.type': 'LogAppendTime',
    'log.retention.ms': -1,
    'log.retention.bytes': -1,
    'message.max.bytes': maxMessageBytes,
    'replica.fetch.max.bytes': maxMessageBytes,
    'num.network.threads': 2,
    'num.io.threads': 4,
    'background.threads': 2,
    'num.recovery.threads.per.data.dir': 2,
    // The default of 128 MB is a quarter of this broker's heap.
    'log.cleaner.dedupe.buffer.size': 8 * 1024 * 1024,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
