import type { Mutation } from './mutation.js'

const folder = 'libs/read-model/src/projection'
const lanes = `${folder}/apply-lanes.js`
const piece = `${folder}/fold-piece.js`

/** Bugs in the projection. When its code changes, these anchors have to be set anew; a lost one is an error. */
export const projectionMutations: readonly Mutation[] = [
  {
    name: 'checkpoint-before-data',
    bug: 'the checkpoint is committed before the rows it stands for',
    patches: [
      {
        file: lanes,
        find: 'const moves = working.map(moveOf);',
        put: `const moves = [];
    for (const move of working.map(moveOf)) {
        await client.query(\`UPDATE \${schema}.checkpoint SET next_offset = \${move.next} WHERE log_partition = \${move.partition}; COMMIT; BEGIN\`);
        moves.push({ ...move, expected: move.next });
    }`,
      },
    ],
    faults: ['projector-killed-before-insert', 'projector-killed-before-commit'],
  },
  {
    name: 'memory-before-commit',
    bug: 'cached incidents count as written although their COMMIT has failed',
    patches: [
      {
        file: lanes,
        find: 'if (!(await commitChunk(',
        put: `for (const { gathering } of working)
        keep(applying, gathering);
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
    name: 'recall-forgets-what-came-since',
    bug: 'an incident is taken up as it was when its ledger was kept, without the events since then',
    patches: [
      {
        file: `${folder}/load-incidents.js`,
        find: 'AND r.revision > w.after',
        put: 'AND r.revision > w.after AND w.after = 0',
      },
    ],
    faults: ['projector-killed', 'projector-killed'],
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
      { file: `${folder}/write-statement.js`, find: 'AND c.epoch = t.epoch', put: 'AND t.epoch >= 0' },
    ],
    faults: ['zombie-projector', 'replay-under-load'],
  },
]
