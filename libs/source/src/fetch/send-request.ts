import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'
import type { AddressGuard } from '../address/address-guard.js'
import { addressRefused, guardedLookup, type Resolve } from '../address/guarded-lookup.js'

export type Door = { readonly guard: AddressGuard; readonly resolve: Resolve }

/** One GET on a connection of its own, whose address was checked. The signal ends it wherever it is. */
export const sendRequest = (
  url: URL,
  headers: OutgoingHttpHeaders,
  { guard, resolve }: Door,
  signal: AbortSignal,
): Promise<IncomingMessage> =>
  new Promise((done, reject) => {
    const host = url.hostname.replace(/^\[|\]$/g, '')
    // A host that is an address is never looked up.
    if (isIP(host) !== 0 && !guard(host)) return reject(addressRefused(host, host))
    const send = url.protocol === 'https:' ? httpsRequest : httpRequest
    const request = send(url, { method: 'GET', headers, agent: false, lookup: guardedLookup(guard, resolve), signal })
    request.once('response', (response) => {
      // Whoever reads it meets its end; without a listener one that nobody reads would end the process.
      response.on('error', () => undefined)
      done(response)
    })
    request.on('error', reject)
    request.end()
  })
