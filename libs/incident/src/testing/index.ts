export { foldAll, sha256 } from './folding.js'
export { referenceBeliefs } from './reference-policy.js'
export { recordedAs, story } from './stories.js'
