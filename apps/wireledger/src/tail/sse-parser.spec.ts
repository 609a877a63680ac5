import { createSseParser } from './sse-parser.js'

describe('server-sent events', () => {
  test('an event comes out once its blank line has come, whatever the pieces', () => {
    const whole = 'id: 7\nevent: revision\ndata: {"a":\ndata: 1}\n\n: heartbeat\n\nid: 8\ndata: x\n\n'
    for (const size of [1, 2, 5, 1000]) {
      const feed = createSseParser()
      const events = []
      for (let at = 0; at < whole.length; at += size) events.push(...feed(whole.slice(at, at + size)))
      expect(events).toEqual([
        { id: '7', event: 'revision', data: '{"a":\n1}' },
        { id: '8', event: 'message', data: 'x' },
      ])
    }
  })

  test('CRLF ends a line once, even when it is cut in two', () => {
    const feed = createSseParser()
    expect([...feed('data: a\r'), ...feed('\n\r'), ...feed('\ndata: b\r\n\r\n')]).toEqual([
      { id: null, event: 'message', data: 'a' },
      { id: null, event: 'message', data: 'b' },
    ])
  })
})
