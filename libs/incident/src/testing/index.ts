export { foldAll, sha256 } from './folding.js'
export { referenceBeliefs } from './reference-policy.js'
export { movingStory, recordedAs, story } from './stories.js'
export { eventOf, lineOf, type CommandLine, type WireLine } from './wire-lines.js'
