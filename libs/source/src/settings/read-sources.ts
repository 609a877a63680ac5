import { readFileSync } from 'node:fs'
import { BlockList, isIP } from 'node:net'
import { BadSettings } from '#settings'
import { sourceSettings, type FeedSettings, type SourceSettings } from './source-settings.js'

type Env = (name: string) => string | undefined

/**
 * The sources of `WIRELEDGER_SOURCES`: a JSON list, or the path of a file that holds one. Values of headers that stand in
 * the environment are filled in. Throws {@link BadSettings} that names everything wrong, each with its source and field.
 */
export const readSources = (given: string | null, env: Env): readonly SourceSettings[] => {
  if (given === null) return []
  const inline = /^\s*[[{]/.test(given)
  const where = inline ? 'WIRELEDGER_SOURCES' : `WIRELEDGER_SOURCES (${given})`
  const listed = jsonOf(inline ? given : textOf(given, where), where)
  if (!Array.isArray(listed)) throw new BadSettings(`${where}: must be a list of sources in JSON`)
  const problems: string[] = []
  const sources = listed.flatMap((one: unknown, index): readonly SourceSettings[] => {
    const label = `${where}: source ${index + 1}${nameOf(one)}`
    const parsed = sourceSettings.safeParse(one)
    if (!parsed.success) {
      problems.push(...parsed.error.issues.map(({ path, message }) => `${label}, ${path.join('.') || 'kind'}: ${message}`)) // prettier-ignore
      return []
    }
    if (parsed.data.kind === 'folder') return [parsed.data]
    const { settings, wrong } = checkFeed(parsed.data, env)
    problems.push(...wrong.map((problem) => `${label}, ${problem}`))
    return [settings]
  })
  problems.push(...repeated(sources).map((name) => `${where}: two sources are called ${JSON.stringify(name)}`))
  if (problems.length > 0) throw new BadSettings(problems.join('; '))
  return sources
}

const textOf = (path: string, where: string): string => {
  try {
    return readFileSync(path, 'utf8')
  } catch (error) {
    throw new BadSettings(`${where}: cannot be read: ${(error as Error).message}`)
  }
}

const jsonOf = (text: string, where: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new BadSettings(`${where}: is not JSON: ${(error as Error).message}`)
  }
}

const nameOf = (one: unknown): string => {
  const name = (one as { name?: unknown } | null)?.name
  return typeof name === 'string' ? ` (${name})` : ''
}

const repeated = (sources: readonly SourceSettings[]): readonly string[] => {
  const names = sources.map(({ name }) => name)
  return [...new Set(names.filter((name, index) => names.indexOf(name) !== index))]
}

const checkFeed = (settings: FeedSettings, env: Env): { settings: FeedSettings; wrong: readonly string[] } => {
  const { username, password } = new URL(settings.url)
  const wrong = settings.allowNetworks.filter((network) => !isNetwork(network)).map((network) => `allowNetworks: ${network} is no network`) // prettier-ignore
  if (username !== '' || password !== '') wrong.push('url: must not hold a password; use headers')
  const headers = Object.entries(settings.headers).map(([name, value]): [string, string] => {
    const known = typeof value === 'string' ? value : env(value.env)
    if (known === undefined && typeof value !== 'string') wrong.push(`headers.${name}: ${value.env} is not set`)
    if (known !== undefined && /[\r\n\0]/.test(known)) wrong.push(`headers.${name}: holds a line break`)
    return [name, known ?? '']
  })
  return { settings: { ...settings, headers: Object.fromEntries(headers) }, wrong }
}

const isNetwork = (network: string): boolean => {
  const [address = '', prefix] = network.split('/')
  const family = isIP(address)
  if (family === 0) return false
  try {
    new BlockList().addSubnet(address, Number(prefix), family === 4 ? 'ipv4' : 'ipv6')
    return true
  } catch {
    return false
  }
}
