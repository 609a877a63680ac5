export { conditional, rssItem, rssOf, startFeedServer, type FeedServer } from './feed-server.js'
