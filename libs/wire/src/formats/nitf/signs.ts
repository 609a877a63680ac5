import { openingOf, type Signs } from '../../action/signs.js'
import { attributeOf, childAt } from '../../xml/xml-element.js'
import { givenVersionOf } from './identity.js'
import type { NitfParts } from './parts.js'
import { genresOf } from './particulars.js'
import { edMsgOf, victimOf, type NitfStatus } from './status.js'
import { slugOf, takeKeyOf } from './slug.js'

/** What a document says about the action, for the rules that all formats share. */
export const signsOf = (
  parts: NitfParts,
  status: NitfStatus,
  headline: string | undefined,
  text: string | undefined,
): Signs => {
  const { docdata } = parts
  const signs = (field: string, value: string | undefined) => (value === undefined ? [] : [{ field, value }])
  const { own, pubStatus, target, targetStatus, correction } = status
  const isUpdated = target !== undefined && victimOf(status) === undefined && correction?.item !== target
  return {
    status: [
      // An embargo of any grade is no hold.
      ...(pubStatus === 'embargoed' ? [] : signs('/head/docdata/@management-status', own)),
      ...signs('/head/docdata/@management-idref-status', target === undefined ? undefined : targetStatus),
    ],
    signals: correction === undefined ? [] : [{ field: '/head/docdata/correction', value: 'correction' }],
    headline: signs('/body/body.head/hedline', headline),
    slug: [
      ...signs('slug', slugOf(parts)),
      ...signs('/head/meta[anpa-takekey]', takeKeyOf(parts)),
      ...signs('/head/docdata/du-key/@key', attributeOf(childAt(docdata, 'du-key'), 'key')),
    ],
    edNotes: signs('/head/docdata/ed-msg', edMsgOf(parts)),
    opening: openingOf(text ?? null, '/body/body.content'),
    evolvedFrom: isUpdated ? signs('/head/docdata/@management-doc-idref', target) : [],
    version: signs('/head/docdata/du-key', givenVersionOf(parts)),
    kind: genresOf(parts).map((value) => ({ field: '/head/tobject', value })),
  }
}
