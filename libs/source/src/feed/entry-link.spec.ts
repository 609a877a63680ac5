import { expect, test } from '@jest/globals'
import { entryLink } from './entry-link.js'

test.each([
  ['<entry><link href="https://a/1?x=1&amp;y=2"/></entry>', 'https://a/1?x=1&y=2'],
  ['<entry><link rel="alternate" href="h.html"/><link type="application/cap+xml" href=\'c.cap\'/></entry>', 'c.cap'],
  ['<entry><link rel="self" href="s"/><link rel="alternate" href="a"/></entry>', 'a'],
  ['<item><link> https://a/&#x31; </link></item>', 'https://a/1'],
  ['<item><link><![CDATA[https://a/1?b&c]]></link></item>', 'https://a/1?b&c'],
  ['<item><!--<link>no</link>--><title>t</title></item>', null],
  ['<item><link></link></item>', null],
])('the link of %s', (own, link) => {
  expect(entryLink(Buffer.from(own))).toBe(link)
})
