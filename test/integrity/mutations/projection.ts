import type { Mutation } from './mutation.js'

const folder = 'libs/read-model/src/projection'
const open = `${folder}/open-projection.js`
const piece = `${folder}/fold-piece.js`

/** Bugs in the projection. When its code changes, these anchors have to be set anew; a lost one is an error. */
export const projectionMutations: readonly Mutation[] = [
  {
    name: 'checkpoint-before-data',
    bug: 'the checkpoint is committed before the rows it stands for',
    patches: [
      {
        file: open,
        find: 'const next = standing.next + chunk.records;',
        put: `const next = standing.next + chunk.records;
    await client.query(\`UPDATE \${owner.schema}.checkpoint SET next_offset = \${next} WHERE log_partition = \${partition}; COMMIT; BEGIN\`);
    standing.next = next;`,
      },
    ],
    faults: ['projector-killed-before-insert', 'projector-killed-before-commit'],
  },
  {
    name: 'memory-before-commit',
    bug: 'cached incidents count as written although their COMMIT has failed',
    patches: [
      {
        file: open,
        find: 'if (!(await commitChunk(',
        put: `for (const { incident } of gathering.incidents.values()) cache.put(incident, owner);
    if (!(await commitChunk(`,
      },
    ],
    faults: ['commits-lost', 'commits-lost'],
  },
  {
    name: 'poison-skipped-in-the-log',
    bug: 'a record that cannot be folded is left out without a word',
    patches: [
      {
        file: piece,
        find: 'const { events: decoded, poisons } = readRecords(records);',
        put: 'const { events: decoded } = readRecords(records), poisons = [];',
      },
    ],
    faults: ['poison-in-the-log'],
  },
  {
    name: 'dedup-off-at-the-fold',
    bug: 'an event that was appended twice is folded twice',
    patches: [{ file: piece, find: 'unseen(decoded, gathering.seen)', put: 'decoded' }],
    faults: ['filer-killed-after-produce', 'filer-killed-after-produce'],
  },
  {
    name: 'epoch-not-checked',
    bug: 'whoever lost a partition, or writes to a version that was retired, is let in all the same',
    patches: [
      {
        file: `${folder}/fence.js`,
        find: "row === undefined || row.status === null || row.status === 'retired' || Number(row.epoch) !== epoch",
        put: 'row === undefined',
      },
      { file: `${folder}/write-statement.js`, find: 'AND epoch = $4::bigint', put: 'AND $4::bigint >= 0' },
    ],
    faults: ['zombie-projector', 'replay-under-load'],
  },
]
