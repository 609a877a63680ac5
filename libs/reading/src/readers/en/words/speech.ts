import { wordSet } from './word-set.js'

/** Verbs that give the words of somebody. */
export const sayVerbs =
  wordSet(`said says say saying told tells tell added adds confirmed confirms announced announces stated states wrote writes posted
  tweeted declared declares specified specifies noted insisted claimed claims warned reported reports report estimated explained
  revealed acknowledged stressed guaranteed disclosed recounted testified`)

/** Verbs that may stand before their speaker: ", said the mayor". */
export const invertible = wordSet(
  'said says say added adds wrote writes reported confirmed announced explained declared stated',
)
