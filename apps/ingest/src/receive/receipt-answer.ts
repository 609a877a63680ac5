import { formatPosition, type Position } from '#eventing'

/** The body of every 202 of this service (contract §2.1). */
export type ReceiptAnswer = {
  readonly receipts: readonly { readonly id: string; readonly position: string; readonly href: string }[]
}

export const receiptAnswer = (source: 'wire' | 'command', positions: readonly Position[]): ReceiptAnswer => ({
  receipts: positions.map((position) => {
    const id = `${source}-${position.partition}-${position.offset}`
    return { id, position: formatPosition(position), href: `/v1/receipts/${id}` }
  }),
})
