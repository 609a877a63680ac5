import { attributeOf, childAt, childrenOf, type XmlElement } from '../../xml/xml-element.js'

/** A news component with what it is for, and the language it is in, its own or that of what it stands in. */
export type Component = {
  readonly element: XmlElement
  readonly role: string | null
  readonly language: string | null
}

/**
 * All components of a news item, those that stand nearer to the item first: what an outer one says counts for all in
 * it. Of several alternatives by language those in the language of the item come first.
 */
export const componentsOf = (newsItem: XmlElement): readonly Component[] => {
  const all: Component[] = []
  let level: readonly Component[] = childrenOf(newsItem, 'NewsComponent').map((element) => componentOf(element, null))
  const main = level[0]?.language ?? null
  while (level.length > 0) {
    all.push(...[...level].sort((a, b) => Number(isOther(a, main)) - Number(isOther(b, main))))
    level = level.flatMap(({ element, language, role }) =>
      childrenOf(element, 'NewsComponent').map((inner) => {
        const component = componentOf(inner, language)
        return { ...component, role: component.role ?? (isMedia(role) ? role : null) }
      }),
    )
  }
  return all
}

const componentOf = (element: XmlElement, outer: string | null): Component => ({
  element,
  role: attributeOf(childAt(element, 'Role'), 'FormalName') ?? null,
  language:
    attributeOf(childAt(element, 'DescriptiveMetadata', 'Language'), 'FormalName') ??
    attributeOf(element, 'xml:lang') ??
    outer,
})

const isOther = ({ language }: Component, main: string | null): boolean =>
  main !== null && language !== null && language !== main

/** Whether a role is that of a picture, a logo or the like, whose lines are not those of the story. */
export const isMedia = (role: string | null): boolean =>
  /^(?:photo|picture|image|graphic|video|audio|logo|thumbnail|preview|quicklook|caption|stylesheet|multimedia)/i.test(
    role ?? '',
  )

/** The components whose lines are the story's. */
export const storyComponents = (components: readonly Component[]): readonly Component[] =>
  components.filter(({ role }) => !isMedia(role))

/** The elements at a path in the given components, outer components first. */
export const inComponents = (
  components: readonly Component[],
  ...path: readonly [string, ...string[]]
): readonly XmlElement[] => {
  const last = path.at(-1)
  return components.flatMap(({ element }) => childrenOf(childAt(element, ...path.slice(0, -1)), last))
}
