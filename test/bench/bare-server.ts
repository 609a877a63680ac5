import { createServer } from 'node:http'
import pg from 'pg'
import { currentSql } from './reads/statements.js'

// The least that can serve the same: node:http, one prepared statement, the text that PostgreSQL answers. Started by the
// bench with the database's URL and a port; `/ping` asks the database nothing.
const [, , url, port] = process.argv
const pool = new pg.Pool({ connectionString: url, max: 10, application_name: 'bench-bare' })
const server = createServer((request, response) => {
  const name = decodeURIComponent(request.url?.slice(1) ?? '')
  const answer = (body: string): void => {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body) })
    response.end(body)
  }
  if (name === 'ping') return answer('{}')
  pool.query<{ body: string }>({ name: 'current', text: currentSql, values: [name] }).then(
    ({ rows }) => answer(rows[0]?.body ?? 'null'),
    (error: unknown) => response.writeHead(500).end(String(error)),
  )
})
server.listen(Number(port), '127.0.0.1', () => process.send?.('listening'))
process.once('disconnect', () => process.exit(0))
