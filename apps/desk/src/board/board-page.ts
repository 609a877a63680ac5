import type { Belief, IncidentView } from '#incident'
import { escapeHtml } from './escape-html.js'

/** The board: incidents as they are believed now. Plain HTML made here; the script only says that something is new. */
export const boardPage = (incidents: readonly IncidentView[]): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Wireledger</title><link rel="stylesheet" href="/board.css"></head><body>
<header><h1>Wireledger</h1><p>What is believed now, and how many say otherwise. <a href="/docs">API</a> <span id="live" role="status"></span></p></header>
<main>${incidents.length === 0 ? '<p>Nothing was published yet.</p>' : incidents.map(card).join('\n')}</main>
<script src="/board.js" defer></script></body></html>
`

const card = ({ id, aliases, title, revision, beliefs, updates, providers, lastSaidAt }: IncidentView): string => {
  const path = `/v1/incidents/${encodeURIComponent(id)}`
  const links = ['revisions', 'timeline', 'blame'].map(
    (what) => `<a href="${escapeHtml(`${path}/${what}`)}">${what}</a>`,
  )
  return `<article><h2><a href="${escapeHtml(path)}">${escapeHtml(title)}</a></h2>
<p>${escapeHtml(aliases.join(', '))} · revision ${revision ?? ''} · ${updates} updates from ${escapeHtml(providers.join(', '))} · last said ${escapeHtml(lastSaidAt ?? 'never')} · ${links.join(' · ')}</p>
<table><thead><tr><th>fact</th><th>held</th><th>live values</th><th>sources</th></tr></thead><tbody>
${Object.entries(beliefs)
  .map(([fact, belief]) => row(fact, belief))
  .join('\n')}
</tbody></table></article>`
}

const row = (fact: string, belief: Belief): string => {
  const range = typeof belief.low === 'number' && belief.low !== belief.high ? ` (${belief.low}–${belief.high})` : ''
  const held = belief.bestClaim === null ? '<i>alleged only</i>' : escapeHtml(words(belief.best) + range)
  const others = belief.disputed
    ? `<b>disputed</b>: ${escapeHtml(belief.values.map(words).join(' | '))}`
    : escapeHtml(belief.values.map(words).join(' | '))
  return `<tr><td>${escapeHtml(fact)}</td><td>${held}</td><td>${others}</td><td>${belief.independentSources}</td></tr>`
}

const words = (value: unknown): string => (typeof value === 'string' ? value : JSON.stringify(value))

export const boardStyle = `body{font:16px/1.5 system-ui,sans-serif;max-width:70rem;margin:0 auto;padding:1rem;color:#1a1a1a;background:#fff}
h1{margin:0}h2{margin:1.5rem 0 .25rem;font-size:1.15rem}p{margin:.25rem 0;color:#444}a{color:#0a4a8f}
table{border-collapse:collapse;width:100%;margin-top:.5rem}th,td{text-align:left;padding:.25rem .5rem;border-bottom:1px solid #ddd;vertical-align:top;overflow-wrap:anywhere}
b{color:#8f1d0a}#live{margin-left:1rem}
`

export const boardScript = `const live = document.getElementById('live')
let due
const source = new EventSource('/v1/stream')
source.onopen = () => { live.textContent = 'live' }
source.onerror = () => { live.textContent = 'reconnecting' }
source.addEventListener('revision', () => { clearTimeout(due); due = setTimeout(() => location.reload(), 500) })
`
