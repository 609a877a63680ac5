export { BadSettings, environmentValue, readSettings, type Settings } from './settings.js'
