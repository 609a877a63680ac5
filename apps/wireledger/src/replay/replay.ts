import { wrongUsage } from '../failure.js'
import type { ReplayOptions } from './replay-options.js'

export const replay = async (options: ReplayOptions): Promise<void> => {
  checkOptions(options)
}

const checkOptions = ({ cancel, rollback, restart, force, switch: switches }: ReplayOptions): void => {
  const alone = [cancel, rollback].filter(Boolean).length
  const building = restart === true || force === true || !switches
  if (alone > 1 || (alone === 1 && building)) throw wrongUsage('--cancel and --rollback go with no other option')
  if (force === true && !switches) throw wrongUsage('--force is about switching: it does not go with --no-switch')
}
