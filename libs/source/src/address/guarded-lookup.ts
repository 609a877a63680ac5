import { lookup, type LookupAddress } from 'node:dns'
import type { LookupFunction } from 'node:net'
import { SourceError } from '../source-error.js'
import type { AddressGuard } from './address-guard.js'

/** Asks for every address of a host name. */
export type Resolve = (host: string) => Promise<readonly LookupAddress[]>

/** The system's own resolver. */
export const systemResolve: Resolve = (host) =>
  new Promise((resolve, reject) => {
    lookup(host, { all: true, verbatim: true }, (error, addresses) => (error ? reject(error) : resolve(addresses)))
  })

/**
 * A `lookup` for sockets that hands over checked addresses only: the socket connects to what was checked, so a name that
 * changes between check and connection gains nothing. One closed address among several refuses the name.
 */
export const guardedLookup =
  (guard: AddressGuard, resolve: Resolve): LookupFunction =>
  (host, options, callback) => {
    resolve(host).then(
      (addresses) => {
        const refused = addresses.find(({ address }) => !guard(address))
        const [first] = addresses
        if (refused !== undefined) return callback(addressRefused(host, refused.address), '', 0)
        if (first === undefined) return callback(new SourceError('SOURCE_UNREACHABLE', `${host} has no address`), '', 0)
        if (options.all === true) callback(null, [...addresses])
        else callback(null, first.address, first.family)
      },
      (error: unknown) => callback(error as NodeJS.ErrnoException, '', 0),
    )
  }

/** Why a host is not connected to. */
export const addressRefused = (host: string, address: string): SourceError =>
  new SourceError('SOURCE_ADDRESS_REFUSED', `${host} is at ${address}, which is not public and not in allowNetworks`)
