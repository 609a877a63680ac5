import { eventually } from '#testkit'
import { isAlive, startStack } from './system/running-stack.js'

it('ends every process it started on Ctrl-C', async () => {
  const stack = await startStack(22_400)
  const pids = Object.values(stack.file().pids)
  expect(pids.length).toBeGreaterThanOrEqual(6)
  expect(await stack.interrupt()).toBe(0)
  await eventually(() => expect(pids.filter(isAlive)).toEqual([]))
})

it('ends every process it started when it is killed itself', async () => {
  const stack = await startStack(23_400)
  const pids = Object.values(stack.file().pids)
  stack.process.kill('SIGKILL')
  await eventually(() => expect(pids.filter(isAlive)).toEqual([]))
  await stack.interrupt()
})
