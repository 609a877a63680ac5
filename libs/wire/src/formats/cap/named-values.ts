import { childAt, childrenOf, textAt, textIn, type XmlElement } from '../../xml/xml-element.js'

/** A value with its name: `valueName` and `value`, in CAP 1.0 `name=value` as one text. Those without a value are left out. */
export const namedValuesOf = (
  element: XmlElement | undefined,
  field: string,
): readonly { readonly name: string; readonly value: string }[] =>
  childrenOf(element, field).flatMap((entry) => {
    if (childAt(entry, 'valueName') === undefined) {
      const [, name = '', value = ''] = /^([^=]{1,256})=(.+)$/.exec(textIn(entry) ?? '') ?? []
      return value === '' ? [] : [{ name, value }]
    }
    const value = textAt(entry, 'value')
    return value === undefined ? [] : [{ name: textAt(entry, 'valueName') ?? '', value }]
  })
