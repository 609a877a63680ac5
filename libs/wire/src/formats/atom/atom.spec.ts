import { rejectionOf, updateOf, warningsOf } from '../../testing/wire-bytes.js'

const feed = (entries: string, about = ''): string =>
  `<feed xmlns="http://www.w3.org/2005/Atom">${about}${entries}</feed>`
const said = (inside: string, about = '') => updateOf(feed(`<entry>${inside}</entry>`, about))

describe('an entry of Atom', () => {
  it.each([
    ['<id>HTTP://www.EXAMPLE.org/%7ebob</id><link href="l"/>', 'HTTP://www.EXAMPLE.org/%7ebob'],
    ['<link rel="self" href="s"/><link href="l"/>', 'l'],
    ['<link rel="alternate" href="l"/>', 'l'],
    ['<content src="http://x.example/1.mp4"/>', 'http://x.example/1.mp4'],
  ])('is with %s the item %s', (inside, item) => {
    expect(said(inside).item).toBe(item)
  })

  it('has the time of its last change as version, else a hash of its words', () => {
    expect(said('<id>i</id><updated>2024-03-02T08:00:00+01:00</updated>')).toMatchObject({
      version: '2024-03-02T07:00:00.000Z',
      saidAt: '2024-03-02T07:00:00.000Z',
    })
    expect(said('<id>i</id><published>2024-03-02T08:00:00Z</published><title>t</title>')).toMatchObject({
      version: expect.stringMatching(/^fnv1a-/),
      saidAt: '2024-03-02T08:00:00.000Z',
    })
  })

  it.each([
    ['<content>a &lt;b&gt;</content>', 'a <b>'],
    ['<content type="html">a &lt;b&gt;b&lt;/b&gt;</content>', 'a b'],
    ['<content type="html"><div>a &lt;b&gt;b&lt;/b&gt;</div></content>', 'a b'],
    ['<content type="xhtml"><div>a &lt;b&gt;<i>c</i></div></content>', 'a <b>c'],
    ['<content type="application/octet-stream"> YSA8Yj5i PC9iPg== </content>', 'a b'],
    ['<content type="image/gif">R0lGODlhAQABAIAAAAUEBA==</content><summary>s</summary>', 's'],
    ['<content type="image/svg+xml"><svg/></content><summary>s</summary>', 's'],
    ['<content type="text/html" mode="escaped">&lt;p&gt;old&lt;/p&gt;</content>', 'old'],
    ['<content mode="base64">b2xk</content>', 'old'],
    ['<content type="html"></content><summary>s</summary>', 's'],
    ['<content/>', null],
  ])('says with %s %j', (inside, text) => {
    expect(said(`<id>i</id>${inside}`).text).toBe(text)
  })

  it('has the author and the language of its feed where it names none', () => {
    const about = '<author><name>Coast</name></author>'
    expect(said('<id>i</id>', about).particulars.byline).toBe('Coast')
    expect(said('<id>i</id><author><name>A</name></author>', about).particulars.byline).toBe('A')
    const german = '<feed xml:lang="de"><entry><id>i</id></entry><entry xml:lang="en"><id>j</id></entry></feed>'
    expect(warningsOf(german)).toHaveLength(2)
  })

  it('comes from the host that its feed links to', () => {
    expect(
      said('<id>i</id>', '<link rel="self" href="https://f.example/a"/><link href="https://www.coast.example"/>')
        .provider,
    ).toBe('coast.example')
    expect(said('<id>i</id>', '<id>https://alerts.example/us?x=0</id>').provider).toBe('alerts.example')
    expect(said('<id>i</id>', '<id>tag:x</id>').provider).toBe('unknown')
  })

  it('is taken back by a tombstone, with all its versions', () => {
    const update = updateOf(feed('<at:deleted-entry xmlns:at="t" ref="urn:x" when="2024-03-02T08:00:00Z"/>'))
    expect(update).toMatchObject({
      action: 'kill',
      item: 'urn:x',
      version: '2024-03-02T08:00:00.000Z',
      saidAt: '2024-03-02T08:00:00.000Z',
      particulars: { pubStatus: 'canceled' },
      evidence: { action: { rule: 'tombstone', field: 'deleted-entry/@ref', value: 'urn:x' } },
    })
    expect(update.relations).toEqual([])
    expect(updateOf('<deleted-entry ref="urn:x" when="soon"/>')).toMatchObject({ action: 'kill', version: 'deleted' })
    expect(
      rejectionOf(
        feed(
          '<entry><id>i</id></entry><deleted-entry when="x"> </deleted-entry>  <deleted-entry><comment>c</comment></deleted-entry>',
        ),
      ),
    ).toMatchObject({ code: 'WIRE_NOTHING_SAID' })
  })

  it.each([
    ['<status>Test</status>', 'test'],
    ['<status>Exercise</status><msgType>Cancel</msgType>', 'test'],
    ['<status>Actual</status><msgType>Cancel</msgType>', 'kill'],
    ['<status>Actual</status><msgType>Update</msgType>', 'update'],
    ['<status>Actual</status><msgType>Alert</msgType>', 'new'],
  ])('does in an index of alerts with %s a %s', (cap, action) => {
    const words = cap.replaceAll('<', '<c:').replaceAll('<c:/', '</c:')
    const entry = `<entry xmlns:c="urn:oasis:names:tc:emergency:cap:1.2"><id>i</id><title>t</title>${words}</entry>`
    expect(updateOf(feed(entry)).action).toBe(action)
  })

  it('may stand alone, and needs entries where it is a feed', () => {
    expect(updateOf('<entry xmlns="http://www.w3.org/2005/Atom"><id>i</id></entry>')).toMatchObject({
      format: 'atom',
      item: 'i',
    })
    expect(rejectionOf(feed('<title>t</title>'))).toMatchObject({
      code: 'WIRE_NOTHING_SAID',
      problems: [{ path: 'line 1' }],
    })
    expect(rejectionOf('<feed><entry>').code).toBe('WIRE_XML_SYNTAX')
  })
})
