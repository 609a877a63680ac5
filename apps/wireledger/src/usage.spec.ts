import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const launcher = fileURLToPath(new URL('../../../bin/wireledger.js', import.meta.url))
const built = fileURLToPath(new URL('../../../dist/apps/wireledger/src/main.js', import.meta.url))
const elsewhere = mkdtempSync(join(tmpdir(), 'wireledger-usage-'))
const commands =
  'up story status decode publish show log diff blame tail replay verify sources quarantine topics db'.split(' ')

// A folder of its own as data folder: a stack running on this machine must not be found.
const run = (...args: string[]): { code: number | null; stdout: string; stderr: string } => {
  const env = { PATH: '/usr/bin:/bin', WIRELEDGER_DATA_DIR: elsewhere }
  const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...args], {
    cwd: elsewhere,
    env,
    encoding: 'utf8',
  })
  return { code: status, stdout, stderr }
}

describe('the usage of the command line', () => {
  beforeAll(() => {
    if (!existsSync(built)) throw new Error('npm run build first: these specs run the built command')
  })
  afterAll(() => rmSync(elsewhere, { recursive: true, force: true }))

  test.each(commands)('%s --help ends with 0 and has examples', (command) => {
    const { code, stdout, stderr } = run(command, '--help')
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(new RegExp(`Examples:\n.*wireledger ${command}`, 's'))
  })

  test('--help and --version end with 0', () => {
    expect(run('--help').stdout).toContain(
      'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 not found, 4 conflict or mismatch',
    )
    expect(run('--version')).toMatchObject({ code: 0, stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  })

  test.each([
    ['an unknown command', ['shwo']],
    ['an unknown option', ['show', 'x', '--nope']],
    ['a missing argument', ['show']],
    ['a bad time', ['show', 'x', '--as-of', 'yesterday']],
    ['a bad revision', ['show', 'x', '--rev', '0']],
    ['a bad provider', ['publish', '--provider', 'Agence A']],
    ['a bad time zone', ['decode', '--time-zone', 'Mars/Base', '/dev/null']],
    ['revisions that are none', ['diff', 'x', '3']],
    ['--rev with --as-of', ['show', 'x', '--rev', '1', '--as-of', '2023-09-24T07:00:00Z']],
    ['a bad place to tail from', ['tail', '--from', 'noon']],
    ['redrive without ids', ['quarantine', 'redrive']],
    ['two kinds of replay at once', ['replay', '--cancel', '--rollback']],
    ['a policy for a version that has one', ['replay', '--rollback', '--policy', 'P2']],
    ['an unknown policy', ['replay', '--policy', 'P9']],
    ['no command', []],
  ])('%s is wrong usage: exit code 2, said on stderr', (_, args) => {
    const { code, stdout, stderr } = run(...args)
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).not.toBe('')
    expect(stderr).not.toContain('    at ')
  })

  test('a version of an item is not the version of the program', () => {
    expect(run('publish', '--version', '2', 'nowhere.xml').stdout).toBe('')
  })

  test.each([[['show', 'x']], [['publish', '/dev/null']], [['status']], [['verify']], [['tail']]])(
    '%j without a running system says how to start one and ends with 1',
    (args) => {
      const { code, stdout, stderr } = run(...args)
      expect([code, stdout]).toEqual([1, ''])
      expect(stderr).toMatch(/^wireledger: no running system found.*\n.*wireledger up/)
    },
  )

  test('a file that is not there is not found', () => {
    expect(run('decode', 'nowhere.xml', '--json')).toMatchObject({ code: 3, stdout: '' })
  })
})
