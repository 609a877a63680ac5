import { Controller, Get, Header, Inject } from '@nestjs/common'
import { ApiExcludeController } from '@nestjs/swagger'
import type { Pool } from 'pg'
import type { IncidentView } from '#incident'
import { listIncidents } from '#read-model'
import { POOL } from '../tokens.js'
import { boardPage, boardScript, boardStyle } from './board-page.js'

const policy =
  "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
const all = { q: null, provider: null, fact: null, since: null, after: null, limit: 50 }

/** `/`: the live board of a desk. */
@ApiExcludeController()
@Controller()
export class BoardController {
  constructor(@Inject(POOL) private readonly pool: Pool) {}

  @Get()
  @Header('content-type', 'text/html; charset=utf-8')
  @Header('content-security-policy', policy)
  async page(): Promise<string> {
    const rows = await listIncidents(this.pool, all)
    return boardPage(rows.map(({ body }) => JSON.parse(body) as IncidentView))
  }

  @Get('board.css')
  @Header('content-type', 'text/css; charset=utf-8')
  style(): string {
    return boardStyle
  }

  @Get('board.js')
  @Header('content-type', 'text/javascript; charset=utf-8')
  script(): string {
    return boardScript
  }
}
