import { SourceError } from '../source-error.js'

/** An address as it may be told: without its query, which may hold a key. */
export const tellUrl = (url: URL): string => `${url.protocol}//${url.host}${url.pathname.slice(0, 200)}`

/** The address, if it is http(s) on a listed host; throws SOURCE_URL_REFUSED where it is not. */
export type HostList = (address: string | URL, base?: URL) => URL

const defaultPorts: { readonly [protocol: string]: string } = { 'http:': '80', 'https:': '443' }

/** Hosts that may be asked: that of `home` with its scheme and port, and those listed. */
export const hostList = (home: string, hosts: readonly string[]): HostList => {
  const start = new URL(home)
  return (address, base) => {
    const url = parse(address, base)
    if (!(url.protocol in defaultPorts)) throw new SourceError('SOURCE_URL_REFUSED', `${url.protocol} is neither http nor https`) // prettier-ignore
    if (url.username !== '' || url.password !== '') throw new SourceError('SOURCE_URL_REFUSED', `${tellUrl(url)} holds a password`) // prettier-ignore
    if (start.protocol === 'https:' && url.protocol === 'http:') {
      throw new SourceError('SOURCE_URL_REFUSED', `${tellUrl(url)} would leave https`)
    }
    if (url.host !== start.host && !hosts.some((host) => covers(host, url))) {
      throw new SourceError('SOURCE_URL_REFUSED', `${url.host} is not among the hosts of the source`)
    }
    return url
  }
}

const parse = (address: string | URL, base?: URL): URL => {
  try {
    return new URL(address, base)
  } catch {
    throw new SourceError('SOURCE_URL_REFUSED', 'an address is no URL')
  }
}

/** Without a port only the usual one of the scheme is meant. */
const covers = (listed: string, url: URL): boolean => {
  const [, host = '', port] = /^(.*?)(?::(\d+))?$/.exec(listed) ?? []
  if ((url.port || defaultPorts[url.protocol]) !== (port ?? defaultPorts[url.protocol])) return false
  return host.startsWith('*.') ? url.hostname.endsWith(host.slice(1)) : url.hostname === host
}
