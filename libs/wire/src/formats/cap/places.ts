import type { Place } from '#incident'
import { childrenOf, textAt, textIn, type XmlElement } from '../../xml/xml-element.js'
import { namedValuesOf } from './named-values.js'

// Polygons run to hundreds of kilobytes; the raw bytes keep them whole.
const longestShape = 4_000
const mostPlaces = 200

/** The areas of all blocks, each once: their geocodes as `SAME:006037`, their shapes as `circle:` and `polygon:`. */
export const placesOf = (alert: XmlElement, chosen: XmlElement | undefined, warnings: string[]): readonly Place[] => {
  const blocks = childrenOf(alert, 'info')
  const areas = [chosen, ...blocks.filter((block) => block !== chosen)].flatMap((block) => childrenOf(block, 'area'))
  const places = new Map<string, Place>()
  let left = 0
  for (const area of areas) {
    const shapes = ['circle', 'polygon'].flatMap((kind) =>
      childrenOf(area, kind).flatMap((shape) => {
        const points = textIn(shape)
        return points === undefined ? [] : [`${kind}:${points}`]
      }),
    )
    left += shapes.filter((shape) => shape.length > longestShape).length
    const place: Place = {
      name: textAt(area, 'areaDesc') ?? null,
      codes: [
        ...namedValuesOf(area, 'geocode').map(({ name, value }) => `${name}:${value}`),
        ...shapes.filter((shape) => shape.length <= longestShape),
      ],
      role: 'event',
    }
    places.set(JSON.stringify(place), place)
  }
  if (left > 0) warnings.push(`${left} shapes with very many points were left out of the places`)
  if (places.size > mostPlaces) warnings.push(`${places.size - mostPlaces} of ${places.size} places were left out`)
  return [...places.values()].slice(0, mostPlaces)
}
