/**
 * Flags of Node under which each service runs. A chunk of filing makes many short-lived objects: a larger nursery halves
 * its garbage collection. What the projector and the desk make lives long in a cache, or not at all: a nursery that holds
 * a chunk saves nothing there. Left alone V8 lets as much rubbish pile up as it has room for; held to 35 % of what is in
 * use, collecting took a quarter of the projector's CPU (ADR 25).
 */
export const nodeFlags = {
  ingest: ['--max-semi-space-size=32'],
  projector: ['--max-semi-space-size=8', '--heap-growing-percent=80'],
  desk: ['--max-semi-space-size=8', '--heap-growing-percent=60'],
} as const
