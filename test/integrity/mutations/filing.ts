import type { Mutation } from './mutation.js'

/** Bugs in receiving and filing. */
export const filingMutations: readonly Mutation[] = [
  {
    name: 'seek-without-compare-and-set',
    bug: 'the checkpoint of filing is set to where the filer believes it is',
    patches: [
      {
        file: 'libs/filing-index/src/checkpoint.js',
        find: 'AND c.next_offset = new.expected AND c.epoch = new.epoch',
        put: '',
      },
    ],
    faults: ['zombie-filer', 'zombie-filer'],
  },
  {
    name: 'outgoing-not-replayed',
    bug: 'what an earlier filer decided on and did not append is forgotten',
    patches: [
      {
        file: 'libs/filing-index/src/open-filer.js',
        find: 'await appendLeft(options, place.source, place.partition);',
        put: '',
      },
    ],
    faults: ['filer-killed-after-commit', 'filer-killed-before-produce'],
  },
  {
    name: 'outgoing-forgotten-before-append',
    bug: 'decided events are deleted before Kafka has acknowledged them',
    patches: [
      {
        file: 'libs/filing-index/src/file-together.js',
        find: `await append(records);
    acknowledged.add(ids);`,
        put: `acknowledged.add(ids);
    await acknowledged.forget();
    await append(records);`,
      },
    ],
    faults: ['filer-killed-before-produce', 'filer-killed-before-produce'],
  },
  {
    name: 'quarantine-that-skips',
    bug: 'what cannot be filed is not kept',
    patches: [
      {
        file: 'libs/filing-index/src/write-decided.js',
        find: '...writeQuarantine(decided),',
        put: '',
      },
    ],
    faults: ['poison-on-the-wire'],
  },
  {
    name: 'dedup-off-at-filing',
    bug: 'the same update a second time counts as another payload',
    patches: [
      {
        file: 'libs/filing/src/rules/repeat.js',
        find: 'if (seen.digest === incoming.digest ||',
        put: 'if (seen.digest === incoming.position ||',
      },
    ],
    faults: ['duplicates'],
  },
  {
    name: 'answered-before-the-log',
    bug: 'the publisher has its 202 before Kafka has acknowledged',
    patches: [
      {
        file: 'apps/ingest/src/receive/append.js',
        find: 'return await log.append(records, { timeoutMs: ackTimeoutMs });',
        put: `const appended = log.append(records);
        appended.catch(() => undefined);
        const guess = new Promise((resolve) => setTimeout(() => resolve(records.map(({ topic }, offset) => ({ topic, partition: 0, offset }))), 100));
        return await Promise.race([appended, guess]);`,
      },
    ],
    faults: ['broker-frozen', 'broker-killed'],
  },
]
