import type { FiledUpdate, Particulars } from '#incident'

/**
 * The particulars as they are filed: what is not public stays in the raw bytes and nowhere else, and so do the words of
 * a part of an item that is there in full.
 */
export const filedParticulars = (particulars: Particulars, withoutWords = false): Pick<FiledUpdate, 'particulars'> => {
  if (Object.keys(particulars).length === 0) return {}
  const { edNotes, html, ...others } = particulars
  const notes = edNotes?.filter((note) => note.public) ?? []
  const filed: Particulars = {
    ...others,
    ...(html === undefined || withoutWords ? {} : { html }),
    ...(notes.length === 0 ? {} : { edNotes: notes }),
  }
  return Object.keys(filed).length === 0 ? {} : { particulars: filed }
}
