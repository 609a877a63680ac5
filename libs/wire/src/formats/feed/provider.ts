/** The host of an address without `www.`, which names whoever publishes there; undefined for what is no web address. */
export const hostOf = (address: string | undefined): string | undefined =>
  /^https?:\/\/(?:[^/?#@]{0,200}@)?(?:www\.)?([A-Za-z0-9.-]{1,200})(?=[:/?#]|$)/i.exec(address?.trim() ?? '')?.[1]
