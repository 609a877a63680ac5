const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2023-09-24 05:46:00Z`, with milliseconds only where they are not zero. Takes an ISO 8601 UTC time. */
export const timeWords = (time: string | null): string =>
  time === null ? '-' : time.replace('T', ' ').replace(/\.0+Z$/, 'Z')

/** `24 Sep 05:46`, UTC: for a story whose year everybody knows. */
export const shortTime = (time: string): string => {
  const match = /^\d{4}-(\d{2})-(\d{2})T(\d{2}:\d{2})/.exec(time)
  if (match === null) return time
  return `${match[2] ?? ''} ${months[Number(match[1]) - 1] ?? '?'} ${match[3] ?? ''}`
}

/** `0.4 s`, `12 s`, `3 min 05 s`, `2 h 07 min`. */
export const durationWords = (seconds: number): string => {
  if (seconds < 10) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 60) return `${whole} s`
  const pad = (part: number) => String(part).padStart(2, '0')
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${pad(whole % 60)} s`
  return `${Math.floor(whole / 3600)} h ${pad(Math.floor((whole % 3600) / 60))} min`
}

/** `12,345`: thousands apart, whatever the locale of the machine. */
export const countWords = (count: number): string =>
  Math.round(count)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')
