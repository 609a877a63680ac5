import { connect, type Socket } from 'node:net'
import { pause } from '../harness/patience.js'
import { residentMegabytes } from '../harness/processes.js'
import type { Fault } from './fault.js'

const readers = 200
const mostMegabytes = 50

const stall = (port: number): Socket => {
  const socket = connect({ host: '127.0.0.1', port })
  socket.on('error', () => undefined)
  socket.write('GET /v1/stream?from=start HTTP/1.1\r\nhost: desk\r\naccept: text/event-stream\r\n\r\n')
  socket.pause()
  return socket
}

export const stalledReaderFaults: readonly Fault[] = [
  {
    name: 'stalled-readers',
    does: '200 readers of the stream that ask for everything and read nothing',
    scope: 'shared',
    lengthy: true,
    inject: async ({ world, count, brief, measure, wrong }) => {
      const { desk } = world.services
      const port = Number(new URL(desk.url).port)
      await desk.ready()
      const before = residentMegabytes(desk.pid())
      const sockets = Array.from({ length: readers }, () => stall(port))
      count()
      let most = before
      for (let look = 0; look < (brief ? 16 : 30); look++) {
        await pause(500)
        most = Math.max(most, residentMegabytes(desk.pid()))
      }
      for (const socket of sockets) socket.destroy()
      measure('stalledReadersMegabytes', Math.max(0, most - before))
      if (most - before > mostMegabytes) wrong(`200 stalled readers cost ${(most - before).toFixed(0)} MB`)
      await desk.ready()
    },
  },
]
