/** The address an entry of an index links to: a CAP document before any other page; null where there is none. */
export const entryLink = (own: Buffer): string | null => {
  const text = own
    .subarray(0, looksAt)
    .toString('utf8')
    .replace(/<!--[\s\S]*?-->/g, '')
  const links = [...text.matchAll(/<(?:[\w-]+:)?link\b((?:[^>"']|"[^"]*"|'[^']*')*)>/g)].map(
    ([, inside = '']) => inside,
  )
  const atom = links.map((inside) => ({
    href: attribute(inside, 'href'),
    rel: attribute(inside, 'rel') ?? 'alternate',
    type: attribute(inside, 'type') ?? '',
  }))
  const alternates = atom.filter(({ href, rel }) => href !== null && /^(?:alternate|enclosure|related)$/i.test(rel))
  const cap = alternates.find(({ type }) => /^application\/(?:cap\+xml|common-alerting-protocol)/i.test(type))
  const plain = alternates.find(({ rel }) => rel.toLowerCase() === 'alternate')
  return cap?.href ?? plain?.href ?? rssLink(text)
}

/** Bytes of an entry in which its link is looked for. */
const looksAt = 65_536

const rssLink = (text: string): string | null => {
  const [, inside] = /<(?:[\w-]+:)?link\b[^>]*>([\s\S]*?)<\/(?:[\w-]+:)?link\s*>/.exec(text) ?? []
  const address = inside
    ?.trim()
    .replace(/^<!\[CDATA\[([\s\S]*)\]\]>$/, '$1')
    .trim()
  return address === undefined || address === '' ? null : unescape(address)
}

const attribute = (inside: string, name: string): string | null => {
  const [, double, single] = new RegExp(`(?:^|\\s)${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(inside) ?? []
  const value = (double ?? single)?.trim()
  return value === undefined || value === '' ? null : unescape(value)
}

const names: { readonly [name: string]: string } = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

const unescape = (text: string): string =>
  text.replace(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|(\w+));/gi, (all, decimal?: string, hex?: string, name?: string) => {
    if (name !== undefined) return names[name] ?? all
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal)
    return point <= 0x10ffff ? String.fromCodePoint(point) : all
  })
