export { BadSettings, readSettings, type Settings } from './settings.js'
