import { CommandFailure, exitCodes, reasonOf } from '../failure.js'
import { problemFailure } from './problem.js'

export type Call = {
  readonly method?: 'GET' | 'POST'
  readonly query?: { readonly [name: string]: string | number | undefined }
  readonly headers?: { readonly [name: string]: string | undefined }
  readonly body?: string | Uint8Array<ArrayBuffer>
  /** Milliseconds until the call is given up; 15 s where nothing is said. */
  readonly timeoutMs?: number
  readonly signal?: AbortSignal
}

const patience = 15_000

/** Calls a door and answers its JSON. Throws {@link CommandFailure}: a problem+json told in words, or who did not answer. */
export const callJson = async <Answer>(base: string, path: string, call: Call = {}): Promise<Answer> => {
  const response = await callDoor(base, path, call)
  const text = await response.text()
  try {
    return JSON.parse(text) as Answer
  } catch {
    throw new CommandFailure(`${base}${path} answered ${response.status} with something that is not JSON`)
  }
}

/** Calls a door and answers the successful response, its body unread. */
export const callDoor = async (base: string, path: string, call: Call = {}): Promise<Response> => {
  const url = new URL(base.replace(/\/$/, '') + path)
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined) url.searchParams.set(name, String(value))
  }
  const headers = new Headers()
  for (const [name, value] of Object.entries(call.headers ?? {})) if (value !== undefined) headers.set(name, value)
  const signal = call.signal ?? AbortSignal.timeout(call.timeoutMs ?? patience)
  const response = await send(url, { method: call.method ?? 'GET', headers, signal, body: call.body ?? null })
  if (!response.ok) throw problemFailure(response.status, await response.text(), `${url.pathname}`)
  return response
}

const send = async (url: URL, request: RequestInit): Promise<Response> => {
  try {
    return await fetch(url, request)
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error
    throw new CommandFailure(`${url.origin} does not answer: ${transportReason(error)}`, exitCodes.failed, [
      'is the system running? "wireledger status" shows its parts, "wireledger up" starts one',
    ])
  }
}

const transportReason = (error: unknown): string => {
  if (error instanceof Error && error.name === 'TimeoutError') return 'no answer in time'
  if (error instanceof Error && error.cause !== undefined) return reasonOf(error.cause)
  return reasonOf(error)
}
