import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { projectRoot } from '#local-stack'

/** The servers of this test run. `adminUrl` may create databases; `folder` is thrown away after the run. */
export type TestStack = { readonly brokers: string[]; readonly adminUrl: string; readonly folder: string }

const readNote = (pid: number): TestStack | undefined => {
  try {
    return JSON.parse(readFileSync(join(projectRoot(), '.wireledger', `test-stack-${pid}.json`), 'utf8')) as TestStack
  } catch {
    return undefined
  }
}

let found: TestStack | undefined

/** What `jest-global-setup.js` started, for specs of the jest project `stack`. */
export const testStack = (): TestStack => {
  // A spec runs in jest itself or in a worker, which is its child.
  found ??= readNote(process.pid) ?? readNote(process.ppid)
  if (found === undefined)
    throw new Error('no test stack: this spec must be named *.int.spec.ts, or run in the jest project "stack"')
  return found
}
