import { Controller, Get, Inject, Req, Res } from '@nestjs/common'
import { ApiOperation, ApiParam, ApiResponse, ApiTags } from '@nestjs/swagger'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Pool } from 'pg'
import { parsePosition, type TopicNames } from '#eventing'
import type { EventLog } from '#event-log'
import { findUpdate, rawVeil, type FoundUpdate } from '#read-model'
import { ref } from '../openapi/ref.js'
import { notAvailable, Problem } from '#service'
import { EVENT_LOG, POOL, TOPICS } from '../tokens.js'
import { contentTypeOf } from './content-type.js'
import { updateIdsOf } from './update-id.js'

/** `/v1/updates/{updateId}`: one update as it was filed, and the bytes it came as. */
@ApiTags('updates')
@Controller('v1/updates')
@ApiResponse({ status: 404, description: 'No such update', schema: ref('Problem') })
export class UpdatesController {
  constructor(
    @Inject(POOL) private readonly pool: Pool,
    @Inject(TOPICS) private readonly topics: TopicNames,
    @Inject(EVENT_LOG) private readonly log: EventLog,
  ) {}

  @Get('*')
  @ApiOperation({ summary: 'One update; with /raw behind its id, its exact bytes' })
  @ApiParam({ name: 'path', description: 'The update id, percent-encoded' })
  @ApiResponse({ status: 200, description: 'The update', schema: ref('Update') })
  @ApiResponse({ status: 403, description: 'With /raw: held, or under embargo in part', schema: ref('Problem') })
  @ApiResponse({ status: 410, description: 'With /raw: killed', schema: ref('Problem') })
  async show(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    const { path, raw } = pathOf(request.url)
    const update = await this.find(updateIdsOf(path))
    if (update === undefined)
      throw new Problem(
        404,
        'DESK_UPDATE_UNKNOWN',
        `there is no update ${JSON.stringify(updateIdsOf(path)[0] ?? path)}`,
      )
    if (raw) return this.sendRaw(update, reply)
    void reply.type('application/json; charset=utf-8').send(JSON.stringify(update))
  }

  private async find(ids: readonly string[]): Promise<FoundUpdate | undefined> {
    for (const id of ids) {
      const update = await findUpdate(this.pool, this.topics.incident, id)
      if (update !== undefined) return update
    }
    return undefined
  }

  private async sendRaw(update: FoundUpdate, reply: FastifyReply): Promise<void> {
    const position = parsePosition(update.rawPosition)
    if (position !== undefined) await this.refuseVeiled(update, position)
    const record = position === undefined ? undefined : await this.read(position)
    if (record === undefined)
      throw new Problem(404, 'DESK_RAW_UNKNOWN', `the log holds no record at ${update.rawPosition}`)
    // What a stranger sent must never run as a page of ours.
    void reply
      .headers({
        'content-type': contentTypeOf(record, update.format),
        'content-disposition': 'attachment',
        'wire-position': update.rawPosition,
      })
      .send(record.value ?? Buffer.alloc(0))
  }

  /** The bytes hold the words: what must not be shown of any update in them must not be shown with them. */
  private async refuseVeiled(update: FoundUpdate, position: RawPosition): Promise<void> {
    const veil = await rawVeil(this.pool, position, update.rawPosition)
    if (veil === undefined) return
    if (veil === 'embargo')
      throw new Problem(403, 'DESK_RAW_EMBARGOED', `the record of ${update.updateId} holds what is under embargo`)
    if (veil.killedBy !== undefined)
      throw new Problem(410, 'DESK_UPDATE_KILLED', `${veil.updateId} was killed by ${veil.killedBy}`)
    throw new Problem(403, 'DESK_UPDATE_HELD', `${veil.updateId} is held by ${veil.heldBy ?? 'its provider'}`)
  }

  private async read(position: RawPosition): ReturnType<EventLog['readAt']> {
    try {
      return await this.log.readAt(position)
    } catch (error) {
      throw notAvailable(
        'DESK_LOG_UNAVAILABLE',
        `the log cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      )
    }
  }
}

type RawPosition = NonNullable<ReturnType<typeof parsePosition>>

// The path is taken as it was sent: an update id may hold slashes, and percent signs of its own.
const pathOf = (url: string): { path: string; raw: boolean } => {
  const path = (url.split('?')[0] ?? '').replace(/^\/v1\/updates\//, '')
  const raw = path.endsWith('/raw')
  return { path: raw ? path.slice(0, -'/raw'.length) : path, raw }
}
