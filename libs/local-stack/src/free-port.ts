import { connect, createServer } from 'node:net'
import { LocalStackError } from './local-stack-error.js'

const listenOnce = (port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : port))
    })
  })

/** A loopback port that was free a moment ago. */
export const freePort = (): Promise<number> => listenOnce(0)

/** Throws `STACK_PORT_TAKEN`, naming the port, who wants it and the setting that moves it. */
export const requireFreePort = async (port: number, wantedBy: string): Promise<void> => {
  try {
    await listenOnce(port)
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code
    throw new LocalStackError(
      'STACK_PORT_TAKEN',
      `Port ${port} (${wantedBy}) is ${why === 'EADDRINUSE' ? 'taken by another program' : `not usable: ${why}`}. ` +
        'Stop that program, or move all ports of Wireledger with WIRELEDGER_PORT_BASE, e.g. WIRELEDGER_PORT_BASE=8400.',
    )
  }
}

/** Whether somebody accepts connections on this loopback port. */
export const portAnswers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1' })
    const answer = (yes: boolean): void => {
      socket.destroy()
      resolve(yes)
    }
    socket.setTimeout(1000, () => answer(false))
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
  })
