import { styleText } from 'node:util'

type Look = Parameters<typeof styleText>[0]

// styleText itself looks at the terminal, NO_COLOR and FORCE_COLOR.
const look = (format: Look) => (text: string) => (text === '' ? '' : styleText(format, text))

export const bold = look('bold')
export const dim = look('dim')
export const green = look('green')
export const yellow = look('yellow')
export const red = look('red')
export const cyan = look('cyan')
