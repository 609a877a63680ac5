import type { Mutation } from './mutation.js'

/** Bugs in how the log is written and read, and in the feed. */
export const logAndStreamMutations: readonly Mutation[] = [
  {
    name: 'overlapping-idempotent-sends',
    bug: 'the next batch is sent before the one under way is acknowledged',
    patches: [
      {
        file: 'libs/event-log/src/appender.js',
        find: 'report(batch, await sender.send(batch));',
        put: `{
                    const under = sender.send(batch).then((outcomes) => report(batch, outcomes));
                    under.catch(() => undefined);
                    await pause(3);
                }`,
      },
      {
        file: 'libs/event-log/src/idempotent-producer.js',
        find: 'maxInFlightRequests: 1',
        put: 'maxInFlightRequests: 5',
      },
    ],
    faults: ['replies-lost', 'replies-lost', 'replies-delayed', 'replies-lost'],
  },
  {
    name: 'out-of-range-reset',
    bug: 'a checkpoint beyond the end of the log is no reason to stop: reading begins again where the client likes',
    patches: [
      { file: 'libs/event-log/src/log-check.js', find: 'if (next > high) {', put: 'if (next > high && next < low) {' },
    ],
    faults: ['log-recreated'],
  },
  {
    name: 'feed-by-last-id',
    bug: 'the stream goes on behind the largest event id seen, and rows become visible in another order',
    patches: [
      {
        file: 'apps/desk/src/stream/send-stream.js',
        find: 'vector.set(partition, frame.offset + 1);',
        put: `vector.set(partition, frame.offset + 1);
            const { eventId } = JSON.parse(frame.data);
            if (eventId <= (response.lastId ?? '')) continue;
            response.lastId = eventId;`,
      },
    ],
    faults: ['projector-killed', 'backends-terminated'],
  },
]
