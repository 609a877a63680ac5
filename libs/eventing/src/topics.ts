/** Names of the four topics (design §3). */
export type TopicNames = {
  readonly wire: string
  readonly incident: string
  readonly command: string
  readonly quarantine: string
}

/** The topic names of the contract, or a set of one's own behind a prefix (`t42.newsroom.wire.v1`), as tests want. */
export const topicNames = (prefix = ''): TopicNames => ({
  wire: `${prefix}newsroom.wire.v1`,
  incident: `${prefix}newsroom.incident.v1`,
  command: `${prefix}newsroom.command.v1`,
  quarantine: `${prefix}newsroom.quarantine.v1`,
})
