/** Whether a text begins as a JSON object does, or an array of them: a broken document is not news in plain words. */
export const looksLikeJson = (text: string): boolean =>
  /^\s{0,1000}(?:\{\s{0,1000}(?:["}]|$)|\[\s{0,1000}(?:\{\s{0,1000}["}]|\[|\]\s{0,1000}$))/.test(text)

/** Whether a text begins as XML or HTML does. */
export const looksLikeMarkup = (text: string): boolean =>
  /^\s{0,1000}<(?:\?xml|!DOCTYPE|!--|[A-Za-z][A-Za-z0-9:._-]{0,63}[\s/>])/i.test(text)
