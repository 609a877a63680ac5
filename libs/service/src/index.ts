export { die, orExit, settingsOrExit, stopOnSignal } from './lifecycle.js'
export { frameworkLogger, openLogger, type Logger } from './logger.js'
export { documentOf, notAvailable, Problem, type FieldProblem, type ProblemDocument } from './problem.js'
