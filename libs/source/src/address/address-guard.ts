import { BlockList, isIP } from 'node:net'

type Range = readonly [address: string, prefix: number]

// IANA special-purpose registries (RFC 6890 and later), and multicast.
const closed4: readonly Range[] = [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.0.2.0', 24],
  ['192.88.99.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['198.51.100.0', 24],
  ['203.0.113.0', 24],
  ['224.0.0.0', 4],
  ['240.0.0.0', 4],
]
// Inside 2000::/3, the only public space, these lead elsewhere: Teredo, ORCHID, documentation and 6to4.
const closed6: readonly Range[] = [
  ['2001::', 23],
  ['2001:db8::', 32],
  ['2002::', 16],
  ['3fff::', 20],
]

const listOf = (v4: readonly Range[], v6: readonly Range[]): BlockList => {
  const list = new BlockList()
  for (const [address, prefix] of v4) list.addSubnet(address, prefix, 'ipv4')
  for (const [address, prefix] of v6) list.addSubnet(address, prefix, 'ipv6')
  return list
}

const closed = listOf(closed4, closed6)
const public6 = listOf([], [['2000::', 3]])

/** Whether an address, as resolved, may be connected to. */
export type AddressGuard = (address: string) => boolean

/**
 * Lets through public addresses, and those of the networks that are allowed by name. IPv4 written as IPv6 (mapped, NAT64,
 * 6to4) is not public: nothing on the public internet needs it, and it would be a way around.
 */
export const addressGuard = (allowNetworks: readonly string[]): AddressGuard => {
  const allowed = new BlockList()
  for (const network of allowNetworks) {
    const [address = '', prefix] = network.split('/')
    allowed.addSubnet(address, Number(prefix), isIP(address) === 6 ? 'ipv6' : 'ipv4')
  }
  return (address) => {
    const bare = address.replace(/^\[|\]$/g, '')
    const family = isIP(bare)
    if (family === 0 || bare.includes('%')) return false
    const kind = family === 4 ? 'ipv4' : 'ipv6'
    if (allowed.check(bare, kind)) return true
    return family === 4 ? !closed.check(bare, kind) : public6.check(bare, kind) && !closed.check(bare, kind)
  }
}
