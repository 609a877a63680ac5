import { openFinding, type Check } from './check.js'

/** A replay makes the same hashes as the live projection, and the same rows after the switch as before. */
export const replayIsLive: Check = {
  name: 'I6',
  says: 'a replay gives the same revisions, states and hashes',
  find: ({ replays }) => {
    const finding = openFinding()
    for (const { identical, switched, before, after } of replays) {
      finding.looked++
      if (!identical) finding.wrong('a replay differs from the live version')
      if (!switched) finding.wrong('a replay did not switch')
      if (before !== after) finding.wrong(`the views read otherwise after a switch: ${before} before, ${after} after`)
    }
    return finding
  },
}
