import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { projectRoot } from '../system/project-root.js'

/** One line of the story: an update for the wire door, or a command for the commands door. */
export type StoryStep = {
  readonly number: number
  /** The line as it stands in the file: this is what is sent. */
  readonly line: string
  readonly command: boolean
  readonly saidAt: string
  readonly who: string
  readonly action: string
  readonly headline: string
  /** The story's name for its incident; commands carry none. */
  readonly incident: string | null
}

/** The Banjska story that lives in the project. */
export const readStory = async (): Promise<StoryStep[]> =>
  parseStory(await readFile(join(projectRoot(), 'demo', 'banjska.ndjson'), 'utf8'))

/** One step a line; lines with `command` are commands. */
export const parseStory = (text: string): StoryStep[] =>
  text
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line, index) => {
      const fields = JSON.parse(line) as { readonly [name: string]: unknown }
      const command = typeof fields['command'] === 'string'
      return {
        number: index + 1,
        line,
        command,
        saidAt: textOf(fields['saidAt']),
        who: textOf(command ? fields['by'] : fields['provider']),
        action: textOf(command ? fields['command'] : (fields['action'] ?? 'update')),
        headline: headlineOf(fields, command),
        incident: typeof fields['incident'] === 'string' ? fields['incident'] : null,
      }
    })

// A kill has nothing to say but what it takes out.
const headlineOf = (fields: { readonly [name: string]: unknown }, command: boolean): string => {
  const said = textOf(command ? fields['reason'] : fields['headline'])
  const [relation] = Array.isArray(fields['relations'])
    ? (fields['relations'] as { rel?: unknown; item?: unknown }[])
    : []
  return said === '' && relation !== undefined ? `${textOf(relation.rel)} ${textOf(relation.item)}` : said
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')
