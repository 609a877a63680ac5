import { wordSet } from './word-set.js'

/** Verbs that give the words of somebody. */
export const sayVerbs =
  wordSet(`said says say saying told tells tell added adds confirmed confirms announced announces stated states wrote writes posted
  tweeted declared declares specified specifies noted insisted claimed claims warned reported reports report estimated explained
  revealed acknowledged stressed guaranteed disclosed recounted testified`)

/** Of these only what follows as a clause is said: "posted a video", "reported an accident". */
export const plainSay = wordSet('said says say told tells added adds')
