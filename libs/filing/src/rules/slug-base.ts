const prefix = /^(?:(?:AP|BC|AM|PM)-+|-+)/
const flags = /\s*\([^()]*\)\s*$/
const take =
  /[\s,_-]+(?:\d{1,2}(?:ST|ND|RD|TH)[\s-]*)?(?:LD|LEAD|TAKE|ADD|UPDATE|UPDT|WRITETHRU|WRAP|SUB|INSERT|CORRECTED|CORRECTION|REFILE|REPEAT|ALERT|FLASH|URGENT|PIX)(?:[\s-]*\d{1,3})?$/
const ordinal = /[\s,_-]+\d{1,2}(?:ST|ND|RD|TH)$/

/**
 * The part of a slug that stays the same on every take and lead of one story: no delivery prefix, no branch after `/`,
 * no bracketed flags, no take number. Null where nothing is left.
 */
export const slugBaseOf = (slug: string | null): string | null => {
  if (slug === null) return null
  let base = slug.trim().toUpperCase().slice(0, 256)
  for (let before = ''; before !== base;) {
    before = base
    base = base.replace(flags, '').replace(prefix, '').replace(take, '').replace(ordinal, '').trim()
  }
  const trunk = base.split('/')[0]?.trim() ?? ''
  return trunk === '' ? null : trunk.slice(0, 128)
}
