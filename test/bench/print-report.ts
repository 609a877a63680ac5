import Table from 'cli-table3'
import type { Report } from './report.js'
import { verdicts } from './targets.js'

/** The figures for a person, one table a part; then what must be reached, and what could not be measured. */
export const printReport = (report: Report): void => {
  const { results, ratios, latency, reads, growth, decode, memory, notMeasured, failed } = report
  table(
    ['work', 'events/s', 'min', 'max', 'Node us', 'PG us', 'others, cores', 'checked'],
    Object.entries(results).map(([name, { rate, min, max, nodeUs, pgUs, othersCores, ok }]) => [
      ...[name, rate, min, max, nodeUs ?? '-', pgUs ?? '-', othersCores ?? '-', yes(ok)],
    ]),
  )
  table(
    ['ratio', ''],
    Object.entries(ratios).filter(([, ratio]) => ratio !== null),
  )
  table(
    [
      'updates/s',
      'p50 ms',
      'p99 ms',
      'p99.9 ms',
      'max ms',
      '202 p50',
      '202 p99',
      'accepted/s',
      'samples',
      'others, cores',
      'checked',
    ],
    Object.entries(latency).map(([rate, { p50, p99, p999, max, ack, accepted, samples, othersCores, ok }]) => [
      ...[rate, p50, p99, p999, max, ack.p50, ack.p99, accepted, samples, othersCores ?? '-', yes(ok)],
    ]),
  )
  for (const [where, kinds] of Object.entries(reads)) {
    table(
      [`reads beside ${where}`, 'a second', 'p50 ms', 'p99 ms', 'Node us', 'PG us', 'pgbench', 'bare HTTP', 'checked'],
      Object.entries(kinds).map(([kind, { rate, p50, p99, nodeUs, pgUs, pgbench, bareHttp, ok }]) => [
        ...[kind, rate, p50, p99, nodeUs ?? '-', pgUs ?? '-', pgbench ?? '-', bareHttp ?? '-', yes(ok)],
      ]),
    )
  }
  table(
    ['events held', 'events/s', 'Node us', 'PG us', 'MB', 'highest MB', 'checked'],
    growth.map(({ events, rate, nodeUs, pgUs, rssMb, peakMb, ok }) => [
      ...[events, rate, nodeUs ?? '-', pgUs ?? '-', rssMb ?? '-', peakMb ?? '-', yes(ok)],
    ]),
  )
  table(
    ['format', 'files', 'mean bytes', 'files/s', 'us a file', 'checked'],
    Object.entries(decode).map(([format, { files, meanBytes, rate, usPerFile, ok }]) => [
      ...[format, files, meanBytes, rate, usPerFile, yes(ok)],
    ]),
  )
  table(
    ['process', 'highest MB'],
    Object.entries(memory).map(([name, { peakMb }]) => [name, peakMb]),
  )
  table(
    ['must', 'is', ''],
    verdicts(report).map(({ what, is, reached }) => [what, is, reached ? 'reached' : 'MISSED']),
  )
  for (const [name, reason] of Object.entries(failed)) console.log(`FAILED: ${name}: ${reason}`)
  for (const [name, reason] of Object.entries(notMeasured)) console.log(`NOT MEASURED: ${name}: ${reason}`)
}

const yes = (ok: boolean): string => (ok ? 'yes' : 'NO')

const table = (head: readonly string[], rows: readonly (readonly unknown[])[]): void => {
  if (rows.length === 0) return
  const drawn = new Table({ head: [...head], style: { head: [], border: [] } })
  drawn.push(...rows.map((row) => row.map(String)))
  console.log(drawn.toString())
}
