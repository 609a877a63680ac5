import type { Command } from 'commander'
import { withExamples } from './with-examples.js'

export const topicsCommand = (program: Command): Command => {
  const topics = program.command('topics').description('the topics of the log')
  withExamples(
    topics
      .command('ensure')
      .description('make the topics that are missing and check the settings of those that are there')
      .option('--json', 'print one JSON document')
      .action(async (options: { json?: true }) => {
        const { ensureTopics } = await import('../operate/ensure-topics.js')
        await ensureTopics(options)
      }),
    ['wireledger topics ensure', 'KAFKA_BROKERS=kafka:9092 wireledger topics ensure'],
  )
  return withExamples(topics, ['wireledger topics ensure'])
}
