import { Kafka, logLevel } from 'kafkajs'
import { portAnswers } from '../free-port.js'

/** Whether a client gets the answers of a working cluster on this loopback port. */
export const answersAsKafka = async (port: number): Promise<boolean> => {
  if (!(await portAnswers(port))) return false
  const admin = new Kafka({
    brokers: [`127.0.0.1:${port}`],
    clientId: 'local-stack',
    logLevel: logLevel.NOTHING,
    retry: { retries: 0 },
    connectionTimeout: 2000,
    requestTimeout: 3000,
  }).admin()
  try {
    await admin.connect()
    return (await admin.describeCluster()).brokers.length > 0
  } catch {
    return false
  } finally {
    await admin.disconnect().catch(() => undefined)
  }
}
