/** What a filing handler answers to the transport; a failure is data, so that Nest's RPC filters do not rewrite it. */
export type FilingAnswer =
  { readonly outcome: 'applied' | 'fenced' } | { readonly outcome: 'failed'; readonly error: unknown }

export const wirePattern = 'wire'
export const commandPattern = 'command'
